using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace MemU.Fs.Markdown;

/// <summary>Writes YAML values: plain where YAML 1.1 and 1.2 both read the same string back, in double quotes otherwise.</summary>
internal static partial class YamlText
{
    /// <summary>Keys whose values are dates, numbers or booleans by the format and stay without quotes when they are well formed.</summary>
    private static readonly HashSet<string> Typed = new(StringComparer.Ordinal)
    {
        "created", "modified", "happened_at", "stale_after", "at", "date", "timestamp", "remind_at", "valid_from", "valid_to", "last_modified",
        "pinned", "read_only", "generated", "messages", "redacted", "size", "usage_count", "tool_calls",
    };

    private static readonly SearchValues<char> FlowMarks = SearchValues.Create(",[]{}");

    private static readonly SearchValues<char> Unprintable = SearchValues.Create(
        "\u0000\u0001\u0002\u0003\u0004\u0005\u0006\u0007\u0008\u0009\u000a\u000b\u000c\u000d\u000e\u000f\u0010\u0011\u0012\u0013\u0014\u0015\u0016\u0017\u0018\u0019\u001a\u001b\u001c\u001d\u001e\u001f\u007f\u0080\u0081\u0082\u0083\u0084\u0085\u0086\u0087\u0088\u0089\u008a\u008b\u008c\u008d\u008e\u008f\u0090\u0091\u0092\u0093\u0094\u0095\u0096\u0097\u0098\u0099\u009a\u009b\u009c\u009d\u009e\u009f\u2028\u2029\uFEFF\uFFFE\uFFFF");

    /// <summary>A value for a key: as <see cref="Scalar"/>, but dates, counts and booleans of the format's own keys stay plain.</summary>
    public static string For(string key, string value) => Typed.Contains(key) && Resolved(value) is not null && IsPlainText(value, false) ? value : Scalar(value, false);

    /// <summary>A string, quoted only when YAML demands it.</summary>
    public static string Scalar(string value, bool flow) => IsPlainText(value, flow) && Resolved(value) is null ? value : Quote(value);

    /// <summary>A list as <c>[a, b]</c>.</summary>
    public static string FlowList(IEnumerable<string> values) => $"[{string.Join(", ", values.Select(v => Scalar(v, true)))}]";

    /// <summary>A time as the format writes it: ISO 8601, <c>Z</c> for UTC.</summary>
    public static string Time(DateTimeOffset time) =>
        time.ToString(time.Offset == TimeSpan.Zero ? "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'" : "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFzzz", CultureInfo.InvariantCulture);

    /// <summary>What kind of value a plain scalar is read as by some YAML reader; null when all of them read a string.</summary>
    public static string? Resolved(string value)
    {
        if (value.Length == 0) return null;
        if (value.Length <= 5 && value.ToUpperInvariant() is ("~" or "NULL")) return "null";
        if (value.Length <= 5 && value.ToUpperInvariant() is ("TRUE" or "FALSE" or "YES" or "NO" or "ON" or "OFF" or "Y" or "N")) return "bool";
        if (value is "=" or "<<") return "merge";
        if (!char.IsAsciiDigit(value[0]) && value[0] is not ('-' or '+' or '.')) return null;
        return Date().IsMatch(value) ? "date" : Number().IsMatch(value) ? "number" : null;
    }

    private static bool IsPlainText(string value, bool flow)
    {
        if (value.Length == 0 || char.IsWhiteSpace(value[0]) || char.IsWhiteSpace(value[^1]) || value[^1] == ':') return false;
        if (value[0] is ',' or '[' or ']' or '{' or '}' or '#' or '&' or '*' or '!' or '|' or '>' or '\'' or '"' or '%' or '@' or '`') return false;
        if (value[0] is ('-' or '?' or ':') && (value.Length == 1 || value[1] is (' ' or '-') || flow)) return false;
        if (value.AsSpan().ContainsAny(Unprintable) || value.StartsWith("...", StringComparison.Ordinal)) return false;
        if (flow && (value.AsSpan().ContainsAny(FlowMarks) || value.Contains(':', StringComparison.Ordinal))) return false;
        return !value.Contains(": ", StringComparison.Ordinal) && !value.Contains(" #", StringComparison.Ordinal);
    }

    private static string Quote(string value)
    {
        var text = new StringBuilder(value.Length + 8).Append('"');
        foreach (var c in value)
        {
            if (c is '"' or '\\') text.Append('\\').Append(c);
            else if (c == '\n') text.Append("\\n");
            else if (c == '\t') text.Append("\\t");
            else if (c == '\r') text.Append("\\r");
            else if (Unprintable.Contains(c)) text.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:X4}");
            else text.Append(c);
        }
        return text.Append('"').ToString();
    }

    [GeneratedRegex(@"^\d{4}-\d{1,2}-\d{1,2}(?:[Tt \t]|$)", RegexOptions.CultureInvariant, MatchPatience.Milliseconds)]
    private static partial Regex Date();

    [GeneratedRegex(@"^(?:[-+]?(?:0b[01_]+|0o?[0-7_]+|0x[0-9a-fA-F_]+|[0-9][0-9_,]*(?:\.[0-9_]*)?(?:[eE][-+]?[0-9]+)?|[0-9][0-9_]*(?::[0-5]?[0-9])+(?:\.[0-9_]*)?|\.[0-9_]+(?:[eE][-+]?[0-9]+)?|\.(?:inf|Inf|INF))|\.(?:nan|NaN|NAN))$", RegexOptions.CultureInvariant, MatchPatience.Milliseconds)]
    private static partial Regex Number();
}
