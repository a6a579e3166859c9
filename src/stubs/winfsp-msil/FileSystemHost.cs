using System;
using Fsp.Interop;

namespace Fsp;

public class FileSystemHost : IDisposable
{
    public FileSystemHost(FileSystemBase FileSystem) { }

    public ushort SectorSize { get; set; }
    public ushort SectorsPerAllocationUnit { get; set; }
    public ushort MaxComponentLength { get; set; }
    public ulong VolumeCreationTime { get; set; }
    public uint FileInfoTimeout { get; set; }
    public bool CaseSensitiveSearch { get; set; }
    public bool CasePreservedNames { get; set; }
    public bool UnicodeOnDisk { get; set; }
    public bool PassQueryDirectoryFileName { get; set; }
    public string FileSystemName { get; set; }

    public int Mount(string MountPoint, byte[] SecurityDescriptor = null, bool Synchronized = false, uint DebugLog = 0) => throw new DllNotFoundException("these are signatures alone");

    public void Unmount() { }

    public string MountPoint() => null;

    public int NotifyBegin(uint Timeout) => 0;

    public int Notify(NotifyInfo[] NotifyInfoArray) => 0;

    public int NotifyEnd() => 0;

    public void Dispose() { }
}
