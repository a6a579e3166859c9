namespace MemU.Fs.Index.Embedded;

/// <summary>The terms of one text in order, kept in one character array so that indexing allocates nothing per term.</summary>
internal sealed class TermBuffer
{
    /// <summary>What a whole word weighs against the length limit of a neighbor; a character of an unspaced script weighs 1.</summary>
    public const int Word = 4;

    private char[] _chars = new char[1024];
    private Entry[] _entries = new Entry[128];
    private int _used;
    private int _word;

    /// <summary>Number of terms.</summary>
    public int Count { get; private set; }

    /// <summary>The text of a term.</summary>
    public ReadOnlySpan<char> this[int index] => _chars.AsSpan(_entries[index].Start, _entries[index].Length);

    /// <summary>True for a term that is asked for only when a question has no better one.</summary>
    public bool IsWeak(int index) => _entries[index].Weak;

    /// <summary>How much a form of a word counts beside its others; 1 for a word of one form.</summary>
    public float Share(int index) => _entries[index].Share;

    /// <summary>Forms of one word have the same number.</summary>
    public int WordOf(int index) => _entries[index].Word;

    /// <summary>What is added from now on are forms of another word.</summary>
    public void NextWord() => _word++;

    /// <summary>Forgets all terms.</summary>
    public void Clear() => (Count, _used) = (0, 0);

    /// <summary>Adds a term.</summary>
    /// <param name="term">The term.</param>
    /// <param name="weight">What it weighs against the length limit of a neighbor.</param>
    /// <param name="weak">Whether it is asked for only when a question has no better one.</param>
    /// <param name="share">How much it counts in a question beside other forms of the same word.</param>
    public void Add(ReadOnlySpan<char> term, int weight = Word, bool weak = false, float share = 1)
    {
        if (term.IsEmpty) return;
        if (_used + term.Length > _chars.Length) Array.Resize(ref _chars, Math.Max(_chars.Length * 2, _used + term.Length));
        if (Count == _entries.Length) Array.Resize(ref _entries, Count * 2);
        term.CopyTo(_chars.AsSpan(_used));
        _entries[Count++] = new(_used, term.Length, (byte)weight, weak, share, _word);
        _used += term.Length;
    }

    /// <summary>How many terms from the start it takes until their weights reach the limit.</summary>
    public int First(int limit)
    {
        var (count, spent) = (0, 0);
        while (count < Count && spent < limit) spent += _entries[count++].Weight;
        return count;
    }

    private readonly record struct Entry(int Start, int Length, byte Weight, bool Weak, float Share, int Word);
}
