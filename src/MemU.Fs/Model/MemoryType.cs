namespace MemU.Fs.Model;

/// <summary>The names of the types of memory; a user may have others.</summary>
public static class MemoryType
{
    /// <summary>Stable facts about a person.</summary>
    public const string Profile = "profile";
    /// <summary>Something that happened or is planned.</summary>
    public const string Event = "event";
    /// <summary>A fact about the world, a domain or a project.</summary>
    public const string Knowledge = "knowledge";
    /// <summary>A recurring pattern or routine.</summary>
    public const string Behavior = "behavior";
    /// <summary>What someone can do, or a procedure that works.</summary>
    public const string Skill = "skill";
    /// <summary>How a tool behaved or is to be used.</summary>
    public const string Tool = "tool";
    /// <summary>The page of a category.</summary>
    public const string Category = "category";
    /// <summary>The readable form of a source.</summary>
    public const string Resource = "resource";
    /// <summary>What a file without a type is.</summary>
    public const string Note = "note";

    /// <summary>memU's six types of item.</summary>
    public static IReadOnlyList<string> Items { get; } = [Profile, Event, Knowledge, Behavior, Skill, Tool];
}
