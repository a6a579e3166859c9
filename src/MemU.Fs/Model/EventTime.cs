using System.Globalization;
using System.Text.RegularExpressions;

namespace MemU.Fs.Model;

/// <summary>
/// When something took place in the world: an ISO 8601 year, month, day, time or interval (<c>2026</c>, <c>2026-11</c>, <c>2026-11-20</c>,
/// <c>2026-11-20T09:00:00Z</c>, <c>2026-11-16/2026-11-22</c>), with the span of time that it covers.
/// </summary>
public readonly partial record struct EventTime
{
    private EventTime(string text, DateTimeOffset start, DateTimeOffset end) => (Text, Start, End) = (text, start, end);

    /// <summary>The text as it stands in <c>happened_at</c>.</summary>
    public string Text { get; }

    /// <summary>The first instant covered; dates without zone are taken as UTC.</summary>
    public DateTimeOffset Start { get; }

    /// <summary>The first instant no longer covered; equal to <see cref="Start"/> for an instant.</summary>
    public DateTimeOffset End { get; }

    /// <summary>A single day.</summary>
    public static EventTime Day(DateOnly day) => Parse(day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));

    /// <summary>From the first to the last day, both included.</summary>
    public static EventTime Days(DateOnly first, DateOnly last) =>
        first == last ? Day(first) : Parse(string.Create(CultureInfo.InvariantCulture, $"{first:yyyy-MM-dd}/{last:yyyy-MM-dd}"));

    /// <summary>A whole month.</summary>
    public static EventTime Month(int year, int month) => Parse(string.Create(CultureInfo.InvariantCulture, $"{year:0000}-{month:00}"));

    /// <summary>A whole year.</summary>
    public static EventTime Year(int year) => Parse(year.ToString("0000", CultureInfo.InvariantCulture));

    /// <summary>Reads the text; throws <see cref="FormatException"/> when it is none of the forms.</summary>
    public static EventTime Parse(string text) => TryParse(text, out var time) ? time : throw new FormatException($"'{text}' is not an ISO 8601 date, time or interval");

    /// <summary>Reads the text.</summary>
    public static bool TryParse(string? text, out EventTime time)
    {
        time = default;
        if (string.IsNullOrWhiteSpace(text)) return false;
        text = text.Trim();
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        if (slash < 0)
        {
            if (!Part(text, out var s, out var e)) return false;
            time = new(text, s, e);
            return true;
        }
        if (!Part(text[..slash], out var start, out _) || !Part(text[(slash + 1)..], out var last, out var end) || last < start) return false;
        time = new(text, start, end);
        return true;
    }

    private static bool Part(string text, out DateTimeOffset start, out DateTimeOffset end)
    {
        start = end = default;
        var m = Date().Match(text);
        if (m.Success)
        {
            int Number(int group, int otherwise) => m.Groups[group].Success ? int.Parse(m.Groups[group].ValueSpan, CultureInfo.InvariantCulture) : otherwise;
            int year = Number(1, 0), month = Number(2, 1), day = Number(3, 1);
            if (year is < 1 or > 9998 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month)) return false;
            start = new(year, month, day, 0, 0, 0, TimeSpan.Zero);
            end = m.Groups[3].Success ? start.AddDays(1) : m.Groups[2].Success ? start.AddMonths(1) : start.AddYears(1);
            return true;
        }
        if (!text.Contains('T', StringComparison.Ordinal) && !text.Contains(' ', StringComparison.Ordinal)) return false;
        if (!IsoTime.TryParse(text, out start)) return false;
        end = start;
        return true;
    }

    [GeneratedRegex(@"^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$", RegexOptions.CultureInvariant)]
    private static partial Regex Date();

    /// <summary>The text.</summary>
    public override string ToString() => Text;
}
