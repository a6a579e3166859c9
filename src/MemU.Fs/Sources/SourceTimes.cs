using System.Globalization;

namespace MemU.Fs.Sources;

/// <summary>Reads the times of messages: ISO 8601, <c>2025-10-20 11:36:14</c>, Unix seconds or milliseconds.</summary>
internal sealed class SourceTimes(TimeZoneInfo zone, Notes notes)
{
    private static readonly string[] Local =
    [
        "yyyy-MM-dd", "yyyy-MM-dd HH:mm", "yyyy-MM-dd HH:mm:ss", "yyyy-MM-dd HH:mm:ss.FFFFFFF", "yyyy-MM-ddTHH:mm", "yyyy-MM-ddTHH:mm:ss", "yyyy-MM-ddTHH:mm:ss.FFFFFFF",
        "yyyy/M/d", "yyyy/M/d H:mm", "yyyy/M/d H:mm:ss", "yyyy.M.d", "yyyy.M.d H:mm", "yyyy.M.d H:mm:ss", "yyyyMMddTHHmmss",
    ];

    private static readonly string[] Zoned =
    [
        "yyyy-MM-dd HH:mmzzz", "yyyy-MM-dd HH:mm:sszzz", "yyyy-MM-dd HH:mm:ss.FFFFFFFzzz", "yyyy-MM-ddTHH:mmzzz", "yyyy-MM-ddTHH:mm:sszzz", "yyyy-MM-ddTHH:mm:ss.FFFFFFFzzz",
        "yyyy-MM-dd HH:mm:ss zzz", "yyyy-MM-dd HH:mm zzz", "yyyyMMddTHHmmsszzz", "ddd, dd MMM yyyy HH:mm:ss 'GMT'", "ddd, d MMM yyyy HH:mm:ss zzz",
    ];

    /// <summary>The time, or null; one that is there but can't be read is noted.</summary>
    public DateTimeOffset? Read(string text)
    {
        text = text.Trim();
        if (text.Length == 0) return null;
        var time = TryRead(text);
        if (time is null) notes.UnknownTimes++;
        return time;
    }

    /// <summary>The time, or null without a note.</summary>
    public DateTimeOffset? TryRead(string text)
    {
        if (text.Length > 64) return null;
        if (double.TryParse(text, NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out var unix)) return FromUnix(unix);
        if (DateTime.TryParseExact(text, Local, CultureInfo.InvariantCulture, DateTimeStyles.None, out var local)) return InZone(local);
        if (text[^1] is 'Z' or 'z') text = text[..^1].TrimEnd() + "+00:00";
        return DateTimeOffset.TryParseExact(text, Zoned, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var zoned) ? zoned : null;
    }

    /// <summary>Seconds since 1970, or milliseconds where the number is too large for seconds.</summary>
    public static DateTimeOffset? FromUnix(double number)
    {
        // in seconds the limit is the year 5138, in milliseconds it is 1973
        if (Math.Abs(number) >= 1e11) number /= 1000;
        if (double.IsNaN(number) || number < -6.0e10 || number > 2.5e11) return null;
        return DateTimeOffset.UnixEpoch.AddTicks((long)(number * TimeSpan.TicksPerSecond));
    }

    /// <summary>A clock time of a day, in the zone of the source.</summary>
    public DateTimeOffset InZone(DateTime local)
    {
        notes.WithoutZone++;
        var offset = zone.GetUtcOffset(local);
        var ticks = local.Ticks - offset.Ticks;
        return ticks < 0 || ticks > DateTime.MaxValue.Ticks ? new(local, TimeSpan.Zero) : new(local, offset);
    }
}
