using System.Text;
using MemU.Fs.Model;

namespace MemU.Fs.Markdown.Merging;

/// <summary>Merges texts line by line; null where one place was changed differently by both.</summary>
public delegate string? LineMerge(string start, string ours, string theirs);

/// <summary>Merges bodies section by section, each line by line; the sections of links are united as sets.</summary>
internal sealed class BodyMerge(DocumentParts? start, DocumentParts ours, DocumentParts theirs, LineMerge lines, MergePreference prefer, string newLine)
{
    /// <summary>The merged body; null when one place was changed differently by both and neither side is preferred.</summary>
    public string? Run()
    {
        var result = new List<Part>(ours.Sections);
        foreach (var key in ours.Sections.Concat(theirs.Sections).Select(p => p.Key).Distinct().ToList())
        {
            var (o, a, b) = (Of(start, key), Of(ours, key), Of(theirs, key));
            if (a?.Core == b?.Core || b?.Core == o?.Core) continue;
            if (a?.Core == o?.Core || a is null) Take(result, key, b);
            else if (b is not null)
            {
                if (Merge(key, o?.Core ?? "", a.Core, b.Core) is not { } merged) return null;
                Take(result, key, b with { Core = merged });
            }
        }
        return Text(result);
    }

    private static Part? Of(DocumentParts? side, string key) => side?.Sections.FirstOrDefault(p => p.Key == key);

    private string? Merge(string key, string o, string a, string b)
    {
        if (key.StartsWith("2 ", StringComparison.Ordinal) && Sections.IsGenerated(key.AsSpan(2))) return Links(o, a, b);
        var merged = lines(o.Length == 0 ? "" : o + newLine, a + newLine, b + newLine);
        if (merged is not null) return merged.TrimEnd('\r', '\n');
        return prefer switch { MergePreference.Ours => a, MergePreference.Theirs => b, _ => null };
    }

    /// <summary>Lines as a set, below the heading of ours.</summary>
    private string Links(string o, string a, string b)
    {
        var (start, mine, other) = (Lines(o), Lines(a), Lines(b));
        var kept = start.Where(l => mine.Contains(l) && other.Contains(l));
        var added = mine.Concat(other).Where(l => !start.Contains(l)).Order(StringComparer.Ordinal);
        return string.Join(newLine, kept.Concat(added).Distinct().Prepend(a.Split('\n')[0].TrimEnd('\r')));
    }

    private static List<string> Lines(string section) => [.. section.Split('\n').Skip(1).Select(l => l.TrimEnd()).Where(l => l.Length > 0)];

    private void Take(List<Part> result, string key, Part? part)
    {
        var at = result.FindIndex(p => p.Key == key);
        if (part is null) result.RemoveAll(p => p.Key == key);
        else if (at >= 0) result[at] = result[at] with { Core = part.Core };
        else
        {
            var before = theirs.Sections.TakeWhile(p => p.Key != key).Select(p => p.Key).ToList();
            result.Insert(result.FindLastIndex(p => before.Contains(p.Key)) + 1, part);
        }
    }

    /// <summary>The sections with one blank line at least between them; a last one that was last before ends as it did.</summary>
    private string Text(List<Part> parts)
    {
        var text = new StringBuilder();
        for (var i = 0; i < parts.Count; i++)
        {
            var (part, last) = (parts[i], i == parts.Count - 1);
            text.Append(part.Core);
            if (last && part != ours.Sections.LastOrDefault() && part.Key != ours.Sections.LastOrDefault()?.Key && part.Key != theirs.Sections.LastOrDefault()?.Key) text.Append(newLine);
            else if (last || part.Core.Length == 0 || part.Tail.Count(c => c == '\n') > 1) text.Append(part.Tail);
            else text.Append(newLine).Append(newLine);
        }
        return text.ToString();
    }
}
