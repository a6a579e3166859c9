using System.Text.Json;
using MemU.Fs.Model;

namespace MemU.Fs.Exchange;

/// <summary>A memory out of another program's store.</summary>
/// <param name="Label">Its place there, for people.</param>
/// <param name="Text">The statement.</param>
internal sealed record ImportRecord(string Label, string Text)
{
    /// <summary>Its id there; kept where it is a UUID.</summary>
    public string? Id { get; init; }

    /// <summary>What others call it in their relations, and what its id is made of when it has none.</summary>
    public string? Key { get; init; }

    public MemoryScope Scope { get; init; } = MemoryScope.None;

    public string? Type { get; init; }

    public string? Title { get; init; }

    /// <summary>Names of its categories; none to have one chosen.</summary>
    public IReadOnlyList<string> Categories { get; init; } = [];

    public IReadOnlyList<string> Tags { get; init; } = [];

    public DateTimeOffset? Created { get; init; }

    public DateTimeOffset? Modified { get; init; }

    public string? HappenedAt { get; init; }

    public string? WhenToUse { get; init; }

    /// <summary>What it is to others: a verb and their key.</summary>
    public IReadOnlyList<(string Verb, string To)> Relations { get; init; } = [];

    /// <summary>Why it can't be taken; null when it can be.</summary>
    public string? Refused { get; init; }

    /// <summary>True when it can't be taken because it is malformed.</summary>
    public bool IsBad { get; init; }
}

/// <summary>The records of a file, read by the form in which another program writes them.</summary>
internal sealed record ImportRecords(string Kind, IReadOnlyList<ImportRecord> Records)
{
    private const int MostBytes = 512 << 20;

    /// <summary>Refuses a file that is too large to be read as one JSON.</summary>
    public static void RefuseTooLarge(string path)
    {
        if (new FileInfo(path).Length is > MostBytes and var length) throw new MemUException(MemUErrorKind.BadArgument, $"{Path.GetFileName(path)} has {length:N0} bytes, more than the {MostBytes:N0} that are read as one JSON; split it.");
    }

    /// <summary>The file as one JSON value.</summary>
    /// <exception cref="MemoryFormatException">It is none; the message names the line.</exception>
    public static JsonDocument Load(string path)
    {
        var name = Path.GetFileName(path);
        RefuseTooLarge(path);
        try
        {
            var bytes = File.ReadAllBytes(path).AsMemory();
            return JsonDocument.Parse(bytes.Span.StartsWith("\ufeff"u8) ? bytes[3..] : bytes, new() { MaxDepth = 64 });
        }
        catch (JsonException e)
        {
            throw new MemoryFormatException(name, (int)(e.LineNumber ?? 0) + 1, $"it is no valid JSON, or cut off here (column {e.BytePositionInLine + 1}); export it again", e);
        }
    }
}
