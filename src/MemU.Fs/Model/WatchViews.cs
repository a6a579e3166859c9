using System.Text.Json.Serialization;

namespace MemU.Fs.Model;

/// <summary>A source that is watched.</summary>
/// <param name="Name">Its name: a host's, or the path.</param>
/// <param name="Path">The folder of logs, or the log.</param>
public sealed record WatchedSource(string Name, string Path)
{
    /// <summary>Whose memory it is, by scope field; empty for the tree's own.</summary>
    public IReadOnlyDictionary<string, string> Scope { get; init; } = new Dictionary<string, string>();
    /// <summary>Logs that were last changed before are left alone; null for all.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateTimeOffset? Since { get; init; }
}

/// <summary>How a watched source stands.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Path">The folder of logs, or the log.</param>
/// <param name="Logs">Logs of which something was read.</param>
/// <param name="Learned">Messages that were learned.</param>
/// <param name="Waiting">Messages that are read and wait for more, or for quiet.</param>
public sealed record WatchedSourceView(string Name, string Path, int Logs, long Learned, int Waiting)
{
    /// <summary>Why it can't be read, or was not learned; null when all is well.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Problem { get; init; }
    /// <summary>When something of it was last learned.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateTimeOffset? LastLearned { get; init; }
}

/// <summary>How the watching of a tree stands.</summary>
/// <param name="Running">Whether a process watches it now.</param>
/// <param name="Process">Its number; null when none does.</param>
/// <param name="Sources">What is watched.</param>
public sealed record WatchView(bool Running, int? Process, IReadOnlyList<WatchedSourceView> Sources);

/// <summary>What one look at the sources came to.</summary>
/// <param name="Messages">New messages that were learned.</param>
/// <param name="Items">Memories that were added or changed.</param>
/// <param name="Waiting">Messages that wait for more, or for quiet.</param>
public sealed record WatchSweep(int Messages, IReadOnlyList<string> Items, int Waiting)
{
    /// <summary>What can't be read or was not learned, a line each.</summary>
    public IReadOnlyList<string> Problems { get; init; } = [];
}
