using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using MemU.Fs.Bench;
using MemU.Fs.Index.Embedded;

namespace MemU.Fs.Benchmarks;

/// <summary>
/// Judges retrieval on all development sets together, and fails when one of them is worse than what was recorded by more than a point or two questions.
/// </summary>
internal static class Gate
{
    public const string Usage = """
        dotnet run -c Release --project tests/MemU.Fs.Benchmarks -- gate
            [--locomo <file>] [--longmemeval <file>]   development data, which is not part of this repository
            [--sets <folder>]                          question sets (default: tests/MemU.Fs.Benchmarks/Sets, those named *-dev)
            [--work <folder>]                          make the memories here and keep them
            [--only <set,set>]                         only these sets
            [--held]                                   the sets that are not tuned on, those named *-held, instead; nothing is judged
            [--thresholds]                             what a least score tells of questions without an answer, and what it costs
            [--switches]                               a row for each ranking rule switched off
            [--rules <name=value,name=value>]          other weights than the default
            [--record]                                 take the figures as what the next run is compared with
        """;

    private static readonly string Recorded = Home.Place("tests/MemU.Fs.Benchmarks/Sets/recorded.json");

    public static async Task<int> RunAsync(IReadOnlyList<string> flags, CancellationToken cancellationToken)
    {
        var values = Flags(flags);
        var temporary = values.ContainsKey("--work") ? null : Directory.CreateTempSubdirectory("memu-gate-");
        try
        {
            var work = temporary?.FullName ?? Path.GetFullPath(values["--work"]);
            var sets = Sets(values).ToList();
            if (sets.Count == 0) throw new ArgumentException("no set is left to run");
            var rules = With(new RankingRules(), values.GetValueOrDefault("--rules"));
            var reports = new List<BenchReport>();
            Console.WriteLine(GateTable.Head);
            foreach (var set in sets) reports.Add(await OneAsync(set, work, "all rules", rules, cancellationToken));
            if (values.ContainsKey("--thresholds"))
            {
                var elsewhere = new Dictionary<string, BenchReport>(StringComparer.Ordinal);
                foreach (var set in sets)
                    if (Elsewhere.Of(set) is { } moved) elsewhere[set.Name] = await OneAsync(moved, work, "asked elsewhere", rules, cancellationToken);
                Console.WriteLine(GateTable.Thresholds(reports, elsewhere));
            }
            if (values.ContainsKey("--switches"))
                foreach (var (name, without) in RuleSwitches.All(rules))
                    foreach (var set in sets) await OneAsync(set, work, name, without, cancellationToken);
            return values.ContainsKey("--rules") || values.ContainsKey("--held") ? 0 : Judge(reports, values.ContainsKey("--record"));
        }
        finally
        {
            temporary?.Delete(recursive: true);
        }
    }

    private static async Task<BenchReport> OneAsync(BenchSet set, string work, string variant, RankingRules rules, CancellationToken cancellationToken)
    {
        var since = Stopwatch.GetTimestamp();
        var report = await BenchRun.RunAsync(set, new() { Work = work, Memory = new() { Root = work, Ranking = rules }, Baselines = false }, cancellationToken);
        Console.WriteLine(GateTable.Row(variant, report));
        Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {set.Name}: {Stopwatch.GetElapsedTime(since).TotalSeconds:0} s"));
        return report;
    }

    private static IEnumerable<BenchSet> Sets(Dictionary<string, string> values)
    {
        var only = values.TryGetValue("--only", out var names) ? names.Split(',') : null;
        var all = new List<Func<BenchSet>>();
        if (values.TryGetValue("--locomo", out var locomo)) all.Add(() => LocomoData.Read(locomo));
        if (values.TryGetValue("--longmemeval", out var longMemEval)) all.Add(() => LongMemEvalData.Read(longMemEval));
        var folder = values.GetValueOrDefault("--sets") ?? Home.Place("tests/MemU.Fs.Benchmarks/Sets");
        if (Directory.Exists(folder)) all.AddRange(Directory.GetFiles(folder, values.ContainsKey("--held") ? "*-held.json" : "*-dev.json").Order(StringComparer.Ordinal).Select(f => (Func<BenchSet>)(() => QuestionFile.Read(f))));
        return all.Select(read => read()).Where(s => only is null || only.Contains(s.Name));
    }

    private static int Judge(List<BenchReport> reports, bool record)
    {
        var now = reports.ToDictionary(r => r.Set, Figures, StringComparer.Ordinal);
        var before = File.Exists(Recorded) ? JsonSerializer.Deserialize<Dictionary<string, Dictionary<string, double>>>(File.ReadAllText(Recorded))! : [];
        var worse = false;
        foreach (var report in reports)
        {
            if (!before.TryGetValue(report.Set, out var was)) continue;
            var slack = Math.Max(1, 200.0 / Math.Max(1, report.Scores.Count));
            foreach (var (name, value) in now[report.Set])
                if (was.TryGetValue(name, out var recorded) && value < recorded - slack - 0.05)
                {
                    worse = true;
                    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"WORSE  {report.Set} {name}: {value:0.0} where {recorded:0.0} was recorded"));
                }
        }
        if (record)
        {
            foreach (var (set, figures) in now) before[set] = figures;
            File.WriteAllText(Recorded, JsonSerializer.Serialize(new SortedDictionary<string, Dictionary<string, double>>(before, StringComparer.Ordinal), Readable) + "\n");
        }
        Console.WriteLine(worse ? "the gate does not pass" : "the gate passes");
        return worse && !record ? 1 : 0;
    }

    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true };

    private static Dictionary<string, double> Figures(BenchReport report) => GateTable.Figures(report).ToDictionary(f => f.Name, f => Math.Round(f.Value, 1), StringComparer.Ordinal);

    private static RankingRules With(RankingRules rules, string? changes)
    {
        foreach (var change in changes?.Split(',') ?? [])
        {
            var (name, value) = change.Split('=') is [var n, var v] ? (n, float.Parse(v, CultureInfo.InvariantCulture)) : throw new ArgumentException($"{change}: write name=value");
            rules = RuleNames.With(rules, name, value) ?? throw new ArgumentException($"{name} is no rule; there are {string.Join(", ", RuleNames.All)}");
        }
        return rules;
    }

    private static Dictionary<string, string> Flags(IReadOnlyList<string> flags)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var i = 0; i < flags.Count; i++)
        {
            if (flags[i] is "--switches" or "--record" or "--held" or "--thresholds") values[flags[i]] = "";
            else if (flags[i] is "--locomo" or "--longmemeval" or "--sets" or "--work" or "--only" or "--rules" && i + 1 < flags.Count) values[flags[i]] = flags[++i];
            else throw new ArgumentException($"'{flags[i]}' is not understood.{Environment.NewLine}{Usage}");
        }
        return values;
    }
}
