namespace MemU.Fs.Providers.Static.Tokens.Splitters;

/// <summary>A part of a text that a finder was looking for, or one that it was not.</summary>
internal readonly record struct Stretch(int Start, int End, bool Matches);

/// <summary>Parts a text into stretches, in order and without gaps.</summary>
internal interface IStretchFinder
{
    /// <summary>Adds the stretches of a text that is not empty.</summary>
    void Find(ReadOnlySpan<char> text, List<Stretch> stretches);
}

/// <summary>What happens to the stretches that match.</summary>
internal enum SplitBehavior
{
    /// <summary>They are left out.</summary>
    Removed,
    /// <summary>Each is a piece.</summary>
    Isolated,
    /// <summary>Those in a row are one piece.</summary>
    Contiguous,
    /// <summary>They end the piece before them.</summary>
    MergedWithPrevious,
    /// <summary>They begin the piece after them.</summary>
    MergedWithNext,
}
