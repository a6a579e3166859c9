using System.Globalization;

namespace MemU.Fs.Sources.Rich;

/// <summary>Which cells of a workbook are dates: they are numbers, and only their format says so.</summary>
internal sealed class SheetStyles
{
    private readonly List<bool> _dates = [];
    private readonly bool _is1904;

    private SheetStyles(bool is1904) => _is1904 = is1904;

    /// <summary>No cell is a date.</summary>
    public static SheetStyles None { get; } = new(false);

    /// <summary>The styles of a workbook.</summary>
    public static SheetStyles Read(ZipPackage zip, string name, string? part, bool is1904)
    {
        var styles = new SheetStyles(is1904);
        using var stream = part is null ? null : zip.Open(part);
        if (stream is null) return styles;
        using var xml = SafeXml.Open(name, stream);
        var own = new Dictionary<int, bool>();
        var isIn = false;
        while (xml.Read())
        {
            if (xml.IsStart && xml.Element == "numFmt" && int.TryParse(xml.Attribute("numFmtId"), out var id)) own[id] = IsDate(xml.Attribute("formatCode") ?? "");
            else if (xml.Element == "cellXfs") isIn = xml.IsStart;
            else if (isIn && xml.IsStart && xml.Element == "xf")
            {
                var format = int.TryParse(xml.Attribute("numFmtId"), out var number) ? number : 0;
                styles._dates.Add(own.TryGetValue(format, out var date) ? date : format is >= 14 and <= 22 or >= 27 and <= 36 or >= 45 and <= 47 or >= 50 and <= 58);
            }
        }
        return styles;
    }

    /// <summary>A number as a person reads it: a date as ISO 8601, others without the noise of binary fractions.</summary>
    public string Show(string value, int style)
    {
        if (!double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)) return value;
        if (style >= 0 && style < _dates.Count && _dates[style] && Date(number) is { } date) return date;
        return Math.Abs(number) < 1e15 && number == Math.Floor(number) ? number.ToString("F0", CultureInfo.InvariantCulture) : number.ToString("G15", CultureInfo.InvariantCulture);
    }

    private string? Date(double number)
    {
        if (number is < 0 or > 2_958_465) return null;
        // until February 1900 a day is counted that never was
        var days = _is1904 ? number + 1462 : number < 60 ? number + 1 : number;
        var time = DateTime.FromOADate(Math.Round(days * 86_400) / 86_400);
        if (number < 1) return time.ToString("HH:mm:ss", CultureInfo.InvariantCulture);
        return time.ToString(time.TimeOfDay == TimeSpan.Zero ? "yyyy-MM-dd" : time.Second == 0 ? "yyyy-MM-dd HH:mm" : "yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
    }

    private static bool IsDate(string format)
    {
        var (quoted, bracket) = (false, false);
        for (var i = 0; i < format.Length; i++)
        {
            var c = char.ToLowerInvariant(format[i]);
            if (c == '"') quoted = !quoted;
            else if (quoted) continue;
            else if (c == '\\') i++;
            else if (c == '[') bracket = true;
            else if (c == ']') bracket = false;
            else if (c == ';') return false; // only the first part, for numbers from 0, counts
            else if (!bracket && c is 'y' or 'd' or 'h' or 's' || !bracket && c == 'm') return true;
        }
        return false;
    }
}
