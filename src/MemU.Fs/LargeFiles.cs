using System.Text;
using MemU.Fs.Files;
using MemU.Fs.Model;

namespace MemU.Fs;

/// <summary>Files too big for git: they stay in the tree, and the root's <c>.gitignore</c> names them.</summary>
internal static class LargeFiles
{
    /// <summary>From this size on (10 MiB) a file is kept beside the others but not versioned.</summary>
    public const long Limit = 10L << 20;

    private static readonly MemoryPath IgnoreFile = MemoryPath.FromListing(".gitignore");

    /// <summary>The <c>.gitignore</c> with lines for the paths added; null when it has them all.</summary>
    /// <param name="tree">The tree.</param>
    /// <param name="planned">The file's bytes as already planned; null for those on disk.</param>
    /// <param name="paths">The big files.</param>
    public static (MemoryPath Path, byte[] Bytes)? Ignore(DiskTree tree, byte[]? planned, IEnumerable<MemoryPath> paths)
    {
        var text = Encoding.UTF8.GetString(planned ?? tree.Read(IgnoreFile) ?? []);
        var have = text.Split('\n').Select(l => l.TrimEnd('\r')).ToHashSet(StringComparer.Ordinal);
        var added = new StringBuilder(text);
        if (text.Length > 0 && !text.EndsWith('\n')) added.Append('\n');
        var before = added.Length;
        foreach (var path in paths)
            if (have.Add(Line(path))) added.Append(Line(path)).Append('\n');
        return added.Length == before ? null : (IgnoreFile, Encoding.UTF8.GetBytes(added.ToString()));
    }

    // what has a meaning in a pattern is escaped, so that the line ignores this one file and nothing else
    private static string Line(MemoryPath path)
    {
        var line = new StringBuilder("/");
        foreach (var c in path.Value) line.Append(c is '*' or '?' or '[' or ']' or '\\' or '!' or '#' ? $"\\{c}" : c.ToString());
        if (line[^1] == ' ') line.Insert(line.Length - 1, '\\');
        return line.ToString();
    }
}
