namespace MemU.Fs.Sources.Secrets;

/// <summary>Whether a word has the shape of the value that a name promises.</summary>
internal static class SpokenValue
{
    private static readonly HashSet<string> Units = new(("characters|chars|character|char|lines|line|digits|digit|letters|days|day|hours|hour|h|minutes|minute|min|seconds|sec|ms|mm|cm|m|km|kg|g|meters|metres|euros|euro|eur|usd|dollars|dollar|bucks|percent|times|time|years|year|months|weeks|people|words|steps|bytes|tokens|requests|users|items|tests|pages|bit|bits|"
        + "zeichen|zeilen|stellen|tage|stunden|minuten|jahre|caractères|lignes|chiffres|jours|heures|caracteres|líneas|dígitos|días|horas|linhas|dias|caratteri|righe|cifre|giorni|tekens|cijfers|символов|знаков|строк|дней|часов|году|года|лет|раз|znaków|dni|karakter|haneli|harf").Split('|'), StringComparer.OrdinalIgnoreCase);

    private const string EasternUnits = "位次天行年月日点點块塊元个個人分秒字条條回倍米页頁件字符時时歳岁자번개년월일줄원시";

    /// <summary>True for three to ten signs, mostly digits, that are no date, time, version or amount.</summary>
    public static bool IsCode(ReadOnlySpan<char> value, int least)
    {
        if (value.Length < least || value.Length > 12) return false;
        var (digits, letters, points) = (0, 0, 0);
        foreach (var c in value)
        {
            if (char.IsAsciiDigit(c)) digits++;
            else if (char.IsLetter(c)) letters++;
            else if (c is '.' or ',' or '/' or ':' or '%' or '$' or '€' or '+') points++;
            else if (c is not ('#' or '*' or '-')) return false;
        }
        return points == 0 && digits >= Math.Min(3, least) && letters <= 3 && !IsDate(value);
    }

    /// <summary>True for letters with digits or signs among them, such as no word has.</summary>
    public static bool IsMixed(ReadOnlySpan<char> value, int least)
    {
        if (value.Length < least || value.Length > 128 || value.Contains("://", StringComparison.Ordinal) || value[0] is '$' or '€' or '#' or '/' or '@' or '<') return false;
        var (digits, letters) = (0, 0);
        foreach (var c in value)
            if (char.IsAsciiDigit(c)) digits++;
            else if (char.IsLetter(c)) letters++;
        // "24h", "3rd", "12B", "500MB" are amounts; a mail address and a path are places
        return digits > 0 && letters > 1 && !(char.IsAsciiDigit(value[0]) && letters <= 2 && value.Length <= 6) && !(value.Contains('@') && value[value.IndexOf('@')..].Contains('.')) && !IsDate(value);
    }

    /// <summary>True for what only a machine makes: letters and digits in turns.</summary>
    public static bool IsKey(ReadOnlySpan<char> value)
    {
        if (!IsMixed(value, 8) || value.ContainsAny("/@")) return false;
        var (turns, digits, last) = (0, 0, ' ');
        foreach (var c in value)
        {
            var kind = char.IsAsciiDigit(c) ? 'd' : char.IsLetter(c) ? 'l' : last;
            if (kind == 'd') digits++;
            if (last != ' ' && kind != last) turns++;
            last = kind;
        }
        return turns >= 2 && digits >= 2 || digits >= 3 && value.ContainsAnyInRange('a', 'z') && value.ContainsAnyInRange('A', 'Z');
    }

    /// <summary>True when a unit follows: "200 lines", 8位.</summary>
    public static bool HasUnit(ReadOnlySpan<char> after)
    {
        if (after.IsEmpty) return false;
        if (EasternUnits.Contains(after[0], StringComparison.Ordinal)) return true;
        after = after.TrimStart(" -");
        if (after.IsEmpty) return false;
        if (after[0] is '%' or '€' or '°' || EasternUnits.Contains(after[0], StringComparison.Ordinal)) return true;
        var length = 0;
        while (length < after.Length && char.IsLetter(after[length])) length++;
        return Units.GetAlternateLookup<ReadOnlySpan<char>>().Contains(after[..length]);
    }

    /// <summary>True for four digits that are a year of living memory.</summary>
    public static bool IsYear(ReadOnlySpan<char> value) => value.Length == 4 && !value.ContainsAnyExceptInRange('0', '9') && (value.StartsWith("19", StringComparison.Ordinal) || value.StartsWith("20", StringComparison.Ordinal));

    /// <summary>True for what begins with a calendar date, and for a Chinese mobile number.</summary>
    public static bool IsDate(ReadOnlySpan<char> value)
    {
        if (value.Length >= 10 && value[4] == '-' && value[7] == '-' && (value.StartsWith("19", StringComparison.Ordinal) || value.StartsWith("20", StringComparison.Ordinal))) return true;
        return value.Length == 11 && value[0] == '1' && !value.ContainsAnyExceptInRange('0', '9');
    }
}
