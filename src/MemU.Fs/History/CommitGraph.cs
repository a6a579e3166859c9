using System.Buffers.Binary;
using LibGit2Sharp;

namespace MemU.Fs.History;

/// <summary>A commit as a walk needs it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Tree">Its root tree.</param>
/// <param name="Time">When it was committed, in seconds since 1970.</param>
/// <param name="Parents">Its parents' ids.</param>
/// <param name="Number">Its place in the commit graph; −1 when it has none.</param>
internal sealed record CommitNode(ObjectId Id, ObjectId Tree, long Time, IReadOnlyList<ObjectId> Parents, int Number);

/// <summary>
/// git's commit graph, one file or a chain of them: commits without their objects, and for most a Bloom filter of the paths that differ from
/// the first parent. It is a cache that git writes (`git commit-graph write --changed-paths`) and that may lag or be missing: what it does not
/// have is asked of the objects. Source: git's `gitformat-commit-graph` and `technical/commit-graph`.
/// </summary>
internal sealed class CommitGraph
{
    private const uint Signature = 0x43475048, NoParent = 0x70000000, Far = 0x80000000; // "CGPH"
    private const int IdSize = 20, DataSize = IdSize + 16;

    private readonly Layer[] _layers;

    private CommitGraph(Layer[] layers) => _layers = layers;

    /// <summary>Opens what lies in a repository's objects folder; null when there is none, or none that can be believed.</summary>
    public static CommitGraph? TryOpen(string objectsFolder)
    {
        // a history that is cut short or grafted is another than the one that the graph was made of; git does not use it then either
        var git = Path.GetDirectoryName(objectsFolder)!;
        if (File.Exists(Path.Combine(git, "shallow")) || File.Exists(Path.Combine(git, "info", "grafts"))) return null;
        try
        {
            var layers = new List<Layer>();
            foreach (var file in Files(Path.Combine(objectsFolder, "info")))
            {
                if (Layer.TryRead(File.ReadAllBytes(file), layers.Sum(l => l.Count)) is not { } layer) return null;
                layers.Add(layer);
            }
            return layers.Count == 0 ? null : new([.. layers]);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null; // git writes another at this moment, or somebody else's git wrote this one
        }
    }

    /// <summary>A commit by its id; null when the graph does not have it.</summary>
    public CommitNode? Find(ObjectId id)
    {
        foreach (var layer in _layers)
            if (layer.Find(id.RawId) is >= 0 and var row) return Node(layer, row);
        return null;
    }

    /// <summary>Whether a commit may differ from its first parent, or a first commit from nothing, at a path; false is certain.</summary>
    public bool MayChange(int number, ReadOnlySpan<byte> path)
    {
        var layer = Array.Find(_layers, l => number >= l.First && number < l.First + l.Count);
        return layer is null || layer.MayChange(number - layer.First, path);
    }

    private CommitNode? Node(Layer layer, int row)
    {
        var (tree, first, second, time) = layer.Row(row);
        var parents = new List<ObjectId>();
        if (first != NoParent && !Add(first)) return null;
        if ((second & Far) == 0)
        {
            if (second != NoParent && !Add(second)) return null;
        }
        else
            for (var at = (int)(second & ~Far); ; at++)
            {
                if (layer.Edge(at) is not { } edge || !Add(edge & ~Far)) return null;
                if ((edge & Far) != 0) break;
            }
        return new(layer.IdOf(row), tree, time, parents, layer.First + row);

        bool Add(uint number)
        {
            var from = Array.Find(_layers, l => number >= l.First && number < l.First + l.Count);
            if (from is not null) parents.Add(from.IdOf((int)number - from.First));
            return from is not null;
        }
    }

    private static List<string> Files(string info)
    {
        var single = Path.Combine(info, "commit-graph");
        if (File.Exists(single)) return [single];
        var (folder, files) = (Path.Combine(info, "commit-graphs"), new List<string>());
        var chain = Path.Combine(folder, "commit-graph-chain");
        if (!File.Exists(chain)) return [];
        foreach (var line in File.ReadLines(chain))
        {
            if (line.Length != 40 || !line.All(char.IsAsciiHexDigitLower)) return [];
            files.Add(Path.Combine(folder, $"graph-{line}.graph"));
        }
        return files;
    }

    /// <summary>One file, whose commits are numbered after those of the files before it.</summary>
    private sealed class Layer
    {
        private readonly byte[] _bytes;
        private readonly Range _fanout, _ids, _data, _edges, _filterEnds, _filters;
        private readonly int _hashVersion, _hashes;

        private Layer(byte[] bytes, int first, IReadOnlyDictionary<string, Range> chunks)
        {
            (_bytes, First) = (bytes, first);
            (_fanout, _ids, _data) = (chunks["OIDF"], chunks["OIDL"], chunks["CDAT"]);
            (_edges, _filterEnds, _filters) = (chunks.GetValueOrDefault("EDGE"), chunks.GetValueOrDefault("BIDX"), chunks.GetValueOrDefault("BDAT"));
            Count = Size(_ids) / IdSize;
            if (Size(_filters) < 12 || Size(_filterEnds) != Count * 4) return;
            (_hashVersion, _hashes) = (Number(_filters), Number(_filters, 4));
            if (_hashVersion is not (1 or 2) || _hashes is < 1 or > 64) _hashVersion = 0;
        }

        public int First { get; }

        public int Count { get; }

        public static Layer? TryRead(byte[] bytes, int first)
        {
            if (bytes.Length < 8 + IdSize || BinaryPrimitives.ReadUInt32BigEndian(bytes) != Signature || bytes[4] != 1 || bytes[5] != 1) return null;
            var chunks = new Dictionary<string, Range>(StringComparer.Ordinal);
            for (var i = 0; i < bytes[6]; i++)
            {
                var at = 8 + i * 12;
                if (at + 24 > bytes.Length) return null;
                long from = BinaryPrimitives.ReadInt64BigEndian(bytes.AsSpan(at + 4)), to = BinaryPrimitives.ReadInt64BigEndian(bytes.AsSpan(at + 16));
                if (from < 0 || to < from || to > bytes.Length - IdSize) return null;
                chunks[System.Text.Encoding.ASCII.GetString(bytes, at, 4)] = new((int)from, (int)to);
            }
            if (!chunks.ContainsKey("OIDF") || !chunks.ContainsKey("OIDL") || !chunks.ContainsKey("CDAT")) return null;
            var layer = new Layer(bytes, first, chunks);
            return Size(layer._fanout) == 1024 && Size(layer._data) == layer.Count * DataSize && layer.Number(layer._fanout, 255 * 4) == layer.Count ? layer : null;
        }

        public int Find(ReadOnlySpan<byte> id)
        {
            int low = id[0] == 0 ? 0 : Number(_fanout, (id[0] - 1) * 4), high = Number(_fanout, id[0] * 4) - 1;
            if (low < 0 || high >= Count) return -1;
            while (low <= high)
            {
                var middle = (low + high) >>> 1;
                var order = id.SequenceCompareTo(Part(_ids, middle * IdSize, IdSize));
                if (order == 0) return middle;
                if (order < 0) high = middle - 1;
                else low = middle + 1;
            }
            return -1;
        }

        public ObjectId IdOf(int row) => new(Part(_ids, row * IdSize, IdSize).ToArray());

        public (ObjectId Tree, uint First, uint Second, long Time) Row(int row)
        {
            var data = Part(_data, row * DataSize, DataSize);
            var time = BinaryPrimitives.ReadUInt64BigEndian(data[(IdSize + 8)..]) & ((1UL << 34) - 1); // the upper 30 bits are its generation
            return (new(data[..IdSize].ToArray()), BinaryPrimitives.ReadUInt32BigEndian(data[IdSize..]), BinaryPrimitives.ReadUInt32BigEndian(data[(IdSize + 4)..]), (long)time);
        }

        public uint? Edge(int at) => at >= 0 && at < Size(_edges) / 4 ? (uint)Number(_edges, at * 4) : null;

        public bool MayChange(int row, ReadOnlySpan<byte> path)
        {
            if (_hashVersion == 0) return true;
            int from = row == 0 ? 0 : Number(_filterEnds, (row - 1) * 4), to = Number(_filterEnds, row * 4);
            // a commit without a filter was not looked at, or changed too much for one
            if (from < 0 || to <= from || to > Size(_filters) - 12) return true;
            return BloomFilter.MayHave(Part(_filters, 12 + from, to - from), path, _hashes, _hashVersion);
        }

        private int Number(Range chunk, int at = 0) => BinaryPrimitives.ReadInt32BigEndian(Part(chunk, at, 4));

        private ReadOnlySpan<byte> Part(Range chunk, int at, int length) => _bytes.AsSpan(chunk)[at..(at + length)];

        private static int Size(Range chunk) => chunk.End.Value - chunk.Start.Value;
    }
}
