using System.Text;

namespace MemU.Fs.Markdown.Merging;

/// <summary>Merges the lists of a key as sets: what the start had and neither side removed, then what either side added, in an order that both sides give alike.</summary>
internal static class ListMerge
{
    private sealed record Item(string Key, string Order, string Raw, string Flow);

    /// <summary>True for a list, or for what stands for an empty one.</summary>
    public static bool IsList(Part? part) => part is null || part.Value!.Value is { Kind: YamlKind.List } or { IsNull: true };

    /// <summary>The key's text with the merged list, in the style of a side that has one.</summary>
    public static Part Merge((DocumentParts Text, Part? Part) start, (DocumentParts Text, Part? Part) ours, (DocumentParts Text, Part? Part) theirs, string newLine)
    {
        var (o, a, b) = (Items(start), Items(ours), Items(theirs));
        var kept = o.Where(i => a.Exists(x => x.Key == i.Key) && b.Exists(x => x.Key == i.Key)).Select(i => i.Key);
        var added = a.Concat(b).Where(i => !o.Exists(x => x.Key == i.Key)).OrderBy(i => i.Order, StringComparer.Ordinal).ThenBy(i => i.Key, StringComparer.Ordinal).Select(i => i.Key);
        var keys = kept.Concat(added).Distinct().ToList();
        var template = ours.Part?.Value!.Value is { Kind: YamlKind.List, Items.Count: > 0 } || theirs.Part is null ? ours : theirs;
        var own = template == ours ? a : b;
        return Write(template, [.. keys.Select(k => own.Find(i => i.Key == k) ?? a.Concat(b).First(i => i.Key == k))], newLine);
    }

    private static Part Write((DocumentParts Text, Part? Part) template, List<Item> items, string newLine)
    {
        var part = template.Part!;
        var (text, node) = (template.Text.Text, part.Value!.Value);
        var start = DocumentParts.LineStart(text, part.Value.KeyStart);
        if (node.Kind == YamlKind.List && node.Style == YamlStyle.Block && items.Count > 0 && Indent(text, node) is { } indent)
        {
            var core = new StringBuilder(text[start..DocumentParts.LineStart(text, node.Items[0].Start)]);
            foreach (var item in items)
                foreach (var line in (item.Raw.Length > 0 ? item.Raw : $"- {item.Flow}").Split('\n')) core.Append(indent).Append(line.TrimEnd('\r')).Append(newLine);
            return part with { Core = core.ToString() };
        }
        var flow = $"[{string.Join(", ", items.Select(i => i.Flow))}]";
        if (node.Kind == YamlKind.List && node.Style == YamlStyle.Flow) return part with { Core = text[start..node.Start] + flow + text[node.End..DocumentParts.LineEnd(text, node.End)] };
        return part with { Core = $"{text[start..part.Value.Colon]} {flow}{newLine}" };
    }

    private static List<Item> Items((DocumentParts Text, Part? Part) side)
    {
        var items = new List<Item>();
        if (side.Part?.Value!.Value is not { Kind: YamlKind.List } list) return items;
        var text = side.Text.Text;
        var indent = list.Style == YamlStyle.Block ? Indent(text, list) : null;
        for (var i = 0; i < list.Items.Count; i++)
        {
            var node = list.Items[i];
            var flow = MemoryDocument.Flow(node);
            var key = node.Kind == YamlKind.Scalar ? node.Value : Of(node, "resource") ?? flow;
            if (items.Exists(x => x.Key == key)) continue;
            var raw = indent is null ? "" : Dedent(text[DocumentParts.LineStart(text, node.Start)..(i + 1 < list.Items.Count ? DocumentParts.LineStart(text, list.Items[i + 1].Start) : DocumentParts.LineEnd(text, list.End))], indent.Length);
            items.Add(new(key, Of(node, "at") ?? "", raw, list.Style == YamlStyle.Flow ? text[node.Start..node.End] : flow));
        }
        return items;
    }

    private static string? Of(YamlNode node, string key) => node.Entries.Find(e => e.Key == key)?.Value.Value;

    private static string Dedent(string lines, int indent) =>
        string.Join('\n', lines.TrimEnd('\r', '\n').Split('\n').Select(l => l.Length >= indent && l.AsSpan(0, indent).IsWhiteSpace() ? l[indent..] : l.TrimStart(' ')));

    /// <summary>White space before the dashes; null when the list is written in another way.</summary>
    private static string? Indent(string text, YamlNode list)
    {
        string? indent = null;
        foreach (var item in list.Items)
        {
            var start = DocumentParts.LineStart(text, item.Start);
            var line = text.AsSpan(start, item.Start - start);
            var dash = line.IndexOfAnyExcept(' ');
            if (item.IsEmptyPlain || dash < 0 || line[dash] != '-' || !line[(dash + 1)..].IsWhiteSpace() || indent is not null && indent.Length != dash) return null;
            indent = line[..dash].ToString();
        }
        return indent;
    }
}
