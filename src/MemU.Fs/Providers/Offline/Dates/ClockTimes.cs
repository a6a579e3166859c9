using System.Globalization;
using MemU.Fs.Model;

namespace MemU.Fs.Providers.Offline.Dates;

/// <summary>Makes a day an instant where a time of the clock follows it ("tomorrow at 7pm"), in the reference's own offset.</summary>
internal static class ClockTimes
{
    /// <summary>The reading with the time that follows, and where it ends; unchanged when none does.</summary>
    public static (DateReading Reading, int End) Refine(DateToken[] tokens, int end, DateReading reading, DateCalendar calendar)
    {
        if (reading.When is not { } when || when.Text.Length != 10 || calendar.Reference is not { } reference || end + 1 >= tokens.Length) return (reading, end);
        var at = tokens[end].Text == "," ? end + 1 : end;
        if (at >= tokens.Length || tokens[at].Text is not ("at" or "@")) return (reading, end);
        if (Clock(tokens, at + 1) is not var (time, stop)) return (reading, end);
        var text = Format(DateOnly.FromDateTime(when.Start.DateTime), time, reference.Offset);
        return EventTime.TryParse(text, out var refined) ? (reading with { When = refined }, stop) : (reading, end);
    }

    /// <summary>An ISO instant.</summary>
    public static string Format(DateOnly day, TimeSpan time, TimeSpan offset)
    {
        var zone = offset == TimeSpan.Zero ? "Z" : string.Create(CultureInfo.InvariantCulture, $"{(offset < TimeSpan.Zero ? '-' : '+')}{offset:hh\\:mm}");
        return string.Create(CultureInfo.InvariantCulture, $"{day:yyyy-MM-dd}T{time:hh\\:mm\\:ss}{zone}");
    }

    private static (TimeSpan Time, int End)? Clock(DateToken[] tokens, int at)
    {
        if (at >= tokens.Length) return null;
        if (tokens[at].Text is "noon") return (new(12, 0, 0), at + 1);
        if (tokens[at] is not { Kind: TokenKind.Digits, Text.Length: 1 or 2 } hours) return null;
        var hour = int.Parse(hours.Text, CultureInfo.InvariantCulture);
        var (minute, end, exact) = (0, at + 1, false);
        if (at + 2 < tokens.Length && tokens[at + 1] is { Glued: true, Text: ":" or "." } && tokens[at + 2] is { Kind: TokenKind.Digits, Glued: true, Text.Length: 2 })
            (minute, end, exact) = (int.Parse(tokens[at + 2].Text, CultureInfo.InvariantCulture), at + 3, true);
        if (minute > 59 || hour > 23) return null;
        if (Half(tokens, end) is not var (afternoon, stop)) return exact && (end >= tokens.Length || !tokens[end].Glued || tokens[end].Kind == TokenKind.Mark) ? (new(hour, minute, 0), end) : null;
        return hour is >= 1 and <= 12 ? (new(hour % 12 + (afternoon ? 12 : 0), minute, 0), stop) : null;
    }

    // "7pm", "7 pm", "7 p.m."
    private static (bool Afternoon, int End)? Half(DateToken[] tokens, int at)
    {
        if (at >= tokens.Length) return null;
        if (tokens[at].Text is "am" or "pm") return (tokens[at].Text == "pm", at + 1);
        if (tokens[at].Text is not ("a" or "p") || at + 2 >= tokens.Length || tokens[at + 1].Text != "." || tokens[at + 2].Text != "m") return null;
        return (tokens[at].Text == "p", at + 3 < tokens.Length && tokens[at + 3] is { Glued: true, Text: "." } && at + 4 < tokens.Length && tokens[at + 4].Glued ? at + 4 : at + 3);
    }
}
