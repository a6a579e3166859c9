using System.Globalization;

namespace MemU.Fs.Benchmarks.Drive;

/// <summary>What a run is asked to do.</summary>
/// <param name="Memu">The native binary whose drive is measured.</param>
/// <param name="Files">How many files of 1 KiB.</param>
/// <param name="Passes">How often each thing is measured.</param>
/// <param name="Opens">How many files are opened, read and closed for the slowest ones.</param>
/// <param name="Items">Items of the memory that is searched; 0 leaves it out.</param>
/// <param name="Work">Where that memory is made, kept and found again; null for a temporary one.</param>
/// <param name="PrintOnly">Leave the README as it is.</param>
internal sealed record DriveOptions(string Memu, int Files, int Passes, int Opens, int Items, string? Work, bool PrintOnly)
{
    public const string Usage = """
        dotnet run -c Release --project tests/MemU.Fs.Benchmarks -- mount
            [--memu <file>]      the native binary (default: artifacts/aot/memu)
            [--files 10000]      files of 1 KiB in the tree
            [--passes 5]         how often each thing is measured
            [--opens 500000]     files opened, read and closed for the slowest ones
            [--items 100000]     items of the memory that is searched through @/search; 0 leaves it out
            [--work <folder>]    make that memory here and keep it
            [--print]            print the table, leave README.md as it is
        """;

    public static DriveOptions? Parse(IReadOnlyList<string> flags)
    {
        var options = new DriveOptions(Home.Find("artifacts/aot/memu") ?? "", 10_000, 5, 500_000, 100_000, null, false);
        for (var i = 0; i < flags.Count; i++)
        {
            if (flags[i] == "--print")
            {
                options = options with { PrintOnly = true };
                continue;
            }
            if (i + 1 == flags.Count) return null;
            var value = flags[++i];
            _ = int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number);
            switch (flags[i - 1])
            {
                case "--memu": options = options with { Memu = Path.GetFullPath(value) }; break;
                case "--files" when number >= 100: options = options with { Files = number }; break;
                case "--passes" when number > 0: options = options with { Passes = number }; break;
                case "--opens" when number >= 1000: options = options with { Opens = number }; break;
                case "--items": options = options with { Items = number }; break;
                case "--work": options = options with { Work = Path.GetFullPath(value) }; break;
                default: return null;
            }
        }
        return File.Exists(options.Memu) ? options : null;
    }
}
