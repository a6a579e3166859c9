using System.Buffers.Binary;

namespace MemU.Fs.History;

/// <summary>Walks the entries of git's index (versions 2 to 4) in place.</summary>
internal sealed class IndexReader
{
    private const int HashLength = 20;
    private readonly byte[] _data;
    private readonly int _end;
    private byte[] _name = new byte[256];
    private int _nameLength;
    private int _read;

    public IndexReader(byte[] data) : this(data, data.Length)
    {
    }

    public IndexReader(byte[] data, int length)
    {
        _data = data;
        _end = length - HashLength;
        if (_end < 12 || !data.AsSpan(0, 4).SequenceEqual("DIRC"u8)) throw Damaged("it does not begin like an index");
        (Version, Count) = (U32(4), U32(8));
        if (Version is < 2 or > 4) throw Damaged("its version is unknown");
        Next = 12;
    }

    public int Version { get; }

    public int Count { get; }

    /// <summary>Where the current entry begins.</summary>
    public int Start { get; private set; }

    /// <summary>Where the next entry begins; after the last one, where the extensions begin.</summary>
    public int Next { get; private set; }

    /// <summary>Where the extensions end.</summary>
    public int End => _end;

    public ReadOnlySpan<byte> Name => _name.AsSpan(0, _nameLength);

    /// <summary>The numbers, the id and the flags.</summary>
    public ReadOnlySpan<byte> Fixed => _data.AsSpan(Start, FixedLength);

    public int FixedLength { get; private set; }

    public ReadOnlySpan<byte> Whole => _data.AsSpan(Start, Next - Start);

    public int Stage => (BinaryPrimitives.ReadUInt16BigEndian(Fixed[60..]) >> 12) & 3;

    public bool IsIntentToAdd => (Extended & 0x2000) != 0;

    public bool IsSkipWorktree => (Extended & 0x4000) != 0;

    public int Mode => U32(Start + 24);

    public uint ModifiedSeconds => BinaryPrimitives.ReadUInt32BigEndian(Fixed[8..]);

    public ReadOnlySpan<byte> Id => _data.AsSpan(Start + 40, HashLength);

    private int Extended => FixedLength == 64 ? BinaryPrimitives.ReadUInt16BigEndian(Fixed[62..]) : 0;

    public bool MoveNext()
    {
        if (_read == Count) return false;
        Start = Next;
        if (Start + 64 > _end) throw Damaged("it is cut off");
        var flags = BinaryPrimitives.ReadUInt16BigEndian(_data.AsSpan(Start + 60));
        FixedLength = Version > 2 && (flags & 0x4000) != 0 ? 64 : 62;
        var at = Start + FixedLength;
        if (Version == 4)
        {
            var keep = _nameLength - Varint(ref at);
            var length = _data.AsSpan(at, Math.Max(0, _end - at)).IndexOf((byte)0);
            if (keep < 0 || length < 0) throw Damaged("a name is cut off");
            SetName(keep, at, length);
            Next = at + length + 1;
        }
        else
        {
            var length = flags & 0xfff;
            if (length == 0xfff) length = _data.AsSpan(at, _end - at).IndexOf((byte)0);
            if (length < 0 || at + length + 1 > _end) throw Damaged("a name is cut off");
            SetName(0, at, length);
            Next = Start + ((FixedLength + length + 8) & ~7);
            if (Next > _end) throw Damaged("it is cut off");
        }
        _read++;
        return true;
    }

    /// <summary>The extensions, when all entries have been read.</summary>
    public IEnumerable<(string Signature, int Start, int Length)> Extensions()
    {
        for (var at = Next; at + 8 <= _end;)
        {
            var length = U32(at + 4);
            if (length < 0 || length > _end - at - 8) throw Damaged("an extension is cut off");
            yield return (GitName.FromBytes(_data.AsSpan(at, 4)), at + 8, length);
            at += 8 + length;
        }
    }

    private void SetName(int keep, int at, int length)
    {
        if (keep + length > _name.Length) Array.Resize(ref _name, Math.Max(keep + length, _name.Length * 2));
        _data.AsSpan(at, length).CopyTo(_name.AsSpan(keep));
        _nameLength = keep + length;
    }

    private int Varint(ref int at)
    {
        int value = _data[at] & 127, digits = 1;
        while ((_data[at++] & 128) != 0)
        {
            if (at >= _end || ++digits > 4) throw Damaged("a number is too long");
            value = ((value + 1) << 7) + (_data[at] & 127);
        }
        return value;
    }

    private int U32(int at) => BinaryPrimitives.ReadInt32BigEndian(_data.AsSpan(at));

    private static InvalidDataException Damaged(string what) => new(what);
}
