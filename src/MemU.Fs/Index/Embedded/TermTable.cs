using System.Buffers.Binary;
using System.IO.Hashing;
using System.Security.Cryptography;
using System.Text.Unicode;
using Lucene.Net.Util;

namespace MemU.Fs.Index.Embedded;

/// <summary>
/// Numbers different texts in the order of their coming; a text costs no object. Nearly all are words, short enough to lie in their entry as two
/// numbers, so that adding one looks at a slot and an entry and nothing else; the UTF-8 of longer ones lies in one array.
/// </summary>
internal sealed class TermTable : TermNumbers
{
    // of this process alone, so that nobody can write texts whose terms all fall into one slot
    private static readonly ulong SeedA = BitConverter.ToUInt64(RandomNumberGenerator.GetBytes(sizeof(ulong))), SeedB = BitConverter.ToUInt64(RandomNumberGenerator.GetBytes(sizeof(ulong)));

    private Slot[] _slots = new Slot[1024];
    private TermEntry[] _entries = new TermEntry[512];
    private byte[] _long = new byte[1024];
    private int _longUsed;

    /// <inheritdoc/>
    public override long Size => Count * 32L + _longUsed;

    /// <summary>The number of a term, a new one when it was not there; what is no character counts as U+FFFD.</summary>
    public int Add(ReadOnlySpan<char> term)
    {
        if (TermEntry.TryEncode(term, out var entry)) return Add(entry);
        var most = _longUsed + term.Length * 3;
        if (most > _long.Length) Array.Resize(ref _long, Math.Max(most, _long.Length * 2));
        Utf8.FromUtf16(term, _long.AsSpan(_longUsed), out _, out var length);
        return length <= TermEntry.Inline ? Add(TermEntry.Of(_long.AsSpan(_longUsed, length))) : AddLong(length);
    }

    /// <inheritdoc/>
    public override int[] Sorted()
    {
        var (order, keys) = (new int[Count], new ulong[Count]);
        for (var i = 0; i < order.Length; i++) (order[i], keys[i]) = (i, _entries[i].A);
        keys.AsSpan().Sort(order.AsSpan());
        for (int from = 0, to; from < order.Length; from = to)
        {
            for (to = from + 1; to < order.Length && keys[to] == keys[from];) to++;
            if (to - from > 1) order.AsSpan(from, to - from).Sort(Compare);
        }
        return order;
    }

    /// <inheritdoc/>
    public override void Show(int term, BytesRef into, byte[] room)
    {
        ref readonly var entry = ref _entries[term];
        if (entry.IsLong)
        {
            (into.Bytes, into.Offset, into.Length) = (_long, entry.Start, entry.Length);
            return;
        }
        entry.Write(room);
        (into.Bytes, into.Offset, into.Length) = (room, 0, entry.Length);
    }

    /// <inheritdoc/>
    public override void Clear()
    {
        Array.Clear(_slots);
        (Count, _longUsed) = (0, 0);
    }

    private int Add(TermEntry entry)
    {
        var high = Math.BigMul(entry.A ^ SeedA, entry.B ^ SeedB, out var low);
        var hash = (uint)(high ^ low);
        var mask = _slots.Length - 1;
        for (var at = (int)hash & mask; ; at = (at + 1) & mask)
        {
            ref readonly var slot = ref _slots[at];
            if (slot.Next == 0) return New(at, hash, entry);
            if (slot.Hash == hash && _entries[slot.Next - 1] == entry) return slot.Next - 1;
        }
    }

    private int AddLong(int length)
    {
        var bytes = _long.AsSpan(_longUsed, length);
        var hash = (uint)XxHash3.HashToUInt64(bytes, (long)SeedA);
        var mask = _slots.Length - 1;
        for (var at = (int)hash & mask; ; at = (at + 1) & mask)
        {
            ref readonly var slot = ref _slots[at];
            if (slot.Next == 0)
            {
                var entry = TermEntry.Long(bytes, _longUsed);
                _longUsed += length;
                return New(at, hash, entry);
            }
            if (slot.Hash != hash) continue;
            ref readonly var known = ref _entries[slot.Next - 1];
            if (known.IsLong && _long.AsSpan(known.Start, known.Length).SequenceEqual(bytes)) return slot.Next - 1;
        }
    }

    private int New(int slot, uint hash, TermEntry entry)
    {
        if (Count == _entries.Length) Array.Resize(ref _entries, Count * 2);
        _entries[Count] = entry;
        _slots[slot] = new(hash, ++Count);
        if (Count * 2 > _slots.Length) Grow();
        return Count - 1;
    }

    // of two whose first eight bytes are the same
    private int Compare(int a, int b)
    {
        ref readonly var x = ref _entries[a];
        ref readonly var y = ref _entries[b];
        if (!x.IsLong && !y.IsLong) return x.B.CompareTo(y.B);
        Span<byte> left = stackalloc byte[16], right = stackalloc byte[16];
        return Bytes(x, left).SequenceCompareTo(Bytes(y, right));
    }

    private ReadOnlySpan<byte> Bytes(in TermEntry entry, Span<byte> room)
    {
        if (entry.IsLong) return _long.AsSpan(entry.Start, entry.Length);
        entry.Write(room);
        return room[..entry.Length];
    }

    private void Grow()
    {
        var old = _slots;
        _slots = new Slot[old.Length * 4];
        var mask = _slots.Length - 1;
        foreach (var slot in old)
        {
            if (slot.Next == 0) continue;
            var at = (int)slot.Hash & mask;
            while (_slots[at].Next != 0) at = (at + 1) & mask;
            _slots[at] = slot;
        }
    }

    /// <summary>A slot of the hash table; <paramref name="Next"/> is one more than the term's number.</summary>
    private readonly record struct Slot(uint Hash, int Next);
}
