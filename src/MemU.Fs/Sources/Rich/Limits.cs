namespace MemU.Fs.Sources.Rich;

/// <summary>How much of one document is read: enough for any that a person wrote, little enough for any that was made to do harm.</summary>
internal static class Limits
{
    /// <summary>Characters of text.</summary>
    public const int Characters = 64 << 20;

    /// <summary>Paragraphs, lines of tables and the like.</summary>
    public const int Paragraphs = 1_000_000;

    /// <summary>How deep anything may be nested.</summary>
    public const int Depth = 256;

    /// <summary>Files in a container.</summary>
    public const int Entries = 20_000;

    /// <summary>Bytes that one file in a container may unpack to.</summary>
    public const long EntryBytes = 128L << 20;

    /// <summary>Characters of one row of a table.</summary>
    public const int RowCharacters = 2_000_000;

    /// <summary>Bytes that a whole container may unpack to.</summary>
    public const long UnpackedBytes = 512L << 20;

    /// <summary>How many times its size a file of more than <see cref="Suspicious"/> bytes may unpack to.</summary>
    public const int Ratio = 200;

    /// <summary>Bytes below which a high ratio does no harm.</summary>
    public const long Suspicious = 16L << 20;

    /// <summary>Pages of a PDF.</summary>
    public const int Pages = 10_000;

    /// <summary>Characters that stand on one page of a PDF.</summary>
    public const int PageCharacters = 500_000;

    /// <summary>How long one document may take.</summary>
    public static TimeSpan Time { get; } = TimeSpan.FromMinutes(2);
}
