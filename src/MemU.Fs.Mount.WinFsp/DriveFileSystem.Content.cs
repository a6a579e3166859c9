using System.Text;
using MemU.Fs.Files.Nodes;
using FileInfo = Fsp.Interop.FileInfo;

namespace MemU.Fs.Mount.WinFsp;

/// <content>Reading, writing and listing.</content>
internal sealed partial class DriveFileSystem
{
    private static readonly StringComparer ByName = StringComparer.OrdinalIgnoreCase;

    /// <inheritdoc/>
    public override int Read(object FileNode, object FileDesc, nint Buffer, ulong Offset, uint Length, out uint BytesTransferred)
    {
        BytesTransferred = 0;
        var open = (OpenEntry)FileDesc;
        if (open.Handle is not { } handle) return NtStatus.Of(open.IsFolder ? TreeError.IsFolder : TreeError.BadHandle);
        if (Offset > long.MaxValue) return NtStatus.EndOfFile;
        using var memory = new NativeMemory(Buffer, checked((int)Length));
        var read = tree.ReadAsync(handle, (long)Offset, memory.Memory, default).Now();
        if (read.Error != TreeError.None) return NtStatus.Of(read.Error);
        BytesTransferred = (uint)read.Value;
        return read.Value == 0 && Length > 0 ? NtStatus.EndOfFile : NtStatus.Success;
    }

    /// <inheritdoc/>
    public override int Write(object FileNode, object FileDesc, nint Buffer, ulong Offset, uint Length, bool WriteToEndOfFile, bool ConstrainedIo, out uint BytesTransferred, out FileInfo FileInfo)
    {
        (BytesTransferred, FileInfo) = (0, default);
        var open = (OpenEntry)FileDesc;
        if (open.Handle is not { } handle) return NtStatus.Of(open.IsFolder ? TreeError.IsFolder : TreeError.BadHandle);
        if (WriteToEndOfFile || ConstrainedIo)
        {
            var status = Info(open, out FileInfo);
            if (status != NtStatus.Success) return status;
            if (WriteToEndOfFile) Offset = FileInfo.FileSize;
            if (ConstrainedIo && Offset >= FileInfo.FileSize) return NtStatus.Success; // the cache's own writes never lengthen a file
            if (ConstrainedIo) Length = (uint)Math.Min(Length, FileInfo.FileSize - Offset);
        }
        if (Offset > long.MaxValue) return NtStatus.Of(TreeError.TooBig);
        using var memory = new NativeMemory(Buffer, checked((int)Length));
        var written = tree.WriteAsync(handle, (long)Offset, memory.Memory, default).Now();
        if (written.Error != TreeError.None) return NtStatus.Of(written.Error);
        BytesTransferred = (uint)written.Value;
        return Info(open, out FileInfo);
    }

    /// <inheritdoc/>
    public override int Flush(object? FileNode, object? FileDesc, out FileInfo FileInfo)
    {
        FileInfo = default;
        if (FileDesc is not OpenEntry open) return NtStatus.Success; // the whole drive: every file was synced when that was asked for
        if (open is { Handle: { } handle, CanWrite: true } && tree.SyncAsync(handle, dataOnly: false, default).Now() is not TreeError.None and var error) return NtStatus.Of(error);
        return Info(open, out FileInfo);
    }

    /// <summary>The entry behind a name, or behind the one that came last.</summary>
    public override bool ReadDirectoryEntry(object FileNode, object FileDesc, string? Pattern, string? Marker, ref object? Context, out string? FileName, out FileInfo FileInfo)
    {
        (FileName, FileInfo) = (null, default);
        var open = (OpenEntry)FileDesc;
        if (Context is not int at)
        {
            if (Marker is null || open.Names is null)
            {
                var listed = List(open.Node);
                if (listed.Error != TreeError.None) return false;
                var here = tree.GetAttributesAsync(open.Node, null, Owner, default).Now().Value.Attributes;
                open.Names = open.Node == tree.Root ? listed.Value : [(".", here), ("..", here), .. listed.Value];
            }
            at = Marker is null ? 0 : open.Names.FindIndex(n => Follows(n.Name, Marker));
            if (at < 0) return false;
        }
        if (at >= open.Names!.Count) return false;
        (FileName, FileInfo) = (open.Names[at].Name, EntryInfo.Of(open.Names[at].Attributes));
        Context = at + 1;
        return true;
    }

    /// <inheritdoc/>
    public override int GetDirInfoByName(object FileNode, object FileDesc, string FileName, out string? NormalizedName, out FileInfo FileInfo)
    {
        (NormalizedName, FileInfo) = (null, default);
        var found = tree.LookupAsync(((OpenEntry)FileDesc).Node, Encoding.UTF8.GetBytes(FileName), Owner, default).Now();
        if (found.Error != TreeError.None) return NtStatus.Of(found.Error);
        _paths.Forget(found.Value.Node!);
        if (found.Value.Attributes.Kind is not (NodeKind.File or NodeKind.Folder)) return NtStatus.AccessDenied;
        (NormalizedName, FileInfo) = (FileName, EntryInfo.Of(found.Value.Attributes));
        return NtStatus.Success;
    }

    private static bool Follows(string name, string marker) => (name, marker) switch
    {
        (".", _) => false,
        ("..", _) => marker == ".",
        (_, "." or "..") => true,
        _ => ByName.Compare(name, marker) > 0,
    };

    /// <summary>What a folder holds, in the order of names by which a listing goes on.</summary>
    private Outcome<List<(string Name, NodeAttributes Attributes)>> List(FileNode folder)
    {
        var opened = tree.OpenFolderAsync(folder, Owner, default).Now();
        if (opened.Error != TreeError.None) return opened.Error;
        var sink = new Entries(this);
        var error = tree.ListAsync(opened.Value, 0, sink, default).Now();
        tree.ReleaseFolder(opened.Value);
        sink.Taken.Sort((a, b) => ByName.Compare(a.Name, b.Name));
        return error == TreeError.None ? sink.Taken : error;
    }

    private sealed class Entries(DriveFileSystem drive) : IEntrySink
    {
        public List<(string Name, NodeAttributes Attributes)> Taken { get; } = [];

        public bool WantsNodes => true;

        public bool Add(ReadOnlySpan<byte> name, long place, in NodeEntry entry)
        {
            if (entry.Node is null) return true;
            drive._paths.Forget(entry.Node);
            if (entry.Attributes.Kind is NodeKind.File or NodeKind.Folder) Taken.Add((Encoding.UTF8.GetString(name), entry.Attributes));
            return true;
        }
    }
}
