using MemU.Fs.Model;

namespace MemU.Fs.Preparing;

/// <summary>A call for what the next session is likely to need.</summary>
public sealed record NowRequest
{
    /// <summary>At most so many tokens, 200 to 100,000.</summary>
    public int Budget { get; init; } = 2000;

    /// <summary>Whose memory; none for the tree's own.</summary>
    public MemoryScope Scope { get; init; } = MemoryScope.None;

    /// <summary>The time by which "today" is told; null for the clock's.</summary>
    public DateTimeOffset? Now { get; init; }

    internal void Check()
    {
        if (Budget is < 200 or > 100_000) throw new MemUException(MemUErrorKind.BadArgument, $"a budget of {Budget} tokens is out of range; give 200 to 100000.");
    }
}
