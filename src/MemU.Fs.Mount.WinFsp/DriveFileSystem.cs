using System.Collections.Concurrent;
using Fsp;
using MemU.Fs.Files.Nodes;
using FileInfo = Fsp.Interop.FileInfo;
using VolumeInfo = Fsp.Interop.VolumeInfo;

namespace MemU.Fs.Mount.WinFsp;

/// <summary>
/// A tree as a drive of Windows. Windows deletes when the last handle is cleaned up, and what was written becomes what others read at that moment too; folders
/// are listed on from a name, not from a place; names differ in more than case.
/// </summary>
/// <param name="tree">The tree that is shown.</param>
/// <param name="security">Who may use the drive, as a descriptor in the form of Windows; null where nobody is kept out.</param>
internal sealed partial class DriveFileSystem(IFileTree tree, byte[]? security = null) : FileSystemBase
{
    private const uint ReadData = 0x1, WriteData = 0x2, AppendData = 0x4;
    private const uint NewFile = 0b110_100_100, NewFolder = 0b111_101_101;

    private static readonly Caller Owner = new(NodeAttributes.Anyone, NodeAttributes.Anyone, 0);

    private readonly DrivePaths _paths = new(tree, Owner);
    private readonly ConcurrentDictionary<OpenEntry, byte> _open = new();

    /// <summary>What else goes wrong is one request's failure, and never the drive's.</summary>
    public override int ExceptionHandler(Exception ex)
    {
        Console.Error.WriteLine($"memu-winfsp: {ex}");
        return NtStatus.IoError;
    }

    /// <inheritdoc/>
    public override int GetVolumeInfo(out VolumeInfo VolumeInfo)
    {
        VolumeInfo = default;
        var space = tree.SpaceAsync(default).Now();
        if (space.Error != TreeError.None) return NtStatus.Of(space.Error);
        VolumeInfo.TotalSize = space.Value.Blocks * space.Value.BlockSize;
        VolumeInfo.FreeSize = space.Value.Available * space.Value.BlockSize;
        VolumeInfo.SetVolumeLabel("Memory");
        return NtStatus.Success;
    }

    /// <inheritdoc/>
    public override int GetSecurityByName(string FileName, out uint FileAttributes, ref byte[]? SecurityDescriptor)
    {
        FileAttributes = 0;
        var found = _paths.Find(FileName);
        if (found.Error != TreeError.None) return NotFound(FileName, found.Error);
        _paths.Forget(found.Value.Node!);
        FileAttributes = EntryInfo.Flags(found.Value.Attributes);
        if (SecurityDescriptor is not null) SecurityDescriptor = security;
        return NtStatus.Success;
    }

    /// <inheritdoc/>
    public override int GetSecurity(object FileNode, object FileDesc, ref byte[]? SecurityDescriptor)
    {
        SecurityDescriptor = security;
        return NtStatus.Success;
    }

    /// <inheritdoc/>
    public override int Create(string FileName, uint CreateOptions, uint GrantedAccess, uint FileAttributes, byte[] SecurityDescriptor, ulong AllocationSize,
        out object? FileNode, out object? FileDesc, out FileInfo FileInfo, out string? NormalizedName)
    {
        (FileNode, FileDesc, FileInfo, NormalizedName) = (null, null, default, null);
        OpenEntry? open = null;
        NodeAttributes attributes = default;
        var mode = (FileAttributes & EntryInfo.ReadOnly) != 0 ? NewFile & 0b100_100_100 : NewFile;
        var status = _paths.InFolder(FileName, (folder, name) =>
        {
            if ((CreateOptions & FILE_DIRECTORY_FILE) != 0)
            {
                var made = tree.MakeFolderAsync(folder, name, NewFolder, Owner, default).Now();
                if (made.Error != TreeError.None) return NtStatus.Of(made.Error);
                (open, attributes) = (new(made.Value.Node!, isFolder: true, FileName), made.Value.Attributes);
                return NtStatus.Success;
            }
            var created = tree.CreateAsync(folder, name, mode, OpenMode.Read | OpenMode.Write | OpenMode.Exclusive, Owner, default).Now();
            if (created.Error != TreeError.None) return NtStatus.Of(created.Error);
            (open, attributes) = (new(created.Value.Entry.Node!, isFolder: false, FileName) { Handle = created.Value.Opened.Handle, CanWrite = true }, created.Value.Entry.Attributes);
            return NtStatus.Success;
        });
        if (open is null) return status;
        (FileDesc, FileInfo) = (open, EntryInfo.Of(attributes));
        _open[open] = 0;
        return NtStatus.Success;
    }

    /// <inheritdoc/>
    public override int Open(string FileName, uint CreateOptions, uint GrantedAccess, out object? FileNode, out object? FileDesc, out FileInfo FileInfo, out string? NormalizedName)
    {
        (FileNode, FileDesc, FileInfo, NormalizedName) = (null, null, default, null);
        var found = _paths.Find(FileName);
        if (found.Error != TreeError.None) return NotFound(FileName, found.Error);
        var isFolder = found.Value.Attributes.Kind == NodeKind.Folder;
        var canWrite = !isFolder && (GrantedAccess & (WriteData | AppendData)) != 0;
        var open = new OpenEntry(found.Value.Node!, isFolder, FileName) { CanWrite = canWrite };
        if (canWrite || !isFolder && (GrantedAccess & ReadData) != 0)
        {
            // who writes reads as well: the cache of Windows fills pages of which only a part is written
            var opened = tree.OpenAsync(open.Node, canWrite ? OpenMode.Read | OpenMode.Write : OpenMode.Read, Owner, default).Now();
            if (opened.Error != TreeError.None)
            {
                _paths.Forget(open.Node);
                return NtStatus.Of(opened.Error);
            }
            open.Handle = opened.Value.Handle;
        }
        (FileDesc, FileInfo) = (open, EntryInfo.Of(found.Value.Attributes));
        _open[open] = 0;
        return NtStatus.Success;
    }

    /// <inheritdoc/>
    public override int Overwrite(object FileNode, object FileDesc, uint FileAttributes, bool ReplaceFileAttributes, ulong AllocationSize, out FileInfo FileInfo) =>
        Change(FileDesc, new() { Size = 0 }, out FileInfo);

    /// <summary>A program has closed its last handle: now it is deleted, or what was written becomes what others read. Windows takes its time to close.</summary>
    public override void Cleanup(object FileNode, object FileDesc, string FileName, uint Flags)
    {
        var open = (OpenEntry)FileDesc;
        if ((Flags & CleanupDelete) != 0) _paths.InFolder(FileName ?? open.Path, (folder, name) => NtStatus.Of(tree.RemoveAsync(folder, name, open.IsFolder, Owner, default).Now()));
        else if (open is { Handle: { } handle, CanWrite: true } && tree.FlushAsync(handle, default).Now() is not TreeError.None and var error)
            Console.Error.WriteLine($"memu-winfsp: {open.Path} could not be saved: {error}"); // a cleanup has no answer
    }

    /// <inheritdoc/>
    public override void Close(object FileNode, object FileDesc)
    {
        var open = (OpenEntry)FileDesc;
        _open.TryRemove(open, out _);
        if (open.Handle is { } handle) tree.Release(handle);
        _paths.Forget(open.Node);
    }

    /// <inheritdoc/>
    public override int GetFileInfo(object FileNode, object FileDesc, out FileInfo FileInfo) => Info((OpenEntry)FileDesc, out FileInfo);

    /// <inheritdoc/>
    public override int SetBasicInfo(object FileNode, object FileDesc, uint FileAttributes, ulong CreationTime, ulong LastAccessTime, ulong LastWriteTime, ulong ChangeTime, out FileInfo FileInfo)
    {
        var changes = new NodeChanges { Accessed = EntryInfo.Time(LastAccessTime), Modified = EntryInfo.Time(LastWriteTime) };
        if (FileAttributes is not EntryInfo.Unchanged and not 0 && FileDesc is OpenEntry { IsFolder: false } open)
        {
            var now = tree.GetAttributesAsync(open.Node, open.Handle, Owner, default).Now();
            var isReadOnly = (FileAttributes & EntryInfo.ReadOnly) != 0;
            if (now.Error == TreeError.None && isReadOnly != ((EntryInfo.Flags(now.Value.Attributes) & EntryInfo.ReadOnly) != 0))
                changes = changes with { Mode = isReadOnly ? now.Value.Attributes.Mode & ~0b010_010_010u : now.Value.Attributes.Mode | 0b010_000_000 };
        }
        return Change(FileDesc, changes, out FileInfo);
    }

    /// <inheritdoc/>
    public override int SetFileSize(object FileNode, object FileDesc, ulong NewSize, bool SetAllocationSize, out FileInfo FileInfo)
    {
        FileInfo = default;
        if (NewSize > long.MaxValue) return NtStatus.Of(TreeError.TooBig);
        if (!SetAllocationSize) return Change(FileDesc, new() { Size = (long)NewSize }, out FileInfo);
        // room that is set aside is no content; only what lies behind it is cut off
        var status = Info((OpenEntry)FileDesc, out FileInfo);
        return status == NtStatus.Success && NewSize < FileInfo.FileSize ? Change(FileDesc, new() { Size = (long)NewSize }, out FileInfo) : status;
    }

    /// <inheritdoc/>
    public override int CanDelete(object FileNode, object FileDesc, string FileName)
    {
        var open = (OpenEntry)FileDesc;
        if (tree.Traits.IsReadOnly) return NtStatus.Of(TreeError.ReadOnly);
        if (open.Node == tree.Root) return NtStatus.AccessDenied;
        if (!open.IsFolder) return NtStatus.Success;
        var names = List(open.Node);
        return names.Error != TreeError.None ? NtStatus.Of(names.Error) : names.Value.Count > 0 ? NtStatus.DirectoryNotEmpty : NtStatus.Success;
    }

    /// <inheritdoc/>
    public override int Rename(object FileNode, object FileDesc, string FileName, string NewFileName, bool ReplaceIfExists)
    {
        var open = (OpenEntry)FileDesc;
        var isCaseOnly = FileName.Equals(NewFileName, StringComparison.OrdinalIgnoreCase);
        var status = _paths.InFolder(FileName, (from, name) => _paths.InFolder(NewFileName, (to, newName) =>
        {
            var mode = ReplaceIfExists || isCaseOnly ? RenameMode.Replace : RenameMode.NoReplace;
            // a folder replaces nothing on Windows, and nothing replaces a folder
            if (mode == RenameMode.Replace && !isCaseOnly && _paths.Find(NewFileName) is { Error: TreeError.None, Value: var there })
            {
                _paths.Forget(there.Node!);
                if (open.IsFolder || there.Attributes.Kind == NodeKind.Folder) return NtStatus.AccessDenied;
            }
            return NtStatus.Of(tree.RenameAsync(from, name, to, newName, mode, Owner, default).Now());
        }));
        if (status != NtStatus.Success) return status;
        foreach (var (moved, _) in _open)
            if (moved.Path.Equals(FileName, StringComparison.OrdinalIgnoreCase) || moved.Path.StartsWith(FileName + "\\", StringComparison.OrdinalIgnoreCase)) moved.Path = NewFileName + moved.Path[FileName.Length..];
        return status;
    }

    private int NotFound(string path, TreeError error)
    {
        if (error != TreeError.NotFound) return NtStatus.Of(error);
        // Windows tells a missing folder from a missing file
        var slash = path.LastIndexOf('\\');
        var parent = _paths.Find(slash <= 0 ? "" : path[..slash]);
        if (parent.Error != TreeError.None) return NtStatus.PathNotFound;
        _paths.Forget(parent.Value.Node!);
        return parent.Value.Attributes.Kind == NodeKind.Folder ? NtStatus.Of(error) : NtStatus.PathNotFound;
    }

    private int Change(object desc, NodeChanges changes, out FileInfo info)
    {
        var open = (OpenEntry)desc;
        info = default;
        var changed = tree.SetAttributesAsync(open.Node, changes.Size is null || open.CanWrite ? open.Handle : null, changes, Owner, default).Now();
        return changed.Error == TreeError.None ? Info(open, out info) : NtStatus.Of(changed.Error);
    }

    private int Info(OpenEntry open, out FileInfo info)
    {
        var state = tree.GetAttributesAsync(open.Node, open.Handle, Owner, default).Now();
        info = state.Error == TreeError.None ? EntryInfo.Of(state.Value.Attributes) : default;
        return NtStatus.Of(state.Error);
    }
}
