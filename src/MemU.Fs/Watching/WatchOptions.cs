namespace MemU.Fs.Watching;

/// <summary>When what is said in watched sessions is learned.</summary>
public sealed record WatchOptions
{
    /// <summary>As soon as so many messages wait.</summary>
    public int Messages { get; init; } = 20;

    /// <summary>Or when nothing was said for so long; where no chat model is asked, learning costs nothing and does not wait longer than <see cref="Quiet"/>.</summary>
    public TimeSpan? Idle { get; init; }

    /// <summary>At most so many messages at once.</summary>
    public int Most { get; init; } = 200;

    /// <summary>How long a log must be quiet before it is read: several lines are written at once.</summary>
    public TimeSpan Quiet { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>How often all sources are looked at, for what the system does not tell of.</summary>
    public TimeSpan Look { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Whether <c>context/now.md</c> is written after what was learned, when the memory has changed otherwise, and each day.</summary>
    public bool Prepares { get; init; } = true;

    /// <summary>The longest wait where a model is asked, as memU's bot has it.</summary>
    internal static readonly TimeSpan LongIdle = TimeSpan.FromMinutes(60);
}
