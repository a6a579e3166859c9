using System.Buffers;
using System.Globalization;
using System.Text;
using MemU.Fs.Model;

namespace MemU.Fs.Markdown;

/// <summary>The heading of a message: <c>### Ana · 2026-09-04T08:12:00Z</c>, <c>### Claude (assistant)</c>. Names are hostile text; reading gives them back.</summary>
internal static class Speaker
{
    private const int MaxName = 200;

    private static readonly SearchValues<char> Special = SearchValues.Create("\\`*[]<>#^|&·()");

    public static string Write(string role, string? name, DateTimeOffset? time)
    {
        role = Utf8Text.OneLine(role, MaxName);
        name = Utf8Text.OneLine(name ?? "", MaxName);
        if (role.Length == 0) role = "user";
        var head = name.Length == 0 ? Escape(role) : role == "user" && !IsRole(name) ? Escape(name) : $"{Escape(name)} ({Escape(role, inParentheses: true)})";
        return time is { } at ? $"### {head} · {YamlText.Time(at)}" : $"### {head}";
    }

    /// <summary>Reads the text behind <c>### </c>.</summary>
    public static (string Role, string? Name, DateTimeOffset? Time) Read(ReadOnlySpan<char> head)
    {
        DateTimeOffset? time = null;
        var dot = head.LastIndexOf(" · ");
        if (dot > 0 && IsoTime.TryParse(head[(dot + 3)..], out var at))
        {
            time = at;
            head = head[..dot];
        }
        head = head.Trim();
        var open = head.LastIndexOf(" (");
        if (open > 0 && head[^1] == ')') return (Unescape(head[(open + 2)..^1]), Unescape(head[..open]), time);
        var name = Unescape(head);
        return IsRole(name) ? (name, null, time) : ("user", name, time);
    }

    private static bool IsRole(string name) => name is "user" or "assistant" or "system" or "tool" or "function" or "developer" or "model" or "ai";

    private static string Escape(string name, bool inParentheses = false)
    {
        if (!name.AsSpan().ContainsAny(Special)) return name;
        var text = new StringBuilder(name.Length + 16);
        for (var i = 0; i < name.Length; i++)
        {
            var c = name[i];
            if (c == '·') text.Append("&#183;");
            else if (c == '(' && (inParentheses || name[^1] == ')')) text.Append("&#40;"); // only a role stands in parentheses at the end
            else if (c == '&' && (name.AsSpan(i).StartsWith("&#") || name.AsSpan(i).StartsWith("&amp;"))) text.Append("&amp;");
            else if (c is '\\' or '`' or '*' or '[' or ']' or '<' or '>' or '#' or '^' or '|') text.Append('\\').Append(c);
            else text.Append(c);
        }
        return text.ToString();
    }

    private static string Unescape(ReadOnlySpan<char> name)
    {
        if (name.IndexOfAny('\\', '&') < 0) return name.ToString();
        var text = new StringBuilder(name.Length);
        for (var i = 0; i < name.Length; i++)
        {
            var rest = name[i..];
            var (with, length) = rest.StartsWith("&#183;") ? ('·', 6) : rest.StartsWith("&#40;") ? ('(', 5) : rest.StartsWith("&amp;") ? ('&', 5)
                : rest.Length > 1 && rest[0] == '\\' && char.IsAscii(rest[1]) && !char.IsAsciiLetterOrDigit(rest[1]) ? (rest[1], 2) : (rest[0], 1);
            text.Append(with);
            i += length - 1;
        }
        return text.ToString();
    }
}
