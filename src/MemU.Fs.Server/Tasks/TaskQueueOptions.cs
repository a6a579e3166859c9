namespace MemU.Fs.Server.Tasks;

/// <summary>How a queue works.</summary>
public sealed record TaskQueueOptions
{
    /// <summary>How many tasks of different scopes run at a time; those of one scope run one after the other.</summary>
    public int MaxRunning { get; init; } = 2;

    /// <summary>How many tasks may wait or run.</summary>
    public int MaxWaiting { get; init; } = 10_000;

    /// <summary>How often a task is begun at most, where a service, the system or a lock stood in the way.</summary>
    public int MaxAttempts { get; init; } = 5;

    /// <summary>How long is waited before the second try; each further wait is twice as long. Chance shortens it by up to a half.</summary>
    public TimeSpan FirstRetry { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>The longest wait before another try.</summary>
    public TimeSpan LongestRetry { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>How long one try of a task may take.</summary>
    public TimeSpan TimeLimit { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>How long running tasks may go on when the queue stops.</summary>
    public TimeSpan StopPatience { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long a task can be asked for after its end.</summary>
    public TimeSpan KeepFor { get; init; } = TimeSpan.FromHours(24);

    /// <summary>How many tasks can be asked for after their end.</summary>
    public int KeepMost { get; init; } = 10_000;

    /// <summary>The clock.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>Called with one line for people.</summary>
    public Action<string>? Notice { get; init; }

    /// <summary>Called with an error that nobody foresaw.</summary>
    public Action<Exception>? Unforeseen { get; init; }
}
