using System.Buffers;
using System.Buffers.Binary;
using System.IO.Hashing;
using System.Security.Cryptography;
using System.Text;
using System.Text.Unicode;

namespace MemU.Fs.Index.Embedded;

/// <summary>Numbers different terms in the order of their coming; their UTF-8 lies in one array, so that a term costs no object.</summary>
internal sealed class TermTable
{
    private const int Few = 12;

    // of this process alone, so that nobody can write texts whose terms all fall into one slot
    private static readonly long Seed = BitConverter.ToInt64(RandomNumberGenerator.GetBytes(sizeof(long)));

    private Slot[] _slots = new Slot[1024];
    private byte[] _bytes = new byte[16_384];
    private int[] _starts = new int[513];

    /// <summary>Number of terms.</summary>
    public int Count { get; private set; }

    /// <summary>All terms' bytes, one after another.</summary>
    public byte[] Bytes => _bytes;

    /// <summary>Memory in use.</summary>
    public long Size => _starts[Count] + Count * 12L;

    /// <summary>Where a term begins in <see cref="Bytes"/>.</summary>
    public int Start(int term) => _starts[term];

    /// <summary>Bytes of a term.</summary>
    public int Length(int term) => _starts[term + 1] - _starts[term];

    /// <summary>The number of a term, a new one when it was not there; what is no character counts as U+FFFD.</summary>
    public int Add(ReadOnlySpan<char> term)
    {
        var start = _starts[Count];
        // eight bytes more than needed, because sorting reads eight at once
        var most = start + term.Length * 3 + 8;
        if (most > _bytes.Length) Array.Resize(ref _bytes, Math.Max(most, _bytes.Length * 2));
        var free = _bytes.AsSpan(start);
        if (Ascii.FromUtf16(term, free, out var length) != OperationStatus.Done) Utf8.FromUtf16(term, free, out _, out length);
        var bytes = _bytes.AsSpan(start, length);
        var hash = (uint)XxHash3.HashToUInt64(bytes, Seed);
        var mask = _slots.Length - 1;
        for (var at = (int)hash & mask; ; at = (at + 1) & mask)
        {
            ref var slot = ref _slots[at];
            if (slot.Next == 0)
            {
                slot = new(hash, Count + 1);
                break;
            }
            if (slot.Hash == hash && _bytes.AsSpan(_starts[slot.Next - 1], Length(slot.Next - 1)).SequenceEqual(bytes)) return slot.Next - 1;
        }
        if (++Count == _starts.Length - 1) Array.Resize(ref _starts, Count * 2 + 1);
        _starts[Count] = start + length;
        if (Count * 2 > _slots.Length) Grow();
        return Count - 1;
    }

    /// <summary>The numbers of all terms in the order of their bytes.</summary>
    public int[] Sorted()
    {
        var order = new int[Count];
        for (var i = 0; i < order.Length; i++) order[i] = i;
        Sort(order, new ulong[Count], 0);
        return order;
    }

    /// <summary>Forgets all terms and keeps the memory.</summary>
    public void Clear()
    {
        Array.Clear(_slots);
        Count = 0;
    }

    // eight bytes at a time, then those that are equal so far by their next eight
    private void Sort(Span<int> order, Span<ulong> keys, int depth)
    {
        if (order.Length <= Few)
        {
            SortFew(order, depth);
            return;
        }
        var shortest = int.MaxValue;
        for (var i = 0; i < order.Length; i++)
        {
            keys[i] = Key(order[i], depth);
            shortest = Math.Min(shortest, Length(order[i]));
        }
        keys.Sort(order);
        for (int from = 0, to; from < order.Length; from = to)
        {
            for (to = from + 1; to < order.Length && keys[to] == keys[from];) to++;
            if (to - from < 2) continue;
            var run = order[from..to];
            // a term that ends here looks as if it went on with zeros
            if (shortest < depth + 8 && AnyEnds(run, depth + 8)) run.Sort((a, b) => Compare(a, b, depth));
            else Sort(run, keys[from..to], depth + 8);
        }
    }

    private bool AnyEnds(ReadOnlySpan<int> run, int before)
    {
        foreach (var term in run)
            if (Length(term) < before) return true;
        return false;
    }

    private void SortFew(Span<int> order, int depth)
    {
        for (var i = 1; i < order.Length; i++)
        {
            var (term, at) = (order[i], i);
            for (; at > 0 && Compare(order[at - 1], term, depth) > 0; at--) order[at] = order[at - 1];
            order[at] = term;
        }
    }

    private int Compare(int a, int b, int depth) => From(a, depth).SequenceCompareTo(From(b, depth));

    private ReadOnlySpan<byte> From(int term, int depth) => Length(term) <= depth ? [] : _bytes.AsSpan(_starts[term] + depth, Length(term) - depth);

    private ulong Key(int term, int depth)
    {
        var left = Length(term) - depth;
        if (left <= 0) return 0;
        var key = BinaryPrimitives.ReadUInt64BigEndian(_bytes.AsSpan(_starts[term] + depth));
        return left >= 8 ? key : key & ~(ulong.MaxValue >> (left * 8));
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
