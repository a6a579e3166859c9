namespace MemU.Fs.Files;

/// <summary>What is known of a file.</summary>
[Flags]
public enum TreeFlags
{
    /// <summary>Nothing special.</summary>
    None = 0,
    /// <summary>It was looked at so soon after it changed that its time proves nothing: the next comparison reads it.</summary>
    Racy = 1,
    /// <summary>Its bytes are not those of HEAD.</summary>
    Uncommitted = 2,
    /// <summary>git ignores it.</summary>
    Ignored = 4,
    /// <summary>It is gone from the disk, but HEAD still has it.</summary>
    Deleted = 8,
    /// <summary>It could not be read.</summary>
    Unreadable = 16,
}

/// <summary>A file of a folder, as it was when it was last looked at.</summary>
/// <param name="Name">Its name in the folder.</param>
/// <param name="Size">Bytes.</param>
/// <param name="Modified">UTC ticks of its modification time.</param>
/// <param name="BlobId">git's id of its bytes; all zero when it was never read.</param>
/// <param name="Flags">What is known of it.</param>
public sealed record TreeEntry(string Name, long Size, long Modified, string BlobId, TreeFlags Flags)
{
    /// <summary>The id that stands for "never read".</summary>
    public const string NoBlob = "0000000000000000000000000000000000000000";

    /// <summary>True when the flag is set.</summary>
    public bool Is(TreeFlags flag) => (Flags & flag) != 0;
}

/// <summary>A folder as it was when it was last looked at: its own time and its files, by name.</summary>
/// <param name="Modified">UTC ticks of its modification time; 0 when it must be listed again.</param>
/// <param name="Files">Its files, without those of its subfolders.</param>
public sealed record TreeFolder(long Modified, IReadOnlyDictionary<string, TreeEntry> Files);
