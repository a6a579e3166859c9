using System.Globalization;
using System.Text.Json;
using MemU.Fs.Model;
using MemU.Fs.Sources.Secrets;

namespace MemU.Fs.Sources;

/// <summary>Reads conversations in JSON and JSON lines in one pass over the bytes; every string on the way is searched for secrets.</summary>
internal sealed class JsonConversation(string name, RawText raw, SourceTimes times, MaskSet masks, Notes notes)
{
    /// <summary>What is expected, for messages of errors.</summary>
    public const string Expected = "expected an array of {\"role\", \"content\"}, an object with such an array as \"content\", \"messages\" or \"conversation\", or JSON lines of such messages (other data is read with --modality document)";

    private static readonly JsonReaderOptions Options = new() { MaxDepth = 64 };
    private readonly List<SourceMessage> _messages = [];
    private int _offset;

    /// <summary>The whole text as one value.</summary>
    public List<SourceMessage> ReadAll()
    {
        Guard(raw.Utf8, 0, wholeFile: true);
        return Finish();
    }

    /// <summary>Each line as a message; blank lines are allowed.</summary>
    public List<SourceMessage> ReadLines()
    {
        var rest = raw.Utf8;
        for (var at = 0; at < raw.Utf8.Length;)
        {
            var line = rest.Span.IndexOf((byte)'\n');
            var length = line < 0 ? rest.Length : line;
            if (rest.Span[..length].ContainsAnyExcept(" \t\r"u8)) Guard(rest[..length], at, wholeFile: false);
            at += length + 1;
            if (line >= 0) rest = rest[(line + 1)..];
            else break;
        }
        return Finish();
    }

    private List<SourceMessage> Finish() =>
        _messages.Count > 0 ? _messages : throw new MemoryFormatException(name, 1, $"it holds no messages; {Expected}.");

    private void Guard(ReadOnlyMemory<byte> json, int offset, bool wholeFile)
    {
        _offset = offset;
        var reader = new Utf8JsonReader(json.Span, Options);
        try
        {
            if (!reader.Read()) throw Wrong(0, "there is no JSON");
            Top(ref reader, wholeFile);
            if (reader.Read()) throw Wrong(reader.TokenStartIndex, "something follows the end of the JSON");
        }
        // the reader's own message may repeat a part of the source, so only the place is taken from it
        catch (JsonException error)
        {
            var line = (wholeFile ? 0 : raw.LineOf(offset) - 1) + (int)(error.LineNumber ?? 0) + 1;
            var cut = reader.BytesConsumed >= json.Span.TrimEnd(" \t\r\n"u8).Length || reader.CurrentDepth > 0 && error.BytePositionInLine is not null && EndsEarly(json.Span, reader.BytesConsumed);
            var why = reader.CurrentDepth >= Options.MaxDepth - 1 ? $"the JSON is nested deeper than {Options.MaxDepth} levels" : cut ? "the JSON ends too early" : $"this is not valid JSON (column {(error.BytePositionInLine ?? 0) + 1})";
            throw new MemoryFormatException(name, line, $"{why}; {Expected}.");
        }
    }

    // true when all that is left belongs to one token that was never closed
    private static bool EndsEarly(ReadOnlySpan<byte> json, long consumed)
    {
        var rest = json[(int)consumed..].TrimStart(" \t\r\n,:"u8);
        return rest.IsEmpty || rest[0] == '"' && rest[1..].IndexOf((byte)'"') < 0;
    }

    private void Top(ref Utf8JsonReader reader, bool wholeFile)
    {
        if (reader.TokenType == JsonTokenType.StartArray && wholeFile)
        {
            Messages(ref reader);
            return;
        }
        if (reader.TokenType != JsonTokenType.StartObject) throw Wrong(reader.TokenStartIndex, wholeFile ? "this JSON is no conversation" : "the line is no message");
        if (HasRole(reader))
        {
            Message(ref reader);
            return;
        }
        var (before, start) = (_messages.Count, reader.TokenStartIndex);
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            var list = reader.ValueTextEquals("content"u8) || reader.ValueTextEquals("messages"u8) || reader.ValueTextEquals("conversation"u8);
            var property = Property(ref reader, 0);
            if (list && reader.TokenType == JsonTokenType.StartArray) Messages(ref reader);
            else Walk(ref reader, property, 0);
        }
        if (_messages.Count == before) throw Wrong(start, "it holds no messages");
    }

    private void Messages(ref Utf8JsonReader reader)
    {
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType != JsonTokenType.StartObject) throw Wrong(reader.TokenStartIndex, $"message {_messages.Count + 1} is no object");
            Message(ref reader);
        }
    }

    // a copy of the reader looks ahead, so that the order of the properties does not matter
    private static bool HasRole(Utf8JsonReader reader)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("role"u8)) return true;
            reader.Skip();
        }
        return false;
    }

    private void Message(ref Utf8JsonReader reader)
    {
        var number = _messages.Count + 1;
        var start = reader.TokenStartIndex;
        string? role = null, speaker = null, text = null;
        List<string> calls = [];
        DateTimeOffset? time = null;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            if (reader.ValueTextEquals("role"u8))
            {
                Next(ref reader);
                if (reader.TokenType != JsonTokenType.String) throw Wrong(reader.TokenStartIndex, $"the role of message {number} is no text");
                role = CleanText.Of(Text(ref reader, number), notes).Trim().ToLowerInvariant();
            }
            else if (reader.ValueTextEquals("name"u8))
            {
                Next(ref reader);
                if (reader.TokenType == JsonTokenType.String) speaker = CleanText.Of(Text(ref reader, number), notes).ReplaceLineEndings(" ").Trim();
                else Walk(ref reader, null, number);
            }
            else if (reader.ValueTextEquals("content"u8))
            {
                Next(ref reader);
                text = Content(ref reader, number);
            }
            else if (reader.ValueTextEquals("tool_calls"u8))
            {
                Next(ref reader);
                Calls(ref reader, number, calls);
            }
            else if (reader.ValueTextEquals("created_at"u8) || reader.ValueTextEquals("timestamp"u8) || reader.ValueTextEquals("time"u8) || reader.ValueTextEquals("date"u8))
            {
                Next(ref reader);
                time = Time(ref reader, number) ?? time;
            }
            else Walk(ref reader, Property(ref reader, number), number);
        }
        if (reader.TokenType != JsonTokenType.EndObject) throw new JsonException();
        if (string.IsNullOrEmpty(role)) throw Wrong(start, $"message {number} has no role");
        if (text is null && calls.Count == 0) throw Wrong(start, $"message {number} has no content");
        text = string.Join('\n', ((string?[])[text, .. calls.Select(c => $"[tool call: {c}]")]).Where(t => !string.IsNullOrEmpty(t)));
        text = CleanText.Of(text, notes);
        if (string.IsNullOrWhiteSpace(text)) notes.EmptyMessages++;
        _messages.Add(new(number, role, string.IsNullOrEmpty(speaker) ? null : speaker, time, text));
    }

    // the text of content as it is found in the wild: a string, null, {"text": …}, or a list of parts
    private string? Content(ref Utf8JsonReader reader, int number)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.String: return Text(ref reader, number);
            case JsonTokenType.Null: return "";
            case JsonTokenType.StartObject: return Part(ref reader, number);
            case JsonTokenType.StartArray:
                List<string> parts = [];
                while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
                {
                    var part = reader.TokenType switch
                    {
                        JsonTokenType.String => Text(ref reader, number),
                        JsonTokenType.StartObject => Part(ref reader, number),
                        _ => throw Wrong(reader.TokenStartIndex, $"a part of the content of message {number} is neither text nor an object"),
                    };
                    if (part.Length > 0) parts.Add(part);
                }
                return string.Join('\n', parts);
            default: throw Wrong(reader.TokenStartIndex, $"the content of message {number} is neither text nor parts");
        }
    }

    private string Part(ref Utf8JsonReader reader, int number)
    {
        string? type = null, text = null;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            var (isType, isText) = (reader.ValueTextEquals("type"u8), reader.ValueTextEquals("text"u8));
            var property = Property(ref reader, number);
            if (isType && reader.TokenType == JsonTokenType.String) type = Text(ref reader, number);
            else if (isText && reader.TokenType == JsonTokenType.String) text = Text(ref reader, number);
            else Walk(ref reader, property, number);
        }
        if (text is not null) return text;
        return type switch
        {
            null or "text" => "",
            _ when type.Contains("image", StringComparison.Ordinal) => "[image]",
            _ when type.Contains("audio", StringComparison.Ordinal) => "[audio]",
            _ when type.Contains("video", StringComparison.Ordinal) => "[video]",
            _ when type.Contains("file", StringComparison.Ordinal) || type.Contains("document", StringComparison.Ordinal) => "[file]",
            _ => $"[{(type.Length > 40 ? type[..40] : type).Replace('_', ' ')}]",
        };
    }

    private void Calls(ref Utf8JsonReader reader, int number, List<string> calls)
    {
        var depth = reader.CurrentDepth;
        if (reader.TokenType is not (JsonTokenType.StartArray or JsonTokenType.StartObject))
        {
            Walk(ref reader, null, number);
            return;
        }
        string? property = null;
        while (reader.Read() && reader.CurrentDepth > depth)
        {
            if (reader.TokenType == JsonTokenType.PropertyName) property = Text(ref reader, number);
            else if (reader.TokenType == JsonTokenType.String && property == "name") calls.Add(Text(ref reader, number));
            else if (reader.TokenType is JsonTokenType.String or JsonTokenType.Number) Value(ref reader, property, number);
        }
    }

    private DateTimeOffset? Time(ref Utf8JsonReader reader, int number)
    {
        if (reader.TokenType == JsonTokenType.String) return times.Read(Text(ref reader, number));
        if (reader.TokenType == JsonTokenType.Number && reader.TryGetDouble(out var unix))
        {
            var time = SourceTimes.FromUnix(unix);
            if (time is null) notes.UnknownTimes++;
            return time;
        }
        if (reader.TokenType != JsonTokenType.Null) notes.UnknownTimes++;
        Walk(ref reader, null, number);
        return null;
    }

    // goes from the name of a property, known to be harmless, to its value
    private static void Next(ref Utf8JsonReader reader)
    {
        if (!reader.Read()) throw new JsonException();
    }

    // reads the name of a property and goes on to its value
    private string Property(ref Utf8JsonReader reader, int number)
    {
        var property = Text(ref reader, number);
        if (!reader.Read()) throw new JsonException();
        return property;
    }

    private void Walk(ref Utf8JsonReader reader, string? property, int number)
    {
        var depth = reader.CurrentDepth;
        if (reader.TokenType is not (JsonTokenType.StartArray or JsonTokenType.StartObject))
        {
            Value(ref reader, property, number);
            return;
        }
        while (reader.Read() && reader.CurrentDepth > depth)
        {
            if (reader.TokenType == JsonTokenType.PropertyName) property = Text(ref reader, number);
            else Value(ref reader, property, number);
        }
    }

    private void Value(ref Utf8JsonReader reader, string? property, int number)
    {
        if (reader.TokenType == JsonTokenType.String) Text(ref reader, number, property);
        else if (reader.TokenType == JsonTokenType.Number)
        {
            var digits = reader.ValueSpan.Length;
            // a mask of stars would break the JSON, so a number stays one
            if (digits >= 13 && SecretScanner.Scan(System.Text.Encoding.ASCII.GetString(reader.ValueSpan)) is { Count: > 0 } cards) Found(cards[0].Kind, number, (byte)'9', ref reader);
            else if (property is not null && SecretScanner.KindOfField(property, System.Text.Encoding.ASCII.GetString(reader.ValueSpan)) is { } kind) Found(kind, number, (byte)'9', ref reader);
        }
    }

    private void Found(string kind, int number, byte mask, ref Utf8JsonReader reader)
    {
        var start = _offset + (int)reader.TokenStartIndex;
        masks.Found.Add(new(kind, number));
        masks.Add(start, start + reader.ValueSpan.Length, mask);
    }

    // decodes the string, and masks what is secret in it both in the text and in the bytes
    private string Text(ref Utf8JsonReader reader, int number, string? property = null)
    {
        var text = JsonText.Decode(reader.ValueSpan);
        var secrets = property is not null && SecretScanner.KindOfField(property, text) is { } kind ? [new(0, text.Length, kind)] : SecretScanner.Scan(text);
        if (secrets.Count == 0) return text;
        foreach (var secret in secrets) masks.Found.Add(new(secret.Kind, number));
        JsonText.Mask(reader.ValueSpan, _offset + (int)reader.TokenStartIndex + 1, secrets, masks);
        return MaskSet.Mask(text, secrets);
    }

    private MemoryFormatException Wrong(long at, string what) => new(name, raw.LineOf(_offset + at), string.Create(CultureInfo.InvariantCulture, $"{what}; {Expected}."));
}
