namespace MemU.Fs.Index.Embedded;

/// <summary>What a process may do with the index's folder.</summary>
public enum IndexAccess
{
    /// <summary>Write when no other process does; else keep changes in memory.</summary>
    ReadWrite,
    /// <summary>Never touch the folder; keep changes in memory.</summary>
    ReadOnly,
}
