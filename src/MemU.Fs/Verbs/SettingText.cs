using MemU.Fs.Markdown;
using MemU.Fs.Model;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace MemU.Fs.Verbs;

/// <summary>The text of a file of settings, in which one value is set or taken out while every other byte stays.</summary>
/// <param name="text">The text.</param>
/// <param name="file">What messages call the file.</param>
internal sealed class SettingText(string text, string file)
{
    private const int Deepest = 8;

    private sealed record Node(string Key, int KeyStart, int KeyEnd, int Column, bool IsScalar, bool IsFlow, int ValueStart, int End, IReadOnlyList<Node> Children)
    {
        public bool IsEmpty => IsScalar && ValueStart == End;
    }

    /// <summary>The text with the value set.</summary>
    /// <exception cref="MemUException">The file is written in a way in which it can't be edited, or something else stands there.</exception>
    public string Set(string[] path, string value)
    {
        var nodes = Read();
        Node? above = null;
        for (var i = 0; ; i++)
        {
            if (nodes.FirstOrDefault(n => n.Key == path[i]) is not { } node) return Checked(path, value, Inserted(above, nodes, path.AsSpan(i), value));
            if (i == path.Length - 1)
            {
                if (!node.IsScalar) throw new MemUException(MemUErrorKind.BadArgument, $"{string.Join('.', path)} has values below it; set one of those.");
                return Checked(path, value, node.IsEmpty ? Replaced(AfterColon(node), AfterColon(node), " " + Written(value)) : Replaced(node.ValueStart, node.End, Written(value)));
            }
            if (node.IsFlow || node is { IsScalar: true, IsEmpty: false }) throw Unwritable();
            if (node.IsEmpty) return Checked(path, value, Lines(path.AsSpan(i + 1), value, node.Column + 2, LineEnd(AfterColon(node))));
            (above, nodes) = (node, node.Children);
        }
    }

    /// <summary>The text without the value, and without sections that have nothing left; null where it was not there.</summary>
    /// <exception cref="MemUException">The file is written in a way in which it can't be edited.</exception>
    public string? Unset(string[] path)
    {
        var nodes = Read();
        var chain = new List<Node>();
        foreach (var key in path)
        {
            if (nodes.FirstOrDefault(n => n.Key == key) is not { } node) return null;
            if (chain is [.., { IsFlow: true }]) throw Unwritable();
            chain.Add(node);
            nodes = node.Children;
        }
        var at = chain.Count - 1;
        while (at > 0 && chain[at - 1].Children.Count == 1) at--; // an emptied section goes as a whole
        var gone = chain[at];
        return Checked(path, null, Replaced(LineStart(gone.KeyStart), LineEnd(Math.Max(gone.KeyEnd, gone.End)), ""));
    }

    private string Inserted(Node? above, IReadOnlyList<Node> nodes, ReadOnlySpan<string> rest, string value)
    {
        if (above?.IsFlow == true) throw Unwritable();
        return nodes.Count == 0 ? Lines(rest, value, 0, text.Length) : Lines(rest, value, nodes[0].Column, LineEnd(nodes[^1].End));
    }

    private string Lines(ReadOnlySpan<string> keys, string value, int column, int at)
    {
        var lines = at > 0 && text[at - 1] != '\n' ? "\n" : "";
        for (var i = 0; i < keys.Length; i++) lines += $"{new string(' ', column + 2 * i)}{Written(keys[i])}:{(i == keys.Length - 1 ? " " + Written(value) : "")}\n";
        return Replaced(at, at, text.Contains("\r\n", StringComparison.Ordinal) ? lines.Replace("\n", "\r\n", StringComparison.Ordinal) : lines);
    }

    /// <summary>The changed text, once it is read back as it is meant.</summary>
    private string Checked(string[] path, string? value, string changed)
    {
        var key = string.Join('\0', path);
        var wanted = Values(text).Where(v => v.Key != key && !key.StartsWith(v.Key + '\0', StringComparison.Ordinal)).Concat(value is null ? [] : [KeyValuePair.Create(key, value)]).OrderBy(v => v.Key, StringComparer.Ordinal);
        List<KeyValuePair<string, string>> now;
        try
        {
            now = [.. Values(changed).OrderBy(v => v.Key, StringComparer.Ordinal)];
        }
        catch (MemoryFormatException)
        {
            throw Unwritable();
        }
        return now.SequenceEqual(wanted) ? changed : throw Unwritable();
    }

    private Dictionary<string, string> Values(string of) => SettingsFile.Read(of, file, "").ToDictionary(v => string.Join('\0', v.Path), v => v.Value);

    private IReadOnlyList<Node> Read()
    {
        var parser = new Parser(new StringReader(text));
        try
        {
            parser.Consume<StreamStart>();
            if (parser.Accept<StreamEnd>(out _)) return [];
            parser.Consume<DocumentStart>();
            return parser.Accept<MappingStart>(out _) ? Mapping(parser, 0).Children : throw Unwritable();
        }
        catch (YamlException e)
        {
            throw new MemoryFormatException(file, (int)e.Start.Line, $"is not valid YAML: {e.Message.ReplaceLineEndings(" ")}", e);
        }
    }

    private (IReadOnlyList<Node> Children, bool IsFlow, int End) Mapping(Parser parser, int depth)
    {
        if (depth > Deepest) throw Unwritable();
        var start = parser.Consume<MappingStart>();
        var (nodes, end) = (new List<Node>(), (int)start.Start.Index);
        while (!parser.Accept<MappingEnd>(out _))
        {
            var key = parser.Consume<Scalar>();
            var (keyStart, keyEnd) = ((int)key.Start.Index, (int)key.End.Index);
            Node node;
            if (parser.TryConsume<Scalar>(out var value))
            {
                var (from, to) = ((int)value.Start.Index, (int)value.End.Index);
                while (to > from && text[to - 1] is '\n' or '\r') to--; // a block of lines ends with its line break
                node = new(key.Value, keyStart, keyEnd, (int)key.Start.Column - 1, true, false, from, value.Value.Length == 0 && value.Style == ScalarStyle.Plain ? from : to, []);
                if (node.IsEmpty) node = node with { ValueStart = keyEnd, End = keyEnd };
            }
            else if (parser.Accept<MappingStart>(out _))
            {
                var (children, flow, to) = Mapping(parser, depth + 1);
                node = new(key.Value, keyStart, keyEnd, (int)key.Start.Column - 1, false, flow, keyEnd, to, children);
            }
            else node = new(key.Value, keyStart, keyEnd, (int)key.Start.Column - 1, false, true, keyEnd, Other(parser), []);
            nodes.Add(node);
            end = Math.Max(end, node.End);
        }
        var last = parser.Consume<MappingEnd>();
        return (nodes, start.Style == MappingStyle.Flow, start.Style == MappingStyle.Flow ? (int)last.End.Index : end);
    }

    private static int Other(Parser parser)
    {
        var (depth, end) = (0, 0);
        do
        {
            var next = parser.Consume<ParsingEvent>();
            depth += next.NestingIncrease;
            if (next is Scalar or AnchorAlias) end = (int)next.End.Index;
            else if (next.NestingIncrease > 0) end = Math.Max(end, (int)next.Start.Index);
        }
        while (depth > 0);
        return end;
    }

    private int AfterColon(Node node) => text.IndexOf(':', node.KeyEnd) + 1;

    private static string Written(string value) => YamlText.Resolved(value) is "number" or "bool" ? value : YamlText.Scalar(value, false);

    private string Replaced(int start, int end, string with) => string.Concat(text.AsSpan(0, start), with, text.AsSpan(end));

    private int LineStart(int at) => at == 0 ? 0 : text.LastIndexOf('\n', at - 1) + 1;

    private int LineEnd(int at) => at < text.Length && text.IndexOf('\n', at) is var next and >= 0 ? next + 1 : text.Length;

    private MemoryFormatException Unwritable() => new(file, 0, "is written in a way in which this can't be changed from here; change it by hand.");
}
