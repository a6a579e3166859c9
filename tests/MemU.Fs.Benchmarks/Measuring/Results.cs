using System.Globalization;
using System.Text;

namespace MemU.Fs.Benchmarks.Measuring;

/// <summary>What was measured: a row for each thing, a column for each size, in the order in which they came.</summary>
internal sealed class Results(IReadOnlyList<int> sizes)
{
    private readonly List<(string Group, string What, string Target)> _rows = [];
    private readonly Dictionary<(string What, int Size), (string Cell, double Value)> _cells = [];

    /// <summary>A time.</summary>
    public void Time(int size, string group, string what, Samples samples) => Put(size, group, what, samples.ToString(), samples.Median);

    /// <summary>Any other value.</summary>
    public void Value(int size, string group, string what, string cell, double value = double.NaN) => Put(size, group, what, cell, value);

    /// <summary>How many times as long as the peer it takes, or as large it is; at most <paramref name="most"/> at <paramref name="at"/> items.</summary>
    public void Share(int size, string group, string what, double value, double? most = null, int at = 100_000) =>
        Ratio(size, group, what, value, most is null ? "" : $"≤ {Text(most.Value)} at {at:N0}", most is null || size != at ? null : value <= most);

    /// <summary>How many times as fast as the peer it is; at least <paramref name="least"/> at <paramref name="at"/> items.</summary>
    public void Faster(int size, string group, string what, double value, double? least = null, int at = 100_000) =>
        Ratio(size, group, what, value, least is null ? "" : $"≥ {Text(least.Value)} at {at:N0}", least is null || size != at ? null : value >= least);

    /// <summary>How many a second; at least <paramref name="least"/> from so many items on.</summary>
    public void Rate(int size, string group, string what, double perSecond, double least, int from) =>
        Put(size, group, what, $"**{perSecond:N0}**{(size < from ? "" : perSecond >= least ? " met" : " **missed**")}", perSecond, $"≥ {least:N0} from {from:N0} on");

    /// <summary>A value that must not be more than a limit at <paramref name="at"/> items.</summary>
    public void Limited(int size, string group, string what, double value, string unit, double most, int at = 100_000) =>
        Put(size, group, what, $"**{Text(value)} {unit}**{(size != at ? "" : value <= most ? " met" : " **missed**")}", value, $"≤ {Text(most)} {unit} at {at:N0}");

    /// <summary>The median, or value, of a row.</summary>
    public double Of(string what, int size) => _cells.TryGetValue((what, size), out var cell) ? cell.Value : double.NaN;

    private void Ratio(int size, string group, string what, double value, string target, bool? holds) =>
        Put(size, group, what, double.IsNaN(value) ? "–" : $"**{Text(value)} ×**{(holds is null ? "" : holds == true ? " met" : " **missed**")}", value, target);

    private void Put(int size, string group, string what, string cell, double value, string target = "")
    {
        if (!_rows.Exists(r => r.What == what))
        {
            // new rows of a group stay together even when a later size brings them
            var at = _rows.FindLastIndex(r => r.Group == group);
            _rows.Insert(at < 0 ? _rows.Count : at + 1, (group, what, target));
        }
        _cells[(what, size)] = (cell, value);
    }

    /// <summary>The table as markdown.</summary>
    public string ToMarkdown()
    {
        var text = new StringBuilder();
        text.Append("| what |").AppendJoin('|', sizes.Select(s => $" {s.ToString("N0", CultureInfo.InvariantCulture)} ")).Append("| target |\n");
        text.Append("| --- |").AppendJoin('|', sizes.Select(_ => " ---: ")).Append("| --- |\n");
        var group = "";
        foreach (var row in _rows)
        {
            if (row.Group != group) text.Append($"| **{group = row.Group}** |").AppendJoin('|', sizes.Select(_ => "  ")).Append("| |\n");
            text.Append($"| {row.What} |").AppendJoin('|', sizes.Select(s => $" {(_cells.TryGetValue((row.What, s), out var cell) ? cell.Cell : "–")} ")).Append($"| {row.Target} |\n");
        }
        return text.ToString();
    }

    private static string Text(double value) => value.ToString(value >= 10 ? "0" : "0.##", CultureInfo.InvariantCulture);
}
