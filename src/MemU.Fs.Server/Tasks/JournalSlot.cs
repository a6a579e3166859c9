namespace MemU.Fs.Server.Tasks;

/// <summary>Where a line of the journal is; the journal moves it when it leaves out what is dead.</summary>
internal sealed class JournalSlot
{
    /// <summary>Its first byte; -1 until it was written.</summary>
    public long Offset { get; set; } = -1;

    /// <summary>Its bytes with checksum and line feed.</summary>
    public int Length { get; set; }

    /// <summary>Nobody needs it any more.</summary>
    public bool IsDead { get; set; }
}
