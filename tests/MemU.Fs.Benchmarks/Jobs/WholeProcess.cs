using System.Globalization;
using MemU.Fs.Benchmarks.Corpus;
using MemU.Fs.Benchmarks.Measuring;
using MemU.Fs.Benchmarks.Peers;

namespace MemU.Fs.Benchmarks.Jobs;

/// <summary>One question as a whole process, as somebody types it or an agent calls it, with warm caches.</summary>
internal static class WholeProcess
{
    private const string Group = "A question as a whole process";

    public static void Run(SyntheticTree tree, Fts5 peer, string? memu, Results results, CancellationToken cancellationToken)
    {
        var rounds = tree.Size > 50_000 ? 3 : 4;
        Samples floor = new(), native = new(), version = new(), ripgrep = new(), sqlite = new();
        var queries = tree.Queries(10).ToList();
        for (var round = -1; round < rounds; round++)
            foreach (var query in queries)
            {
                cancellationToken.ThrowIfCancellationRequested();
                var (a, b, c) = (memu is null ? 0 : Command.Run(memu, ["retrieve", "--root", tree.Root, string.Join(' ', query)]).Milliseconds,
                    Command.Run("rg", ["-l", "-i", .. query.SelectMany(t => new[] { "-e", t }), tree.Root], alsoFine: 1).Milliseconds, peer.AskOnce(query));
                if (round < 0) continue; // warming up
                if (memu is not null)
                {
                    native.Add(a);
                    version.Add(Command.Run(memu, ["version"]).Milliseconds);
                }
                ripgrep.Add(b);
                sqlite.Add(c);
                floor.Add(Command.Run("true", []).Milliseconds);
            }
        results.Time(tree.Size, Group, "`true`: what starting any process takes here", floor);
        results.Time(tree.Size, Group, "`rg -l -i -e … -e …`", ripgrep);
        results.Time(tree.Size, Group, "`sqlite3`, FTS5, OR, bm25, best 5", sqlite);
        results.Time(tree.Size, Group, "`memu version`", version);
        results.Time(tree.Size, Group, "`memu retrieve`", native);
        results.Faster(tree.Size, Group, "`memu retrieve` against rg", ripgrep.Median / native.Median, least: 15);
        results.Faster(tree.Size, Group, "`memu retrieve` against sqlite3", sqlite.Median / native.Median, least: 6);
        if (memu is not null && Qmd.IsThere && tree.Size <= Qmd.LargestTree) BesideQmd(tree, memu, queries, results, cancellationToken);
        var ask = Command.Run(Environment.ProcessPath!, [.. Self, "ask", tree.Root]).Output;
        results.Limited(tree.Size, Group, "most memory of a process that stays and answers 300 questions", double.Parse(ask.Split(' ')[1], CultureInfo.InvariantCulture), "MB", most: 250);
    }

    private static void BesideQmd(SyntheticTree tree, string memu, List<IReadOnlyList<string>> queries, Results results, CancellationToken cancellationToken)
    {
        var peer = new Qmd(tree.Folder);
        peer.Load(tree.Root);
        Samples fresh = new(), qmd = new();
        foreach (var query in queries.Concat(queries))
        {
            cancellationToken.ThrowIfCancellationRequested();
            qmd.Add(peer.Ask(query));
            fresh.Add(Command.Run(memu, ["retrieve", "--fresh", "--root", tree.Root, string.Join(' ', query)]).Milliseconds);
        }
        results.Time(tree.Size, Group, "`qmd search`: bun, BM25, no model", qmd);
        results.Time(tree.Size, Group, "`memu retrieve --fresh`: every file compared first", fresh);
        results.Faster(tree.Size, Group, "`memu retrieve --fresh` against qmd search", qmd.Median / fresh.Median, least: 6, at: Qmd.LargestTree);
    }

    // this program again: by its own name, or by the runtime's
    private static string[] Self => Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet" ? [typeof(WholeProcess).Assembly.Location] : [];
}
