namespace MemU.Fs.Index.Embedded;

/// <summary>The terms of one text in order, kept in one character array so that indexing allocates nothing per term.</summary>
internal sealed class TermBuffer
{
    /// <summary>What a whole word weighs against the length limit of a neighbor; a character of an unspaced script weighs 1.</summary>
    public const int Word = 4;

    private char[] _chars = new char[1024];
    private Entry[] _entries = new Entry[128];
    private int _used;

    /// <summary>Number of terms.</summary>
    public int Count { get; private set; }

    /// <summary>The text of a term.</summary>
    public ReadOnlySpan<char> this[int index] => _chars.AsSpan(_entries[index].Start, _entries[index].Length);

    /// <summary>True for a term that is asked for only when a question has no better one.</summary>
    public bool IsWeak(int index) => _entries[index].Weak;

    /// <summary>Forgets all terms.</summary>
    public void Clear() => (Count, _used) = (0, 0);

    /// <summary>Drops the term that was added last.</summary>
    public void DropLast() => Count--;

    /// <summary>Adds a term.</summary>
    public void Add(ReadOnlySpan<char> term, int weight = Word, bool weak = false)
    {
        if (term.IsEmpty) return;
        if (_used + term.Length > _chars.Length) Array.Resize(ref _chars, Math.Max(_chars.Length * 2, _used + term.Length));
        if (Count == _entries.Length) Array.Resize(ref _entries, Count * 2);
        term.CopyTo(_chars.AsSpan(_used));
        _entries[Count++] = new(_used, term.Length, (byte)weight, weak);
        _used += term.Length;
    }

    /// <summary>Adds the terms of another buffer from the start until their weights reach the limit.</summary>
    public void AddFirst(TermBuffer other, int limit, int times)
    {
        var spent = 0;
        for (var i = 0; i < other.Count && spent < limit; i++)
        {
            spent += other._entries[i].Weight;
            for (var n = 0; n < times; n++) Add(other[i], other._entries[i].Weight);
        }
    }

    /// <summary>Copies a term to where an indexer reads it.</summary>
    public (char[] Chars, int Start, int Length) Raw(int index) => (_chars, _entries[index].Start, _entries[index].Length);

    private readonly record struct Entry(int Start, int Length, byte Weight, bool Weak);
}
