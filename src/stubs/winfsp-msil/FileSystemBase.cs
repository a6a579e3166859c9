using System;
using Fsp.Interop;

namespace Fsp;

public partial class FileSystemBase
{
    private const int NotThere = unchecked((int)0xC0000010); // what the real one answers for what a file system doesn't have

    public const uint FILE_DIRECTORY_FILE = 0x00000001;
    public const uint CleanupDelete = 0x01;

    public virtual int ExceptionHandler(Exception ex) => throw ex;

    public virtual int Init(object Host) => 0;

    public virtual int GetVolumeInfo(out VolumeInfo VolumeInfo)
    {
        VolumeInfo = default;
        return NotThere;
    }

    public virtual int GetSecurityByName(string FileName, out uint FileAttributes, ref byte[] SecurityDescriptor)
    {
        FileAttributes = default;
        return NotThere;
    }

    public virtual int Create(string FileName, uint CreateOptions, uint GrantedAccess, uint FileAttributes, byte[] SecurityDescriptor, ulong AllocationSize,
        out object FileNode, out object FileDesc, out FileInfo FileInfo, out string NormalizedName)
    {
        (FileNode, FileDesc, FileInfo, NormalizedName) = (default, default, default, default);
        return NotThere;
    }

    public virtual int Open(string FileName, uint CreateOptions, uint GrantedAccess, out object FileNode, out object FileDesc, out FileInfo FileInfo, out string NormalizedName)
    {
        (FileNode, FileDesc, FileInfo, NormalizedName) = (default, default, default, default);
        return NotThere;
    }

    public virtual int Overwrite(object FileNode, object FileDesc, uint FileAttributes, bool ReplaceFileAttributes, ulong AllocationSize, out FileInfo FileInfo)
    {
        FileInfo = default;
        return NotThere;
    }

    public virtual void Cleanup(object FileNode, object FileDesc, string FileName, uint Flags) { }

    public virtual void Close(object FileNode, object FileDesc) { }

    public virtual int Read(object FileNode, object FileDesc, IntPtr Buffer, ulong Offset, uint Length, out uint BytesTransferred)
    {
        BytesTransferred = default;
        return NotThere;
    }

    public virtual int Write(object FileNode, object FileDesc, IntPtr Buffer, ulong Offset, uint Length, bool WriteToEndOfFile, bool ConstrainedIo, out uint BytesTransferred, out FileInfo FileInfo)
    {
        (BytesTransferred, FileInfo) = (default, default);
        return NotThere;
    }

    public virtual int Flush(object FileNode, object FileDesc, out FileInfo FileInfo)
    {
        FileInfo = default;
        return NotThere;
    }

    public virtual int GetFileInfo(object FileNode, object FileDesc, out FileInfo FileInfo)
    {
        FileInfo = default;
        return NotThere;
    }

    public virtual int SetBasicInfo(object FileNode, object FileDesc, uint FileAttributes, ulong CreationTime, ulong LastAccessTime, ulong LastWriteTime, ulong ChangeTime, out FileInfo FileInfo)
    {
        FileInfo = default;
        return NotThere;
    }

    public virtual int SetFileSize(object FileNode, object FileDesc, ulong NewSize, bool SetAllocationSize, out FileInfo FileInfo)
    {
        FileInfo = default;
        return NotThere;
    }

    public virtual int CanDelete(object FileNode, object FileDesc, string FileName) => NotThere;

    public virtual int Rename(object FileNode, object FileDesc, string FileName, string NewFileName, bool ReplaceIfExists) => NotThere;

    public virtual int GetSecurity(object FileNode, object FileDesc, ref byte[] SecurityDescriptor) => NotThere;

    public virtual bool ReadDirectoryEntry(object FileNode, object FileDesc, string Pattern, string Marker, ref object Context, out string FileName, out FileInfo FileInfo)
    {
        (FileName, FileInfo) = (default, default);
        return false;
    }

    public virtual int GetDirInfoByName(object FileNode, object FileDesc, string FileName, out string NormalizedName, out FileInfo FileInfo)
    {
        (NormalizedName, FileInfo) = (default, default);
        return NotThere;
    }
}
