using System.Runtime.CompilerServices;
using System.Runtime.Versioning;
using System.Security.AccessControl;
using System.Security.Principal;
using Fsp;
using Fsp.Interop;
using MemU.Fs.Files.Nodes;

namespace MemU.Fs.Mount.WinFsp;

/// <summary>A drive that is mounted, until it is disposed of.</summary>
internal sealed class Drive : IDisposable
{
    private const int PermissionToWait = 1000; // milliseconds

    private readonly FileSystemHost _host;
    private readonly IFileTree _tree;
    private readonly DriveFileSystem _system;

    private Drive(FileSystemHost host, IFileTree tree, DriveFileSystem system, string point)
    {
        (_host, _tree, _system, Point) = (host, tree, system, point);
        _tree.Changed += Tell;
    }

    /// <summary>The letter or folder where it is.</summary>
    public string Point { get; }

    /// <summary>Mounts a tree at a letter, a folder or, with null, the next free letter; the drive is the current user's alone. A status when that fails.</summary>
    /// <exception cref="DllNotFoundException">WinFsp is not installed.</exception>
    [SupportedOSPlatform("windows")]
    [MethodImpl(MethodImplOptions.NoInlining)] // WinFsp is looked for when this is called, and not before
    public static (Drive? Drive, int Status) Mount(IFileTree tree, string? point)
    {
        var security = OnlyMe();
        var system = new DriveFileSystem(tree, security);
        FileSystemHost? host = new(system)
        {
            SectorSize = 4096,
            SectorsPerAllocationUnit = 1,
            MaxComponentLength = 255,
            FileInfoTimeout = 1000,
            CaseSensitiveSearch = false,
            CasePreservedNames = true,
            UnicodeOnDisk = true,
            PassQueryDirectoryFileName = true,
            VolumeCreationTime = (ulong)DateTime.UtcNow.ToFileTimeUtc(),
            FileSystemName = "memu",
        };
        try
        {
            var status = host.Mount(point, security);
            if (status < 0) return (null, status);
            var drive = new Drive(host, tree, system, host.MountPoint() ?? point ?? "");
            host = null; // it is the drive's now
            return (drive, status);
        }
        finally
        {
            host?.Dispose();
        }
    }

    /// <summary>Lets go of it.</summary>
    public void Dispose()
    {
        _tree.Changed -= Tell;
        _host.Unmount();
        _host.Dispose();
    }

    private void Tell(TreeChange change)
    {
        if (_system.NoteOf(change) is not { } note || _host.NotifyBegin(PermissionToWait) < 0) return; // while something is renamed Windows takes none
        try
        {
            _ = _host.Notify([note]);
        }
        finally
        {
            _ = _host.NotifyEnd();
        }
    }

    [SupportedOSPlatform("windows")]
    private static byte[] OnlyMe()
    {
        using var me = WindowsIdentity.GetCurrent();
        var descriptor = new RawSecurityDescriptor($"O:{me.User}G:{me.User}D:P(A;;FA;;;{me.User})(A;;FA;;;SY)(A;;FA;;;BA)");
        var bytes = new byte[descriptor.BinaryLength];
        descriptor.GetBinaryForm(bytes, 0);
        return bytes;
    }
}
