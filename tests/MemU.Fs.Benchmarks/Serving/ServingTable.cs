using System.Globalization;
using System.Text;

namespace MemU.Fs.Benchmarks.Serving;

/// <summary>What was measured of the servers, row by row.</summary>
internal sealed class ServingTable
{
    private readonly StringBuilder _rows = new();

    public void Add(string what, string value, string beside = "–", string target = "", bool? isMet = null) =>
        _rows.Append(CultureInfo.InvariantCulture, $"| {what} | {value} | {beside} | {target}{(isMet is null ? "" : isMet == true ? " met" : " **missed**")} |\n");

    public override string ToString() => $"| what | memu | beside it | target |\n| --- | ---: | ---: | --- |\n{_rows}";
}
