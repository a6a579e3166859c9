using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace MemU.Fs.History;

/// <summary>Builds git's index in memory, in a borrowed array.</summary>
internal sealed class IndexWriter : IDisposable
{
    private readonly int _version;
    private byte[] _bytes;
    private int _length = 12;
    private int _count;
    private byte[] _last = [];
    private int _lastLength;
    private bool _copying; // the entry before this one was copied from the old index as well

    public IndexWriter(int version, int capacity)
    {
        _version = version;
        _bytes = ArrayPool<byte>.Shared.Rent(capacity + 4096);
        _copying = true;
    }

    /// <summary>Takes over the reader's entry; in version 4 a name is stored as its difference to the one before it.</summary>
    public void Copy(IndexReader entry, bool smudge)
    {
        var start = _length;
        if (_version != 4 || _copying) Put(entry.Whole);
        else
        {
            Put(entry.Fixed);
            PutShared(entry.Name);
        }
        if (smudge) _bytes.AsSpan(start + 36, 4).Clear(); // a size of 0 makes git compare the content
        Finish(entry.Name);
        _copying = true;
    }

    /// <summary>Tells that the reader's entry is left out.</summary>
    public void Skip() => _copying = false;

    public void Add(ReadOnlySpan<byte> name, ReadOnlySpan<byte> id, int mode, FileStat stat)
    {
        Span<byte> fixedPart = stackalloc byte[62];
        ReadOnlySpan<uint> numbers =
        [
            stat.ChangedSeconds, stat.ChangedNanos, stat.ModifiedSeconds, stat.ModifiedNanos, stat.Device, stat.Inode, unchecked((uint)mode), stat.User, stat.Group, stat.Size,
        ];
        for (var i = 0; i < numbers.Length; i++) BinaryPrimitives.WriteUInt32BigEndian(fixedPart[(i * 4)..], numbers[i]);
        id.CopyTo(fixedPart[40..]);
        BinaryPrimitives.WriteUInt16BigEndian(fixedPart[60..], (ushort)Math.Min(name.Length, 0xfff));
        Put(fixedPart);
        if (_version == 4) PutShared(name);
        else
        {
            Put(name);
            Reserve(8);
            var padding = 8 - ((62 + name.Length) & 7);
            _bytes.AsSpan(_length, padding).Clear();
            _length += padding;
        }
        Finish(name);
        _copying = false;
    }

    public void Extension(string signature, ReadOnlySpan<byte> content)
    {
        Span<byte> head = stackalloc byte[8];
        Encoding.ASCII.GetBytes(signature, head);
        BinaryPrimitives.WriteInt32BigEndian(head[4..], content.Length);
        Put(head);
        Put(content);
    }

    /// <summary>The finished file, valid until this is disposed.</summary>
    public ReadOnlySpan<byte> ToBytes()
    {
        "DIRC"u8.CopyTo(_bytes);
        BinaryPrimitives.WriteInt32BigEndian(_bytes.AsSpan(4), _version);
        BinaryPrimitives.WriteInt32BigEndian(_bytes.AsSpan(8), _count);
        Reserve(20);
        SHA1.HashData(_bytes.AsSpan(0, _length), _bytes.AsSpan(_length, 20));
        return _bytes.AsSpan(0, _length + 20);
    }

    private void PutShared(ReadOnlySpan<byte> name)
    {
        var shared = name.CommonPrefixLength(_last.AsSpan(0, _lastLength));
        Span<byte> digits = stackalloc byte[8];
        var (at, value) = (digits.Length - 1, _lastLength - shared);
        digits[at] = (byte)(value & 127);
        while ((value >>= 7) != 0) digits[--at] = (byte)(128 | (--value & 127));
        Put(digits[at..]);
        Put(name[shared..]);
        Put([0]);
    }

    private void Finish(ReadOnlySpan<byte> name)
    {
        _count++;
        if (_version != 4) return;
        if (name.Length > _last.Length) _last = new byte[name.Length * 2];
        name.CopyTo(_last);
        _lastLength = name.Length;
    }

    private void Put(ReadOnlySpan<byte> bytes)
    {
        Reserve(bytes.Length);
        bytes.CopyTo(_bytes.AsSpan(_length));
        _length += bytes.Length;
    }

    private void Reserve(int more)
    {
        if (_length + more + 20 <= _bytes.Length) return;
        var longer = ArrayPool<byte>.Shared.Rent(Math.Max(_length + more + 20, _bytes.Length * 3 / 2));
        _bytes.AsSpan(0, _length).CopyTo(longer);
        ArrayPool<byte>.Shared.Return(_bytes);
        _bytes = longer;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_bytes.Length > 0) ArrayPool<byte>.Shared.Return(_bytes);
        _bytes = [];
    }
}
