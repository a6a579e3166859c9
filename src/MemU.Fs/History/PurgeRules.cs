namespace MemU.Fs.History;

/// <summary>What is to be purged, as the rewriting of history asks it.</summary>
/// <param name="Blob">The content that a file's bytes become: the same array when nothing is in them, null when the file goes.</param>
/// <param name="IsPurged">Whether a path of the memory goes, whatever it holds.</param>
/// <param name="Name">The name that a file or folder becomes.</param>
/// <param name="Message">The text that a commit's or a tag's message, or a person's name, becomes.</param>
public sealed record PurgeRules(Func<byte[], byte[]?> Blob, Func<string, bool> IsPurged, Func<string, string> Name, Func<string, string> Message);

/// <summary>What the rewriting of history did.</summary>
/// <param name="Blobs">The blobs (40 hex) that are gone.</param>
/// <param name="Commits">Old commits with the new ones that took their place.</param>
/// <param name="Objects">How many objects were looked at.</param>
/// <param name="Deleted">How many objects of all kinds are gone.</param>
/// <param name="Packs">How many packs were looked at.</param>
public sealed record PurgeOutcome(IReadOnlyList<string> Blobs, IReadOnlyDictionary<string, string> Commits, int Objects, int Deleted, int Packs);
