using System.Buffers.Binary;
using System.IO.Hashing;
using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace MemU.Fs.Index.Embedded;

/// <summary>
/// The sidecar of embeddings: <c>vectors.bin</c> (header, then a record per vector), <c>ids.bin</c> (16 bytes hash of the text, 4 flags,
/// 4 hash of the record) and <c>slots.bin</c>, a table from hash to number. Appended to, never rewritten; what lies beyond the header's count does not exist.
/// </summary>
internal sealed unsafe class VectorFile : IDisposable
{
    private const int IdBytes = 24;
    private const string Unfinished = ".tmp";
    private readonly SafeFileHandle _vectors;
    private readonly SafeFileHandle _ids;
    private readonly VectorSlots _slots;
    private byte[] _record;
    private readonly byte[] _id = new byte[IdBytes];
    private readonly Lock _finding = new();
    private VectorHeader _header;
    private MappedBytes? _idView;
    private long _written;

    private VectorFile(VectorHeader header, SafeFileHandle vectors, SafeFileHandle ids, VectorSlots slots, bool writable)
    {
        (_header, _vectors, _ids, _slots, IsWritable) = (header, vectors, ids, slots, writable);
        _written = header.Count;
        _record = new byte[header.Stride];
    }

    /// <summary>A random name given when the file was made; numbers mean something only together with it.</summary>
    public Guid Id => _header.Id;

    /// <summary>Whether it was opened for writing.</summary>
    public bool IsWritable { get; }

    /// <summary>Number of vectors that are published.</summary>
    public long Count => _header.Count;

    /// <summary>Bytes of a record.</summary>
    public int Stride => _header.Stride;

    /// <summary>Numbers in a vector; 0 while none is there and no model has said them.</summary>
    public int Dimensions => _header.Dimensions;

    /// <summary>How they are kept.</summary>
    public VectorPrecision Precision => _header.Space.Precision;

    /// <summary>The key of a text.</summary>
    public static UInt128 KeyOf(string text) => XxHash128.HashToUInt128(MemoryMarshal.AsBytes(text.AsSpan()));

    /// <summary>What the file of a folder says of itself; null when there is none or it is broken.</summary>
    public static VectorHeader? HeaderIn(string folder)
    {
        try
        {
            using var vectors = Handle(VectorsIn(folder), FileMode.Open, FileAccess.Read);
            var head = new byte[VectorHeader.Bytes];
            return ReadFully(vectors, head, 0) == head.Length ? VectorHeader.Read(head) : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null; // as if it were not there
        }
    }

    /// <summary>Opens the file; null when it is missing, broken, or of another space than the one given.</summary>
    public static VectorFile? TryOpen(string folder, EmbeddingSpace? space, bool writable)
    {
        SafeFileHandle? vectors = null, ids = null;
        VectorSlots? slots = null;
        try
        {
            if (writable) FinishCompaction(folder);
            var access = writable ? FileAccess.ReadWrite : FileAccess.Read;
            vectors = Handle(VectorsIn(folder), FileMode.Open, access);
            ids = Handle(IdsIn(folder), FileMode.Open, access);
            var head = new byte[VectorHeader.Bytes];
            if (ReadFully(vectors, head, 0) == head.Length && VectorHeader.Read(head) is { } header
                && (space is null || header.Fingerprint == space.Fingerprint)
                && header.Count is >= 0 and <= int.MaxValue
                && RandomAccess.GetLength(vectors) >= VectorHeader.Bytes + header.Count * header.Stride
                && RandomAccess.GetLength(ids) >= header.Count * IdBytes)
            {
                slots = VectorSlots.Open(folder, writable);
#pragma warning disable CA2000 // its parts are closed below unless it is returned
                var file = new VectorFile(header, vectors, ids, slots, writable);
#pragma warning restore CA2000
                if (file.SlotsServe(writable))
                {
                    (vectors, ids, slots) = (null, null, null);
                    return file;
                }
                file._idView?.Dispose();
            }
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null; // as if it were not there: the caller makes a new one or does without
        }
        finally
        {
            slots?.Dispose();
            ids?.Dispose();
            vectors?.Dispose();
        }
    }

    /// <summary>Makes a new, empty file in place of whatever is there.</summary>
    public static VectorFile Create(string folder, EmbeddingSpace space)
    {
        Directory.CreateDirectory(folder);
        foreach (var old in new[] { VectorsIn(folder), IdsIn(folder), VectorsIn(folder) + Unfinished, IdsIn(folder) + Unfinished }) File.Delete(old);
        VectorSlots.Delete(folder);
        var header = new VectorHeader(Guid.NewGuid(), space, 1, 0);
#pragma warning disable CA2000 // owned by the file that is returned
        var vectors = Handle(VectorsIn(folder), FileMode.Create, FileAccess.ReadWrite);
        RandomAccess.Write(vectors, header.Write(), VectorHeader.SlotBytes);
        RandomAccess.Write(vectors, new byte[VectorHeader.SlotBytes], 0);
        return new(header, vectors, Handle(IdsIn(folder), FileMode.Create, FileAccess.ReadWrite), VectorSlots.Open(folder, writable: true), writable: true);
#pragma warning restore CA2000
    }

    /// <summary>The number of a text's vector, or -1. Several threads may ask.</summary>
    public int Find(UInt128 key)
    {
        lock (_finding) return _slots.Find(key, this);
    }

    /// <summary>True when the vector of this number belongs to the key.</summary>
    public bool Is(uint number, UInt128 key)
    {
        if (number >= _written) return false;
        if ((_idView?.Length ?? 0) * 2 <= _written * IdBytes)
        {
            _idView?.Dispose();
            _idView = MappedBytes.Open(_ids, _written * IdBytes);
        }
        if (_idView is null || _idView.Length < (number + 1L) * IdBytes) return KeyAt(number) == key;
        return MemoryMarshal.Read<UInt128>(new ReadOnlySpan<byte>(_idView.Start + number * (long)IdBytes, 16)) == key;
    }

    /// <summary>Appends a vector, brought to unit length; it exists for readers after <see cref="Publish"/>. The first one says how many dimensions all have, where no model has.</summary>
    public void Append(UInt128 key, ReadOnlySpan<float> vector)
    {
        if (_header.Dimensions == 0)
        {
            _header = _header with { Space = _header.Space with { Dimensions = vector.Length } };
            _record = new byte[Stride];
        }
        VectorRecord.Write(vector, Precision, _record);
        RandomAccess.Write(_vectors, _record, VectorHeader.Bytes + _written * Stride);
        MemoryMarshal.Write(_id, key);
        BinaryPrimitives.WriteUInt32LittleEndian(_id.AsSpan(16), 0);
        BinaryPrimitives.WriteUInt32LittleEndian(_id.AsSpan(20), XxHash32.HashToUInt32(_record));
        RandomAccess.Write(_ids, _id, _written * IdBytes);
        _written++;
        _slots.Add(key, (uint)(_written - 1), KeyAt, _written);
    }

    /// <summary>Writes the header with the new count into the slot that does not count.</summary>
    public void Publish()
    {
        if (_written == _header.Count) return;
        var next = _header with { Epoch = _header.Epoch + 1, Count = _written };
        RandomAccess.Write(_vectors, next.Write(), next.Epoch % 2 * VectorHeader.SlotBytes);
        _header = next;
    }

    /// <summary>True when nobody else has written since: neither header is a newer one.</summary>
    public bool IsCurrent()
    {
        var head = new byte[VectorHeader.Bytes];
        return ReadFully(_vectors, head, 0) == head.Length && VectorHeader.Read(head) is { } now && now.Epoch == _header.Epoch && now.Id == _header.Id && _written == _header.Count;
    }

    /// <summary>Maps the published vectors from a number on for searching.</summary>
    public MappedBytes? View(long from = 0) => MappedBytes.Open(_vectors, (Count - from) * Stride, VectorHeader.Bytes + from * Stride);

    /// <summary>Reads all published records against their hashes.</summary>
    public bool IsWhole()
    {
        var record = new byte[Stride];
        var id = new byte[IdBytes];
        using var view = View();
        for (long n = 0; n < Count; n++)
        {
            new ReadOnlySpan<byte>(view!.Start + n * Stride, Stride).CopyTo(record);
            if (ReadFully(_ids, id, n * IdBytes) != IdBytes || BinaryPrimitives.ReadUInt32LittleEndian(id.AsSpan(20)) != XxHash32.HashToUInt32(record)) return false;
        }
        return true;
    }

    /// <summary>
    /// Leaves only the vectors of these numbers, in a file with a new <see cref="Id"/>, and closes this one. The old files stay until the new ones are
    /// whole; a death between the two renames is made good by <see cref="FinishCompaction"/>.
    /// </summary>
    public void Compact(string folder, IEnumerable<uint> live)
    {
        var (vectors, ids) = (VectorsIn(folder) + Unfinished, IdsIn(folder) + Unfinished);
        long count = 0;
        using (var toIds = new FileStream(ids, FileMode.Create, FileAccess.Write))
        using (var toVectors = new FileStream(vectors, FileMode.Create, FileAccess.Write))
        {
            toVectors.Position = VectorHeader.Bytes;
            foreach (var number in live)
            {
                if (number >= Count || ReadFully(_vectors, _record, VectorHeader.Bytes + number * (long)Stride) != Stride || ReadFully(_ids, _id, number * (long)IdBytes) != IdBytes) continue;
                toVectors.Write(_record);
                toIds.Write(_id);
                count++;
            }
            toVectors.Position = VectorHeader.SlotBytes;
            toVectors.Write((_header with { Id = Guid.NewGuid(), Epoch = 1, Count = count }).Write());
            toVectors.Flush(flushToDisk: true);
            toIds.Flush(flushToDisk: true);
        }
        Dispose();
        VectorSlots.Delete(folder); // derived; made again by whoever opens the file for writing
        File.Move(ids, IdsIn(folder), overwrite: true);
        File.Move(vectors, VectorsIn(folder), overwrite: true);
    }

    /// <summary>The ids are begun first and moved first: new vectors without new ids beside them are whole and only lack their name.</summary>
    private static void FinishCompaction(string folder)
    {
        if (!File.Exists(VectorsIn(folder) + Unfinished) || File.Exists(IdsIn(folder) + Unfinished)) return;
        VectorSlots.Delete(folder);
        File.Move(VectorsIn(folder) + Unfinished, VectorsIn(folder), overwrite: true);
    }

    /// <summary>Makes the file one that does not open, so that a new one takes its place.</summary>
    public void Spoil() => RandomAccess.Write(_vectors, new byte[VectorHeader.Bytes], 0);

    /// <inheritdoc/>
    public void Dispose()
    {
        _idView?.Dispose();
        _slots.Dispose();
        _ids.Dispose();
        _vectors.Dispose();
    }

    private UInt128 KeyAt(uint number)
    {
        Span<byte> id = stackalloc byte[16];
        return RandomAccess.Read(_ids, id, number * (long)IdBytes) == 16 ? MemoryMarshal.Read<UInt128>(id) : default;
    }

    // the table is derived: a writer makes it again when it is missing or too small to be true
    private bool SlotsServe(bool writable)
    {
        if (_slots.Serves(Count)) return true;
        if (!writable) return Count == 0;
        _slots.Rebuild(KeyAt, Count);
        return true;
    }

    private static int ReadFully(SafeFileHandle file, Span<byte> into, long at)
    {
        var total = 0;
        while (total < into.Length && RandomAccess.Read(file, into[total..], at + total) is var n and > 0) total += n;
        return total;
    }

    private static SafeFileHandle Handle(string path, FileMode mode, FileAccess access) =>
        File.OpenHandle(path, mode, access, FileShare.ReadWrite | FileShare.Delete);

    private static string VectorsIn(string folder) => Path.Combine(folder, "vectors.bin");

    private static string IdsIn(string folder) => Path.Combine(folder, "ids.bin");
}
