namespace MemU.Fs.Server.Webhooks;

/// <summary>A try to deliver an event.</summary>
/// <param name="At">When.</param>
/// <param name="Event">The type of the event.</param>
/// <param name="Status">What the receiver answered; null when it did not.</param>
/// <param name="Error">Why it counts as not delivered; null when it was.</param>
public sealed record WebhookAttempt(DateTimeOffset At, string Event, int? Status, string? Error)
{
    /// <summary>After how long the receiver wants the next try.</summary>
    internal TimeSpan? RetryAfter { get; init; }

    /// <summary>True when the receiver has taken it.</summary>
    internal bool IsDelivered => Error is null;
}

/// <summary>A receiver of events, without its secret.</summary>
public sealed record Webhook
{
    /// <summary>Its id.</summary>
    public required string Id { get; init; }
    /// <summary>Where events are sent; what looks like a secret in it is masked.</summary>
    public required string Url { get; init; }
    /// <summary>Which events it wants; none for all.</summary>
    public IReadOnlyList<string> Events { get; init; } = [];
    /// <summary>What it is for.</summary>
    public string? Description { get; init; }
    /// <summary>It may be on this machine or in a private network.</summary>
    public bool AllowPrivate { get; init; }
    /// <summary>When it was added.</summary>
    public required DateTimeOffset CreatedAt { get; init; }
    /// <summary>The last try; null before the first.</summary>
    public WebhookAttempt? Last { get; init; }
    /// <summary>How often the event that is next was tried in vain.</summary>
    public int Attempts { get; init; }
    /// <summary>When it is tried again; null where nothing waits.</summary>
    public DateTimeOffset? NextTryAt { get; init; }
    /// <summary>Why nothing is sent any more; null while something is.</summary>
    public string? DisabledBecause { get; init; }
}

/// <summary>A receiver that was added.</summary>
/// <param name="Hook">The receiver.</param>
/// <param name="Secret">The key by which it knows that an event is ours (<c>whsec_…</c>); shown this once.</param>
public sealed record WebhookAdded(Webhook Hook, string Secret);

/// <summary>A receiver to be added.</summary>
public sealed record WebhookRequest
{
    /// <summary>Where events are sent: https, or plain http where private addresses are allowed.</summary>
    public required string Url { get; init; }
    /// <summary>Which events it wants (<see cref="WebhookEvents"/>); none for all.</summary>
    public IReadOnlyList<string> Events { get; init; } = [];
    /// <summary>What it is for.</summary>
    public string? Description { get; init; }
    /// <summary>It may be on this machine or in a private network.</summary>
    public bool AllowPrivate { get; init; }
}

/// <summary>The types of events.</summary>
public static class WebhookEvents
{
    /// <summary>A commit changed files.</summary>
    public const string Changed = "memory.changed";

    /// <summary>It can't be said what has changed since the event before: what is known elsewhere is to be read again.</summary>
    public const string Reset = "memory.reset";

    /// <summary>Sent by hand, to see whether it arrives.</summary>
    public const string Test = "webhook.test";
}
