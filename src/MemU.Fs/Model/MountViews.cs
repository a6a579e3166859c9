using System.Text.Json.Serialization;

namespace MemU.Fs.Model;

/// <summary>How a mounted source stands on this machine.</summary>
public sealed record MountView
{
    /// <summary>Its name.</summary>
    public required string Name { get; init; }
    /// <summary>Its page, relative to the root.</summary>
    public required string Page { get; init; }
    /// <summary><c>file</c>, <c>folder</c> or <c>git</c>.</summary>
    public required string Kind { get; init; }
    /// <summary>Where it lies, as the page says.</summary>
    public required string Location { get; init; }
    /// <summary>Where it is read on this machine, absolute; null when it was never added here.</summary>
    public string? Here { get; init; }
    /// <summary>The branch, tag or commit that was asked for.</summary>
    public string? At { get; init; }
    /// <summary>The commit that it is pinned to.</summary>
    public string? Commit { get; init; }
    /// <summary>Patterns of which a file must fit one.</summary>
    public IReadOnlyList<string> Include { get; init; } = [];
    /// <summary>Patterns of what is left out.</summary>
    public IReadOnlyList<string> Exclude { get; init; } = [];
    /// <summary>Whose it is.</summary>
    public string? UserId { get; init; }
    /// <summary>Documents that are searched.</summary>
    public int Files { get; init; }
    /// <summary>Documents that can't be searched: too large, binary or of no form that is read.</summary>
    public int LeftOut { get; init; }
    /// <summary>Why it can't be read now; null when it can.</summary>
    public string? Missing { get; init; }
}

/// <summary>What a verb on a mounted source did.</summary>
public sealed record MountResult
{
    /// <summary><c>added</c>, <c>connected</c>, <c>synced</c>, <c>removed</c> or <c>unchanged</c>.</summary>
    public required string Action { get; init; }
    /// <summary>The sources that it is about, as they are now.</summary>
    public required IReadOnlyList<MountView> Sources { get; init; }
    /// <summary>Documents indexed anew.</summary>
    public int Indexed { get; init; }
    /// <summary>Documents that are no longer searched.</summary>
    public int Removed { get; init; }
    /// <summary>What was left out and what could not be read, a line each.</summary>
    public IReadOnlyList<string> Problems { get; init; } = [];
    /// <summary>The commit; null when the tree did not change.</summary>
    public string? Commit { get; init; }
    /// <summary>True when some source could not be read.</summary>
    [JsonIgnore]
    public bool IsIncomplete => Sources.Any(s => s.Missing is not null);
}
