using System.Text.Json.Serialization;
using MemU.Fs.History;

namespace MemU.Fs;

/// <summary>What an operation was about to do, kept until it is done, so that the next command can finish it.</summary>
/// <param name="Commit">The commit that holds the new bytes.</param>
/// <param name="Parent">The commit that it follows; null for the first.</param>
/// <param name="Paths">The files that it changes, relative to the root.</param>
/// <param name="BlobIds">git's id of each file's new bytes; null for a removal.</param>
/// <param name="IndexAt">The earlier commit that git's index may still stand at; null when it stood at the parent and followed at once.</param>
/// <param name="Reference">The branch that it moves, where the journal may have to mend it.</param>
/// <param name="Boot">The run of the machine in which it was made, where what it wrote may be lost with that.</param>
internal sealed record Intent(string Commit, string? Parent, IReadOnlyList<string> Paths, IReadOnlyList<string?> BlobIds, string? IndexAt = null, string? Reference = null, string? Boot = null)
{
    /// <summary>The commit as it can be published again.</summary>
    public PreparedCommit ToPrepared() => new(Parent, Commit, Paths, BlobIds);
}

/// <summary>The intent as JSON.</summary>
[JsonSerializable(typeof(Intent))]
internal sealed partial class IntentJson : JsonSerializerContext;
