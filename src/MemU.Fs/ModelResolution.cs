using MemU.Fs.Model;
using MemU.Fs.Providers.Calls;
using MemU.Fs.Providers.Profiles;
using MemU.Fs.Remotes;

namespace MemU.Fs;

/// <summary>Puts together what flag, environment, tree and user say of models: a profile as a whole, everything else value by value, the nearer one wins.</summary>
internal sealed class ModelResolution(ModelRequest request)
{
    private const string Profiles = "llm_profiles";

    private static readonly string[] Chosen = ["MEMU_PROVIDER", "MEMU_BASE_URL", "MEMU_EMBED_PROVIDER", "MEMU_EMBED_BASE_URL"];

    private static readonly (string Variable, string Field)[] OfDefault =
        [("MEMU_BASE_URL", "base_url"), ("MEMU_CHAT_MODEL", "chat_model"), ("MEMU_VISION_MODEL", "vision_model"), ("MEMU_TRANSCRIPTION_MODEL", "transcription_model"), ("MEMU_REASONING_EFFORT", "reasoning_effort")];

    private static readonly (string Variable, string Field)[] OfEmbedding = [("MEMU_EMBED_BASE_URL", "base_url"), ("MEMU_EMBED_MODEL", "embed_model"), ("MEMU_EMBED_DIMENSIONS", "embed_dimensions")];

    private List<Setting> _values = [];

    /// <summary>The tree's file of settings.</summary>
    public string TreeFile => Path.Combine(request.Root, ".memu", "config.yaml");

    /// <summary>The user's file of settings.</summary>
    public string UserFile => request.UserFile ?? UserConfig.File(Variable);

    public ModelChoice Run()
    {
        if (Variable("MEMU_OFFLINE") is "1" or "true" or "yes" || (request.Provider ?? Variable("MEMU_PROVIDER")) is "offline" or "none") return new() { IsOffline = true };
        var named = request.Provider is not null || Chosen.Any(n => Variable(n) is not null);
        var (tree, user) = (Said(TreeFile, ".memu/config.yaml", "tree"), Said(UserFile, UserFile, "user"));
        if (!named && tree.Count == 0 && user.Count == 0) return new();
        string? notice = null;
        if (tree.Count > 0 && !new Trust(request.Root, new MemoryOptions { Root = request.Root, StateFolder = request.StateFolder }).Holds)
        {
            var sections = string.Join(", ", tree.Select(v => v.Path[0]).Distinct());
            notice = $"{sections} of this memory are not used, since nobody here has trusted them. Look at .memu/config.yaml, then: memu trust";
            if (!named && tree.Exists(v => v.Path[0] == Profiles)) return new() { Notice = notice, IsOffline = true };
            tree = [];
        }
        _values = [.. tree, .. user.Where(v => !tree.Exists(t => IsSame(t, v)))];
        Choose();
        Override();
        return new() { Settings = ModelSettings.Of(_values), Values = _values, Notice = notice, Variable = request.Variable };
    }

    private string? Variable(string name) => (request.Variable ?? Environment.GetEnvironmentVariable)(name) is { Length: > 0 } value ? value : null;

    /// <summary>What a file says of models; a look at its bytes first, since most say nothing.</summary>
    private static List<Setting> Said(string path, string name, string source)
    {
        if (!File.Exists(path)) return [];
        if (new FileInfo(path).Length <= SettingsFile.MaxBytes && !NamesSection(File.ReadAllText(path))) return [];
        return [.. SettingsFile.Load(path, name, source).Where(v => ModelSettings.Sections.Contains(v.Path[0]))];
    }

    /// <summary>Whether a line that is no comment has the name of a section; the comments of the template have all of them.</summary>
    private static bool NamesSection(string text)
    {
        foreach (var line in text.AsSpan().EnumerateLines())
            if (!line.TrimStart().StartsWith("#"))
                foreach (var section in ModelSettings.Sections)
                    if (line.Contains(section, StringComparison.Ordinal)) return true;
        return false;
    }

    private static bool IsSame(Setting a, Setting b) => a.Path[0] == b.Path[0] && (a.Path[0] == Profiles ? a.Path.Length > 1 && b.Path.Length > 1 && a.Path[1] == b.Path[1] : a.Key == b.Key);

    /// <summary>The provider, or the profile, that flag or environment name becomes the default one.</summary>
    private void Choose()
    {
        var (name, source) = request.Provider is { } flag ? (flag, "flag --provider") : (Variable("MEMU_PROVIDER"), "environment MEMU_PROVIDER");
        if (name is not null && name != ModelSet.DefaultProfile)
        {
            if (Of(name) is { Count: > 0 } profile)
            {
                Drop(ModelSet.DefaultProfile);
                _values.AddRange(profile.Select(v => v with { Path = [Profiles, ModelSet.DefaultProfile, .. v.Path.Skip(2)] }));
            }
            else
            {
                var preset = ProviderPresets.Get(name);
                var known = Of(ModelSet.DefaultProfile).Find(v => v.Path is [_, _, "provider"]);
                if (known is null || ProviderPresets.Find(known.Value) != preset) Drop(ModelSet.DefaultProfile); // its address, key and models were another's
                Set(ModelSet.DefaultProfile, "provider", preset.Name, source);
            }
        }
        if (Variable("MEMU_EMBED_PROVIDER") is not { } maker) return;
        _values.RemoveAll(v => v.Path is ["steps", ModelStep.Embed]);
        if (maker is "offline" or "none") _values.Add(new(["steps", ModelStep.Embed], "none", "environment MEMU_EMBED_PROVIDER", "", 0));
        else
        {
            Drop(ModelSet.EmbeddingProfile);
            Set(ModelSet.EmbeddingProfile, "provider", ProviderPresets.Get(maker).Name, "environment MEMU_EMBED_PROVIDER");
        }
    }

    private void Override()
    {
        foreach (var (variable, field) in OfDefault)
            if (Variable(variable) is { } value && (variable == "MEMU_BASE_URL" || Of(ModelSet.DefaultProfile).Count > 0)) Set(ModelSet.DefaultProfile, field, value, $"environment {variable}");
        foreach (var (variable, field) in OfEmbedding)
        {
            if (Variable(variable) is not { } value || field == "embed_model" && Directory.Exists(value)) continue; // a folder is a model that works here
            var profile = field == "base_url" || Of(ModelSet.EmbeddingProfile).Count > 0 ? ModelSet.EmbeddingProfile : ModelSet.DefaultProfile;
            if (field == "base_url" || Of(profile).Count > 0) Set(profile, field, value, $"environment {variable}");
        }
        // memu's own variable for a key, where nothing else names one
        if (Variable("MEMU_API_KEY") is not null && Of(ModelSet.DefaultProfile) is { Count: > 0 } values && !values.Exists(v => v.Path[2] == "api_key")) Set(ModelSet.DefaultProfile, "api_key", "MEMU_API_KEY", "environment MEMU_API_KEY");
    }

    private List<Setting> Of(string profile) => _values.FindAll(v => v.Path is [Profiles, var name, _, ..] && name == profile);

    private void Drop(string profile) => _values.RemoveAll(v => v.Path is [Profiles, var name, ..] && name == profile);

    private void Set(string profile, string field, string value, string source)
    {
        string[] path = [Profiles, profile, field];
        _values.RemoveAll(v => v.Path.SequenceEqual(path));
        _values.Add(new(path, value, source, "", 0));
    }
}
