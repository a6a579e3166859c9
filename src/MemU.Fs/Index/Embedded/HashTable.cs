using System.Buffers.Binary;
using Lucene.Net.Util;

namespace MemU.Fs.Index.Embedded;

/// <summary>Numbers terms that are 8 bytes each, hashes themselves, in the order of their coming.</summary>
internal sealed class HashTable : TermNumbers
{
    private int[] _slots = new int[1024]; // one more than the term's number; 0 where there is none
    private ulong[] _terms = new ulong[512];

    /// <inheritdoc/>
    public override long Size => Count * 16L;

    /// <summary>The number of a term, a new one when it was not there.</summary>
    public int Add(ulong term)
    {
        var mask = _slots.Length - 1;
        var at = Slot(term) & mask;
        for (; _slots[at] is > 0 and var next; at = (at + 1) & mask)
            if (_terms[next - 1] == term) return next - 1;
        if (Count == _terms.Length) Array.Resize(ref _terms, Count * 2);
        _terms[Count] = term;
        _slots[at] = ++Count;
        if (Count * 2 > _slots.Length) Grow();
        return Count - 1;
    }

    /// <inheritdoc/>
    public override int[] Sorted()
    {
        var order = new int[Count];
        for (var i = 0; i < order.Length; i++) order[i] = i;
        _terms.AsSpan(0, Count).ToArray().AsSpan().Sort(order.AsSpan());
        return order;
    }

    /// <inheritdoc/>
    public override void Show(int term, BytesRef into, byte[] room)
    {
        BinaryPrimitives.WriteUInt64BigEndian(room, _terms[term]);
        (into.Bytes, into.Offset, into.Length) = (room, 0, sizeof(ulong));
    }

    /// <inheritdoc/>
    public override void Clear()
    {
        Array.Clear(_slots);
        Count = 0;
    }

    private static int Slot(ulong term) => (int)((term * 0x9e37_79b9_7f4a_7c15) >> 33);

    private void Grow()
    {
        _slots = new int[_slots.Length * 4];
        var mask = _slots.Length - 1;
        for (var i = 0; i < Count; i++)
        {
            var at = Slot(_terms[i]) & mask;
            while (_slots[at] != 0) at = (at + 1) & mask;
            _slots[at] = i + 1;
        }
    }
}
