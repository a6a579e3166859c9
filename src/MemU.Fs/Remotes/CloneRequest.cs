namespace MemU.Fs;

/// <summary>A call of clone.</summary>
/// <param name="Url">The address of the memory: a URL, <c>host:path</c> or a path.</param>
public sealed record CloneRequest(string Url);
