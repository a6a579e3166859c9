using System.Globalization;
using MemU.Fs.Model;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace MemU.Fs.Sources.Rich;

/// <summary>Reads YAML as data, event by event: an alias stays the name that it is, so that none can expand, and tags build nothing.</summary>
internal sealed class YamlData(Paragraphs to)
{
    private readonly DataPath _path = new(to);

    /// <summary>Reads one document or several.</summary>
    public void Read(string text)
    {
        var parser = new Parser(new StringReader(text));
        try
        {
            Events(parser);
        }
        catch (YamlException e)
        {
            throw new MemoryFormatException(to.Name, (int)Math.Clamp(e.Start.Line, 0, int.MaxValue), "this is not valid YAML.", e);
        }
        _path.End();
    }

    private void Events(Parser parser)
    {
        // what is open: -1 a map that waits for a key, -2 one that waits for the value, -3 one whose key is a list or a map, from 0 the index of a list
        var open = new Stack<int>();
        while (parser.MoveNext())
        {
            to.Cancellation.ThrowIfCancellationRequested();
            if (open.Count > Limits.Depth) throw new MemoryFormatException(to.Name, 0, $"the YAML is nested deeper than {Limits.Depth} levels.");
            switch (parser.Current)
            {
                case MappingStart or SequenceStart:
                    // a key that is itself a list or a map has no name that could be shown
                    if (open.TryPeek(out var state) && state == -1) Key(open, "?", -3);
                    Enter(open);
                    open.Push(parser.Current is MappingStart ? -1 : 0);
                    break;
                case MappingEnd or SequenceEnd:
                    open.Pop();
                    Leave(open);
                    break;
                case Scalar or AnchorAlias:
                    var value = parser.Current is Scalar scalar ? scalar.Value : $"*{((AnchorAlias)parser.Current).Value}";
                    if (open.TryPeek(out var waits) && waits == -1) Key(open, value, -2);
                    else
                    {
                        Enter(open);
                        _path.Value(value);
                        Leave(open);
                    }
                    break;
            }
        }
    }

    private void Key(Stack<int> open, string key, int state)
    {
        open.Pop();
        open.Push(state);
        _path.Push(key.Length == 0 ? "\"\"" : key);
    }

    private void Enter(Stack<int> open)
    {
        if (open.TryPeek(out var index) && index >= 0) _path.Push(string.Create(CultureInfo.InvariantCulture, $"[{index + 1}]"));
    }

    private void Leave(Stack<int> open)
    {
        if (!open.TryPop(out var state)) return;
        if (state != -3) _path.Pop();
        open.Push(state switch { -3 => -2, -2 => -1, _ => state + 1 });
    }
}
