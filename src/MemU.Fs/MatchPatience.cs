namespace MemU.Fs;

/// <summary>How long a pattern may look at one text.</summary>
internal static class MatchPatience
{
    /// <summary>
    /// In milliseconds. Texts are cut to a bounded length first, so a match takes microseconds; this ends one that a hostile text would keep busy, and is far
    /// beyond what a busy machine can make an honest one wait for its turn.
    /// </summary>
    public const int Milliseconds = 30_000;
}
