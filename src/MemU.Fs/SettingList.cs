using MemU.Fs.Model;
using MemU.Fs.Providers.Profiles;

namespace MemU.Fs;

/// <summary>All values of the settings, each with who said it; what a file says and does not hold, too.</summary>
internal static class SettingList
{
    private static readonly (string Key, string Value)[] Defaults =
    [
        ("cache", "on"), ("gc", "on"),
        ("memorize.max_calls", "200"), ("memorize.per_type", "false"), ("memorize.segment_from", "60"), ("memorize.target_length", "400"), ("memorize.taxonomy", "closed"), ("memorize.types", string.Join(", ", MemoryType.Items)), ("memorize.window_tokens", "6000"),
        ("retrieve.category.top_k", "5"), ("retrieve.item.top_k", "5"), ("retrieve.method", "rag where a chat model is chosen, else rules"), ("retrieve.min_score", "0"), ("retrieve.ranking", "similarity"), ("retrieve.recency_decay_days", "30"),
        ("retrieve.resource.top_k", "5"), ("retrieve.route_intention", "true"), ("retrieve.sufficiency_check", "true"), ("retrieve.use_category_references", "false"), ("retrieve.vectors", "int8"), ("timezone", "UTC"),
    ];

    public static IReadOnlyList<SettingView> Of(ModelRequest request)
    {
        var resolution = new ModelResolution(request);
        var choice = resolution.Run();
        var lookUp = request.Variable ?? Environment.GetEnvironmentVariable;
        var views = choice.Values.Select(v => new SettingView(v.Key, Shown(v, lookUp), v.Source)).ToList();
        foreach (var said in SettingsFile.Load(resolution.TreeFile, ".memu/config.yaml", "tree"))
            if (!views.Exists(v => v.Key == said.Key && v.Source == "tree")) views.Add(new(said.Key, Shown(said, lookUp), "tree", !ModelSettings.Sections.Contains(said.Path[0])));
        foreach (var said in SettingsFile.Load(resolution.UserFile, resolution.UserFile, "user"))
            if (!views.Exists(v => v.Key == said.Key && v.Source == "user")) views.Add(new(said.Key, Shown(said, lookUp), "user", false));
        foreach (var profile in choice.Settings.Profiles) views.AddRange(Presets(profile, views, lookUp));
        foreach (var (key, value) in Defaults)
            if (!views.Exists(v => v.Key == key && v.Used)) views.Add(new(key, value, "default"));
        foreach (var name in new[] { "MEMU_OFFLINE", "MEMU_READ_ONLY", "MEMU_USER_ID", "MEMU_AGENT_ID", "MEMU_AGENT_NAME", "MEMU_SESSION_ID" })
            if (lookUp(name) is { Length: > 0 } value) views.Add(new(name["MEMU_".Length..].ToLowerInvariant(), value, $"environment {name}"));
        return [.. views.OrderBy(v => v.Key, StringComparer.Ordinal).ThenByDescending(v => v.Used)];
    }

    /// <summary>What a profile takes from its preset.</summary>
    private static IEnumerable<SettingView> Presets(ModelProfile profile, List<SettingView> said, Func<string, string?> lookUp)
    {
        if (profile.Provider is null || ProviderPresets.Find(profile.Provider) is not { } preset) yield break;
        (string Field, string? Value)[] fields =
            [("base_url", preset.BaseUrl), ("api_key", preset.KeyVariable), ("chat_model", preset.ChatModel), ("embed_model", preset.EmbedModel), ("vision_model", profile.ChatModel is null ? preset.VisionModel : null), ("transcription_model", preset.TranscriptionModel)];
        foreach (var (field, value) in fields)
        {
            var key = $"llm_profiles.{profile.Name}.{field}";
            if (value is null || said.Exists(v => v.Key == key && v.Used)) continue;
            yield return new(key, field == "api_key" ? Named(value, lookUp) : value, $"preset {preset.Name}");
        }
    }

    private static string Shown(Setting setting, Func<string, string?> lookUp) => setting.Path switch
    {
        ["llm_profiles", _, "api_key"] => ProfileFields.Set(new(), ["api_key"], setting.Value, out _)?.KeyVariable is { } name ? Named(name, lookUp) : "**** (not the name of a variable)",
        ["llm_profiles", _, "headers", ..] when !setting.Value.StartsWith('$') && ProfileFields.Set(new(), setting.Path[2..], setting.Value, out _) is null => "****",
        ["llm_profiles", _, "base_url" or "proxy"] when Uri.TryCreate(setting.Value, UriKind.Absolute, out var uri) && uri.UserInfo.Length > 0 => $"{uri.Scheme}://****@{uri.Authority}{uri.AbsolutePath}",
        _ => setting.Value,
    };

    private static string Named(string variable, Func<string, string?> lookUp) => $"{variable} ({(lookUp(variable) is { Length: > 0 } ? "set" : "not set")})";
}
