using System.Buffers.Binary;
using System.IO.Hashing;
using System.Security.Cryptography;
using MemU.Fs.Model;

namespace MemU.Fs.Files;

/// <summary>
/// Records that are on the disk before what they tell of is begun, so that it need not reach the disk at once itself. The file is made once, keeps its size
/// and is written over, for then the disk has nothing but the bytes to note. Records of one run follow each other from the file's beginning; what is torn,
/// or of an earlier run, counts as none. For whoever holds the lock of the tree.
/// </summary>
/// <param name="file">Where it lies.</param>
public sealed class RedoJournal(string file)
{
    /// <summary>The most that one run can hold, in bytes.</summary>
    public const int Capacity = 1 << 20;

    private const int HeadBytes = 32; // mark, length, run, number, hash
    private const uint Mark = 0x4c4a554d; // MUJL

    private ulong _run;
    private int _at, _last, _number;

    /// <summary>True when there is room for one more record of so many bytes in the run.</summary>
    public bool HasRoom(int bytes) => _at + HeadBytes + bytes <= Capacity;

    /// <summary>True when the file may hold a record. Reads little, and takes no lock.</summary>
    public bool IsPending
    {
        get
        {
            try
            {
                if (!File.Exists(file)) return false;
                using var handle = File.OpenHandle(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
                Span<byte> mark = stackalloc byte[4];
                return RandomAccess.Read(handle, mark, 0) == 4 && BinaryPrimitives.ReadUInt32LittleEndian(mark) == Mark;
            }
            catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
            {
                return false; // it has just gone, with a purge
            }
        }
    }

    /// <summary>Begins a run: what the file holds counts no longer once the next record is there.</summary>
    public void Begin()
    {
        _run = BinaryPrimitives.ReadUInt64LittleEndian(RandomNumberGenerator.GetBytes(8));
        (_at, _last, _number) = (0, 0, 0);
    }

    /// <summary>Adds a record; it would survive a power cut when this returns.</summary>
    /// <exception cref="MemUException">It can't be written; then there is no such record.</exception>
    public void Append(ReadOnlySpan<byte> record)
    {
        if (!HasRoom(record.Length)) throw new ArgumentOutOfRangeException(nameof(record), "there is no room for it in this run");
        var bytes = new byte[HeadBytes + record.Length];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, Mark);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(4), record.Length);
        BinaryPrimitives.WriteUInt64LittleEndian(bytes.AsSpan(8), _run);
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(16), _number);
        record.CopyTo(bytes.AsSpan(HeadBytes));
        BinaryPrimitives.WriteUInt64LittleEndian(bytes.AsSpan(24), HashOf(bytes));
        Write(bytes, _at);
        (_last, _at, _number) = (_at, _at + bytes.Length, _number + 1);
    }

    /// <summary>Takes the last record back: what it tells of was not begun.</summary>
    public void Withdraw()
    {
        Write(new byte[HeadBytes], _last);
        (_at, _number) = (_last, _number - 1);
    }

    /// <summary>Lets all records go: what they tell of is on the disk.</summary>
    public void Clear()
    {
        if (File.Exists(file)) Write(new byte[HeadBytes], 0);
        Begin();
    }

    /// <summary>The records of the run, in order; none when the first is torn, for then nothing was begun.</summary>
    public IReadOnlyList<byte[]> Read()
    {
        var records = new List<byte[]>();
        if (!File.Exists(file)) return records;
        ReadOnlySpan<byte> rest = File.ReadAllBytes(file);
        ulong run = 0;
        while (rest.Length >= HeadBytes && BinaryPrimitives.ReadUInt32LittleEndian(rest) == Mark)
        {
            var length = BinaryPrimitives.ReadInt32LittleEndian(rest[4..]);
            if (length < 0 || length > rest.Length - HeadBytes) break;
            var record = rest[..(HeadBytes + length)];
            if (records.Count == 0) run = BinaryPrimitives.ReadUInt64LittleEndian(record[8..]);
            if (BinaryPrimitives.ReadUInt64LittleEndian(record[8..]) != run || BinaryPrimitives.ReadInt64LittleEndian(record[16..]) != records.Count
                || BinaryPrimitives.ReadUInt64LittleEndian(record[24..]) != HashOf(record)) break;
            records.Add(record[HeadBytes..].ToArray());
            rest = rest[record.Length..];
        }
        return records;
    }

    private static ulong HashOf(ReadOnlySpan<byte> record)
    {
        var hash = new XxHash64();
        hash.Append(record[..24]);
        hash.Append(record[HeadBytes..]);
        return hash.GetCurrentHashAsUInt64();
    }

    private void Write(ReadOnlySpan<byte> bytes, long at)
    {
        try
        {
            var isNew = !File.Exists(file);
            if (isNew) Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            // opened for each record, since a purge takes the file away
            using var handle = File.OpenHandle(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);
            if (RandomAccess.GetLength(handle) is var length && length < Capacity) RandomAccess.Write(handle, new byte[Capacity - length], length);
            RandomAccess.Write(handle, bytes, at);
            Durable.SyncData(handle);
            if (isNew) Durable.SyncFolder(Path.GetDirectoryName(file)!);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw SystemError.From(e, "the operation can't be recorded in .memu/state; nothing was written");
        }
    }
}
