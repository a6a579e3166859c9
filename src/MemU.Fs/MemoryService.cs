using MemU.Fs.Care;
using MemU.Fs.Context;
using MemU.Fs.Files;
using MemU.Fs.History;
using MemU.Fs.Model;
using MemU.Fs.Providers;
using MemU.Fs.Providers.Calls;
using MemU.Fs.Providers.Offline;
using MemU.Fs.Steps;
using MemU.Fs.Understanding;

namespace MemU.Fs;

/// <summary>
/// A memory: memorizes and retrieves, and everything else serves these two. One instance serves one tree; its methods may be called
/// from any thread, one after another is carried out. Other processes may use the same tree at the same time.
/// </summary>
public sealed partial class MemoryService : IDisposable
{
    private readonly MemoryOptions _options;
    private readonly SemaphoreSlim _one = new(1, 1);
    private OpenTree? _open;
    private TreeWatcher? _watcher;
    private bool _unwatched;

    private MemoryService(MemoryOptions options) => _options = options;

    /// <summary>Opens the memory at <see cref="MemoryOptions.Root"/>; nothing is read or written before the first call.</summary>
    public static MemoryService Open(MemoryOptions options) => new(options);

    /// <summary>Makes a memory of a folder; what is in it stays as it is, and markdown files in it become memories.</summary>
    /// <exception cref="MemUException">The folder can't be made or written.</exception>
    public async Task<InitView> InitAsync(InitRequest request, CancellationToken cancellationToken = default)
    {
        var made = Initializer.Run(_options, request);
        if (made.Created) await WritingAsync(_ => Task.FromResult(true), cancellationToken); // what lay there already becomes the first edit
        return made;
    }

    /// <summary>Learns from sources; the same source again changes nothing.</summary>
    /// <exception cref="MemUException">A source can't be read, the tree can't be written, or it is locked; then nothing was written.</exception>
    public async Task<MemorizeResult> MemorizeAsync(MemorizeRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        var models = _options.Models?.Begin("memorize");
        // where nobody is asked, as with a model of vectors alone, it is planned once and each source let go of at once
        var isAsked = models is not null && (models.Speech is not null || ModelStep.OfMemorize.Any(s => models.Chat(s) is not null));
        if (isAsked) request = request with { Sources = [.. request.Sources.Select(LoadedOnce)] };
        MemorizeTools? tools = null;
        MemorizeTools Tools(OpenTree open) => tools ??= MemorizeTools.Of(_options, models, (request.Override ?? (s => s))(_options.Extraction ?? Trusted(open.Config.Memorize)));
        if (request.DryRun)
            return await ReadingAsync(async open =>
            {
                await open.SyncAsync(Freshness.Full, null, cancellationToken);
                return await new Memorize(open, Tools(open), _options).RunAsync(request, cancellationToken);
            }, cancellationToken);
        if (isAsked) await PlanAsideAsync(aside => new Memorize(aside, Tools(aside), _options).RunAsync(request with { DryRun = true }, cancellationToken), cancellationToken);
        return await WritingAsync(open => new Memorize(open, Tools(open), _options).RunAsync(request, cancellationToken), cancellationToken);
    }

    /// <summary>
    /// Plans something in a view of its own, without the lock. Models may take minutes: they are asked while others read and write, and what they said is at
    /// hand when it is planned again with the lock.
    /// </summary>
    private async Task PlanAsideAsync(Func<OpenTree, Task> plan, CancellationToken cancellationToken)
    {
        RequireMemory();
        using var aside = new OpenTree(_options with { StayOpen = false }, mayWriteIndex: false);
        await aside.SyncAsync(Freshness.Full, null, cancellationToken);
        await plan(aside);
    }

    /// <summary>A source whose bytes are read once, however often it is planned.</summary>
    private static MemorizeSource LoadedOnce(MemorizeSource source)
    {
        Task<ReadOnlyMemory<byte>>? bytes = null;
        return source with { Load = cancellation => bytes is { IsFaulted: false, IsCanceled: false } ? bytes : bytes = source.Load(cancellation) };
    }

    /// <summary>Finds what is known about a question. Never changes the tree or its history.</summary>
    /// <exception cref="MemUException">The filter names an unknown field, or the tree can't be read.</exception>
    public Task<RetrieveResult> RetrieveAsync(RetrieveRequest request, CancellationToken cancellationToken = default)
    {
        if (request.Limit is < 1 or > 1000) throw new MemUException(MemUErrorKind.BadArgument, $"limit {request.Limit} is out of range; give 1 to 1000.");
        foreach (var tier in new[] { request.CategoryLimit, request.ItemLimit, request.ResourceLimit })
            if (tier is < 0 or > 1000) throw new MemUException(MemUErrorKind.BadArgument, $"limit {tier} of a tier is out of range; give 0 to 1000.");
        if (request.MinScore is { } least && !(least is >= 0 and <= 1)) throw new MemUException(MemUErrorKind.BadArgument, $"a least score of {least} is out of range; give 0 to 1.");
        if (request.RecencyDecayDays is { } decay && !(decay > 0 && double.IsFinite(decay))) throw new MemUException(MemUErrorKind.BadArgument, $"recency decay of {request.RecencyDecayDays} days is out of range; give more than 0.");
        // rag without routing and sufficiency asks nobody anything
        if (!HasChat && request.AsOf is null && (request.Method == RetrieveMethod.Llm || request.Method == RetrieveMethod.Rag && request is not { RouteIntention: false, SufficiencyCheck: false })) throw NoChat(request.Method.Value);
        return request.AsOf is null && request.Method != RetrieveMethod.Rules && _options.Models is { } models ? AskedAsync(request, models, cancellationToken) : FoundAsync(request, cancellationToken);
    }

    private Task<RetrieveResult> FoundAsync(RetrieveRequest request, CancellationToken cancellationToken) =>
        ReadingAsync(open => request.AsOf is { } revision ? new AsOf(open.RequiredHistory, _options).RunAsync(request, revision, cancellationToken) : new Retrieve(open).RunAsync(request, cancellationToken), cancellationToken);

    /// <summary>With a model: it thinks while others read and write, and each search is a call of its own.</summary>
    private async Task<RetrieveResult> AskedAsync(RetrieveRequest request, ModelSet models, CancellationToken cancellationToken)
    {
        var settings = MemoryConfig.Load(_options.Root).Retrieve;
        if (settings.SufficiencyPrompt is not null && !new Remotes.Trust(_options.Root, _options).Holds) settings = settings with { SufficiencyPrompt = null };
        var method = request.Method ?? settings.Method ?? (models.HasChat ? RetrieveMethod.Rag : RetrieveMethod.Rules);
        if (method != RetrieveMethod.Rules && !models.HasChat && request.Method is null) throw NoChat(method); // by the tree's settings
        return method == RetrieveMethod.Rules || !models.HasChat ? await FoundAsync(request, cancellationToken)
            : await new RetrieveWithModel(r => FoundAsync(r, cancellationToken), models.Begin("retrieve"), settings with { Method = method }).RunAsync(request, _options.RetrieveSteps ?? RetrieveSteps.Default, cancellationToken);
    }

    /// <summary>Whether a chat model may be asked.</summary>
    internal bool HasChat => _options.Models?.HasChat == true;

    private static MemUException NoChat(RetrieveMethod method) => new(MemUErrorKind.BadArgument, $"method {method.ToString().ToLowerInvariant()} needs a chat model, and none is configured; choose one with --provider, or use method rules.");

    /// <summary>What is known about a question as one markdown text within a budget of tokens, pinned memories first. Never changes the tree or its history.</summary>
    /// <exception cref="MemUException">The budget is out of range, the filter names an unknown field, or the tree can't be read.</exception>
    public Task<ContextResult> ContextAsync(ContextRequest request, CancellationToken cancellationToken = default)
    {
        request.Check();
        return ReadingAsync(open => new ContextAnswer(open, request).RunAsync(cancellationToken), cancellationToken);
    }

    /// <summary>The time now, with the zone of this machine.</summary>
    internal DateTimeOffset Clock => _options.Clock.GetLocalNow();

    private IMemoryExtractor Extractor => _options.Extractor ?? new OfflineExtractor();

    /// <summary>Runs something that writes: one process at a time, what was cut off is finished first, people's edits are committed as theirs.</summary>
    private Task<T> WritingAsync<T>(Func<OpenTree, Task<T>> work, CancellationToken cancellationToken) => WritingAsync((open, _) => work(open), cancellationToken);

    private async Task<T> WritingAsync<T>(Func<OpenTree, string?, Task<T>> work, CancellationToken cancellationToken)
    {
        if (_options.ReadOnly) throw new MemUException(MemUErrorKind.NotAllowed, "this memory was opened read-only (MEMU_READ_ONLY); nothing was written.");
        await _one.WaitAsync(cancellationToken);
        try
        {
            RequireMemory();
            using var held = TreeLock.Take(Path.GetFullPath(_options.Root), _options.LockPatience, who => _options.Notice?.Invoke($"waiting for {who}"), cancellationToken);
            CrashPoint.Reach("lock");
            var open = _open is { IsCurrent: true } stays ? stays : Reopen();
            using var own = open.Lock.Taken();
            if (open.RequiredHistory.Blocked is { } blocked) throw new MemUException(MemUErrorKind.Conflict, $"nothing was written: {blocked}");
            new Transaction(open.Tree, open.RequiredHistory, _options, open.Journal).Recover();
            open.Index.LockForWriting(_options.LockPatience, cancellationToken);
            CrashPoint.Reach("open");
            string? edits = null;
            var done = await open.SoundlyAsync(async () =>
            {
                await open.SyncAsync(Freshness.Full, null, cancellationToken);
                edits = open.CommitEdits() ?? edits;
                CrashPoint.Reach("compared");
                return await work(open, edits);
            }, cancellationToken);
            if (_options.PackInBackground) Packing.Begin(_open ?? open, _options);
            return done;
        }
        finally
        {
            Leave();
            _one.Release();
        }
    }

    /// <summary>Runs something that only reads; takes no lock and waits for nobody.</summary>
    private async Task<T> ReadingAsync<T>(Func<OpenTree, Task<T>> work, CancellationToken cancellationToken)
    {
        await _one.WaitAsync(cancellationToken);
        try
        {
            if (_open is { IsCurrent: false }) Close();
            FinishCutOff(cancellationToken);
            var open = _open ?? Reopen();
            return await open.SoundlyAsync(() => work(open), cancellationToken);
        }
        finally
        {
            Leave();
            _one.Release();
        }
    }

    /// <summary>A process that died may have left an operation half-written: it is finished before anybody reads, unless somebody writes just now.</summary>
    private void FinishCutOff(CancellationToken cancellationToken)
    {
        var root = Path.GetFullPath(_options.Root);
        if (_options.ReadOnly || _open?.History?.IndexLags == true || !Transaction.IsCutOff(root)) return;
        try
        {
            using var held = TreeLock.Take(root, TimeSpan.Zero, null, cancellationToken);
            var open = Reopen();
            if (open.History is { IndexIsHeld: false, Blocked: null } history) new Transaction(open.Tree, history, _options, open.Journal).Recover();
            Close();
        }
        catch (MemUException e) when (e.Kind is MemUErrorKind.Locked or MemUErrorKind.System)
        {
            // whoever holds the lock is at it, or will finish it; a read-only disk is read as it is
            if (e.Kind == MemUErrorKind.System) _options.Notice?.Invoke($"an operation was cut off and can't be finished here: {e.Message}");
        }
    }

    private void RequireMemory()
    {
        if (!Directory.Exists(Path.Combine(_options.Root, ".memu")))
            throw new MemUException(MemUErrorKind.NotFound, $"there is no memory at {Path.GetFullPath(_options.Root)}. Make one with: memu init {_options.Root}");
    }

    private OpenTree Reopen()
    {
        Close();
        return _open = new(_options, mayWriteIndex: true, watcher: _options.StayOpen ? _watcher ??= Watch() : null);
    }

    private TreeWatcher? Watch()
    {
        if (_unwatched || !Directory.Exists(_options.Root)) return null;
        try
        {
            return new(_options.Root);
        }
        catch (Exception e) when (e is IOException or ArgumentException)
        {
            _unwatched = true;
            _options.Notice?.Invoke($"{_options.Root} can't be watched ({e.Message.ReplaceLineEndings(" ")}); each call compares the files instead");
            return null;
        }
    }

    // whoever stays keeps it open, but never in the way of another process that writes
    private void Leave()
    {
        if (!_options.StayOpen)
        {
            Close();
            return;
        }
        _open?.Rest();
        SettleSoon();
    }

    private void Close()
    {
        _open?.Dispose();
        _open = null;
    }

    /// <summary>Closes the memory.</summary>
    public void Dispose()
    {
        lock (_settling)
        {
            _disposed = true;
            _soon?.Dispose();
            Close();
        }
        _watcher?.Dispose();
        _one.Dispose();
    }
}
