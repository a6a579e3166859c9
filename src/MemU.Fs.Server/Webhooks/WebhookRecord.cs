using System.Text.Json.Serialization;
using MemU.Fs.Sources.Web;

namespace MemU.Fs.Server.Webhooks;

/// <summary>A receiver as it is kept, with its secret and how far it has been told.</summary>
internal sealed record WebhookRecord
{
    public required string Id { get; init; }
    public required string Url { get; init; }
    public required string Secret { get; init; }
    public IReadOnlyList<string> Events { get; init; } = [];
    public string? Description { get; init; }
    public bool AllowPrivate { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    /// <summary>The commit whose event was delivered or given up last; empty for none.</summary>
    public string Cursor { get; init; } = "";
    public int Attempts { get; init; }
    public DateTimeOffset? NextTryAt { get; init; }
    /// <summary>Since when nothing could be delivered; null while it can.</summary>
    public DateTimeOffset? FailingSince { get; init; }
    public string? DisabledBecause { get; init; }
    public WebhookAttempt? Last { get; init; }

    /// <summary>The same for people and callers: without the secret, or what looks like one in the address.</summary>
    public Webhook View() => new()
    {
        Id = Id,
        Url = WebAddress.Shown(new(Url)),
        Events = Events,
        Description = Description,
        AllowPrivate = AllowPrivate,
        CreatedAt = CreatedAt,
        Last = Last,
        Attempts = Attempts,
        NextTryAt = NextTryAt,
        DisabledBecause = DisabledBecause,
    };

    /// <summary>True when it wants events of a type.</summary>
    public bool Wants(string type) => Events.Count == 0 || Events.Contains(type);
}

/// <summary>The record as JSON.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, WriteIndented = true)]
[JsonSerializable(typeof(WebhookRecord))]
internal sealed partial class WebhookJson : JsonSerializerContext;
