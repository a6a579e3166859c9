using MemU.Fs.Markdown;
using MemU.Fs.Model;

namespace MemU.Fs.Remotes;

/// <summary>Rewrites the links of a file that came from one side to where that side's files lie after the merge.</summary>
/// <param name="moves">From a path on that side to the path after the merge.</param>
internal sealed class LinkMoves(Dictionary<string, string> moves)
{
    private readonly Dictionary<string, string> _byStem = moves.GroupBy(m => MemoryPath.FromListing(m.Key).Stem, StringComparer.OrdinalIgnoreCase).Where(g => g.Count() == 1).ToDictionary(g => g.Key, g => g.First().Value, StringComparer.OrdinalIgnoreCase);

    /// <summary>The file with its links rewritten; the same array when none leads to what moved.</summary>
    public byte[] Apply(MemoryPath file, byte[] bytes)
    {
        if (moves.Count == 0 || file.Extension != ".md") return bytes;
        var document = MemoryDocument.Parse(file, bytes);
        if (document.FormatError is not null) return bytes;
        var count = document.RewriteLinks(link => Target(link, file));
        // sources are named without brackets in the front matter
        foreach (var source in document.ToItem().Sources.Select(s => s.Resource).Distinct().Where(moves.ContainsKey).ToList())
        {
            document.SetBytes(System.Text.Encoding.UTF8.GetBytes(System.Text.Encoding.UTF8.GetString(document.ToBytes()).Replace(source, moves[source], StringComparison.Ordinal)));
            count++;
        }
        return count == 0 ? bytes : document.ToBytes();
    }

    private string? Target(MemoryLink link, MemoryPath file)
    {
        if (link.Target.Length == 0) return null;
        if (link.Kind == MemoryLinkKind.Markdown) return moves.GetValueOrDefault(Absolute(link.Target, file)) is { } to ? "/" + to : null;
        var target = link.Target.TrimStart('/');
        if (moves.TryGetValue(target, out var exact)) return exact;
        if (moves.TryGetValue(target + ".md", out var bare)) return LinkIndex.Bare(bare);
        return _byStem.TryGetValue(target, out var by) && !MemoryPath.FromListing(by).Stem.Equals(target, StringComparison.OrdinalIgnoreCase) ? LinkIndex.Bare(by) : null;
    }

    private static string Absolute(string target, MemoryPath file)
    {
        if (target.StartsWith('/')) return target[1..];
        var segments = new List<string>(file.Parent.Segments);
        foreach (var part in target.Split('/'))
        {
            if (part is "" or ".") continue;
            if (part != "..") segments.Add(part);
            else if (segments.Count > 0) segments.RemoveAt(segments.Count - 1);
        }
        return string.Join('/', segments);
    }
}
