using System.Globalization;
using System.IO.Compression;
using System.Text;
using LibGit2Sharp;

namespace MemU.Fs.History;

/// <summary>Every object of a repository, loose or packed, reachable or not, and the way to be rid of some for good.</summary>
internal sealed class ObjectFiles : IDisposable
{
    private readonly string _folder;
    private readonly Dictionary<ObjectId, string> _loose = [];
    private readonly Dictionary<ObjectId, (PackReader Pack, int Number)> _packed = [];
    private readonly List<PackReader> _packs = [];

    public ObjectFiles(string folder)
    {
        _folder = folder;
        foreach (var sub in Directory.EnumerateDirectories(folder))
            if (Path.GetFileName(sub) is { Length: 2 } head)
                foreach (var file in Directory.EnumerateFiles(sub))
                    if (ObjectId.TryParse(head + Path.GetFileName(file), out var id) && Path.GetFileName(file).Length == 38) _loose[id] = file;
        if (!Directory.Exists(PackFolder)) return;
        foreach (var index in Directory.EnumerateFiles(PackFolder, "pack-*.idx").Where(f => File.Exists(Path.ChangeExtension(f, ".pack"))))
        {
            var pack = new PackReader(index);
            _packs.Add(pack);
            for (var n = 0; n < pack.Count; n++) _packed.TryAdd(pack.IdAt(n), (pack, n));
        }
    }

    /// <summary>The ids of all objects.</summary>
    public IEnumerable<ObjectId> Ids => _loose.Keys.Concat(_packed.Keys.Where(id => !_loose.ContainsKey(id)));

    /// <summary>How many packs there are.</summary>
    public int Packs => _packs.Count;

    private string PackFolder => Path.Combine(_folder, "pack");

    /// <summary>An object's kind and bytes; null when the repository does not have it.</summary>
    public (string Kind, byte[] Content)? Read(ObjectId id)
    {
        if (_loose.TryGetValue(id, out var path)) return Loose(path);
        return _packed.TryGetValue(id, out var place) ? place.Pack.Read(place.Number, Read) : null;
    }

    /// <summary>
    /// Deletes objects wherever they are: a pack that holds one is written anew without it before it goes. Caches over all packs go too.
    /// </summary>
    public void Delete(IReadOnlySet<ObjectId> doomed)
    {
        foreach (var pack in _packs.Where(p => Enumerable.Range(0, p.Count).Any(n => doomed.Contains(p.IdAt(n)))).ToList())
        {
            using (var store = new ObjectStore(_folder) { Durable = true })
            {
                store.Collect();
                for (var n = 0; n < pack.Count; n++)
                    if (pack.IdAt(n) is var id && !doomed.Contains(id) && pack.Read(n, Read) is var (kind, content)) store.Write(kind, content);
                store.Finish();
            }
            pack.Dispose();
            _packs.Remove(pack);
            foreach (var file in Directory.EnumerateFiles(PackFolder, Path.GetFileNameWithoutExtension(pack.Path) + ".*").OrderBy(f => f.EndsWith(".idx", StringComparison.Ordinal) ? 0 : 1)) Remove(file);
        }
        foreach (var id in doomed)
            if (_loose.TryGetValue(id, out var file)) Remove(file);
        // all of them are made from the objects, name them, and are made again by git
        foreach (var cache in (string[])["pack/multi-pack-index", "info/commit-graph", "info/commit-graphs", "info/packs"])
            if (Path.Combine(_folder, cache) is var path && Directory.Exists(path)) Directory.Delete(path, recursive: true);
            else Remove(path);
        if (Directory.Exists(PackFolder))
            foreach (var file in Directory.EnumerateFiles(PackFolder, "multi-pack-index-*")) Remove(file);
    }

    /// <summary>Puts every loose object into packs, each of which is whole on the disk before a file that it replaces goes; returns how many.</summary>
    public int PackLoose()
    {
        var packed = new List<(ObjectId Id, string Path)>();
        var pack = new PackWriter();
        var total = 0;
        try
        {
            foreach (var (id, path) in _loose.OrderBy(l => l.Key.Sha, StringComparer.Ordinal).ToList())
            {
                var (kind, content) = Loose(path);
                if (ObjectStore.IdOf(kind, content) != id) continue; // damaged: it stays for git fsck to tell
                pack.Add(kind, id, content);
                packed.Add((id, path));
                if (pack.Length >= PackWriter.MostBytes) Close();
            }
            Close();
        }
        finally
        {
            pack.Dispose();
        }
        return total;

        void Close()
        {
            if (!pack.Finish(PackFolder, durable: true)) return;
            foreach (var (id, path) in packed)
            {
                Remove(path);
                _loose.Remove(id);
            }
            total += packed.Count;
            packed.Clear();
            pack.Dispose();
            pack = new();
        }
    }

    /// <summary>Half-written objects that a program that died left behind.</summary>
    public void DeleteTemporaries()
    {
        foreach (var file in Directory.EnumerateFiles(_folder, "tmp_*", SearchOption.AllDirectories)) Remove(file);
    }

    public void Dispose()
    {
        foreach (var pack in _packs) pack.Dispose();
    }

    private static (string, byte[]) Loose(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete);
        using var zlib = new ZLibStream(file, CompressionMode.Decompress);
        var head = new StringBuilder();
        for (int b; (b = zlib.ReadByte()) > 0 && head.Length < 32;) head.Append((char)b);
        var parts = head.ToString().Split(' ');
        var content = new byte[int.Parse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture)];
        zlib.ReadExactly(content);
        return (parts[0], content);
    }

    private static void Remove(string file)
    {
        if (!File.Exists(file)) return;
        if (OperatingSystem.IsWindows()) File.SetAttributes(file, FileAttributes.Normal);
        File.Delete(file);
    }
}
