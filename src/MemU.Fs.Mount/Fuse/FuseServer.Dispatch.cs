using System.Runtime.CompilerServices;
using MemU.Fs.Files.Linux;
using MemU.Fs.Files.Nodes;

namespace MemU.Fs.Mount.Fuse;

internal sealed partial class FuseServer
{
    private const int NoSuchCall = 38; // ENOSYS: the kernel does it by itself from then on, or never asks again

    private void Dispatch(Request r)
    {
        var opcode = r.Header.Opcode;
        switch (opcode)
        {
            case Opcode.Forget:
                r.NeedsNone();
                if (r.Has<ulong>(out var count)) _nodes.Forget(r.Node, count);
                return;
            case Opcode.BatchForget:
                ForgetMany(r);
                return;
            case Opcode.Interrupt:
                r.NeedsNone();
                if (r.Has<ulong>(out var unique) && _pending.TryGetValue(unique, out var waiting)) waiting.Interrupt();
                return;
            case Opcode.Destroy:
                r.Answer(TreeError.None);
                return;
            case Opcode.StatFs:
                When(r, _tree.SpaceAsync(r.Stop), static (_, r, space) => AnswerSpace(r, space));
                return;
            // what is asked by handle
            case Opcode.Read: Read(r); return;
            case Opcode.Write: Write(r); return;
            case Opcode.Flush: Flush(r); return;
            case Opcode.Release: Release(r); return;
            case Opcode.Fsync: Sync(r); return;
            case Opcode.Allocate: Allocate(r); return;
            case Opcode.ReadFolder: List(r, withNodes: false); return;
            case Opcode.ReadFolderPlus: List(r, withNodes: true); return;
            case Opcode.ReleaseFolder: ReleaseFolder(r); return;
            case Opcode.FsyncFolder: SyncFolder(r); return;
        }
        if (_nodes[r.Node] is not { } node)
        {
            r.Answer(TreeError.Stale);
            return;
        }
        if (r.Header.Thread == _echo && Echo(r, node)) return;
        switch (opcode)
        {
            case Opcode.Lookup:
                if (r.Name(0, out var name, out _)) When(r, _tree.LookupAsync(node, name, r.Caller, r.Stop), static (s, r, found) => s.AnswerEntry(r, found));
                return;
            case Opcode.GetAttr: GetAttributes(r, node); return;
            case Opcode.SetAttr: SetAttributes(r, node); return;
            case Opcode.ReadLink:
                When(r, _tree.ReadLinkAsync(node, r.Stop), static (_, r, text) =>
                {
                    if (text.Error == TreeError.None) r.AnswerBytes(text.Value.Span);
                    else r.Answer(text.Error);
                });
                return;
            case Opcode.Symlink:
                if (r.Name(0, out name, out var next) && r.Name(next, out var target, out _)) When(r, _tree.MakeLinkAsync(node, name, target, r.Caller, r.Stop), static (s, r, made) => s.AnswerEntry(r, made));
                return;
            case Opcode.MakeNode:
                if (r.Has<MakeNodeIn>(out var make) && r.Name(Unsafe.SizeOf<MakeNodeIn>(), out name, out _))
                    When(r, _tree.MakeNodeAsync(node, name, LinuxStatus.KindOf(make.Mode), make.Mode & 0xfff, make.Device, r.Caller, r.Stop), static (s, r, made) => s.AnswerEntry(r, made));
                return;
            case Opcode.MakeFolder:
                if (r.Has<MakeFolderIn>(out var folder) && r.Name(Unsafe.SizeOf<MakeFolderIn>(), out name, out _))
                    When(r, _tree.MakeFolderAsync(node, name, folder.Mode & 0xfff, r.Caller, r.Stop), static (s, r, made) => s.AnswerEntry(r, made));
                return;
            case Opcode.Unlink:
            case Opcode.RemoveFolder:
                if (r.Name(0, out name, out _)) When(r, _tree.RemoveAsync(node, name, opcode == Opcode.RemoveFolder, r.Caller, r.Stop), static (_, r, error) => r.Answer(error));
                return;
            case Opcode.Rename:
                if (r.Has<ulong>(out var newFolder)) Rename(r, node, newFolder, 0, sizeof(ulong));
                return;
            case Opcode.Rename2:
                if (r.Has<Rename2In>(out var rename)) Rename(r, node, rename.NewFolder, rename.Flags, Unsafe.SizeOf<Rename2In>());
                return;
            case Opcode.Link:
                if (r.Has<ulong>(out var old) && r.Name(sizeof(ulong), out name, out _)) Link(r, node, old, name);
                return;
            case Opcode.Open: Open(r, node); return;
            case Opcode.Create: Create(r, node); return;
            case Opcode.OpenFolder: OpenFolder(r, node); return;
            default:
                r.AnswerNumber(NoSuchCall);
                return;
        }
    }

    private void AnswerEntry(Request r, in Outcome<NodeEntry> found)
    {
        if (found.Error == TreeError.None)
        {
            var entry = _nodes.EntryOf(found.Value);
            r.Answer(entry);
            if (r.WasDropped) _nodes.Forget(entry.Node, 1);
        }
        else if (found.Error == TreeError.NotFound && found.Value.Lifetime.Name > 0 && r.Header.Opcode == Opcode.Lookup) r.Answer(FuseNodes.FreeFor(found.Value.Lifetime.Name));
        else r.Answer(found.Error);
    }

    private void GetAttributes(Request r, FileNode node)
    {
        const uint byHandle = 1;
        if (!r.Has<GetAttrIn>(out var ask)) return;
        var handle = (ask.Flags & byHandle) != 0 ? _files[ask.Handle] : null;
        When(r, _tree.GetAttributesAsync(node, handle, r.Caller, r.Stop), static (s, r, state) => s.AnswerAttributes(r, state));
    }

    private void SetAttributes(Request r, FileNode node)
    {
        const uint mode = 1, user = 2, group = 4, size = 8, accessed = 16, modified = 32, byHandle = 64, accessedNow = 128, modifiedNow = 256;
        if (!r.Has<SetAttrIn>(out var set)) return;
        bool Says(uint bit) => (set.Valid & bit) != 0;
        var changes = new NodeChanges
        {
            Size = Says(size) ? (long)set.Size : null,
            Mode = Says(mode) ? set.Mode & 0xfff : null,
            UserId = Says(user) ? set.User : null,
            GroupId = Says(group) ? set.Group : null,
            Accessed = Says(accessedNow) ? NodeTime.Now : Says(accessed) ? new(set.Accessed, set.AccessedNanos) : null,
            Modified = Says(modifiedNow) ? NodeTime.Now : Says(modified) ? new(set.Modified, set.ModifiedNanos) : null,
        };
        When(r, _tree.SetAttributesAsync(node, Says(byHandle) ? _files[set.Handle] : null, changes, r.Caller, r.Stop), static (s, r, state) => s.AnswerAttributes(r, state));
    }

    private void AnswerAttributes(Request r, in Outcome<NodeState> state)
    {
        var known = r.Node == FuseNodes.Top ? state.Value with { Lifetime = Math.Min(state.Value.Lifetime, _top.Next()) } : state.Value;
        if (state.Error == TreeError.None) r.Answer(_nodes.AttributesOf(known));
        else r.Answer(state.Error);
    }

    private void Rename(Request r, FileNode from, ulong newFolder, uint flags, int offset)
    {
        if (!r.Name(offset, out var name, out var next) || !r.Name(next, out var newName, out _)) return;
        if (_nodes[newFolder] is not { } to) r.Answer(TreeError.Stale);
        else if (flags > 2) r.Answer(TreeError.Invalid); // with a whiteout, which only an overlay needs
        else
            When(r, _tree.RenameAsync(from, name, to, newName, flags switch { 1 => RenameMode.NoReplace, 2 => RenameMode.Exchange, _ => RenameMode.Replace }, r.Caller, r.Stop), static (_, r, error) => r.Answer(error));
    }

    private void Link(Request r, FileNode folder, ulong old, ReadOnlyMemory<byte> name)
    {
        if (_nodes[old] is not { } node) r.Answer(TreeError.Stale);
        else When(r, _tree.AddNameAsync(node, folder, name, r.Caller, r.Stop), static (s, r, made) => s.AnswerEntry(r, made));
    }

    private void ForgetMany(Request r)
    {
        r.NeedsNone();
        if (!r.Has<BatchForgetIn>(out var batch)) return;
        var size = Unsafe.SizeOf<ForgetOne>();
        for (var i = 0; i < batch.Count && r.Data(Unsafe.SizeOf<BatchForgetIn>() + i * size, size, out var one); i++)
        {
            var forget = Unsafe.ReadUnaligned<ForgetOne>(in one.Span[0]);
            _nodes.Forget(forget.Node, forget.Count);
        }
    }

    private static void AnswerSpace(Request r, in Outcome<TreeSpace> found)
    {
        var space = found.Value;
        if (found.Error != TreeError.None) r.Answer(found.Error);
        else
            r.Answer(new StatFsOut
            {
                Blocks = space.Blocks, Free = space.Free, Available = space.Available, Files = space.Nodes, FreeFiles = space.FreeNodes, BlockSize = space.BlockSize, FragmentSize = space.BlockSize, NameLength = 255,
            });
    }
}
