using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using MemU.Fs.Model;

namespace MemU.Fs.History;

/// <summary>Writes and reads the message of a commit: a subject, a body, and trailers as the last paragraph.</summary>
/// <remarks>Text of any origin can neither break the form nor forge a trailer, and survives an <c>amend</c> in an editor (which drops lines that begin with <c>#</c>).</remarks>
public static partial class CommitMessage
{
    /// <summary>The id of a memory.</summary>
    public const string MemoryId = "Memory-Id";

    /// <summary>The resource that was learned from.</summary>
    public const string Source = "Source";

    /// <summary>The session of the agent.</summary>
    public const string Session = "Session";

    /// <summary>The tool that made the change.</summary>
    public const string Tool = "Tool";

    /// <summary>Why it was made.</summary>
    public const string Reason = "Reason";

    private const int SubjectRunes = 72;
    private const int TrailerRunes = 4_000;

    /// <summary>The parts of a message.</summary>
    /// <param name="Subject">The first line.</param>
    /// <param name="Body">The rest, without the trailers; empty when there is none.</param>
    /// <param name="Trailers">The trailers in order.</param>
    public sealed record Parts(string Subject, string Body, IReadOnlyList<KeyValuePair<string, string>> Trailers);

    /// <summary>Writes a message.</summary>
    /// <exception cref="MemUException">A trailer's name is not made of letters, digits and hyphens.</exception>
    public static string Format(string subject, string? body, IReadOnlyList<KeyValuePair<string, string>> trailers)
    {
        var text = new StringBuilder(OneLine(subject, SubjectRunes).TrimStart('#', ' ') is { Length: > 0 } line ? line : "update").Append('\n');
        if (Clean(body) is { Length: > 0 } rest)
        {
            text.Append('\n');
            foreach (var part in rest.Split('\n'))
                text.Append(Misread().IsMatch(part) ? " " : "").Append(part).Append('\n');
        }
        var first = true;
        foreach (var (key, value) in trailers)
        {
            if (!TrailerName().IsMatch(key))
                throw new MemUException(MemUErrorKind.BadArgument, $"'{OneLine(key, 40)}' can't be the name of a commit's trailer: letters, digits and hyphens only.");
            if (OneLine(value, TrailerRunes) is not { Length: > 0 } single) continue;
            if (first) text.Append('\n');
            first = false;
            text.Append(key).Append(": ").Append(single).Append('\n');
        }
        return text.ToString();
    }

    /// <summary>Reads a message, also one that somebody else wrote.</summary>
    public static Parts Parse(string message)
    {
        var lines = message.ReplaceLineEndings("\n").Trim('\n').Split('\n');
        var end = lines.Length;
        var start = end;
        while (start > 1 && TrailerLine().IsMatch(lines[start - 1])) start--;
        var trailers = new List<KeyValuePair<string, string>>();
        if (start < end && lines[start - 1].Length == 0)
        {
            for (var i = start; i < end; i++)
            {
                var colon = lines[i].IndexOf(':', StringComparison.Ordinal);
                trailers.Add(new(lines[i][..colon].TrimEnd(), lines[i][(colon + 1)..].Trim()));
            }
            end = start - 1;
        }
        var body = lines[Math.Min(1, end)..end].Select(l => l.StartsWith(' ') && Misread().IsMatch(l) ? l[1..] : l);
        return new(lines[0], string.Join('\n', body).Trim('\n'), trailers);
    }

    /// <summary>Text as one line without control characters, at most so many runes and an ellipsis.</summary>
    internal static string OneLine(string text, int most)
    {
        var line = new StringBuilder();
        foreach (var rune in text.EnumerateRunes())
        {
            if (Rune.IsWhiteSpace(rune) || (Rune.IsControl(rune) && rune.Value is < 0x20 or 0x7f or 0x85))
            {
                if (line.Length > 0 && line[^1] != ' ') line.Append(' ');
            }
            else if (!IsHidden(rune)) line.Append(rune.ToString());
        }
        var whole = line.ToString().TrimEnd();
        if (Runes(whole) <= most) return whole;
        int at = 0, runes = 0; // never cut within what a reader sees as one character
        while (at < whole.Length)
        {
            var next = StringInfo.GetNextTextElementLength(whole, at);
            runes += Runes(whole.AsSpan(at, next));
            if (runes > most) break;
            at += next;
        }
        return whole[..at].TrimEnd() + "…";
    }

    private static int Runes(ReadOnlySpan<char> text)
    {
        var count = 0;
        foreach (var _ in text.EnumerateRunes()) count++;
        return count;
    }

    private static string Clean(string? text)
    {
        if (string.IsNullOrWhiteSpace(text)) return "";
        var clean = new StringBuilder(text.Length);
        foreach (var rune in text.ReplaceLineEndings("\n").EnumerateRunes())
            if (rune.Value is '\n' or '\t' || !(Rune.IsControl(rune) || IsHidden(rune))) clean.Append(rune.ToString());
        var lines = clean.ToString().Split('\n').Select(l => l.TrimEnd());
        return string.Join('\n', lines).Trim('\n');
    }

    // Overrides of direction can make a line read as something else; the marks that Arabic and Hebrew need (LRM, RLM) and emoji's joiner stay.
    private static bool IsHidden(Rune rune) => Rune.IsControl(rune) || rune.Value is (>= 0x202a and <= 0x202e) or (>= 0x2066 and <= 0x2069) or 0xfeff;

    [GeneratedRegex("^[A-Za-z0-9][A-Za-z0-9-]{0,63}$", RegexOptions.NonBacktracking)]
    private static partial Regex TrailerName();

    [GeneratedRegex("^[A-Za-z0-9-]+[ \t]*:", RegexOptions.NonBacktracking)]
    private static partial Regex TrailerLine();

    // What git would take for a comment, a trailer or the end of the message.
    [GeneratedRegex("^ *(#|[A-Za-z0-9-]+[ \t]*:|---|\\(cherry picked from )", RegexOptions.NonBacktracking)]
    private static partial Regex Misread();
}
