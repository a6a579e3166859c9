using System.Collections.Concurrent;
using MemU.Fs.Files.Linux;
using MemU.Fs.Files.Nodes;

namespace MemU.Fs.Mount.Fuse;

/// <summary>
/// Answers the kernel's requests for a tree by the FUSE protocol itself, without libfuse: the structures are the same on every processor and kernels keep
/// understanding old ones. Some threads read requests and answer what can be answered at once; what takes longer is answered when it is ready, and holds up nobody.
/// </summary>
internal sealed partial class FuseServer : IDisposable
{
    private const int FewWorkers = 2, MostWorkers = 8, MostSpare = 8;

    private readonly FuseDevice _device;
    private readonly IFileTree _tree;
    private readonly Action<string> _log;
    private readonly FuseNodes _nodes;
    private readonly SlotTable<FileHandle> _files = new(first: 1);
    private readonly SlotTable<FolderHandle> _folders = new(first: 1);
    private readonly ConcurrentDictionary<ulong, Request> _pending = new();
    private readonly ConcurrentBag<Request> _spare = [];
    private readonly TaskCompletionSource _over = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly FuseCrew _crew;
    private readonly TopLifetime _top = new();
    private volatile int _echo = -1;

    /// <summary>Serves a tree; nothing is read before <see cref="Start"/>.</summary>
    public FuseServer(FuseDevice device, IFileTree tree, Action<string> log)
    {
        Protocol.Check();
        (_device, _tree, _log) = (device, tree, log);
        _nodes = new(tree, LinuxCalls.User(), LinuxCalls.Group());
        _crew = new(MostWorkers, () => _device.HasMore, AddWorker);
    }

    /// <summary>Ends when the mount is gone and every request is answered.</summary>
    public Task Over => _over.Task;

    /// <summary>How many nodes the kernel knows, the root apart.</summary>
    public int KnownNodes => _nodes.Count;

    /// <summary>How many files and folders are open.</summary>
    public int OpenHandles => _files.Count + _folders.Count;

    /// <summary>What the kernel said it has, and what was agreed on.</summary>
    public (uint Minor, ulong Flags) Agreed { get; private set; }

    /// <summary>Number of the thread whose requests only make the kernel tell of changes (<see cref="FuseNotifier"/>); -1 for none.</summary>
    public int EchoThread
    {
        get => _echo;
        set => _echo = value;
    }

    internal FuseNodes Nodes => _nodes;

    /// <summary>Greets the kernel and begins to answer.</summary>
    /// <exception cref="IOException">The kernel's protocol is too old, or it is gone already.</exception>
    public void Start()
    {
        var first = NewRequest();
        if (!first.Next()) throw new IOException("the kernel closed the mount before it began.");
        Greet(first);
        _spare.Add(first);
        for (var i = 0; i < FewWorkers; i++) AddWorker();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _device.Dispose();
        while (_spare.TryTake(out var request)) request.Dispose();
    }

    private Request NewRequest() => _spare.TryTake(out var spare) ? spare : new(_device) { Nodes = _nodes };

    private void AddWorker()
    {
        if (_crew.Join()) new Thread(Work, 512 * 1024) { IsBackground = true, Name = "memu drive" }.Start();
    }

    private void Work()
    {
        var request = NewRequest();
        var self = default(FuseCrew.Member);
        while (_crew.AwaitTurn(ref self))
        {
            if (!request.Next())
            {
                _crew.End();
                break;
            }
            _crew.Took(ref self);
            if (request.Header.Opcode is Opcode.Fsync or Opcode.FsyncFolder) _crew.CallHelp(); // the disk takes its time, and others need not wait to find out
            Serve(request);
            _crew.Served(self, request.ReadyAt); // of one that is answered later it is the time of an earlier answer
            if (request.IsPending) request = NewRequest();
        }
        request.Dispose();
        if (_crew.Leave()) _ = EndAsync();
    }

    private async Task EndAsync()
    {
        while (!_pending.IsEmpty)
        {
            foreach (var request in _pending.Values) request.Interrupt();
            await Task.Delay(10);
        }
        foreach (var handle in _files.All()) _tree.Release(handle);
        foreach (var handle in _folders.All()) _tree.ReleaseFolder(handle);
        _nodes.ForgetAll();
        _over.TrySetResult();
    }

    /// <summary>Answers a request. Whatever goes wrong, the kernel gets an answer, because whoever asked waits for it for ever.</summary>
    private void Serve(Request request)
    {
        if (!request.IsWhole)
        {
            if (request.Rest >= 0) request.Answer(TreeError.Io);
            return;
        }
        try
        {
            Dispatch(request);
            if (!request.IsPending && !request.IsAnswered) request.Answer(TreeError.Invalid); // too short for what it asks
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            Report(request, e);
        }
    }

    private void Report(Request request, Exception error)
    {
        _log($"{request.Header.Opcode} failed: {error.GetType().Name}: {error.Message.ReplaceLineEndings(" ")}");
        request.Answer(TreeError.Io);
    }

    /// <summary>Answers when a task is ready, at once if it is.</summary>
    private void When<T>(Request request, ValueTask<T> task, Action<FuseServer, Request, T> answer)
    {
        if (task.IsCompletedSuccessfully) answer(this, request, task.Result);
        else
        {
            request.IsPending = true;
            _pending[request.Header.Unique] = request;
            _ = LaterAsync(request, task, answer);
        }
    }

    private async Task LaterAsync<T>(Request request, ValueTask<T> task, Action<FuseServer, Request, T> answer)
    {
        try
        {
            answer(this, request, await task);
        }
        catch (OperationCanceledException)
        {
            request.Answer(TreeError.Interrupted);
        }
        catch (Exception e)
        {
            Report(request, e);
        }
        finally
        {
            _pending.TryRemove(request.Header.Unique, out _);
            if (_spare.Count < MostSpare) _spare.Add(request);
            else request.Dispose();
        }
    }

    private void Greet(Request request)
    {
        if (!request.IsWhole || request.Header.Opcode != Opcode.Init || !request.Has<InitIn>(out var wish)) throw new IOException("what the kernel sent first is no greeting of FUSE.");
        if (wish.Major < Protocol.Major || wish.Major == Protocol.Major && wish.Minor < 23)
        {
            request.AnswerNumber(71); // EPROTO
            throw new IOException($"the kernel speaks FUSE {wish.Major}.{wish.Minor}, and 7.23 (Linux 3.15) is the oldest that a drive can use.");
        }
        const ulong wanted = Protocol.AsyncRead | Protocol.AtomicTruncate | Protocol.BigWrites | Protocol.Plus | Protocol.PlusAuto | Protocol.AsyncDirect | Protocol.ParallelFolders | Protocol.MaxPages | Protocol.Extended | Protocol.DirectMap;
        var offered = wish.Flags | ((wish.Flags & Protocol.Extended) != 0 ? (ulong)wish.MoreFlags << 32 : 0);
        var agreed = offered & wanted;
        Agreed = (Math.Min(wish.Minor, Protocol.Minor), agreed);
        request.Answer(new InitOut
        {
            Major = Protocol.Major, Minor = wish.Major > Protocol.Major ? Protocol.Minor : Math.Min(wish.Minor, Protocol.Minor), MaxReadahead = wish.MaxReadahead, Flags = (uint)agreed, MoreFlags = (uint)(agreed >> 32),
            MaxBackground = 64, CongestionThreshold = 48, MaxWrite = Protocol.MaxWrite, TimeGranularity = 1, MaxPages = Protocol.MaxWrite / 4096,
        });
    }
}
