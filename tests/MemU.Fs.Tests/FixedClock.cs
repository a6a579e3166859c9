namespace MemU.Fs.Tests;

/// <summary>A clock that stands where a test sets it; timers go by the real one.</summary>
public sealed class FixedClock(DateTimeOffset now) : TimeProvider
{
    public DateTimeOffset Now { get; set; } = now;

    public override DateTimeOffset GetUtcNow() => Now;
}
