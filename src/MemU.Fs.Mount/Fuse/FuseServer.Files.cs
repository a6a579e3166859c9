using System.Runtime.CompilerServices;
using MemU.Fs.Files.Nodes;

namespace MemU.Fs.Mount.Fuse;

internal sealed partial class FuseServer
{
    private void Open(Request r, FileNode node)
    {
        if (r.Has<OpenIn>(out var open)) When(r, RenewedAsync(r, _tree.OpenAsync(node, ModeOf(open.Flags), r.Caller, r.Stop)), static (s, r, opened) => s.AnswerOpened(r, opened));
    }

    private void AnswerOpened(Request r, in Outcome<OpenedFile> opened)
    {
        if (opened.Error != TreeError.None)
        {
            r.Answer(opened.Error);
            return;
        }
        var open = OpenOut(opened.Value);
        r.Answer(open);
        if (r.WasDropped && _files.Remove(open.Handle) is { } unheard) _tree.Release(unheard);
    }

    private void AnswerCreated(Request r, in Outcome<CreatedFile> made)
    {
        if (made.Error != TreeError.None)
        {
            r.Answer(made.Error);
            return;
        }
        var (entry, open) = (_nodes.EntryOf(made.Value.Entry), OpenOut(made.Value.Opened));
        r.Answer(entry, open);
        if (!r.WasDropped) return;
        if (_files.Remove(open.Handle) is { } unheard) _tree.Release(unheard);
        _nodes.Forget(entry.Node, 1);
    }

    private OpenOut OpenOut(in OpenedFile opened) => new()
    {
        Handle = _files.Add(opened.Handle),
        Flags = ((opened.Caching & OpenCaching.Direct) != 0 ? Protocol.OpenDirect : 0) | ((opened.Caching & OpenCaching.Keep) != 0 ? Protocol.OpenKeep : 0) | ((opened.Caching & OpenCaching.NoFlush) != 0 ? Protocol.OpenNoFlush : 0),
    };

    private void Create(Request r, FileNode folder)
    {
        if (r.Has<CreateIn>(out var create) && r.Name(Unsafe.SizeOf<CreateIn>(), out var name, out _))
            When(r, RenewedAsync(r, _tree.CreateAsync(folder, name, create.Mode & 0xfff, ModeOf(create.Flags), r.Caller, r.Stop)), static (s, r, made) => s.AnswerCreated(r, made));
    }

    private void Read(Request r)
    {
        if (!r.Has<ReadIn>(out var read)) return;
        if (_files[read.Handle] is not { } handle) r.Answer(TreeError.BadHandle);
        else if (read.Offset < 0 || read.Size > Protocol.MaxWrite) r.Answer(TreeError.Invalid);
        else
            When(r, _tree.ReadAsync(handle, read.Offset, r.Room((int)read.Size), r.Stop), static (_, r, got) =>
            {
                if (got.Error == TreeError.None) r.AnswerFilled(got.Value);
                else r.Answer(got.Error);
            });
    }

    private void Write(Request r)
    {
        if (!r.Has<WriteIn>(out var write) || write.Size > Protocol.MaxWrite || !r.Data(Unsafe.SizeOf<WriteIn>(), (int)write.Size, out var data)) return;
        if (_files[write.Handle] is not { } handle) r.Answer(TreeError.BadHandle);
        else if (write.Offset < 0) r.Answer(TreeError.Invalid);
        else
            When(r, _tree.WriteAsync(handle, write.Offset, data, r.Stop), static (_, r, put) =>
            {
                if (put.Error == TreeError.None) r.Answer(new WriteOut { Size = (uint)put.Value });
                else r.Answer(put.Error);
            });
    }

    private void Flush(Request r)
    {
        if (!r.Has<FlushIn>(out var flush)) return;
        if (_files[flush.Handle] is not { } handle) r.Answer(TreeError.BadHandle);
        else When(r, _tree.FlushAsync(handle, r.Stop), static (_, r, error) => r.Answer(error));
    }

    private void Release(Request r)
    {
        if (!r.Has<ReleaseIn>(out var release)) return;
        if (_files.Remove(release.Handle) is { } handle) _tree.Release(handle);
        r.Answer(TreeError.None);
    }

    private void Sync(Request r)
    {
        const uint dataOnly = 1;
        if (!r.Has<FsyncIn>(out var sync)) return;
        if (_files[sync.Handle] is not { } handle) r.Answer(TreeError.BadHandle);
        else When(r, _tree.SyncAsync(handle, (sync.Flags & dataOnly) != 0, r.Stop), static (_, r, error) => r.Answer(error));
    }

    private void Allocate(Request r)
    {
        if (!r.Has<AllocateIn>(out var allocate)) return;
        if (_files[allocate.Handle] is not { } handle) r.Answer(TreeError.BadHandle);
        else When(r, _tree.AllocateAsync(handle, (int)allocate.Mode, allocate.Offset, allocate.Length, r.Stop), static (_, r, error) => r.Answer(error));
    }

    private void OpenFolder(Request r, FileNode node)
    {
        if (r.Has<OpenIn>(out _))
            When(r, _tree.OpenFolderAsync(node, r.Caller, r.Stop), static (s, r, opened) =>
            {
                if (opened.Error == TreeError.None) r.Answer(new OpenOut { Handle = s._folders.Add(opened.Value) });
                else r.Answer(opened.Error);
            });
    }

    private void List(Request r, bool withNodes)
    {
        if (!r.Has<ReadIn>(out var read)) return;
        if (_folders[read.Handle] is not { } handle)
        {
            r.Answer(TreeError.BadHandle);
            return;
        }
        r.BeginListing(read.Size, withNodes);
        When(r, _tree.ListAsync(handle, read.Offset, r, r.Stop), static (_, r, error) =>
        {
            if (error == TreeError.None || r.Filled > 0) r.AnswerFilled(r.Filled);
            else r.Answer(error);
        });
    }

    private void ReleaseFolder(Request r)
    {
        if (!r.Has<ReleaseIn>(out var release)) return;
        if (_folders.Remove(release.Handle) is { } handle) _tree.ReleaseFolder(handle);
        r.Answer(TreeError.None);
    }

    private void SyncFolder(Request r)
    {
        const uint dataOnly = 1;
        if (!r.Has<FsyncIn>(out var sync)) return;
        if (_folders[sync.Handle] is not { } handle) r.Answer(TreeError.BadHandle);
        else When(r, _tree.SyncFolderAsync(handle, (sync.Flags & dataOnly) != 0, r.Stop), static (_, r, error) => r.Answer(error));
    }

    private static OpenMode ModeOf(uint flags)
    {
        const uint writeOnly = 1, readWrite = 2, exclusive = 0x80, truncate = 0x200, append = 0x400, durable = 0x1000;
        return ((flags & 3) switch { writeOnly => OpenMode.Write, readWrite => OpenMode.Read | OpenMode.Write, _ => OpenMode.Read })
            | ((flags & exclusive) != 0 ? OpenMode.Exclusive : 0) | ((flags & truncate) != 0 ? OpenMode.Truncate : 0) | ((flags & append) != 0 ? OpenMode.Append : 0) | ((flags & durable) != 0 ? OpenMode.Durable : 0);
    }
}
