using System.Buffers.Binary;
using System.IO.Compression;
using LibGit2Sharp;
using MemU.Fs.Model;

namespace MemU.Fs.History;

/// <summary>Reads a pack with its index (version 2): every object with its exact bytes, which the library gives for blobs only.</summary>
internal sealed class PackReader : IDisposable
{
    private const int MostKept = 32 << 20, Fanout = 8, FirstId = Fanout + 1024;
    private static readonly string[] Kinds = ["", "commit", "tree", "blob", "tag"];

    private readonly byte[] _index;
    private readonly FileStream _pack;
    private readonly Dictionary<long, (string Kind, byte[] Content)> _kept = [];
    private int _keptBytes;

    public PackReader(string indexPath)
    {
        Path = System.IO.Path.ChangeExtension(indexPath, ".pack");
        _index = File.ReadAllBytes(indexPath);
        if (_index.Length < FirstId + 40 || BinaryPrimitives.ReadUInt64BigEndian(_index) != 0xff744f63_00000002UL) throw Damaged("its index is of an unknown kind; `git repack -a -d` makes a new one");
        Count = BinaryPrimitives.ReadInt32BigEndian(_index.AsSpan(FirstId - 4));
        _pack = new(Path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 1 << 16);
    }

    /// <summary>A pack within another file, such as a bundle, and without an index.</summary>
    public PackReader(string path, long start)
    {
        (Path, _index) = (path, []);
        _pack = new(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16) { Position = start };
    }

    /// <summary>The file <c>pack-….pack</c>.</summary>
    public string Path { get; }

    /// <summary>How many objects it holds.</summary>
    public int Count { get; }

    public ObjectId IdAt(int number) => new(_index.AsSpan(FirstId + number * 20, 20).ToArray());

    /// <summary>The object of a number.</summary>
    /// <param name="number">From 0, in the order of the ids.</param>
    /// <param name="other">Reads an object that a delta builds on and that another place holds.</param>
    public (string Kind, byte[] Content) Read(int number, Func<ObjectId, (string Kind, byte[] Content)?> other) => ReadAt(OffsetOf(number), other, 0);

    /// <summary>The object that begins at a place of the file.</summary>
    public (string Kind, byte[] Content) ReadAt(long offset, Func<ObjectId, (string Kind, byte[] Content)?> other) => ReadAt(offset, other, 0);

    /// <summary>True when everything that the object at a place builds on can be read.</summary>
    public bool CanRead(long offset, Func<ObjectId, bool> has)
    {
        for (var depth = 0; depth <= 10_000; depth++)
        {
            if (_kept.ContainsKey(offset)) return true;
            _pack.Position = offset;
            int first = Next(), type = (first >> 4) & 7;
            for (var b = first; (b & 128) != 0;) b = Next();
            if (type == 7)
            {
                var id = new byte[20];
                _pack.ReadExactly(id);
                return has(new(id));
            }
            if (type != 6) return true;
            offset -= Distance();
            if (offset < 0) throw Damaged("a delta builds on nothing");
        }
        throw Damaged("a chain of deltas does not end");
    }

    public void Dispose() => _pack.Dispose();

    private long Distance()
    {
        var b = Next();
        long distance = b & 127;
        for (; (b & 128) != 0; distance = ((distance + 1) << 7) | (long)(b & 127)) b = Next();
        return distance;
    }

    private long OffsetOf(int number)
    {
        var offsets = FirstId + Count * 24;
        var small = BinaryPrimitives.ReadUInt32BigEndian(_index.AsSpan(offsets + number * 4));
        return (small & 0x80000000) == 0 ? small : BinaryPrimitives.ReadInt64BigEndian(_index.AsSpan(offsets + Count * 4 + (int)(small & 0x7fffffff) * 8));
    }

    private (string Kind, byte[] Content) ReadAt(long offset, Func<ObjectId, (string Kind, byte[] Content)?> other, int depth)
    {
        if (_kept.TryGetValue(offset, out var known)) return known;
        if (depth > 10_000) throw Damaged("a chain of deltas does not end");
        _pack.Position = offset;
        int first = Next(), type = (first >> 4) & 7, shift = 4;
        long size = first & 15;
        for (var b = first; (b & 128) != 0; shift += 7) size |= (long)((b = Next()) & 127) << shift;
        if (size > Array.MaxLength) throw Damaged("an object is too large");
        (string Kind, byte[] Content) result;
        if (type is 6 or 7)
        {
            long from = 0;
            ObjectId? named = null;
            if (type == 6) from = Distance();
            else
            {
                var id = new byte[20];
                _pack.ReadExactly(id);
                named = new(id);
            }
            var delta = Inflate((int)size);
            var start = named is null ? ReadAt(offset - from, other, depth + 1) : other(named) ?? throw Damaged($"it builds on {named.Sha}, which is missing");
            result = (start.Kind, Apply(start.Content, delta));
        }
        else
        {
            result = type is >= 1 and <= 4 ? (Kinds[type], Inflate((int)size)) : throw Damaged("an object is of an unknown kind");
        }
        if (result.Content.Length > MostKept / 8) return result;
        if ((_keptBytes += result.Content.Length) > MostKept)
        {
            _kept.Clear();
            _keptBytes = result.Content.Length;
        }
        return _kept[offset] = result;
    }

    private byte[] Inflate(int size)
    {
        var content = new byte[size];
        using var zlib = new ZLibStream(_pack, CompressionMode.Decompress, leaveOpen: true);
        zlib.ReadExactly(content);
        return content;
    }

    private byte[] Apply(byte[] start, ReadOnlySpan<byte> delta)
    {
        if (Size(ref delta) != start.Length) throw Damaged("a delta does not fit");
        var result = new byte[Size(ref delta)];
        var at = 0;
        while (delta.Length > 0)
        {
            int op = delta[0], from = 0, length = 0;
            delta = delta[1..];
            if ((op & 128) == 0)
            {
                delta[..op].CopyTo(result.AsSpan(at));
                delta = delta[op..];
                at += op;
                continue;
            }
            for (var i = 0; i < 7; i++)
            {
                if ((op & (1 << i)) == 0) continue;
                if (i < 4) from |= delta[0] << (8 * i);
                else length |= delta[0] << (8 * (i - 4));
                delta = delta[1..];
            }
            if (length == 0) length = 0x10000;
            start.AsSpan(from, length).CopyTo(result.AsSpan(at));
            at += length;
        }
        return at == result.Length ? result : throw Damaged("a delta is cut off");
    }

    private static int Size(ref ReadOnlySpan<byte> delta)
    {
        var size = 0;
        for (var shift = 0; ; shift += 7)
        {
            var b = delta[0];
            delta = delta[1..];
            size |= (b & 127) << shift;
            if ((b & 128) == 0) return size;
        }
    }

    private int Next() => _pack.ReadByte() is var b and >= 0 ? b : throw Damaged("it is cut off");

    private MemUException Damaged(string what) => new(MemUErrorKind.System, $"{Path}: {what}. `git fsck` tells more.");
}
