using MemU.Fs.Benchmarks.Corpus;
using MemU.Fs.Benchmarks.Measuring;
using MemU.Fs.Benchmarks.Peers;
using MemU.Fs.Index.Embedded;
using MemU.Fs.Model;
using MemU.Fs.Providers.Offline;

namespace MemU.Fs.Benchmarks.Jobs;

/// <summary>The whole index from the files, against FTS5 loading the same texts from one file.</summary>
internal static class IndexBuild
{
    private const string Group = "Index built anew", Disk = "Index on disk";

    public static async Task RunAsync(SyntheticTree tree, Fts5 peer, string? memu, Results results, CancellationToken cancellationToken)
    {
        var rounds = tree.Size > 50_000 ? 2 : 5;
        var bodies = tree.Items.Select(i => i.Text).ToList();
        peer.Prepare(bodies);
        Samples inProcess = new(), native = new(), alone = new(), fts = new();
        var aloneBytes = 0L;
        if (tree.Size <= 50_000) await ReindexAsync(tree); // the compiler's warming up; in a large tree it is lost in the whole
        for (var round = 0; round < rounds; round++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            fts.Add(peer.Load());
            if (memu is not null) native.Add(Command.Run(memu, ["reindex", "--root", tree.Root]).Milliseconds);
            (var time, aloneBytes) = BodyAlone(Path.Combine(tree.Folder, "alone"), bodies);
            alone.Add(time);
            inProcess.Add(await ReindexAsync(tree));
        }
        results.Time(tree.Size, Group, "FTS5 loads the texts", fts);
        results.Time(tree.Size, Group, "index classes, body alone", alone);
        results.Time(tree.Size, Group, "`memu reindex`, native process: files, all fields, vectors", native);
        results.Time(tree.Size, Group, "`ReindexAsync` in process: the same", inProcess);
        results.Share(tree.Size, Group, "body alone / FTS5", alone.Median / fts.Median, most: 1.25);
        results.Share(tree.Size, Group, "all, native / FTS5", native.Median / fts.Median, most: 4);
        results.Share(tree.Size, Group, "all, in process / FTS5", inProcess.Median / fts.Median);
        peer.Optimize();

        var cache = Path.Combine(tree.Root, ".memu", "cache");
        var words = SyntheticTree.BytesOf(Path.Combine(cache, "index", "lucene"));
        results.Value(tree.Size, Disk, "FTS5", Megabytes(peer.Bytes));
        results.Value(tree.Size, Disk, "words, body alone", Megabytes(aloneBytes));
        results.Value(tree.Size, Disk, "words and values, all fields", Megabytes(words));
        results.Value(tree.Size, Disk, "all: words, vectors, manifest", Megabytes(SyntheticTree.BytesOf(cache)));
        results.Share(tree.Size, Disk, "body alone / FTS5's size", aloneBytes / (double)peer.Bytes, most: 0.5);
        results.Share(tree.Size, Disk, "all fields / FTS5's size", words / (double)peer.Bytes);
    }

    private static async Task<double> ReindexAsync(SyntheticTree tree)
    {
        using var memory = MemoryService.Open(tree.Options);
        return await Samples.TimeAsync(async () =>
        {
            if (await memory.ReindexAsync() is { } done && done.Files < tree.Size) throw new InvalidOperationException($"only {done.Files} of {tree.Size} files were indexed");
        });
    }

    private static (double Milliseconds, long Bytes) BodyAlone(string folder, List<string> bodies)
    {
        var time = Samples.Time(() =>
        {
            using var index = EmbeddedIndex.Open(folder, space: null, IndexAccess.ReadWrite);
            index.Apply(bodies.Select(Unit), []);
            if (index.FileCount != bodies.Count) throw new InvalidOperationException("texts are missing in the index");
        });
        var bytes = SyntheticTree.BytesOf(Path.Combine(folder, "lucene"));
        Directory.Delete(folder, recursive: true);
        return (time, bytes);
    }

    private static IndexedFile Unit(string text, int number) => new()
    {
        Item = new() { Path = MemoryPath.FromListing($"{number}.md"), Title = "", Body = "", Summary = "" },
        Kind = UnitKind.Item,
        BlobId = "",
        Scope = MemoryScope.None,
        Categories = [],
        Units = [new() { Kind = UnitKind.Item, Text = text, FirstLine = 1, LastLine = 1 }],
    };

    private static string Megabytes(long bytes) => $"{Samples.Text(bytes / 1e6)} MB";
}
