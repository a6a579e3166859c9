using System.Buffers.Binary;
using Microsoft.Win32.SafeHandles;

namespace MemU.Fs.Index.Embedded;

/// <summary>
/// A hash table on disk from a text's key to its vector's number, so that adding one vector costs the same in a large index.
/// An entry is only a hint, checked against the ids: a torn or stale table can miss a vector, never give a wrong one.
/// </summary>
internal sealed unsafe class VectorSlots : IDisposable
{
    private const int Least = 1024;
    private readonly string _path;
    private SafeFileHandle? _file;
    private MappedBytes? _view;
    private uint[]? _bulk; // the table while it is made again
    private long _capacity;

    private VectorSlots(string path, SafeFileHandle? file)
    {
        (_path, _file) = (path, file);
        _capacity = file is null ? 0 : RandomAccess.GetLength(file) / sizeof(uint);
        if (!long.IsPow2(_capacity)) _capacity = 0;
        Map();
    }

    /// <summary>Opens the table if there is one.</summary>
    public static VectorSlots Open(string folder, bool writable)
    {
        var path = PathIn(folder);
#pragma warning disable CA2000 // owned by the table that is returned
        return new(path, File.Exists(path) ? File.OpenHandle(path, FileMode.Open, writable ? FileAccess.ReadWrite : FileAccess.Read, FileShare.ReadWrite | FileShare.Delete) : null);
#pragma warning restore CA2000
    }

    /// <summary>Deletes the table.</summary>
    public static void Delete(string folder) => File.Delete(PathIn(folder));

    /// <summary>True when the table is large enough for so many vectors.</summary>
    public bool Serves(long count) => count == 0 || _capacity >= count * 2;

    /// <summary>The number under the key, or -1.</summary>
    public int Find(UInt128 key, VectorFile ids)
    {
        for (long i = 0, at = Start(key); i < _capacity; i++, at = (at + 1) & (_capacity - 1))
        {
            var entry = Read(at);
            if (entry == 0) return -1;
            if (ids.Is(entry - 1, key)) return (int)(entry - 1);
        }
        return -1;
    }

    /// <summary>Adds a number; the table grows when it is half full.</summary>
    public void Add(UInt128 key, uint number, Func<uint, UInt128> keyAt, long count)
    {
        if (_capacity < count * 2)
        {
            Rebuild(keyAt, count);
            return;
        }
        Put(key, number + 1);
    }

    /// <summary>Makes the table from the ids.</summary>
    public void Rebuild(Func<uint, UInt128> keyAt, long count)
    {
        _capacity = Math.Max(Least, (long)System.Numerics.BitOperations.RoundUpToPowerOf2((ulong)count * 4));
        _bulk = new uint[_capacity];
        for (uint n = 0; n < count; n++) Put(keyAt(n), n + 1);
        Flush();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _view?.Dispose();
        _file?.Dispose();
    }

    private void Put(UInt128 key, uint entry)
    {
        for (long i = 0, at = Start(key); i < _capacity; i++, at = (at + 1) & (_capacity - 1))
        {
            if (Read(at) != 0) continue;
            Write(at, entry);
            return;
        }
    }

    private void Flush()
    {
        var bytes = new byte[_capacity * sizeof(uint)];
        for (var i = 0; i < _bulk!.Length; i++) BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(i * sizeof(uint)), _bulk[i]);
        _bulk = null;
        var fresh = _path + ".tmp";
        File.WriteAllBytes(fresh, bytes);
        Dispose();
        File.Move(fresh, _path, overwrite: true);
        _file = File.OpenHandle(_path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);
        Map();
    }

    // looking up is most of what is done with it, and sees through the view what is written; Windows replaces no file that is mapped
    private void Map() => _view = _file is null || _capacity == 0 || OperatingSystem.IsWindows() ? null : MappedBytes.Open(_file, _capacity * sizeof(uint));

    private uint Read(long at)
    {
        if (_bulk is not null) return _bulk[at];
        if (_view is not null) return BinaryPrimitives.ReadUInt32LittleEndian(new ReadOnlySpan<byte>(_view.Start + at * sizeof(uint), sizeof(uint)));
        Span<byte> entry = stackalloc byte[sizeof(uint)];
        return _file is not null && RandomAccess.Read(_file, entry, at * sizeof(uint)) == sizeof(uint) ? BinaryPrimitives.ReadUInt32LittleEndian(entry) : 0;
    }

    private void Write(long at, uint entry)
    {
        if (_bulk is not null)
        {
            _bulk[at] = entry;
            return;
        }
        Span<byte> bytes = stackalloc byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, entry);
        RandomAccess.Write(_file!, bytes, at * sizeof(uint));
    }

    private long Start(UInt128 key) => (long)((ulong)key & (ulong)(_capacity - 1));

    private static string PathIn(string folder) => Path.Combine(folder, "slots.bin");
}
