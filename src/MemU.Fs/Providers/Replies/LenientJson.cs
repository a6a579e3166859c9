using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace MemU.Fs.Providers.Replies;

/// <summary>
/// Reads the JSON in a model's reply: among prose, in fences, with comments, trailing or missing commas, single quotes, line breaks within strings,
/// several values one after another, or cut off in the middle. What is whole is never lost because something else is not.
/// </summary>
internal sealed class LenientJson
{
    private const int Deepest = 64;

    private readonly string _text;
    private int _at;

    private LenientJson(string text) => _text = text;

    /// <summary>True when the reply ended within a value.</summary>
    public bool IsCut { get; private set; }

    /// <summary>The objects and lists at the top of a reply, in order; nothing when there is none.</summary>
    public static IReadOnlyList<JsonNode> ReadAll(string reply, out bool isCut)
    {
        var reader = new LenientJson(reply);
        var found = new List<JsonNode>();
        while (reader.Next() && found.Count < 1_000)
        {
            var start = reader._at;
            if (reader.Value(0) is { } node and (JsonObject or JsonArray)) found.Add(node);
            if (reader._at <= start) reader._at = start + 1;
        }
        isCut = reader.IsCut;
        return found;
    }

    /// <summary>Goes to the next bracket that may begin a value.</summary>
    private bool Next()
    {
        for (; _at < _text.Length; _at++)
        {
            if (_text[_at] is not ('{' or '[')) continue;
            var inside = _text.AsSpan(_at + 1).TrimStart();
            // "[1]" and "{x}" in prose are no answers
            if (inside.IsEmpty || inside[0] is '"' or '\'' or '{' or '[' or '}' or ']' or '/' || _text[_at] == '{' && IsName(inside)) return true;
        }
        return false;
    }

    private static bool IsName(ReadOnlySpan<char> text)
    {
        var end = 0;
        while (end < text.Length && (char.IsLetterOrDigit(text[end]) || text[end] == '_')) end++;
        return end > 0 && text[end..].TrimStart().StartsWith(":");
    }

    private JsonNode? Value(int depth)
    {
        Blank();
        if (_at >= _text.Length || depth > Deepest)
        {
            IsCut |= _at >= _text.Length;
            _at = depth > Deepest ? _text.Length : _at;
            return null;
        }
        return _text[_at] switch
        {
            '{' => Object(depth),
            '[' => List(depth),
            '"' or '\'' or '“' => JsonValue.Create(Quoted()),
            _ => Bare(),
        };
    }

    private JsonObject Object(int depth)
    {
        var result = new JsonObject();
        for (_at++; ;)
        {
            Separators();
            if (Ends('}')) return result;
            var name = _text[_at] is '"' or '\'' or '“' ? Quoted() : Word();
            Blank();
            if (_at >= _text.Length || _text[_at] != ':')
            {
                // no name and value: what follows may be, or the object ends here
                if (_at < _text.Length && _text[_at] is ']') return result;
                if (name.Length == 0) _at++;
                continue;
            }
            _at++;
            var value = Value(depth + 1);
            if (!(IsCut && _at >= _text.Length && value is null)) result[name] = value;
        }
    }

    private JsonArray List(int depth)
    {
        var result = new JsonArray();
        for (_at++; ;)
        {
            Separators();
            if (Ends(']')) return result;
            if (_text[_at] is '}' or ':')
            {
                _at++;
                continue;
            }
            var before = _at;
            result.Add(Value(depth + 1));
            if (_at <= before) _at = before + 1;
        }
    }

    /// <summary>True at the end of a container, or of the text.</summary>
    private bool Ends(char bracket)
    {
        if (_at >= _text.Length) return IsCut = true;
        if (_text[_at] != bracket) return false;
        _at++;
        return true;
    }

    private void Blank()
    {
        while (_at < _text.Length)
        {
            if (char.IsWhiteSpace(_text[_at])) _at++;
            else if (_text.AsSpan(_at).StartsWith("//")) _at = _text.IndexOf('\n', _at) is var end and >= 0 ? end : _text.Length;
            else if (_text.AsSpan(_at).StartsWith("/*")) _at = _text.IndexOf("*/", _at + 2, StringComparison.Ordinal) is var end and >= 0 ? end + 2 : _text.Length;
            else return;
        }
    }

    private void Separators()
    {
        for (Blank(); _at < _text.Length && _text[_at] is ',' or ';'; Blank()) _at++;
    }

    private string Quoted()
    {
        var quote = _text[_at] == '“' ? '”' : _text[_at];
        var text = new StringBuilder();
        for (_at++; _at < _text.Length; _at++)
        {
            var c = _text[_at];
            if (c == quote && (quote == '”' || EndsHere()))
            {
                _at++;
                return text.ToString();
            }
            if (c == '\\' && _at + 1 < _text.Length) Escape(text);
            else text.Append(c);
        }
        IsCut = true;
        return text.ToString();
    }

    /// <summary>A quote ends its string where what follows can follow a value or a name; else it belongs to the text.</summary>
    private bool EndsHere()
    {
        var rest = _text.AsSpan(_at + 1);
        var next = rest.TrimStart();
        return next.IsEmpty || next[0] is ',' or '}' or ']' or ':' or ';' || next.StartsWith("//") || next.StartsWith("/*")
            || next.Length < rest.Length && rest[..^next.Length].Contains('\n') && next[0] is '"' or '{' or '[' // a comma that is missing
            || next.StartsWith("```");
    }

    private void Escape(StringBuilder text)
    {
        _at++;
        switch (_text[_at])
        {
            case 'n': text.Append('\n'); break;
            case 't': text.Append('\t'); break;
            case 'r': text.Append('\r'); break;
            case 'b' or 'f': text.Append(' '); break;
            case 'u' when _at + 4 < _text.Length && ushort.TryParse(_text.AsSpan(_at + 1, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var unit):
                text.Append((char)unit);
                _at += 4;
                break;
            case '"' or '\'' or '\\' or '/': text.Append(_text[_at]); break;
            default: text.Append('\\').Append(_text[_at]); break; // a path or a pattern that nobody escaped
        }
    }

    private string Word()
    {
        var start = _at;
        while (_at < _text.Length && (char.IsLetterOrDigit(_text[_at]) || _text[_at] is '_' or '-' or '.')) _at++;
        return _text[start.._at];
    }

    private JsonValue? Bare()
    {
        var start = _at;
        while (_at < _text.Length && _text[_at] is not (',' or '}' or ']' or '\n' or ':')) _at++;
        var word = _text[start.._at].Trim();
        if (_at >= _text.Length) IsCut = true;
        return word switch
        {
            "" or "null" or "None" or "undefined" => null,
            "true" or "True" => JsonValue.Create(true),
            "false" or "False" => JsonValue.Create(false),
            _ when double.TryParse(word, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) => JsonValue.Create(number),
            _ => JsonValue.Create(word),
        };
    }
}
