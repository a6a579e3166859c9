using System.Text;
using LibGit2Sharp;
using MemU.Fs.Model;

namespace MemU.Fs.History;

/// <summary>An entry of a tree object; the name is raw (<see cref="GitName"/>).</summary>
internal readonly record struct TreeLine(string Name, int Mode, ObjectId Id)
{
    public const int Tree = 0x4000, File = 0x81a4, Executable = 0x81ed, Link = 0xa000, Submodule = 0xe000;

    public bool IsTree => Mode == Tree;

    /// <summary>A regular file, whatever its permissions.</summary>
    public bool IsFile => (Mode & 0xf000) == 0x8000;

    /// <summary>git sorts a folder as if its name ended with a slash.</summary>
    public string SortKey => IsTree ? Name + "/" : Name;
}

/// <summary>Reads tree objects without losing a byte of their names.</summary>
internal sealed class TreeReader(Repository repository, ObjectStore objects)
{
    private const int MostCachedLines = 200_000, MostAsked = 100_000;

    private readonly Dictionary<ObjectId, IReadOnlyList<TreeLine>> _known = [];
    private readonly HashSet<ObjectId> _asked = [];
    private int _knownLines;

    /// <summary>The entries of a tree in git's order; none for null.</summary>
    public IReadOnlyList<TreeLine> Read(ObjectId? id)
    {
        if (id is null) return [];
        if (_known.TryGetValue(id, out var known)) return known;
        var lines = Load(id);
        if ((_knownLines += lines.Count) > MostCachedLines)
        {
            _known.Clear();
            _knownLines = lines.Count;
        }
        return _known[id] = lines; // an id's content never changes; a walk of the log meets most trees twice
    }

    /// <summary>Notes a tree that was written, whose entries the next commit on top of it asks for.</summary>
    public void Know(ObjectId id, IReadOnlyList<TreeLine> lines)
    {
        if (_known.TryAdd(id, lines)) _knownLines += lines.Count;
    }

    private List<TreeLine> Load(ObjectId id)
    {
        if (objects.Read("tree", id) is { } bytes) return Parse(id, bytes);
        // Packed. The library decodes names as UTF-8; that nothing was lost shows when the bytes made from it have the same id.
        var tree = repository.Lookup<Tree>(id) ?? throw Missing(id);
        var lines = new List<TreeLine>(tree.Count);
        foreach (var entry in tree) lines.Add(new(GitName.ToRaw(entry.Name), (int)entry.Mode, IdOf(entry)));
        return ObjectStore.IdOf("tree", Serialize(lines)) == id
            ? lines
            : throw new MemUException(MemUErrorKind.System, $"The folder of tree {id.Sha} holds a name that is not UTF-8, in a packed object. Rename that file with git first.");
    }

    /// <summary>The entry of a tree by its raw name. A walk of the log asks ten thousand trees for one name each, so only a tree that is asked again is read as a whole.</summary>
    public TreeLine? Find(ObjectId tree, string name)
    {
        if (!_known.ContainsKey(tree) && _asked.Add(tree))
        {
            if (_asked.Count > MostAsked) _asked.Clear();
            if (objects.Read("tree", tree) is { } bytes) return FindIn(tree, bytes, GitName.ToBytes(name));
            if (GitName.IsUtf8(name))
                return (repository.Lookup<Tree>(tree) ?? throw Missing(tree))[GitName.FromRaw(name)] is { } entry ? new(name, (int)entry.Mode, IdOf(entry)) : null;
        }
        foreach (var line in Read(tree))
            if (line.Name == name) return line;
        return null;
    }

    private static TreeLine? FindIn(ObjectId tree, ReadOnlySpan<byte> bytes, ReadOnlySpan<byte> name)
    {
        while (bytes.Length > 0)
        {
            var (mode, found, length) = Line(tree, bytes);
            if (found.SequenceEqual(name)) return new(GitName.FromBytes(name), mode, new ObjectId(bytes.Slice(length - 20, 20).ToArray()));
            bytes = bytes[length..];
        }
        return null;
    }

    /// <summary>The entry at a raw path below a tree; the tree itself for the empty path.</summary>
    public TreeLine? FindPath(ObjectId? tree, string path)
    {
        if (tree is null) return null;
        var at = new TreeLine("", TreeLine.Tree, tree);
        if (path.Length == 0) return at;
        foreach (var segment in path.Split('/'))
        {
            if (!at.IsTree || Find(at.Id, segment) is not { } next) return null;
            at = next;
        }
        return at;
    }

    /// <summary>Every file below a tree with its raw path.</summary>
    public IEnumerable<TreeLine> Files(ObjectId? tree, string path)
    {
        foreach (var line in Read(tree))
        {
            var full = GitName.Join(path, line.Name);
            if (line.IsTree)
                foreach (var below in Files(line.Id, full)) yield return below;
            else yield return line with { Name = full };
        }
    }

    public static byte[] Serialize(IReadOnlyCollection<TreeLine> lines)
    {
        using var bytes = new MemoryStream(lines.Count * 60);
        foreach (var line in lines)
        {
            bytes.Write(Encoding.ASCII.GetBytes(Convert.ToString(line.Mode, 8)));
            bytes.WriteByte((byte)' ');
            bytes.Write(GitName.ToBytes(line.Name));
            bytes.WriteByte(0);
            bytes.Write(line.Id.RawId);
        }
        return bytes.ToArray();
    }

    public static List<TreeLine> Parse(ObjectId id, ReadOnlySpan<byte> bytes)
    {
        var lines = new List<TreeLine>(bytes.Length / 40);
        while (bytes.Length > 0)
        {
            var (mode, name, length) = Line(id, bytes);
            lines.Add(new(GitName.FromBytes(name), mode, new ObjectId(bytes.Slice(length - 20, 20).ToArray())));
            bytes = bytes[length..];
        }
        return lines;
    }

    /// <summary>The first entry: its mode, its name and how many bytes it takes, of which the last 20 are the id.</summary>
    private static Entry Line(ObjectId tree, ReadOnlySpan<byte> bytes)
    {
        int space = bytes.IndexOf((byte)' '), end = bytes.IndexOf((byte)0);
        if (space is < 1 or > 7 || end < space || bytes.Length < end + 21) throw Missing(tree);
        var mode = 0;
        foreach (var digit in bytes[..space]) mode = mode * 8 + (digit - '0');
        return new(mode, bytes[(space + 1)..end], end + 21);
    }

    private static ObjectId IdOf(TreeEntry entry) => entry.Target is GitLink link ? link.Id : entry.Target.Id;

    private static MemUException Missing(ObjectId id) =>
        new(MemUErrorKind.System, $"The repository lacks the tree {id.Sha}, or it is damaged; `git fsck` tells more.");

    private readonly ref struct Entry(int mode, ReadOnlySpan<byte> name, int length)
    {
        private readonly int _mode = mode, _length = length;
        private readonly ReadOnlySpan<byte> _name = name;

        public void Deconstruct(out int mode, out ReadOnlySpan<byte> name, out int length)
        {
            (mode, length) = (_mode, _length);
            name = _name;
        }
    }
}
