using System.Globalization;

namespace MemU.Fs.Model;

/// <summary>Reads times as files have them.</summary>
internal static class IsoTime
{
    /// <summary>
    /// Reads a time; without zone it is UTC. The two forms that the program itself writes (<c>2026-11-20</c>, <c>2026-11-20T09:14:03Z</c>) are read by
    /// hand: the library's first look at any other makes the rules of sorting of the whole Unicode, which costs a process that starts 5 ms.
    /// </summary>
    public static bool TryParse(ReadOnlySpan<char> text, out DateTimeOffset time)
    {
        if (text.Length is 10 or 20 && Number(text, 0, 4) is > 0 and var year && text[4] == '-' && Number(text, 5, 2) is >= 1 and <= 12 and var month && text[7] == '-'
            && Number(text, 8, 2) is >= 1 and var day && day <= DateTime.DaysInMonth(year, month))
        {
            time = new(year, month, day, 0, 0, 0, TimeSpan.Zero);
            if (text.Length == 10) return true;
            if (text[10] == 'T' && Number(text, 11, 2) is >= 0 and < 24 and var hour && text[13] == ':' && Number(text, 14, 2) is >= 0 and < 60 and var minute
                && text[16] == ':' && Number(text, 17, 2) is >= 0 and < 60 and var second && text[19] == 'Z')
            {
                time = new(year, month, day, hour, minute, second, TimeSpan.Zero);
                return true;
            }
        }
        return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out time);
    }

    // -1 unless all are ASCII digits
    private static int Number(ReadOnlySpan<char> text, int from, int length)
    {
        var number = 0;
        foreach (var c in text.Slice(from, length))
        {
            if (!char.IsAsciiDigit(c)) return -1;
            number = number * 10 + c - '0';
        }
        return number;
    }
}
