using System.Globalization;
using System.Text;
using System.Text.Json;
using MemU.Fs.Model;

namespace MemU.Fs.Sources.Rich;

/// <summary>Reads JSON that is no conversation as data, in one pass; JSON lines are a list.</summary>
internal sealed class JsonData(Paragraphs to)
{
    private readonly DataPath _path = new(to);

    /// <summary>Reads a value, or one on each line.</summary>
    public void Read(ReadOnlySpan<byte> utf8, bool isLines)
    {
        var reader = new Utf8JsonReader(utf8, new JsonReaderOptions { MaxDepth = Limits.Depth, CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true, AllowMultipleValues = isLines });
        try
        {
            Values(ref reader, isLines);
        }
        // the reader's own message may repeat a part of the source
        catch (JsonException e)
        {
            throw new MemoryFormatException(to.Name, (int)(e.LineNumber ?? 0) + 1, $"this is not valid JSON (column {(e.BytePositionInLine ?? 0) + 1}), or it is nested deeper than {Limits.Depth} levels.");
        }
        _path.End();
    }

    private void Values(ref Utf8JsonReader reader, bool isLines)
    {
        // what is open: -1 an object, from 0 the index of a list; a list at the top of JSON lines is made of the lines
        var open = new Stack<int>();
        if (isLines) open.Push(0);
        while (reader.Read())
        {
            to.Cancellation.ThrowIfCancellationRequested();
            switch (reader.TokenType)
            {
                case JsonTokenType.PropertyName:
                    _path.Push(Text(ref reader) is { Length: > 0 } key ? key : "\"\"");
                    break;
                case JsonTokenType.StartObject or JsonTokenType.StartArray:
                    Enter(open);
                    open.Push(reader.TokenType == JsonTokenType.StartArray ? 0 : -1);
                    break;
                case JsonTokenType.EndObject or JsonTokenType.EndArray:
                    open.Pop();
                    Leave(open);
                    break;
                default:
                    Enter(open);
                    _path.Value(reader.TokenType == JsonTokenType.String ? Text(ref reader) : Encoding.UTF8.GetString(reader.ValueSpan));
                    Leave(open);
                    break;
            }
        }
    }

    private void Enter(Stack<int> open)
    {
        if (open.TryPeek(out var index) && index >= 0) _path.Push(string.Create(CultureInfo.InvariantCulture, $"[{index + 1}]"));
    }

    private void Leave(Stack<int> open)
    {
        if (!open.TryPop(out var index)) return;
        _path.Pop();
        open.Push(index < 0 ? index : index + 1);
    }

    private static string Text(ref Utf8JsonReader reader) => JsonText.Decode(reader.ValueSpan);
}
