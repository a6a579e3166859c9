using System.Text.Json;
using System.Text.Json.Serialization;
using MemU.Fs.Model;

namespace MemU.Fs.Server.Tasks;

/// <summary>A task as a line of the journal has it: each line says all of it but the payload, so that the last one counts.</summary>
internal sealed record TaskLine
{
    public required string Id { get; init; }
    /// <summary>Its place in the order of acceptance.</summary>
    public required long Number { get; init; }
    public required string Kind { get; init; }
    public IReadOnlyDictionary<string, string>? Scope { get; init; }
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public required TaskState State { get; init; }
    public int Attempts { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset? StartedAt { get; init; }
    public DateTimeOffset? FinishedAt { get; init; }
    public DateTimeOffset? NextTryAt { get; init; }
    public string? Error { get; init; }
    /// <summary>It runs and is not wanted any more.</summary>
    public bool IsCanceling { get; init; }
    public byte[]? Payload { get; init; }
    /// <summary>The payload lies in a file of its own.</summary>
    public bool IsPayloadApart { get; init; }
    public byte[]? Result { get; init; }
    /// <summary>The result lies in a file of its own.</summary>
    public bool IsResultApart { get; init; }

    /// <summary>The line of a task.</summary>
    public static TaskLine Of(ServerTask task, long number) => new()
    {
        Id = task.Id,
        Number = number,
        Kind = task.Kind,
        Scope = task.Scope.IsNone ? null : task.Scope.Fields,
        State = task.State,
        Attempts = task.Attempts,
        CreatedAt = task.CreatedAt,
        StartedAt = task.StartedAt,
        FinishedAt = task.FinishedAt,
        NextTryAt = task.NextTryAt,
        Error = task.Error,
    };

    /// <summary>The task, without payload and result.</summary>
    public ServerTask ToTask() => new()
    {
        Id = Id,
        Kind = Kind,
        Scope = Scope is null ? MemoryScope.None : MemoryScope.Of(Scope),
        State = State,
        Progress = State == TaskState.Succeeded ? 100 : 0,
        Attempts = Attempts,
        CreatedAt = CreatedAt,
        StartedAt = StartedAt,
        FinishedAt = FinishedAt,
        NextTryAt = NextTryAt,
        Error = Error,
    };

    public byte[] ToBytes() => JsonSerializer.SerializeToUtf8Bytes(this, TaskLineJson.Default.TaskLine);

    /// <summary>Reads a line; null where it is of another shape.</summary>
    public static TaskLine? Parse(ReadOnlySpan<byte> text)
    {
        try
        {
            return JsonSerializer.Deserialize(text, TaskLineJson.Default.TaskLine);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

/// <summary>The lines as JSON.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault, UseStringEnumConverter = true)]
[JsonSerializable(typeof(TaskLine))]
internal sealed partial class TaskLineJson : JsonSerializerContext;
