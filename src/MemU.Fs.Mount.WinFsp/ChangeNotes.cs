using System.Text;
using Fsp.Interop;
using MemU.Fs.Files.Nodes;

namespace MemU.Fs.Mount.WinFsp;

/// <content>Tells Windows what changed without it, so that Explorer and editors look again.</content>
internal sealed partial class DriveFileSystem
{
    /// <summary>What Windows is told of a change; null for one in a folder that nobody has open, and which Windows therefore doesn't show.</summary>
    public NotifyInfo? NoteOf(in TreeChange change)
    {
        if (PathOf(change.Folder) is not { } folder) return null;
        var name = change.Name.IsEmpty ? "" : Encoding.UTF8.GetString(change.Name.Span);
        var path = name.Length == 0 ? folder : folder == "\\" ? "\\" + name : $"{folder}\\{name}";
        return change.Kind switch
        {
            TreeChangeKind.Added => new() { FileName = path, Action = NotifyAction.Added, Filter = NotifyFilter.ChangeFileName | NotifyFilter.ChangeDirName },
            TreeChangeKind.Removed => new() { FileName = path, Action = NotifyAction.Removed, Filter = NotifyFilter.ChangeFileName | NotifyFilter.ChangeDirName },
            TreeChangeKind.Content => new() { FileName = path, Action = NotifyAction.Modified, Filter = NotifyFilter.ChangeLastWrite | NotifyFilter.ChangeSize },
            _ => new() { FileName = path, Action = NotifyAction.Modified, Filter = NotifyFilter.ChangeAttributes },
        };
    }

    private string? PathOf(FileNode folder)
    {
        if (folder == tree.Root) return "\\";
        foreach (var (open, _) in _open)
            if (open.Node == folder) return open.Path;
        return null;
    }
}
