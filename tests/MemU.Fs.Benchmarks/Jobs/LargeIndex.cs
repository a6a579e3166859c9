using MemU.Fs.Benchmarks.Corpus;
using MemU.Fs.Benchmarks.Measuring;
using MemU.Fs.Benchmarks.Peers;
using MemU.Fs.Files;
using MemU.Fs.Index;
using MemU.Fs.Index.Embedded;
using MemU.Fs.Markdown;
using MemU.Fs.Model;
using MemU.Fs.Providers.Offline;

namespace MemU.Fs.Benchmarks.Jobs;

/// <summary>
/// The index classes alone, for sizes of which no tree is made: the items' files are parsed from memory as they would be read, embedded and indexed
/// with all fields. What is not measured is the tree itself: files, git, manifest.
/// </summary>
internal static class LargeIndex
{
    /// <summary>Above it no tree is made on disk.</summary>
    public const int LargestTree = 200_000;

    private const string Group = "Index classes alone, all fields and vectors, items from memory";
    private const int PartFiles = 4_096;

    public static async Task RunAsync(SyntheticTree tree, Fts5 peer, bool search, Results results, CancellationToken cancellationToken)
    {
        var folder = Path.Combine(tree.Folder, "classes");
        using var embedder = new HashingEmbedder();
        using var index = EmbeddedIndex.Open(folder, new(EmbeddingSpace.Offline, embedder.Name, embedder.Dimensions), IndexAccess.ReadWrite);
        if (tree.Size > LargestTree) peer.Prepare(tree.Items.Select(i => i.Text));
        var load = peer.Load();
        var build = new Samples();
        build.Add(await Samples.TimeAsync(() => Task.Run(() => index.Apply(Files(tree, index, embedder, cancellationToken), [], cancellationToken), cancellationToken)));
        if (index.FileCount != tree.Size) throw new InvalidOperationException($"{index.FileCount} of {tree.Size} items were indexed");
        peer.Optimize();
        results.Time(tree.Size, Group, "built: items made, parsed, embedded, indexed, one commit", build);
        results.Share(tree.Size, Group, "the same / FTS5's load of the texts", build.Median / load);
        results.Value(tree.Size, Group, "words, values, vectors on disk", $"{Samples.Text(SyntheticTree.BytesOf(folder) / 1e6)} MB");
        results.Value(tree.Size, Group, "FTS5 on disk", $"{Samples.Text(peer.Bytes / 1e6)} MB");
        if (!search) return;
        Samples words = new(), both = new();
        foreach (var query in tree.Queries(100)) Search(index, embedder, query, true);
        foreach (var query in tree.Queries(1000))
        {
            cancellationToken.ThrowIfCancellationRequested();
            words.Add(Search(index, embedder, query, false));
            both.Add(Search(index, embedder, query, true));
        }
        var (fts, _) = peer.Ask(tree.Queries(tree.Size > 50_000 ? 100 : 1000).ToList());
        results.Time(tree.Size, Group, "a question: by default (words, related words)", words);
        results.Time(tree.Size, Group, "a question: by default and 256 int8 vectors", both);
        results.Time(tree.Size, Group, "a question: FTS5", fts);
        results.Value(tree.Size, Group, "memory of the process at the end, mapped files included", $"{Environment.WorkingSet / 1e6:0} MB");
    }

    private static double Search(EmbeddedIndex index, HashingEmbedder embedder, IReadOnlyList<string> query, bool vectors)
    {
        var text = string.Join(' ', query);
        index.Rules = new() { OfflineVectorWeight = vectors ? new RankingRules().VectorWeight : 0 };
        return Samples.Time(() =>
        {
            var found = index.Search(new() { Text = text, Vector = vectors ? embedder.Embed(text) : null, Limit = 5 });
            if (found.Items.Count == 0) throw new InvalidOperationException($"nothing was found for '{text}'");
        });
    }

    private static IEnumerable<IndexedFile> Files(SyntheticTree tree, EmbeddedIndex index, HashingEmbedder embedder, CancellationToken cancellationToken)
    {
        var reading = new Reading(new TreeLayout(MemoryScope.None), "");
        foreach (var part in Enumerable.Range(0, tree.Size).Chunk(PartFiles))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var files = part.AsParallel().AsOrdered().WithDegreeOfParallelism(Environment.ProcessorCount).Select(n =>
            {
                var item = SyntheticItem.Of(n, tree.Words);
                var file = reading.Read(MemoryPath.FromListing($"knowledge/part-{n / 256}/{Slug.Of(item.Title)}-{n}.md"), item.Bytes, TreeEntry.NoBlob)!;
                return (File: file, Vectors: file.Units.Select(u => (u.Text, Vector: embedder.Embed(u.Text))).ToList());
            }).ToList();
            var texts = files.SelectMany(f => f.Vectors).ToList();
            index.AddVectors([.. texts.Select(t => t.Text)], [.. texts.Select(t => (ReadOnlyMemory<float>)t.Vector)]);
            foreach (var (file, _) in files) yield return file;
        }
    }
}
