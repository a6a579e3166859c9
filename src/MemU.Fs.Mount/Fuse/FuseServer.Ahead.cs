using MemU.Fs.Files.Nodes;

namespace MemU.Fs.Mount.Fuse;

internal sealed partial class FuseServer
{
    // larger files take longer to read than to be asked for
    private const int MostAhead = 16 * 1024;

    private int _touching;

    /// <summary>
    /// What a file's opening asks for before it is answered (<see cref="OpenedFile.Renews"/>): the kernel drops the pages that are older than the file, or gets those of a
    /// small file that it has none of, so that reading it needs no request of its own.
    /// </summary>
    /// <remarks>
    /// The kernel itself would drop pages when it has the answer, and by then another who opened the file may be writing. It holds a page while it waits for it to be read
    /// or written: so one thread at most is here and can be held up, another is always left to answer it, and who comes second waits outside of them.
    /// </remarks>
    private ValueTask<Outcome<OpenedFile>> RenewedAsync(Request r, ValueTask<Outcome<OpenedFile>> opening)
    {
        if (!opening.IsCompletedSuccessfully) return RenewedLaterAsync(r, opening);
        var opened = opening.Result;
        if (opened.Error != TreeError.None || opened.Value is { Renews: null, Awaits: null }) return new(opened);
        if (opened.Value.Renews is null || Interlocked.CompareExchange(ref _touching, 1, 0) != 0) return RenewedLaterAsync(r, new(opened));
        try
        {
            return new(Renewed(r, opened.Value, mayFill: true));
        }
        finally
        {
            Volatile.Write(ref _touching, 0);
        }
    }

    private ValueTask<Outcome<CreatedFile>> RenewedAsync(Request r, ValueTask<Outcome<CreatedFile>> making) =>
        making.IsCompletedSuccessfully && (making.Result.Error != TreeError.None || making.Result.Value.Opened is { Renews: null, Awaits: null }) ? making : MadeLaterAsync(r, making);

    private async ValueTask<Outcome<CreatedFile>> MadeLaterAsync(Request r, ValueTask<Outcome<CreatedFile>> making)
    {
        var made = await making;
        if (made.Error != TreeError.None) return made;
        var opened = await RenewedAsync(r, new ValueTask<Outcome<OpenedFile>>(made.Value.Opened)); // there was such a file already
        return made.Value with { Opened = opened.Value };
    }

    private async ValueTask<Outcome<OpenedFile>> RenewedLaterAsync(Request r, ValueTask<Outcome<OpenedFile>> opening)
    {
        var opened = await opening;
        if (opened.Error != TreeError.None) return opened;
        if (opened.Value.Awaits is { } other) await other.Finished;
        return opened.Value.Renews is null ? opened : await Task.Run(() => Renewed(r, opened.Value, mayFill: false));
    }

    private Outcome<OpenedFile> Renewed(Request r, in OpenedFile opened, bool mayFill)
    {
        try
        {
            if (_nodes.NumberOf(opened.Handle.Node) is not 0 and var node)
            {
                if (opened.First is not { } first) r.DropPages(node);
                else if (mayFill) Fill(r, node, opened.Handle, first);
            }
            return opened;
        }
        finally
        {
            opened.Renews!.Finish();
        }
    }

    private void Fill(Request r, ulong node, FileHandle file, in NodeVersion version)
    {
        if (version.Size is <= 0 or > MostAhead) return;
        var read = _tree.ReadAsync(file, 0, r.RoomAhead((int)version.Size), r.Stop);
        if (!read.IsCompletedSuccessfully || read.Result is not { Error: TreeError.None } got || got.Value != version.Size) return;
        r.PutAhead(node, got.Value);
        // changed meanwhile below the drive, what was put there may be older than what the kernel has been told since
        var state = _tree.GetAttributesAsync(file.Node, file, r.Caller, r.Stop);
        if (!state.IsCompletedSuccessfully || state.Result is not { Error: TreeError.None } after || after.Value.Attributes.Version != version) r.DropPages(node);
    }
}
