using System.Globalization;

namespace MemU.Fs.Providers.Offline.Dates;

/// <summary>Reads numbers in digits, in Chinese signs, and ordinals, as terms.</summary>
internal static class DateNumbers
{
    private const string Signs = "零一二三四五六七八九";

    /// <summary>Digits: a count, a day of a month, or a year.</summary>
    public static void ReadDigits(DateToken[] tokens, int at, DateScan scan, List<DateTerm> terms)
    {
        if (tokens[at].Text.Length is 0 or > 4) return;
        var value = int.Parse(tokens[at].Text, CultureInfo.InvariantCulture);
        if (tokens[at].Text.Length == 4 && value is >= 1900 and <= 2100) terms.Add(new(DateKind.Year, value, 1));
        if (value is >= 1 and <= 31 && tokens[at].Text.Length <= 2)
        {
            foreach (var sign in at + 1 < tokens.Length && tokens[at + 1].Glued ? scan.Terms(at + 1) : [])
                if (sign.Kind == DateKind.OrdinalSign) terms.Add(new(DateKind.DayNumber, value, 1 + sign.Length));
            terms.Add(new(DateKind.DayNumber, value, 1));
        }
        if (value <= 9999) terms.Add(new(DateKind.Number, value, 1));
    }

    /// <summary>A whole run of Chinese number signs: 三, 十二, 二十一, 两, 二〇二六.</summary>
    public static void ReadSigns(DateToken[] tokens, int at, List<DateTerm> terms)
    {
        if (!IsNumber(tokens[at]) || at > 0 && tokens[at].Glued && IsNumber(tokens[at - 1])) return;
        var end = at;
        while (end < tokens.Length && end - at < 8 && IsNumber(tokens[end]) && (end == at || tokens[end].Glued)) end++;
        var (total, digit, positional) = (0, 0, 0);
        var units = false;
        for (var i = at; i < end; i++)
        {
            switch (tokens[i].Text[0])
            {
                case '十': (total, digit, units) = (total + Math.Max(1, digit) * 10, 0, true); break;
                case '百': (total, digit, units) = (total + Math.Max(1, digit) * 100, 0, true); break;
                case '廿': (total, digit, units) = (total + 20, 0, true); break;
                case '卅': (total, digit, units) = (total + 30, 0, true); break;
                case var c:
                    digit = c switch { '〇' => 0, '两' or '兩' => 2, _ => Signs.IndexOf(c, StringComparison.Ordinal) };
                    positional = positional * 10 + digit;
                    break;
            }
        }
        var (length, value) = (end - at, units ? total + digit : positional);
        if (!units && length == 4 && value is >= 1900 and <= 2100) terms.Add(new(DateKind.Year, value, length));
        if (!units && length > 1) return;
        if (value is >= 1 and <= 31) terms.Add(new(DateKind.DayNumber, value, length));
        if (value is >= 1 and <= 999) terms.Add(new(DateKind.Number, value, length));
    }

    /// <summary>Ordinals in words stand in the vocabularies as days of a month already; small cardinals may be days too ("el tres de mayo").</summary>
    public static void ReadOrdinal(List<DateTerm> terms)
    {
        for (var i = terms.Count - 1; i >= 0; i--)
            if (terms[i] is { Kind: DateKind.Number, Value: >= 2 and <= 31, Length: 1 } number) terms.Add(number with { Kind = DateKind.DayNumber, Weak = 1 });
    }

    /// <summary>True for a sign that is part of a number.</summary>
    public static bool IsNumber(DateToken token) => token.Kind == TokenKind.Sign && token.Text[0] is '〇' or '两' or '兩' or '十' or '百' or '廿' or '卅' || token.Kind == TokenKind.Sign && Signs.Contains(token.Text[0], StringComparison.Ordinal);
}
