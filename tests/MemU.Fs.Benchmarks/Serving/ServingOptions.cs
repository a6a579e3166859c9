using System.Globalization;

namespace MemU.Fs.Benchmarks.Serving;

/// <summary>What a run is asked to do.</summary>
/// <param name="Memu">The native binary that serves.</param>
/// <param name="Items">Items of the memory that is asked by HTTP.</param>
/// <param name="Entities">How many entities server-memory holds, and how many items the memory beside it.</param>
/// <param name="Tenants">How many tenants of 1,000 items are opened.</param>
/// <param name="Seconds">For how long each rate is measured.</param>
/// <param name="Peer">The script of server-memory; null leaves it out.</param>
/// <param name="Work">Where the memories are made, kept and found again; null for a temporary place.</param>
/// <param name="PrintOnly">Leave the README as it is.</param>
internal sealed record ServingOptions(string Memu, int Items, int Entities, int Tenants, int Seconds, string? Peer, string? Work, bool PrintOnly)
{
    public const string Usage = """
        dotnet run -c Release --project tests/MemU.Fs.Benchmarks -- serve
            [--memu <file>]      the native binary (default: artifacts/aot/memu)
            [--items 100000]     items of the memory that is asked by HTTP
            [--entities 10000]   entities of server-memory, and items of the memory beside it
            [--tenants 200]      tenants of 1,000 items; 0 leaves them out
            [--seconds 10]       for how long each rate is measured
            [--peer <file>]      the script of @modelcontextprotocol/server-memory (dist/index.js); without it the peer is left out
            [--work <folder>]    make the memories here and keep them
            [--print]            print the table, leave README.md as it is
        """;

    public static ServingOptions? Parse(IReadOnlyList<string> flags)
    {
        var options = new ServingOptions(Home.Find("artifacts/aot/memu") ?? "", 100_000, 10_000, 200, 10, null, null, false);
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
                case "--items" when number >= 100: options = options with { Items = number }; break;
                case "--entities" when number >= 100: options = options with { Entities = number }; break;
                case "--tenants": options = options with { Tenants = number }; break;
                case "--seconds" when number > 0: options = options with { Seconds = number }; break;
                case "--peer": options = options with { Peer = Path.GetFullPath(value) }; break;
                case "--work": options = options with { Work = Path.GetFullPath(value) }; break;
                default: return null;
            }
        }
        return File.Exists(options.Memu) ? options : null;
    }
}
