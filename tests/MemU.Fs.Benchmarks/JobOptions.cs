using System.Globalization;

namespace MemU.Fs.Benchmarks;

/// <summary>What a run is asked to do.</summary>
/// <param name="Sizes">Numbers of items of the trees.</param>
/// <param name="Memu">The native binary; null leaves out the rows that need it.</param>
/// <param name="Work">Where trees are made, kept and found again; null for a temporary folder that is deleted.</param>
/// <param name="Only">The steps to run; empty for all.</param>
/// <param name="PrintOnly">Leave the README as it is.</param>
internal sealed record JobOptions(IReadOnlyList<int> Sizes, string? Memu, string? Work, IReadOnlyList<string> Only, bool PrintOnly)
{
    public const string Usage = """
        dotnet run -c Release --project tests/MemU.Fs.Benchmarks -- main-job
            [--sizes 1000,10000,100000]   sizes of the trees; above 200,000 no tree is made and the index classes alone are measured
            [--memu <file>]               the native binary (default: artifacts/aot/memu, if it is there)
            [--work <folder>]             make the trees here and keep them; one that is there and unchanged is used again
            [--only index,add]            steps: index, freshness, search, processes, add, many, log, memorize; implies --print
            [--print]                     print the table, leave README.md as it is
        """;

    /// <summary>Whether a step is asked for.</summary>
    public bool Runs(string step) => Only.Count == 0 || Only.Contains(step);

    public static JobOptions? Parse(IReadOnlyList<string> flags)
    {
        var options = new JobOptions([1_000, 10_000, 100_000], Home.Find("artifacts/aot/memu"), null, [], false);
        for (var i = 0; i < flags.Count; i++)
        {
            if (flags[i] == "--print")
            {
                options = options with { PrintOnly = true };
                continue;
            }
            if (i + 1 == flags.Count) return null;
            var value = flags[++i];
            switch (flags[i - 1])
            {
                case "--sizes":
                    var sizes = value.Split(',').Select(s => int.TryParse(s, NumberStyles.None, CultureInfo.InvariantCulture, out var n) ? n : 0).ToList();
                    if (sizes.Any(n => n < 100)) return null;
                    options = options with { Sizes = sizes };
                    break;
                case "--memu":
                    if (!File.Exists(value)) return null;
                    options = options with { Memu = Path.GetFullPath(value) };
                    break;
                case "--work":
                    options = options with { Work = Path.GetFullPath(value) };
                    break;
                case "--only":
                    options = options with { Only = value.Split(','), PrintOnly = true };
                    break;
                default:
                    return null;
            }
        }
        return options;
    }
}
