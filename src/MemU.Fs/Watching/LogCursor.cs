using System.Text.Json;
using System.Text.Json.Serialization;
using MemU.Fs.Model;

namespace MemU.Fs.Watching;

/// <summary>How far a session log has been learned. It moves only after what was learned is committed; what is learned again after a death is known by its content.</summary>
internal sealed record LogCursor
{
    /// <summary>The log.</summary>
    public required string Path { get; init; }
    /// <summary>Its size and time when it was last read to its end, so that one that stands still is not opened.</summary>
    public long Size { get; init; }
    /// <summary>Its time then.</summary>
    public DateTimeOffset Modified { get; init; }
    /// <summary>From where it is read: earlier messages are learned and not needed for what comes.</summary>
    public long Base { get; init; }
    /// <summary>A hash of what stands before that place; another one there means that the log was written anew.</summary>
    public string? BaseHash { get; init; }
    /// <summary>Hashes of the messages from there on that are learned, in order.</summary>
    public IReadOnlyList<long> Learned { get; init; } = [];
    /// <summary>The log was written anew once: of what it holds, that which was ever learned is left out from then on.</summary>
    public bool IsFiltered { get; init; }
    /// <summary>How many messages of it have been learned in all.</summary>
    public long Total { get; init; }
    /// <summary>Messages that wait.</summary>
    public int Waiting { get; init; }
    /// <summary>True of a session that the program itself began.</summary>
    public bool IsOwn { get; init; }
    /// <summary>Why it was not learned.</summary>
    public string? Problem { get; init; }
    /// <summary>When something of it was last learned.</summary>
    public DateTimeOffset? LastLearned { get; init; }
}

/// <summary>What is watched, as it is kept.</summary>
internal sealed record WatchSources(IReadOnlyList<WatchedSource> Sources);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault)]
[JsonSerializable(typeof(LogCursor))]
[JsonSerializable(typeof(WatchSources))]
internal sealed partial class WatchJson : JsonSerializerContext;
