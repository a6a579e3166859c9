namespace MemU.Fs.Model;

/// <summary>What one step of gc did, or would do.</summary>
/// <param name="What">What it looked after.</param>
/// <param name="Files">Files packed, removed or rewritten.</param>
/// <param name="Before">Bytes before.</param>
/// <param name="After">Bytes after; on a dry run, as before where only the doing would tell.</param>
/// <param name="Note">What is to be known beside; null for nothing.</param>
public sealed record GarbageStep(string What, int Files, long Before, long After, string? Note = null);

/// <summary>What gc did, or would do on a dry run.</summary>
/// <param name="Steps">Step by step.</param>
/// <param name="Before">Bytes of git's database and of the cache before.</param>
/// <param name="After">Bytes after.</param>
/// <param name="Milliseconds">How long it took.</param>
public sealed record GarbageView(IReadOnlyList<GarbageStep> Steps, long Before, long After, long Milliseconds);
