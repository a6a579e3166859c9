using System.Globalization;
using MemU.Fs.Model;

namespace MemU.Fs.Sources;

/// <summary>Reads plain transcripts: <c>Name: text</c> lines with optional times, and lines that continue them.</summary>
internal static class Transcript
{
    private const int LongestName = 40;
    private const int Preface = 4;

    /// <summary>Labels that stand before a colon in prose and forms, and are no one's name.</summary>
    private static readonly HashSet<string> Labels = new(StringComparer.OrdinalIgnoreCase)
    {
        "note", "notes", "nb", "n.b.", "warning", "caution", "important", "tip", "hint", "info", "example", "examples", "summary", "title", "subject", "date", "time", "author", "authors", "status", "tags", "tag", "name", "age", "city",
        "address", "phone", "tel", "email", "e-mail", "url", "link", "source", "see", "todo", "fixme", "question", "answer", "result", "results", "version", "license", "usage", "step", "goal", "goals", "location", "place", "where", "when",
        "what", "why", "how", "who", "from", "to", "cc", "re", "ps", "p.s.", "update", "edit", "http", "https", "ftp", "file", "figure", "table", "chapter", "section", "abstract", "keywords", "description", "priority", "owner", "type", "id", "price",
        "total", "remarque", "attention", "hinweis", "achtung", "nota", "observación", "observação", "注意", "注", "备注", "提示", "标题", "日期", "作者", "地址", "电话", "例", "例如", "メモ", "참고", "error", "debug", "trace", "warn", "fatal",
    };

    /// <summary>One line that someone speaks.</summary>
    /// <param name="Name">Who.</param>
    /// <param name="Time">The time as it is written, if any.</param>
    /// <param name="Text">Where the words start in the line.</param>
    internal readonly record struct Turn(string Name, string? Time, int Text);

    /// <summary>True when the text is a transcript and no prose with a colon here and there.</summary>
    public static bool Looks(string text)
    {
        int lines = 0, turns = 0, timed = 0, first = -1;
        Dictionary<string, int> speakers = new(StringComparer.OrdinalIgnoreCase);
        foreach (var range in text.AsSpan().Split('\n'))
        {
            var line = text.AsSpan()[range].Trim();
            if (line.IsEmpty) continue;
            lines++;
            if (Parse(line) is not { } turn || Labels.Contains(turn.Name)) continue;
            if (first < 0) first = lines;
            turns++;
            if (turn.Time is not null) timed++;
            if (speakers.Count < 100_000) speakers[turn.Name] = speakers.GetValueOrDefault(turn.Name) + 1;
            if (turns >= 2_000) break;
        }
        if (turns == 0 || first > Preface) return false;
        if (timed >= 2 || timed == turns && turns * 2 >= lines) return true;
        if (speakers.Count == 1) return turns >= 2 && turns * 2 > lines;
        // a form has each label once, a talk has people who answer each other
        var repeated = speakers.Values.Any(c => c > 1);
        return repeated && speakers.Count * 2 <= turns + 2 || speakers.Count is 2 or 3 && turns * 2 >= lines;
    }

    /// <summary>The messages of a transcript.</summary>
    public static List<SourceMessage> Read(string name, string text, SourceTimes times, Notes notes, out List<int> starts)
    {
        List<SourceMessage> messages = [];
        starts = [];
        DateOnly? day = null;
        var at = 0;
        System.Text.StringBuilder? words = null;
        (string Role, string? Name, DateTimeOffset? Time) who = ("user", null, null);
        var begun = 0;
        List<int> places = starts;
        foreach (var range in text.AsSpan().Split('\n'))
        {
            var line = text.AsSpan()[range];
            at = range.Start.Value;
            var trimmed = line.Trim();
            if (Parse(trimmed) is { } turn && (words is null || !Labels.Contains(turn.Name)))
            {
                Flush();
                (words, begun) = (new(), at);
                var (role, label) = Speaker(turn.Name);
                who = (role, label, Time(turn.Time));
                words.Append(trimmed[turn.Text..].Trim());
            }
            else if (words is null) day = DayOf(trimmed) ?? day;
            else if (DayOf(trimmed) is { } next) day = next;
            else words.Append('\n').Append(line.TrimEnd());
        }
        Flush();
        if (messages.Count == 0) throw new MemoryFormatException(name, 1, "no line says who speaks; expected lines such as 'Ana: I moved to Lyon', with an optional time such as [2026-11-19 09:00] before the name.");
        return messages;

        void Flush()
        {
            if (words is null) return;
            var said = words.ToString().Trim('\n');
            if (string.IsNullOrWhiteSpace(said)) notes.EmptyMessages++;
            messages.Add(new(messages.Count + 1, who.Role, who.Name, who.Time, said));
            places.Add(begun);
        }

        DateTimeOffset? Time(string? written)
        {
            if (written is null) return null;
            if (TimeOnly.TryParseExact(written, ["H:mm", "H:mm:ss", "h:mm tt", "h:mmtt"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var clock))
                return day is { } date ? times.InZone(date.ToDateTime(clock)) : null;
            return times.Read(written);
        }
    }

    /// <summary>The turn that a line opens; null when it continues another.</summary>
    internal static Turn? Parse(ReadOnlySpan<char> line)
    {
        if (line.Length > 0 && line[0] == '\ufeff') return null;
        var (at, time) = Stamp(line);
        var rest = line[at..];
        var bold = rest.StartsWith("**", StringComparison.Ordinal) ? 2 : 0;
        var colon = rest[..Math.Min(rest.Length, LongestName + 30)].IndexOfAny(':', '：');
        // "Ben (09:12): …"
        if (colon > 0 && rest[..colon].LastIndexOfAny('(', '[') is var bracket and > 0 && rest[bracket..].IndexOfAny(')', ']') is var shut and > 0 and < 30)
            colon = bracket + shut + 1 < rest.Length && rest[bracket + shut + 1] is ':' or '：' ? bracket + shut + 1 : -1;
        if (colon <= bold) return null;
        var label = rest[bold..colon].TrimEnd('*').Trim();
        var after = colon + 1;
        if (bold > 0 && rest[after..].StartsWith("**", StringComparison.Ordinal)) after += 2;
        if (time is null && label.Length > 3 && label[^1] is ')' or ']' && label.LastIndexOfAny('(', '[') is var open and > 0 && IsTime(label[(open + 1)..^1]))
        {
            time = label[(open + 1)..^1].Trim().ToString();
            label = label[..open].Trim();
        }
        if (!IsName(label)) return null;
        // "10:30" and "http://" have no space after their colon; a wide colon needs none
        if (rest[colon] == ':' && after < rest.Length && rest[after] != ' ' && rest[after] != '\t' && !(rest[after] > '\u2e80')) return null;
        return new(label.ToString(), time, at + after);
    }

    // [2026-11-19 09:00] or (09:00) or 2026-11-19 09:00 before the name; "19/11/2026, 09:00 - " as messengers export it
    private static (int End, string? Time) Stamp(ReadOnlySpan<char> line)
    {
        if (line.Length < 5) return (0, null);
        if (line[0] is '[' or '(')
        {
            var close = line.IndexOfAny(']', ')');
            if (close is < 4 or > 40 || !IsTime(line[1..close])) return (0, null);
            var end = close + 1;
            while (end < line.Length && line[end] is ' ' or '-') end++;
            return (end, line[1..close].Trim().ToString());
        }
        if (!char.IsAsciiDigit(line[0])) return (0, null);
        var stop = 0;
        while (stop < line.Length && stop < 40 && (char.IsAsciiDigit(line[stop]) || line[stop] is '-' or ':' or '/' or '.' or ',' or ' ' or '+' || (line[stop] is 'T' or 'Z') && char.IsAsciiDigit(line[stop - 1]))) stop++;
        var stamp = line[..stop].TrimEnd(" -,");
        return stamp.Length >= 4 && stop < line.Length && IsTime(stamp) ? (stop, stamp.ToString()) : (0, null);
    }

    private static bool IsTime(ReadOnlySpan<char> text)
    {
        var digits = 0;
        foreach (var c in text)
        {
            if (char.IsAsciiDigit(c)) digits++;
            else if (c is not (':' or '-' or '/' or '.' or ',' or ' ' or '+' or 'T' or 'Z' or 'A' or 'P' or 'M' or 'a' or 'p' or 'm' or '\u202f')) return false;
        }
        return digits >= 3 && text.ContainsAny(':', '-', '/');
    }

    private static bool IsName(ReadOnlySpan<char> label)
    {
        if (label.IsEmpty || label.Length > LongestName || !char.IsLetter(label[0]) && !char.IsHighSurrogate(label[0])) return false;
        var spaces = 0;
        foreach (var c in label)
        {
            if (c == ' ') spaces++;
            else if (!(char.IsLetterOrDigit(c) || char.GetUnicodeCategory(c) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark || char.IsSurrogate(c) || c is '.' or '\'' or '’' or '-' or '_' or '·' or '•' or '・' or '(' or ')' or '&')) return false;
        }
        if (spaces > 3) return false;
        // names and roles; a lower-case phrase before a colon is prose
        return spaces == 0 || !char.IsLower(label[0]) && !char.IsLower(label[label.LastIndexOf(' ') + 1]);
    }

    private static (string Role, string? Name) Speaker(string label) => label.ToLowerInvariant() switch
    {
        "user" or "human" or "me" => ("user", null),
        "assistant" or "ai" or "bot" or "agent" or "model" => ("assistant", null),
        "system" => ("system", null),
        "tool" or "function" => ("tool", null),
        _ => ("user", label),
    };

    private static DateOnly? DayOf(ReadOnlySpan<char> line)
    {
        var text = line.Trim("#-=*[] \t");
        if (text.Length is < 8 or > 40) return null;
        foreach (var format in (ReadOnlySpan<string>)["yyyy-MM-dd", "yyyy/M/d", "yyyy.M.d", "MMMM d, yyyy", "d MMMM yyyy", "dddd, MMMM d, yyyy", "dddd, d MMMM yyyy", "yyyy年M月d日"])
            if (DateOnly.TryParseExact(text, format, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)) return day;
        return null;
    }
}
