using System.Globalization;

namespace MemU.Fs.Model;

/// <summary>
/// From the first to the last tick that a date, a time or an interval covers, in UTC: <c>2026-11</c> is the whole month, a time without fraction its whole
/// second or minute.
/// </summary>
internal readonly record struct Moments(long First, long Last)
{
    /// <summary>A moment: one without fraction stands for its second.</summary>
    public static Moments Of(long ticks) => new(ticks, ticks % TimeSpan.TicksPerSecond == 0 ? ticks + TimeSpan.TicksPerSecond - 1 : ticks);

    /// <summary>Reads ISO 8601 in any case of its letters; never a time in words, which would hang on the day it is read.</summary>
    public static bool TryParse(string text, out Moments moments)
    {
        moments = default;
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        var (first, last) = slash < 0 ? ("", text.Trim()) : (text[..slash].Trim(), text[(slash + 1)..].Trim());
        if (!BeginsWithYear(last) || slash >= 0 && !BeginsWithYear(first)) return false;
        if (!EventTime.TryParse((slash < 0 ? last : $"{first}/{last}").ToUpperInvariant(), out var time)) return false;
        var clock = last.AsSpan().IndexOfAny("Tt ");
        moments = new(time.Start.UtcTicks, time.End.UtcTicks - 1 + (clock < 0 ? 0 : Precision(last.AsSpan(clock + 1))));
        return true;
    }

    /// <summary>A moment as text, as the format writes it.</summary>
    public static string Text(long ticks) =>
        new DateTime(ticks, DateTimeKind.Utc).ToString(ticks % TimeSpan.TicksPerSecond == 0 ? "yyyy-MM-dd't'HH:mm:ss'z'" : "yyyy-MM-dd't'HH:mm:ss.FFFFFFF'z'", CultureInfo.InvariantCulture);

    private static bool BeginsWithYear(string text) =>
        text.Length >= 4 && !text.AsSpan(0, 4).ContainsAnyExceptInRange('0', '9') && (text.Length == 4 || text[4] == '-');

    // how many ticks a time of the day stands for
    private static long Precision(ReadOnlySpan<char> clock)
    {
        if (clock.Length < 6 || clock[2] != ':' || clock[5] != ':') return TimeSpan.TicksPerMinute;
        return clock.Contains('.') ? 1 : TimeSpan.TicksPerSecond;
    }
}
