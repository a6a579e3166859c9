using System.Text;
using MemU.Fs.Model;

namespace MemU.Fs.Markdown;

public sealed partial class MemoryDocument
{
    private const int FlowWidth = 100;

    private string NewLine => NewLineAfter(0) ?? "\n";

    /// <summary>Sets a key to one value; the rest of its line, such as a comment, stays.</summary>
    /// <exception cref="MemoryFormatException">The front matter can't be read or edited.</exception>
    public void SetScalar(string key, string value)
    {
        value = Utf8Text.Clean(value);
        var entry = Entry(key);
        if (entry is { Value: { Kind: YamlKind.Scalar, IsNull: false } old })
        {
            if (old.Value == value) return;
            var plain = old.Style == YamlStyle.Plain && YamlText.Resolved(old.Value) is { } kind && kind == YamlText.Resolved(value);
            Put(key, entry, plain ? value : YamlText.For(key, value)); // a number stays a number, a date a date
        }
        else Put(key, entry, YamlText.For(key, value));
    }

    /// <summary>Sets a key to a list; items that stay keep their lines.</summary>
    /// <exception cref="MemoryFormatException">The front matter can't be read or edited.</exception>
    public void SetList(string key, IReadOnlyList<string> values)
    {
        values = [.. values.Select(Utf8Text.Clean)];
        var entry = Entry(key);
        if (entry?.Value is { Kind: YamlKind.List } list && list.Items.TrueForAll(i => i.Kind == YamlKind.Scalar) && list.Items.Select(i => i.Value).SequenceEqual(values)) return;
        if (entry?.Value is { Kind: YamlKind.List, Style: YamlStyle.Block } block && values.Count > 0 && DashIndent(block) is { } indent)
        {
            var lines = new StringBuilder();
            var left = block.Items.Select((item, i) => (item, Raw: Line(item.Start, i + 1 < block.Items.Count ? block.Items[i + 1].Start : -1, item.End))).ToList();
            foreach (var value in values)
            {
                var at = left.FindIndex(l => l.item.Kind == YamlKind.Scalar && l.item.Value == value);
                lines.Append(at < 0 ? $"{indent}- {YamlText.Scalar(value, false)}{NewLine}" : left[at].Raw);
                if (at >= 0) left.RemoveAt(at);
            }
            var start = LineStart(block.Items[0].Start);
            var end = LineEnd(block.End);
            Replace(start, end, lines.ToString());
            return;
        }
        var flow = YamlText.FlowList(values);
        Put(key, entry, flow.Length <= FlowWidth || entry?.Value.Style == YamlStyle.Flow ? flow : string.Concat(values.Select(v => $"{NewLine}  - {YamlText.Scalar(v, false)}")));
    }

    /// <summary>Removes a key with its value; nothing happens when it is absent.</summary>
    /// <exception cref="MemoryFormatException">The front matter can't be read or edited.</exception>
    public void Remove(string key)
    {
        if (Entry(key) is { } entry) Replace(LineStart(entry.KeyStart), LineEnd(Math.Max(entry.Colon, entry.Value.End)), "");
    }

    /// <summary>Adds a value to a list unless it is there; a single value becomes a list.</summary>
    /// <exception cref="MemoryFormatException">The front matter can't be read or edited.</exception>
    public void AddToList(string key, string value)
    {
        value = Utf8Text.Clean(value);
        var entry = Entry(key);
        var node = entry?.Value;
        if (node is { Kind: YamlKind.List } && node.Items.Exists(i => i.Kind == YamlKind.Scalar && i.Value == value)) return;
        if (node is { Kind: YamlKind.Scalar, IsNull: false } && node.Value == value) return;
        if (node is { Kind: YamlKind.List, Items.Count: > 0 }) Append(key, entry!, YamlText.Scalar(value, node.Style == YamlStyle.Flow), YamlText.Scalar(value, true));
        else if (node is { Kind: YamlKind.Scalar, IsNull: false }) SetList(key, [node.Value, value]);
        else if (node is null or { IsNull: true } or { Kind: YamlKind.List }) SetList(key, [value]);
        else throw Wrong(entry!, "is a map, not a list");
    }

    /// <summary>Appends an entry to <c>sources</c>.</summary>
    /// <exception cref="MemoryFormatException">The front matter can't be read or edited.</exception>
    public void AddSource(MemorySource source)
    {
        var parts = SourceParts(source);
        var flow = $"{{{string.Join(", ", parts.Select(p => $"{p.Key}: {FlowValue(p.Key, p.Value)}"))}}}";
        var entry = Entry("sources");
        var node = entry?.Value;
        if (node is { Kind: YamlKind.List, Items.Count: > 0 })
        {
            var block = string.Join("\n  ", parts.Select(p => $"{p.Key}: {YamlText.For(p.Key, p.Value)}"));
            Append("sources", entry!, block, flow);
            return;
        }
        var lines = new StringBuilder();
        if (node is { Kind: YamlKind.Map } or { Kind: YamlKind.Scalar, IsNull: false }) lines.Append(NewLine).Append("  - ").Append(Flow(node));
        lines.Append(SourceLines(parts, NewLine));
        Put("sources", entry, lines.ToString());
    }

    internal static List<KeyValuePair<string, string>> SourceParts(MemorySource source)
    {
        var parts = new List<KeyValuePair<string, string>> { new("resource", Utf8Text.OneLine(source.Reference)) };
        if (source.At is { } at) parts.Add(new("at", YamlText.Time(at)));
        foreach (var (key, value) in new[] { ("author", source.Author), ("session", source.Session), ("trust", source.Trust) })
            if (!string.IsNullOrWhiteSpace(value)) parts.Add(new(key, Utf8Text.OneLine(value, 400)));
        return parts;
    }

    internal static string SourceLines(List<KeyValuePair<string, string>> parts, string newLine) =>
        string.Concat(parts.Select((p, i) => $"{newLine}{(i == 0 ? "  - " : "    ")}{p.Key}: {YamlText.For(p.Key, p.Value)}"));

    private static string FlowValue(string key, string value) => key == "at" ? value : YamlText.Scalar(value, true);

    /// <summary>Adds an item behind the last one of a list that has some; <paramref name="block"/> may hold lines, relative to its dash.</summary>
    private void Append(string key, YamlEntry entry, string block, string flow)
    {
        var list = entry.Value;
        if (list.Style == YamlStyle.Flow && !list.Items[^1].IsEmptyPlain)
        {
            Replace(list.Items[^1].End, list.Items[^1].End, ", " + flow);
            return;
        }
        if (DashIndent(list) is not { } indent) // no dash at a line's start: written anew, in the format's own shape
        {
            Put(key, entry, string.Concat(list.Items.Where(i => !i.IsNull).Select(i => $"{NewLine}  - {Flow(i)}")) + $"{NewLine}  - {block.ReplaceLineEndings(NewLine + "  ")}");
            return;
        }
        Insert(LineEnd(list.End), $"{indent}- {block.ReplaceLineEndings(NewLine + indent)}");
    }

    internal static string Flow(YamlNode node) => node.Kind switch
    {
        YamlKind.List => $"[{string.Join(", ", node.Items.Select(Flow))}]",
        YamlKind.Map => $"{{{string.Join(", ", node.Entries.Select(e => $"{YamlText.Scalar(e.Key, true)}: {Flow(e.Value)}"))}}}",
        _ => node.IsNull ? "null" : node.Style == YamlStyle.Plain && YamlText.Resolved(node.Value) is not null ? node.Value : YamlText.Scalar(node.Value, true),
    };

    /// <summary>White space before the dashes of a block list; null when the list is written in another way.</summary>
    private string? DashIndent(YamlNode list)
    {
        string? indent = null;
        foreach (var item in list.Items)
        {
            if (list.Style != YamlStyle.Block || item.IsEmptyPlain) return null;
            var start = LineStart(item.Start);
            var line = _text.AsSpan(start, item.Start - start);
            var dash = line.IndexOfAnyExcept(' ');
            if (dash < 0 || line[dash] != '-' || !line[(dash + 1)..].IsWhiteSpace() || indent is not null && indent.Length != dash) return null;
            indent = line[..dash].ToString();
        }
        return indent;
    }

    private MemoryFormatException Wrong(YamlEntry entry, string why) => new(Path.Value, 1 + _text.AsSpan(0, entry.KeyStart).Count('\n'), $"'{entry.Key}' {why}");

    private YamlEntry? Entry(string key)
    {
        if (_front.Error is { } error) throw error;
        if (_front.EditError is { } why) throw why;
        if (string.IsNullOrWhiteSpace(key) || key.Length > 200 || key.AsSpan().IndexOfAnyInRange('\0', '\u001f') >= 0) throw new MemUException(MemUErrorKind.BadArgument, "A front matter key is one line of at most 200 characters.");
        return _front.Entries.FirstOrDefault(e => e.Key == key);
    }

    /// <summary>Writes a value, which starts with a line break when it goes below its key.</summary>
    private void Put(string key, YamlEntry? entry, string value)
    {
        var below = value.Length > 0 && value[0] is '\r' or '\n';
        if (entry is null)
        {
            var line = $"{YamlText.Scalar(key, true)}:{(below ? "" : " ")}{value}";
            if (_front.Present) Insert(_front.ContentEnd, line);
            else Replace(0, 0, $"{Utf8Text.Fence}{NewLine}{line}{NewLine}{Utf8Text.Fence}{NewLine}");
            return;
        }
        var old = entry.Value;
        if (!below && !old.IsEmptyPlain && old.Style != YamlStyle.Block && LineStart(old.Start) == LineStart(entry.KeyStart)) Replace(old.Start, old.End, value);
        else if (below && old.IsEmptyPlain) Insert(LineEnd(entry.Colon), value.TrimStart('\r', '\n'));
        else Replace(entry.Colon, Math.Max(entry.Colon, old.End), below ? value : " " + value);
    }

    /// <summary>Inserts a whole line at the start of a line.</summary>
    private void Insert(int at, string line) => Replace(at, at, line + NewLine);

    private void Replace(int start, int end, string with)
    {
        var text = string.Concat(_text.AsSpan(0, start), with, _text.AsSpan(end));
        var front = FrontMatter.Read(text, Path.Value);
        if (front.Error is { } error) throw new MemoryFormatException(Path.Value, error.Line, $"the edit was not made, for it would leave this: {error.Message}", error);
        (_text, _front) = (text, front);
    }

    private string Line(int start, int next, int end) => _text[LineStart(start)..(next < 0 ? LineEnd(end) : LineStart(next))];

    private int LineStart(int at) => at == 0 ? 0 : _text.LastIndexOf('\n', at - 1) + 1;

    /// <summary>Offset behind the line that holds the character before the offset, its line break included.</summary>
    private int LineEnd(int at)
    {
        var next = _text.IndexOf('\n', at);
        return next < 0 ? _text.Length : next + 1;
    }

    private string? NewLineAfter(int at)
    {
        var next = _text.IndexOf('\n', Math.Min(at, _text.Length));
        return next < 0 ? null : next > 0 && _text[next - 1] == '\r' ? "\r\n" : "\n";
    }
}
