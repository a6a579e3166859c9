using MemU.Fs.Files;
using MemU.Fs.Markdown;
using MemU.Fs.Model;
using MemU.Fs.Verbs;

namespace MemU.Fs.Exchange;

/// <summary>Links among what is imported that must follow a file which was kept under another name.</summary>
internal sealed class ImportedLinks
{
    private readonly List<MemoryPath> _withLinks = [];
    private readonly Dictionary<string, MemoryPath> _byPath = new(StringComparer.Ordinal), _byStem = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Notes a file that came.</summary>
    public void Added(MemoryPath path, byte[] bytes)
    {
        if (bytes.AsSpan().IndexOf("]"u8) >= 0) _withLinks.Add(path);
    }

    /// <summary>Notes that a file lies elsewhere than it wanted.</summary>
    public void Rename(MemoryPath wanted, MemoryPath got)
    {
        _byPath[wanted.Value] = got;
        _byPath[LinkTargets.Bare(wanted.Value)] = got;
        if (wanted.Extension == ".md") _byStem[wanted.Stem] = got;
        else _byStem[wanted.Name] = got;
    }

    /// <summary>The files whose links change, with their new bytes.</summary>
    public IEnumerable<(MemoryPath Path, byte[] Bytes)> Rewritten(DiskTree tree)
    {
        if (_byPath.Count == 0) yield break;
        foreach (var path in _withLinks)
        {
            if (tree.Read(path) is not { } bytes) continue;
            var document = MemoryDocument.Parse(path, bytes);
            if (document.FormatError is null && document.RewriteLinks(link => Target(path, link)) > 0) yield return (path, document.ToBytes());
        }
    }

    private string? Target(MemoryPath from, MemoryLink link)
    {
        var isMarkdown = link.Kind == MemoryLinkKind.Markdown;
        var target = link.Target.TrimStart('/');
        if (_byPath.TryGetValue(isMarkdown && !link.Target.StartsWith('/') ? Joined(from.Parent, target) : target, out var got) || !isMarkdown && _byStem.TryGetValue(target, out got))
            return isMarkdown ? "/" + got.Value : got.Extension == ".md" ? LinkTargets.Bare(got.Value) : got.Value;
        return null;
    }

    private static string Joined(MemoryPath folder, string relative)
    {
        var segments = new List<string>(folder.Segments);
        foreach (var part in relative.Split('/'))
        {
            if (part == ".." && segments.Count > 0) segments.RemoveAt(segments.Count - 1);
            else if (part is not ("" or "." or "..")) segments.Add(part);
        }
        return string.Join('/', segments);
    }
}
