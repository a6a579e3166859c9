using MemU.Fs.Providers.Static.Tokens.Splitters;

namespace MemU.Fs.Providers.Static.Tokens;

/// <summary>All that cutting one text into tokens needs to write on; used by one thread at a time, and again for the next text.</summary>
internal sealed class Workbench
{
    private float[] _numbers = [];

    /// <summary>The source without broken characters, cut to its greatest length.</summary>
    public TextBuffer Source { get; } = new();

    /// <summary>What a normalizer works at.</summary>
    public Passage Passage { get; } = new();

    /// <summary>Text that a splitter changes before it cuts it.</summary>
    public TextBuffer Changed { get; } = new();

    /// <summary>Bytes written as characters.</summary>
    public TextBuffer Bytes { get; } = new();

    /// <summary>Matches of the splitter at work.</summary>
    public List<Stretch> Stretches { get; } = [];

    /// <summary>The pieces before a step.</summary>
    public Pieces Before { get; private set; } = new();

    /// <summary>The pieces after a step.</summary>
    public Pieces After { get; private set; } = new();

    /// <summary>The tokens found.</summary>
    public List<int> Tokens { get; } = [];

    /// <summary>Best ways to each position, for <c>Unigram</c>.</summary>
    public BestPath Path { get; } = new();

    /// <summary>Symbols of a word, for byte pairs.</summary>
    public SymbolChain Symbols { get; } = new();

    /// <summary>Room for so many numbers.</summary>
    public Span<float> Numbers(int count)
    {
        if (_numbers.Length < count) _numbers = new float[count];
        return _numbers.AsSpan(0, count);
    }

    /// <summary>What came after a step is before the next one.</summary>
    public void NextStep()
    {
        (Before, After) = (After, Before);
        After.Clear();
    }
}
