namespace MemU.Fs.Files;

/// <summary>What tells one state of a file from another without reading it; all zero when there is no file.</summary>
/// <param name="Size">Bytes.</param>
/// <param name="Modified">UTC ticks of its modification time.</param>
/// <param name="Changed">When its inode changed, or where there is none, when it was made.</param>
/// <param name="Inode">Its number on its disk, which differs after a file was renamed over it; 0 where there is none.</param>
internal readonly record struct FileStamp(long Size, long Modified, long Changed, ulong Inode)
{
    /// <summary>Equals no file's stamp.</summary>
    public static FileStamp Unknown => new(-1, 0, 0, 0);

    public bool IsUnknown => Size < 0;

    /// <summary>The stamp of a file as it is now.</summary>
    public static FileStamp Of(string path)
    {
        if (LinuxFiles.AreUsable)
            return LinuxFiles.Look(path, follow: true, out var status) switch
            {
                0 => new((long)status.Size, status.Modified, status.Changed, status.Inode),
                LinuxFiles.NoEntry or LinuxFiles.NoFolder => default,
                _ => Unknown,
            };
        try
        {
            var info = new FileInfo(path);
            return info.Exists ? new(info.Length, info.LastWriteTimeUtc.Ticks, info.CreationTimeUtc.Ticks, 0) : default;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Unknown;
        }
    }
}
