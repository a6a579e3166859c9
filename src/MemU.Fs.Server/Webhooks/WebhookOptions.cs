namespace MemU.Fs.Server.Webhooks;

/// <summary>How events are delivered.</summary>
public sealed record WebhookOptions
{
    /// <summary>How many are sent at a time.</summary>
    public int MaxAtOnce { get; init; } = 4;

    /// <summary>How many receivers a tree may have.</summary>
    public int MaxHooks { get; init; } = 50;

    /// <summary>How long a receiver may take to answer.</summary>
    public TimeSpan TimeLimit { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>How long is waited before each further try; after the last one the event is given up. Chance makes each up to a tenth longer.</summary>
    public IReadOnlyList<TimeSpan> Retries { get; init; } =
    [
        TimeSpan.FromSeconds(5), TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(30), TimeSpan.FromHours(2), TimeSpan.FromHours(5), TimeSpan.FromHours(10), TimeSpan.FromHours(24),
    ];

    /// <summary>After how long without any delivery nothing more is sent.</summary>
    public TimeSpan DisableAfter { get; init; } = TimeSpan.FromDays(5);

    /// <summary>Goes through the proxy that the environment names; it looks names up by itself, so an address is only checked before it is asked.</summary>
    public bool UseProxy { get; init; }

    /// <summary>Sends nothing (<c>MEMU_OFFLINE</c>).</summary>
    public bool IsOffline { get; init; }

    /// <summary>The clock.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>Called with one line for people.</summary>
    public Action<string>? Notice { get; init; }
}
