namespace MemU.Fs.Tests.Scripted;

/// <summary>A request that a provider got.</summary>
public abstract record Call
{
    /// <summary>Which one it was, from 1.</summary>
    public int Number { get; set; }

    /// <summary>The whole path.</summary>
    public required string Path { get; init; }

    /// <summary>The headers; names without regard to case.</summary>
    public required IReadOnlyDictionary<string, string> Headers { get; init; }

    /// <summary>The body as text.</summary>
    public required string Body { get; init; }

    /// <summary>The model asked.</summary>
    public required string Model { get; init; }
}
