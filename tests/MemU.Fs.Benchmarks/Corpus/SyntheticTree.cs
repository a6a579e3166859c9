using System.Globalization;
using MemU.Fs.Benchmarks.Peers;
using MemU.Fs.Markdown;

namespace MemU.Fs.Benchmarks.Corpus;

/// <summary>A memory with synthetic items, committed and packed as a tree that has been in use is.</summary>
internal sealed class SyntheticTree
{
    private const int FilesPerFolder = 256;

    private SyntheticTree(string folder, int size, Vocabulary words) => (Folder, Size, Words) = (folder, size, words);

    /// <summary>Where everything of this size lies.</summary>
    public string Folder { get; }

    public string Root => Path.Combine(Folder, "memory");

    public int Size { get; }

    public Vocabulary Words { get; }

    /// <summary>All items, in the order of their numbers.</summary>
    public IEnumerable<SyntheticItem> Items => Enumerable.Range(0, Size).Select(n => SyntheticItem.Of(n, Words));

    public MemoryOptions Options => new() { Root = Root };

    /// <summary>A tree that is there already, or of which only the items are used.</summary>
    public static SyntheticTree Unwritten(string folder, int size, Vocabulary words) => new(folder, size, words);

    /// <summary>Makes the tree.</summary>
    public static async Task<SyntheticTree> MakeAsync(string folder, int size, Vocabulary words, CancellationToken cancellationToken)
    {
        var tree = new SyntheticTree(folder, size, words);
        Directory.CreateDirectory(folder);
        using (var memory = MemoryService.Open(tree.Options)) await memory.InitAsync(new() { FromTemplate = true }, cancellationToken);
        var categories = MemoryConfig.Load(tree.Root).Categories;
        var (target, names) = ("", new HashSet<string>(StringComparer.Ordinal));
        for (var n = 0; n < size; n++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (n % FilesPerFolder == 0)
            {
                var part = n / FilesPerFolder;
                var month = new DateTime(2022, 1, 1).AddMonths(part / categories.Count).ToString("yyyy-MM", CultureInfo.InvariantCulture);
                target = Directory.CreateDirectory(Path.Combine(tree.Root, categories[part % categories.Count].Folder, month)).FullName;
                names.Clear();
            }
            var item = SyntheticItem.Of(n, words);
            var name = Slug.Unique(Slug.Of(item.Title), names.Contains);
            names.Add(name);
            await File.WriteAllBytesAsync(Path.Combine(target, name + ".md"), item.Bytes, cancellationToken);
        }
        Git.Run(tree.Root, "add", "-A");
        Git.Run(tree.Root, "commit", "-q", "-m", "a tree");
        Git.Run(tree.Root, "repack", "-adq");
        Git.Run(tree.Root, "prune-packed", "-q");
        Git.Run(tree.Root, "status", "--porcelain"); // settles the times that git's index was unsure of
        return tree;
    }

    /// <summary>Different questions, each from a Latin document (FTS5 takes a run of Chinese for one word), or each from a Chinese one.</summary>
    public IEnumerable<IReadOnlyList<string>> Queries(int count, bool chinese = false)
    {
        var random = new Random(count);
        for (var n = 0; n < count;)
            if (SyntheticItem.Of(random.Next(Size), Words) is var item && item.IsChinese == chinese)
            {
                n++;
                yield return item.Query(random);
            }
    }

    /// <summary>Total bytes of files of a folder.</summary>
    public static long BytesOf(string folder) => new DirectoryInfo(folder).EnumerateFiles("*", SearchOption.AllDirectories).Sum(f => f.Length);
}
