using System.IO.Hashing;
using System.Text;
using System.Text.Unicode;

namespace MemU.Fs.Files;

/// <summary>Finds the packed files of one folder by name, and keeps in mind which were found. Filled anew for each folder; its arrays stay.</summary>
internal sealed class EntryTable
{
    private int[] _slots = [], _offsets = [];
    private bool[] _seen = [];
    private int _count, _mask;

    /// <summary>Takes a folder's files.</summary>
    public void Fill(ReadOnlySpan<byte> entries, int count)
    {
        var size = 16;
        while (size < count * 2) size *= 2;
        if (_slots.Length < size) (_slots, _offsets, _seen) = (new int[size], new int[size / 2], new bool[size / 2]);
        _slots.AsSpan(0, size).Clear();
        _seen.AsSpan(0, count).Clear();
        (_mask, _count) = (size - 1, 0);
        for (var at = 0; at < entries.Length;)
        {
            var entry = new PackedEntry(entries[at..]);
            var slot = Slot(entry.Name);
            while (_slots[slot] != 0) slot = (slot + 1) & _mask;
            _offsets[_count] = at;
            _slots[slot] = ++_count; // 0 is for none
            at += entry.Length;
        }
    }

    /// <summary>The place of a file among the entries that the table was filled with, which counts as seen from now on; -1 when it is unknown.</summary>
    public int Find(ReadOnlySpan<byte> entries, ReadOnlySpan<byte> name)
    {
        for (var slot = Slot(name); _slots[slot] is > 0 and var number; slot = (slot + 1) & _mask)
        {
            if (!new PackedEntry(entries[_offsets[number - 1]..]).Name.SequenceEqual(name)) continue;
            _seen[number - 1] = true;
            return _offsets[number - 1];
        }
        // a name that is no UTF-8 is known, if at all, by what stands for it in a text
        return _count == 0 || Utf8.IsValid(name) ? -1 : Find(entries, Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(name)));
    }

    /// <summary>The next file that was not seen, from one on; its place, or -1.</summary>
    public int NotSeen(ref int number)
    {
        while (number < _count)
            if (!_seen[number++]) return _offsets[number - 1];
        return -1;
    }

    private int Slot(ReadOnlySpan<byte> name) => (int)XxHash3.HashToUInt64(name) & _mask;
}
