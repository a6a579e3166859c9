using System.Globalization;
using System.Text;
using MemU.Fs.Benchmarks.Measuring;

namespace MemU.Fs.Benchmarks.Drive;

/// <summary>What was measured of the disk, of bindfs and of the drive, row by row.</summary>
internal sealed class DriveTable
{
    private readonly StringBuilder _rows = new();

    /// <summary>A row whose times are medians; the ratio is the drive's to bindfs', or to the disk's where bindfs has none.</summary>
    public void Add(string what, Samples disk, Samples? bindfs, Samples drive, double most)
    {
        var ratio = drive.Median / (bindfs ?? disk).Median;
        Add(what, disk.ToString(), bindfs?.ToString() ?? "–", drive.ToString(), $"**{Text(ratio)} ×**", $"≤ {Text(most)}{(bindfs is null ? " to the disk" : "")}", ratio <= most);
    }

    public void Add(string what, string disk, string bindfs, string drive, string ratio, string target, bool? isMet) =>
        _rows.Append(CultureInfo.InvariantCulture, $"| {what} | {disk} | {bindfs} | {drive} | {ratio} | {target}{(isMet is null ? "" : isMet == true ? " met" : " **missed**")} |\n");

    public override string ToString() => $"| what | disk (ext4) | bindfs | drive | ratio | target |\n| --- | ---: | ---: | ---: | ---: | --- |\n{_rows}";

    private static string Text(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);
}
