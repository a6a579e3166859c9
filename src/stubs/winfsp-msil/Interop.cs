namespace Fsp.Interop;

public struct VolumeInfo
{
    public ulong TotalSize;
    public ulong FreeSize;

    public readonly void SetVolumeLabel(string Value) { }
}

public struct FileInfo
{
    public uint FileAttributes;
    public uint ReparseTag;
    public ulong AllocationSize;
    public ulong FileSize;
    public ulong CreationTime;
    public ulong LastAccessTime;
    public ulong LastWriteTime;
    public ulong ChangeTime;
    public ulong IndexNumber;
    public uint HardLinks;
}

public enum NotifyAction : uint
{
    Added = 1,
    Removed = 2,
    Modified = 3,
}

[System.Flags]
public enum NotifyFilter : uint
{
    ChangeFileName = 1,
    ChangeDirName = 2,
    ChangeAttributes = 4,
    ChangeSize = 8,
    ChangeLastWrite = 16,
}

public struct NotifyInfo
{
    public string FileName;
    public NotifyAction Action;
    public NotifyFilter Filter;
}
