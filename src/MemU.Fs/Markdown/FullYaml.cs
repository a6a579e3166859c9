using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace MemU.Fs.Markdown;

/// <summary>Reads a front matter through YamlDotNet's event parser, with bounds: no anchors, aliases, tags or directives, no deep nesting, no key twice.</summary>
internal sealed class FullYaml
{
    public const int MaxDepth = 16;

    private readonly string _text;
    private readonly int _start;
    private readonly int _end;
    private readonly Parser _parser;

    private FullYaml(string text, int start, int end)
    {
        (_text, _start, _end) = (text, start, end);
        _parser = new(new StringReader(text[start..end]));
    }

    /// <summary>A broken rule and the offset where it is broken.</summary>
    public sealed record Problem(int Offset, string Message);

    /// <summary>The entries between the offsets, or the first problem.</summary>
    public static (List<YamlEntry> Entries, bool Block, Problem? Problem) Read(string text, int start, int end)
    {
        var reader = new FullYaml(text, start, end);
        try
        {
            var root = reader.Document();
            if (root is null || root.IsEmptyPlain) return ([], true, null);
            if (root.Kind != YamlKind.Map) throw new RuleException(root.Start, "the front matter is not a list of 'key: value' lines");
            return (root.Entries, root.Style == YamlStyle.Block && root.Entries.TrueForAll(e => e.KeyStart == start || text[e.KeyStart - 1] == '\n'), null);
        }
        catch (RuleException e)
        {
            return ([], false, new(e.Offset, e.Message));
        }
        catch (YamlException e)
        {
            return ([], false, new(reader.At(e.Start), $"the front matter is not valid YAML: {Utf8Text.OneLine(e.Message, 200).TrimEnd('.')}"));
        }
        catch (Exception e) when (e is InvalidOperationException or ArgumentException or IndexOutOfRangeException or FormatException or OverflowException or NullReferenceException)
        {
            // the parser's own slips on hostile input (bad escapes, broken surrogates) are the file's fault, never a crash of ours
            return ([], false, new(start, "the front matter is not valid YAML"));
        }
    }

    private YamlNode? Document()
    {
        Next<StreamStart>();
        if (Next() is StreamEnd) return null;
        if (_parser.Current is not DocumentStart { Version: null } open || open.Tags is { Count: > 0 } && !open.IsImplicit)
            throw new RuleException(_start, "the front matter uses a YAML directive, which is not supported");
        Next();
        var root = Node(0, _start);
        if (Next() is not DocumentEnd || Next() is not StreamEnd) throw new RuleException(At(_parser.Current!.Start), "the front matter holds more than one YAML document");
        return root;
    }

    private YamlNode Node(int depth, int emptyAt)
    {
        var at = At(_parser.Current!.Start);
        if (_parser.Current is AnchorAlias) throw new RuleException(at, "YAML aliases (*name) are not supported in a front matter; write the value out");
        if (_parser.Current is not NodeEvent node) throw new RuleException(at, "the front matter is not valid YAML");
        if (!node.Anchor.IsEmpty) throw new RuleException(at, "YAML anchors (&name) are not supported in a front matter; write the value out");
        if (!node.Tag.IsEmpty) throw new RuleException(at, "YAML tags (!name) are not supported in a front matter; remove the tag");
        if (depth >= MaxDepth) throw new RuleException(at, $"the front matter is nested deeper than {MaxDepth} levels");
        return node switch
        {
            Scalar scalar => Leaf(scalar, at, emptyAt),
            SequenceStart list => List(list, at, depth),
            MappingStart map => Map(map, at, depth),
            _ => throw new RuleException(at, "the front matter is not valid YAML"),
        };
    }

    private YamlNode Leaf(Scalar scalar, int at, int emptyAt)
    {
        var end = At(scalar.End);
        var style = scalar.Style switch
        {
            ScalarStyle.SingleQuoted or ScalarStyle.DoubleQuoted => YamlStyle.Quoted,
            ScalarStyle.Literal or ScalarStyle.Folded => YamlStyle.Block,
            _ => YamlStyle.Plain,
        };
        if (style == YamlStyle.Plain && scalar.Value.Length == 0) return YamlNode.Scalar("", style, emptyAt, emptyAt);
        if (style != YamlStyle.Quoted)
            while (end > at && _text[end - 1] is ('\n' or '\r' or ' ' or '\t')) end--;
        return YamlNode.Scalar(scalar.Value, style, at, end);
    }

    private YamlNode List(SequenceStart start, int at, int depth)
    {
        var items = new List<YamlNode>();
        var last = at;
        while (Next() is not SequenceEnd)
        {
            items.Add(Node(depth + 1, last));
            last = items[^1].End;
        }
        var flow = start.Style == SequenceStyle.Flow;
        return new(YamlKind.List, flow ? YamlStyle.Flow : YamlStyle.Block, flow || items.Count == 0 ? at : items[0].Start, flow ? Close(']', last) : last, "") { Items = items };
    }

    private YamlNode Map(MappingStart start, int at, int depth)
    {
        var entries = new List<YamlEntry>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var last = at;
        while (Next() is not MappingEnd)
        {
            var key = Node(depth + 1, last);
            if (key.Kind != YamlKind.Scalar) throw new RuleException(key.Start, "a front matter key has to be plain text");
            if (!seen.Add(key.Value)) throw new RuleException(key.Start, $"the key '{Utf8Text.OneLine(key.Value, 60)}' occurs twice");
            var colon = key.End;
            while (colon < _end && _text[colon] is (' ' or '\t')) colon++;
            if (colon < _end && _text[colon] == ':') colon++;
            else if (start.Style != MappingStyle.Flow) throw new RuleException(key.Start, "a front matter key has no colon on its line");
            Next();
            var value = Node(depth + 1, colon);
            entries.Add(new(key.Value, key.Start, colon, value));
            last = Math.Max(colon, value.End);
        }
        var flow = start.Style == MappingStyle.Flow;
        return new(YamlKind.Map, flow ? YamlStyle.Flow : YamlStyle.Block, at, flow ? Close('}', last) : last, "") { Entries = entries };
    }

    /// <summary>Offset behind the bracket that ends a flow collection; a pair such as <c>[a: b]</c> has none of its own.</summary>
    private int Close(char bracket, int last)
    {
        var at = At(_parser.Current!.Start);
        return at < _end && _text[at] == bracket ? at + 1 : last;
    }

    private ParsingEvent Next()
    {
        if (!_parser.MoveNext() || _parser.Current is null) throw new RuleException(_start, "the front matter is not valid YAML");
        return _parser.Current;
    }

    private void Next<T>() where T : ParsingEvent
    {
        if (Next() is not T) throw new RuleException(_start, "the front matter is not valid YAML");
    }

    private int At(Mark mark) => _start + (int)Math.Clamp((long)mark.Index, 0, _end - _start);

#pragma warning disable CA1064 // never leaves this class
    private sealed class RuleException(int offset, string message) : Exception(message)
    {
        public int Offset => offset;
    }
#pragma warning restore CA1064
}
