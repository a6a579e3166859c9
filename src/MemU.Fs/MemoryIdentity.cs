using MemU.Fs.Markdown;
using MemU.Fs.Model;

namespace MemU.Fs;

/// <summary>What makes two texts of history the same memory.</summary>
internal static class MemoryIdentity
{
    private static readonly MemoryPath Anywhere = MemoryPath.FromListing("x.md");

    /// <summary>The id in a file's front matter; null when it has none.</summary>
    public static string? Of(byte[] bytes) =>
        bytes.AsSpan().StartsWith("---"u8) && bytes.AsSpan().IndexOf("id:"u8) >= 0 && MemoryDocument.Parse(Anywhere, bytes).ToItem().Id is { Length: > 0 } id ? id : null;

    /// <summary>A path out of a repository that somebody else may have made; what could lead out of the tree is refused.</summary>
    public static MemoryPath Safe(string path)
    {
        foreach (var segment in path.Split('/'))
            if (segment is "" or "." or ".." || segment.Equals(".git", StringComparison.OrdinalIgnoreCase) || segment.Contains('\0', StringComparison.Ordinal) || OperatingSystem.IsWindows() && segment.AsSpan().IndexOfAny('\\', ':') >= 0)
                throw new MemUException(MemUErrorKind.NotAllowed, $"the history holds a file '{path.ReplaceLineEndings(" ")}' whose name leads out of the memory; it is not written.");
        return MemoryPath.FromListing(path);
    }
}
