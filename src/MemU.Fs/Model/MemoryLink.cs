namespace MemU.Fs.Model;

/// <summary>How a link is written.</summary>
public enum MemoryLinkKind
{
    /// <summary><c>[[target]]</c></summary>
    Wiki,
    /// <summary><c>![[target]]</c></summary>
    Embed,
    /// <summary><c>[text](target)</c></summary>
    Markdown,
}

/// <summary>A link found in a file.</summary>
/// <param name="Kind">How it is written.</param>
/// <param name="Target">What it points to, without anchor and text; decoded.</param>
/// <param name="Anchor">Heading or <c>^block</c>, without <c>#</c>; null when there is none.</param>
/// <param name="Text">The text shown, when it differs from the target.</param>
/// <param name="Line">Line in the file, from 1.</param>
/// <param name="Start">First character of the whole link in the file's text.</param>
/// <param name="Length">Characters of the whole link.</param>
/// <param name="Relation">The verb of a basic-memory relation line (<c>- verb [[target]] (context)</c>); null otherwise.</param>
public sealed record MemoryLink(MemoryLinkKind Kind, string Target, string? Anchor, string? Text, int Line, int Start, int Length, string? Relation = null);
