using System.Text;
using MemU.Fs.Files.Nodes;

namespace MemU.Fs.Files.Linux;

public sealed unsafe partial class LinuxTree
{
    /// <inheritdoc/>
    public ValueTask<TreeError> RenameAsync(FileNode from, ReadOnlyMemory<byte> name, FileNode to, ReadOnlyMemory<byte> newName, RenameMode mode, Caller caller, CancellationToken cancellationToken) =>
        new(Rename((LinuxNode)from, name.Span, (LinuxNode)to, newName.Span, mode));

    private TreeError Rename(LinuxNode from, ReadOnlySpan<byte> name, LinuxNode to, ReadOnlySpan<byte> newName, RenameMode mode)
    {
        byte* source = stackalloc byte[NameBuffer], target = stackalloc byte[NameBuffer];
        if (_options.IsReadOnly) return TreeError.ReadOnly;
        if (Copy(name, source) is not TreeError.None and var bad) return bad;
        if (Hides(from, name)) return TreeError.NotFound;
        if (IsStateFolder(from, name) || IsStateFolder(to, newName)) return TreeError.NotPermitted;
        if (Enter(from, out var fromFolder) is not 0 and var closed) return Errno.ToError(closed);
        try
        {
            var error = LinuxCalls.Look(fromFolder, source, out var moved);
            if (error == LinuxFiles.NoEntry && !Ascii.IsValid(name) && OtherForm(fromFolder, ref name, source, out moved)) error = 0;
            if (error != 0) return error == LinuxFiles.NoEntry ? Missing(name) : Errno.ToError(error);
            if (MayMake(to, ref newName, target, moved.IsFolder, from, name) is not TreeError.None and var refused) return refused;
            if (Enter(to, out var toFolder) is not 0 and var unopened) return Errno.ToError(unopened);
            try
            {
                return Rename(from, fromFolder, name, source, moved, to, toFolder, newName, target, mode);
            }
            finally
            {
                Leave(to);
            }
        }
        finally
        {
            Leave(from);
        }
    }

    private TreeError Rename(LinuxNode from, int fromFolder, ReadOnlySpan<byte> name, byte* source, in LinuxStatus moved, LinuxNode to, int toFolder, ReadOnlySpan<byte> newName, byte* target, RenameMode mode)
    {
        var isTaken = LinuxCalls.Look(toFolder, target, out var replaced) == 0;
        _outside.Watch(to, toFolder);
        var goes = _outside.Own(from, name, OwnChanges.Goes);
        var appears = _outside.Own(to, newName, OwnChanges.Appears);
        var alsoGoes = mode == RenameMode.Exchange ? _outside.Own(to, newName, OwnChanges.Goes) : default;
        var alsoAppears = mode == RenameMode.Exchange ? _outside.Own(from, name, OwnChanges.Appears) : default;
        var flags = mode switch { RenameMode.NoReplace => LinuxCalls.NoReplace, RenameMode.Exchange => LinuxCalls.Exchange, _ => 0 };
        var held = isTaken && mode == RenameMode.Replace ? HoldLast(toFolder, target, replaced) : -1;
        if (Failed(LinuxCalls.Rename(fromFolder, source, toFolder, target, (uint)flags)) is not TreeError.None and var failed)
        {
            goes.Forget();
            appears.Forget();
            alsoGoes.Forget();
            alsoAppears.Forget();
            LetGo(held);
            return failed;
        }
        if (moved.Identity == replaced.Identity)
        {
            LetGo(held);
            return TreeError.None; // two names of one file: both stay
        }
        var now = Environment.TickCount64;
        if (isTaken && Known(replaced.Identity) is { } other)
        {
            other.OwnChange = now;
            other.Orphan = held;
            LosePlace(other, to, newName, isLast: mode != RenameMode.Exchange && (replaced.IsFolder || replaced.Names <= 1));
            if (mode == RenameMode.Exchange) Give(other, new(from, [.. name, 0]), replaced.Names);
        }
        else LetGo(held);
        if (Known(moved.Identity) is { } node)
        {
            node.OwnChange = now;
            LosePlace(node, from, name, isLast: false);
            Give(node, new(to, [.. newName, 0]), moved.Names);
            node.IsNew = true;
            if (node.Kind == NodeKind.Folder) node.Foreign = default;
        }
        NameGone(from, fromFolder, name);
        NameMade(to, toFolder, newName);
        if (mode == RenameMode.Exchange) NameMade(from, fromFolder, name);
        return TreeError.None;
    }

    private void Give(LinuxNode node, Place place, uint names)
    {
        lock (_nodes) SetPlace(node, place, names);
    }
}
