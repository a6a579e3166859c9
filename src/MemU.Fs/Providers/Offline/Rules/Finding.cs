using MemU.Fs.Model;

namespace MemU.Fs.Providers.Offline.Rules;

/// <summary>What a rule says about a clause.</summary>
/// <param name="Type">One of memU's six types.</param>
/// <param name="Category">memU's category, before it is looked up among those that exist.</param>
/// <param name="Rule">The rule's name, for explanation.</param>
/// <param name="Weight">3: the wording leaves no doubt; 2: usual; 1: only together with more.</param>
internal sealed record Finding(string Type, string Category, string Rule, int Weight = 2)
{
    /// <summary>The single-valued attribute that it states.</summary>
    public string? Slot { get; init; }

    /// <summary>A person or project that it introduces by name.</summary>
    public string? Introduces { get; init; }

    public static Finding Profile(string category, string rule, string? slot = null, int weight = 2) => new(MemoryType.Profile, category, rule, weight) { Slot = slot };

    public static Finding Event(string category, string rule, int weight = 2) => new(MemoryType.Event, category, rule, weight);

    public static Finding Behavior(string category, string rule, int weight = 2) => new(MemoryType.Behavior, category, rule, weight);

    public static Finding Knowledge(string rule, int weight = 2) => new(MemoryType.Knowledge, Sort.Knowledge, rule, weight);

    public static Finding Skill(string rule, int weight = 2) => new(MemoryType.Skill, Sort.Knowledge, rule, weight);

    public static Finding Tool(string rule, int weight = 2) => new(MemoryType.Tool, Sort.Knowledge, rule, weight);
}

/// <summary>memU's names of categories.</summary>
internal static class Sort
{
    public const string PersonalInfo = "personal_info";
    public const string Preferences = "preferences";
    public const string Relationships = "relationships";
    public const string Activities = "activities";
    public const string Goals = "goals";
    public const string Experiences = "experiences";
    public const string Knowledge = "knowledge";
    public const string Opinions = "opinions";
    public const string Habits = "habits";
    public const string WorkLife = "work_life";
}
