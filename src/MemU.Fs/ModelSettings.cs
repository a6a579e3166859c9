using System.Globalization;
using MemU.Fs.Markdown;
using MemU.Fs.Model;
using MemU.Fs.Providers.Calls;
using MemU.Fs.Providers.Profiles;

namespace MemU.Fs;

/// <summary>Which models a memory may ask and what they may take: the sections <c>llm_profiles</c>, <c>steps</c>, <c>budget</c> and <c>cache</c> of the settings.</summary>
public sealed record ModelSettings
{
    /// <summary>The sections that are about models.</summary>
    internal static readonly string[] Sections = ["llm_profiles", "steps", "budget", "cache"];

    private static readonly string[] Nowhere = ["none", "offline"];

    /// <summary>Where models are.</summary>
    public IReadOnlyList<ModelProfile> Profiles { get; init; } = [];

    /// <summary>Which profile a step asks; <c>none</c> for no model.</summary>
    public IReadOnlyDictionary<string, string> Steps { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>What models may take.</summary>
    public ModelBudget Budget { get; init; } = new();

    /// <summary>Whether answers are kept (<c>cache: off</c> says no).</summary>
    public bool KeepsResponses { get; init; } = true;

    /// <summary>Decides which models are asked: flag, environment, the tree's settings where it is trusted, the user's own, none. Nothing is sent anywhere by this.</summary>
    /// <exception cref="MemUException">What was said can't be used; names the place.</exception>
    public static ModelChoice Resolve(ModelRequest request) => new ModelResolution(request).Run();

    /// <summary>Reads them from single values.</summary>
    /// <exception cref="MemUException">A value can't be used; names the place, and never repeats what could be a key.</exception>
    internal static ModelSettings Of(IReadOnlyList<Setting> values)
    {
        var profiles = new Dictionary<string, ModelProfile>(StringComparer.Ordinal);
        var steps = new Dictionary<string, string>(StringComparer.Ordinal);
        var settings = new ModelSettings();
        foreach (var value in values)
        {
            switch (value.Path)
            {
                case ["llm_profiles", var name, .. { Length: > 0 } field]:
                    var profile = profiles.GetValueOrDefault(name) ?? new ModelProfile { Name = name };
                    profiles[name] = ProfileFields.Set(profile, field, value.Value, out var wanted) ?? throw Wrong(value, $"{Utf8Text.OneLine(string.Join('.', field))} of profile '{Utf8Text.OneLine(name)}' {wanted}.");
                    break;
                case ["steps", var step]:
                    if (!ModelStep.All.Contains(step)) throw Wrong(value, $"'{Utf8Text.OneLine(step)}' is no step that asks a model; there are {string.Join(", ", ModelStep.All)}.");
                    steps[step] = Nowhere.Contains(value.Value) ? "none" : value.Value;
                    break;
                case ["budget", var limit]:
                    settings = settings with { Budget = Limited(settings.Budget, limit, value) };
                    break;
                case ["cache"]:
                    settings = settings with { KeepsResponses = value.Value switch { "on" or "true" or "yes" => true, "off" or "false" or "no" => false, _ => throw Wrong(value, "cache is on or off.") } };
                    break;
                case [var section, ..] when Sections.Contains(section) && value.Value.Length > 0:
                    throw Wrong(value, $"'{Utf8Text.OneLine(value.Key)}' must be names with values below it.");
            }
        }
        foreach (var profile in profiles.Values)
            if (profile.Provider is null && profile.BaseUrl is null)
                throw Wrong(values.First(v => v.Path is ["llm_profiles", var name, ..] && name == profile.Name), $"profile '{Utf8Text.OneLine(profile.Name)}' has neither a provider nor a base_url; give one of them.");
        foreach (var (step, name) in steps)
            if (name != "none" && !profiles.ContainsKey(name) && profiles.Count > 0)
                throw Wrong(values.First(v => v.Path is ["steps", var s] && s == step), $"step '{step}' asks profile '{Utf8Text.OneLine(name)}', which is not there; there are {string.Join(", ", profiles.Keys)}.");
        return settings with { Profiles = [.. profiles.Values], Steps = steps };
    }

    /// <summary>Finds fault with one field of a profile, whatever the rest of it is.</summary>
    /// <exception cref="MemUException">The value can't be that; the message does not repeat it.</exception>
    internal static void Check(string[] path, string value)
    {
        var wanted = $"is no field of a profile; there are {string.Join(", ", ProfileFields.Names)}";
        if (path.Length < 3 || ProfileFields.Set(new(), path[2..], value, out wanted) is null) throw new MemUException(MemUErrorKind.BadArgument, $"{Utf8Text.OneLine(string.Join('.', path))} {wanted}.");
    }

    private static ModelBudget Limited(ModelBudget budget, string limit, Setting value)
    {
        decimal Amount() => decimal.TryParse(value.Value.Replace("_", "", StringComparison.Ordinal), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var n) && n >= 0 ? n : throw Wrong(value, $"{limit} must be a number from 0.");
        long Tokens() => Amount() is var n && n == decimal.Truncate(n) && n < long.MaxValue ? (long)n : throw Wrong(value, $"{limit} must be a whole number of tokens.");
        return limit switch
        {
            "tokens_per_operation" => budget with { TokensPerOperation = Tokens() },
            "tokens_per_day" => budget with { TokensPerDay = Tokens() },
            "cost_per_day" => budget with { CostPerDay = Amount() },
            "cost_per_month" => budget with { CostPerMonth = Amount() },
            _ => throw Wrong(value, $"'{Utf8Text.OneLine(limit)}' is no limit of a budget; there are tokens_per_operation, tokens_per_day, cost_per_day, cost_per_month."),
        };
    }

    private static MemUException Wrong(Setting value, string what) =>
        value.Line > 0 ? new MemoryFormatException(value.File, value.Line, what) : new MemUException(MemUErrorKind.BadArgument, $"{value.Source}: {what}");
}
