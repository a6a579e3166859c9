using System.Buffers;

namespace MemU.Fs.Markdown;

/// <summary>
/// Reads the simple subset of YAML that nearly every front matter keeps to, four times faster than a full parser, and gives up on anything else:
/// <c>key: value</c>, <c>key: [a, b]</c>, lists of scalars, lists of flat maps.
/// </summary>
internal static class SimpleYaml
{
    private static readonly SearchValues<char> NeverHere = SearchValues.Create(
        "\u0000\u0001\u0002\u0003\u0004\u0005\u0006\u0007\u0008\u0009\u000b\u000c\u000e\u000f\u0010\u0011\u0012\u0013\u0014\u0015\u0016\u0017\u0018\u0019\u001a\u001b\u001c\u001d\u001e\u001f\u007f\u0085\u2028\u2029\uFEFF\uFFFE\uFFFF");

    private static readonly SearchValues<char> NeverInFlow = SearchValues.Create("[]{}:#&*!|>'\"%@`?");

    /// <summary>The entries between the offsets, or null when the text is not of the subset.</summary>
    public static List<YamlEntry>? Read(string text, int start, int end)
    {
        var span = text.AsSpan(start, end - start);
        if (span.ContainsAny(NeverHere) || span.ContainsAnyInRange('\uD800', '\uDFFF')) return null;
        var entries = new List<YamlEntry>();
        YamlEntry? open = null;                 // `key:` whose list may follow
        List<YamlNode>? items = null;
        List<YamlEntry>? map = null;            // the map of the last item
        var (dash, itemStart) = (-1, -1);
        foreach (var line in new LineWalk(text, start, 1, end))
        {
            var content = line.Of(text);
            if (content.Contains('\r')) return null;
            if (content.IsWhiteSpace()) continue;
            var indent = content.IndexOfAnyExcept(' ');
            var at = line.Start + indent;
            if (text[at] == '-')
            {
                if (open is null || at + 1 >= line.End || text[at + 1] != ' ' || dash >= 0 && indent != dash) return null;
                FinishMap(items, map, itemStart);
                map = null;
                (dash, items, itemStart) = (indent, items ?? [], at + 2);
                if (Entry(text, at + 2, line.End) is { } first)
                {
                    if (first.Value.IsEmptyPlain) return null;
                    map = [first];
                }
                else if (Value(text, at + 2, line.End) is { Kind: YamlKind.Scalar } item && !item.IsEmptyPlain) items.Add(item);
                else return null;
            }
            else if (indent == 0)
            {
                if (!Close(entries, open, items, map, itemStart)) return null;
                (open, items, map, dash) = (null, null, null, -1);
                if (Entry(text, at, line.End) is not { } entry || entries.Exists(e => e.Key == entry.Key)) return null;
                if (entry.Value.IsEmptyPlain) open = entry;
                else entries.Add(entry);
            }
            else
            {
                if (map is null || indent != dash + 2 || Entry(text, at, line.End) is not { } next || next.Value.IsEmptyPlain || map.Exists(e => e.Key == next.Key)) return null;
                map.Add(next);
            }
        }
        return Close(entries, open, items, map, itemStart) ? entries : null;
    }

    private static void FinishMap(List<YamlNode>? items, List<YamlEntry>? map, int start)
    {
        if (map is not null) items!.Add(new(YamlKind.Map, YamlStyle.Block, start, map[^1].Value.End, "") { Entries = map });
    }

    private static bool Close(List<YamlEntry> entries, YamlEntry? open, List<YamlNode>? items, List<YamlEntry>? map, int itemStart)
    {
        if (open is null) return items is null;
        FinishMap(items, map, itemStart);
        entries.Add(items is null ? open : open with { Value = new(YamlKind.List, YamlStyle.Block, items[0].Start, items[^1].End, "") { Items = items } });
        return true;
    }

    private static YamlEntry? Entry(string text, int start, int end)
    {
        if (start >= end || !char.IsAsciiLetter(text[start]) && text[start] != '_') return null;
        var i = start + 1;
        while (i < end && (char.IsAsciiLetterOrDigit(text[i]) || text[i] is '_' or '-')) i++;
        if (i == end || text[i] != ':' || i + 1 < end && text[i + 1] != ' ') return null;
        return Value(text, i + 1, end) is { } value ? new(text[start..i], start, i + 1, value) : null;
    }

    private static YamlNode? Value(string text, int start, int end)
    {
        var (from, to) = (start, end);
        while (from < to && text[from] == ' ') from++;
        while (to > from && text[to - 1] == ' ') to--;
        if (from == to) return YamlNode.Scalar("", YamlStyle.Plain, start, start);
        if (text[from] is '"' or '\'') return Quoted(text, from, to) is { } quoted && quoted.End == to ? quoted : null;
        if (text[from] == '[') return FlowList(text, from, to);
        if (!PlainStart(text[from])) return null;
        var span = text.AsSpan(from, to - from);
        if (span[^1] == ':' || span.IndexOf(": ") >= 0 || span.IndexOf(" #") >= 0) return null;
        return YamlNode.Scalar(span.ToString(), YamlStyle.Plain, from, to);
    }

    private static bool PlainStart(char c) => c is not ('-' or '?' or ':' or ',' or '[' or ']' or '{' or '}' or '#' or '&' or '*' or '!' or '|' or '>' or '\'' or '"' or '%' or '@' or '`');

    private static YamlNode? Quoted(string text, int from, int to)
    {
        var close = text.IndexOf(text[from], from + 1, to - from - 1);
        if (close < 0) return null;
        var inner = text.AsSpan(from + 1, close - from - 1);
        if (text[from] == '"' ? inner.Contains('\\') : close + 1 < to && text[close + 1] == '\'') return null;
        return YamlNode.Scalar(inner.ToString(), YamlStyle.Quoted, from, close + 1);
    }

    private static YamlNode? FlowList(string text, int from, int to)
    {
        if (text[to - 1] != ']') return null;
        var items = new List<YamlNode>();
        var i = from + 1;
        while (true)
        {
            while (i < to - 1 && text[i] == ' ') i++;
            if (i == to - 1) break;
            YamlNode item;
            if (text[i] is '"' or '\'')
            {
                if (Quoted(text, i, to - 1) is not { } quoted) return null;
                item = quoted;
            }
            else
            {
                var comma = text.IndexOf(',', i, to - 1 - i);
                var stop = comma < 0 ? to - 1 : comma;
                while (stop > i && text[stop - 1] == ' ') stop--;
                if (stop == i || !PlainStart(text[i]) || text.AsSpan(i, stop - i).ContainsAny(NeverInFlow)) return null;
                item = YamlNode.Scalar(text[i..stop], YamlStyle.Plain, i, stop);
            }
            items.Add(item);
            i = item.End;
            while (i < to - 1 && text[i] == ' ') i++;
            if (i == to - 1) break;
            if (text[i] != ',' || text.AsSpan(i + 1, to - 2 - i).IsWhiteSpace()) return null;
            i++;
        }
        return new(YamlKind.List, YamlStyle.Flow, from, to, "") { Items = items };
    }
}
