using System.Security.Cryptography;
using System.Text;
using MemU.Fs.Files;
using MemU.Fs.History;
using MemU.Fs.Index;
using MemU.Fs.Index.Embedded;
using MemU.Fs.Markdown;
using MemU.Fs.Markdown.Merging;
using MemU.Fs.Model;
using MemU.Fs.Mounted;
using MemU.Fs.Providers.Offline;
using Microsoft.Extensions.AI;

namespace MemU.Fs;

/// <summary>A tree that is open: its files, settings, history, index and what they were last compared with.</summary>
internal sealed class OpenTree : IDisposable
{
    private readonly MemoryOptions _options;
    private readonly IEmbeddingGenerator<string, Embedding<float>> _embedder;
    private readonly EmbeddingSpace? _space;
    private readonly string _cache;
    private readonly TreeWatcher? _watcher;
    private readonly (DateTime, DateTime) _configured;
    private Synchronizer? _synchronizer;
    private string? _silent; // why no vector of a question could be had
    private int? _odd; // dimensions of a question's vector, where the memory's have others
    private int _renewals; // of the index, when the operation began
    private bool _carried; // it has written

    /// <param name="options">How it is opened.</param>
    /// <param name="mayWriteIndex">Whether the index may be written.</param>
    /// <param name="isAlone">True for a copy outside any repository: one around it is none of its business.</param>
    /// <param name="watcher">What watches the tree, in a process that stays.</param>
    public OpenTree(MemoryOptions options, bool mayWriteIndex, bool isAlone = false, TreeWatcher? watcher = null)
    {
        (_options, _watcher) = (options, watcher);
        Tree = new(options.Root);
        Lock = new(Tree.Root);
        Journal = new(Tree.Root);
        Known = new(Tree);
        if (!Directory.Exists(Tree.Root)) throw new MemUException(MemUErrorKind.NotFound, $"there is no memory at {Tree.Root}. Make one with: memu init {options.Root}");
        IsMemory = Directory.Exists(Path.Combine(Tree.Root, ".memu"));
        var settings = SettingsOf(Tree.Root);
        Config = MemoryConfig.Load(Tree.Root);
        Layout = new(Config.Scope);
        History = isAlone ? null : GitHistory.TryOpen(Tree.Root);
        _configured = (settings, History?.ConfiguredAt ?? default);
        _embedder = options.Embedder ?? options.Models?.Embedder ?? new HashingEmbedder();
        _cache = IsMemory || isAlone ? Path.Combine(Tree.Root, ".memu", "cache") : CacheOf(Tree.Root);
        _space = SpaceOf(_embedder, Config.Retrieve.Vectors);
        Index = EmbeddedIndex.Open(Path.Combine(_cache, "index"), _space, mayWriteIndex && !options.ReadOnly && IsWritable(_cache) ? IndexAccess.ReadWrite : IndexAccess.ReadOnly,
            mayCompact: !IsMemory || !new MountPlaces(Tree.Root).AnyIsAway, waits: options.StayOpen);
        Index.Rules = options.Ranking ?? Config.Retrieve.Rules;
        if (options.StayOpen && IsMemory && History is { } history) history.LetIndexLag(new(Lock.TryTidy, Journal.MakeDurable, Journal.Clear, why => options.Notice?.Invoke($"git's index could not follow ({why.ReplaceLineEndings(" ")}); the next command that writes brings it up")) { Quiet = options.SettleAfter, Longest = options.SettleWithin });
        Mounts = IsMemory && !isAlone ? new(Tree, Layout, _cache, Index) : null;
    }

    /// <summary>The sources that are read where they lie; null where there can be none: outside a memory, and in one as of then.</summary>
    public Mounts? Mounts { get; }

    /// <summary>True where <c>.memu/</c> is: a memory made by init, not just any folder of markdown.</summary>
    public bool IsMemory { get; }

    public DiskTree Tree { get; }

    /// <summary>Memories as they were last read.</summary>
    public KnownItems Known { get; }

    /// <summary>Commits that are on the disk only there.</summary>
    public CommitJournal Journal { get; }

    /// <summary>Whether an operation of this process holds the lock of the tree.</summary>
    public OwnLock Lock { get; }

    /// <summary>True when a file is there and counts in a scope; of one that is no markdown its folder says it.</summary>
    public bool Owns(MemoryPath path, MemoryScope within) => Tree.Exists(path) && Layout.Owns(MemoryDocument.Parse(path, path.Extension == ".md" ? Tree.Read(path) ?? [] : []).ToItem(), within);

    /// <summary>The time now, with the zone of this machine.</summary>
    public DateTimeOffset Now => _options.Clock.GetLocalNow();

    /// <summary>True when a full comparison costs as little as a quick one.</summary>
    public bool IsWatched => _watcher is not null;

    /// <summary>False when the settings, ours or git's, have changed since it was opened.</summary>
    public bool IsCurrent => _configured == (SettingsOf(Tree.Root), History?.ConfiguredAt ?? default);

    /// <summary>Where index, vectors and manifest are.</summary>
    public string CacheFolder => _cache;

    /// <summary>Where they were before the folder became a memory; null when it is none.</summary>
    public string? OuterCacheFolder => IsMemory ? CacheOf(Tree.Root) : null;

    public MemoryConfig Config { get; }

    public TreeLayout Layout { get; }

    public GitHistory? History { get; }

    public EmbeddedIndex Index { get; }

    public Synchronizer Synchronizer => _synchronizer ??= new(Tree, _cache, Index, History, new Reading(Layout, TextKey.Name(Config.Scope.UserId ?? "")), _embedder, _options, Mounts);

    /// <summary>The vector of a question; null where it is to be answered by words, which <see cref="VectorsNote"/> then explains.</summary>
    public async Task<ReadOnlyMemory<float>?> EmbedAsync(string text, CancellationToken cancellationToken)
    {
        _silent = null;
        if (text.Length == 0 || !Index.HasVectors) return null;
        ReadOnlyMemory<float> vector;
        try
        {
            vector = (await _embedder.GenerateAsync([text], cancellationToken: cancellationToken))[0].Vector;
        }
        catch (MemUException e) when (e.Kind == MemUErrorKind.Provider)
        {
            _silent = e.Message; // words answer meanwhile, and the answer says so
            return null;
        }
        _odd = Index.Dimensions is { } kept && kept != vector.Length ? vector.Length : null;
        return _odd is null ? vector : null;
    }

    /// <summary>What is to be said where the vectors that are there are not used; null otherwise.</summary>
    public string? VectorsNote => _silent is { } why ? $"searched by words alone: {why}"
        : _odd is { } odd
            ? $"searched by words alone: {_space!.Name} makes vectors of {odd} dimensions, and those of this memory have {Index.Dimensions}. Set the former model again, or remove .memu/cache and run: memu reindex"
        : Index.OtherSpace is { } other
            ? $"searched by words alone: the vectors of this memory were made by {other.Name}, and {_space!.Name} is set. Make them anew with: memu reindex"
        : null;

    /// <summary>Compares the tree with the index and brings the index up; in memory only where the cache can't be written.</summary>
    public async Task<SyncReport> SyncAsync(Freshness freshness, IEnumerable<string>? also = null, CancellationToken cancellationToken = default)
    {
        await CatchUpAsync(cancellationToken);
        Compared? compared = null;
        if (!Index.IsWriting && Unchanged(freshness, also, out compared) is { } nothing) return nothing;
        CrashPoint.Reach("looked");
        var writable = Index.TryLockForWriting();
        if (writable) Synchronizer.Refresh(); // another process may have brought it up meanwhile
        var report = Synchronizer.Sync(freshness, writable, also, compared, cancellationToken);
        LookedAt(report.Freshness);
        return report;
    }

    /// <summary>A report when nothing has changed since the last comparison; null when there is work.</summary>
    public SyncReport? Unchanged(Freshness freshness, IEnumerable<string>? also, out Compared? compared)
    {
        var nothing = Synchronizer.Unchanged(freshness, also, out compared);
        if (nothing is not null) LookedAt(freshness);
        return nothing;
    }

    /// <summary>Lets the watcher, if there is one, catch up with the disk, before a comparison relies on it.</summary>
    public async Task CatchUpAsync(CancellationToken cancellationToken)
    {
        if (_watcher is null) return;
        var all = await _watcher.CatchUpAsync(cancellationToken);
        var seen = _watcher.Seen();
        Synchronizer.Seen = all ? seen : seen with { Everything = true };
    }

    private void LookedAt(Freshness freshness)
    {
        if (Synchronizer.Seen is not { } seen) return;
        if (freshness == Freshness.Full || !seen.Everything) _watcher!.Done(seen, inFull: seen.Everything);
    }

    /// <summary>Between two operations of a process that stays: others may write, and what was replaced goes.</summary>
    public void Rest()
    {
        Index.Unlock();
        _synchronizer?.Rest();
    }

    /// <summary>True while the search index, and what is known of the files, is ahead of the disk.</summary>
    public bool IsAhead => Index.IsAhead || _synchronizer?.IsAhead == true;

    /// <summary>Puts on the disk what is ahead of it; false when that is to be tried again, because another process writes just now.</summary>
    public bool Settle()
    {
        try
        {
            return Index.TryLockForWriting() && Synchronizer.Settle();
        }
        catch (MemUException e) when (e.Kind == MemUErrorKind.System)
        {
            _options.Notice?.Invoke(e.Message);
            return true; // it was dropped: the next comparison reads the files again
        }
        finally
        {
            Index.Unlock();
        }
    }

    private static DateTime SettingsOf(string root) => File.GetLastWriteTimeUtc(Path.Combine(root, ".memu", "config.yaml"));

    /// <summary>Makes the vectors of a plan's texts before anything is written, so that a failing provider leaves nothing behind.</summary>
    public Task EmbedAsync(Plan plan, CancellationToken cancellationToken)
    {
        var reading = new Reading(Layout, "");
        var files = plan.Files.Select(f => reading.Read(f.Key, f.Value, "")).OfType<IndexedFile>().ToList();
        return Synchronizer.EmbedAsync(files, cancellationToken);
    }

    /// <summary>
    /// Runs an operation on a sound index. When files of it turn out to be broken it is made anew, and what was asked meanwhile found nothing: the operation
    /// is run again, unless it had written already.
    /// </summary>
    /// <exception cref="MemUException">The index breaks again and again.</exception>
    public async Task<T> SoundlyAsync<T>(Func<Task<T>> work, CancellationToken cancellationToken)
    {
        for (var left = 2; ; left--)
        {
            (_renewals, _carried) = (Index.Renewals, false);
            try
            {
                var done = await work();
                if (!IsMisled) return done;
                if (left == 0) throw Unsound();
            }
            catch (Exception e) when (e is not OperationCanceledException && left > 0 && IsMisled)
            {
                // it failed by what it did not find
            }
            await SyncAsync(Freshness.Full, null, cancellationToken);
        }
    }

    private bool IsMisled => !_carried && Index.Renewals != _renewals;

    private static MemUException Unsound() => new(MemUErrorKind.System, "the search index broke while it was used, and was made anew; check the disk, and run the command again.");

    /// <summary>Writes files and commits them as one operation.</summary>
    public string? Carry(IReadOnlyDictionary<MemoryPath, byte[]?> files, CommitInfo info)
    {
        if (IsMisled) throw Unsound(); // planned by what an empty index knew
        _carried = true;
        return new Transaction(Tree, RequiredHistory, _options, Journal).Carry(files, info);
    }

    /// <summary>Brings the index up to the files just written; a failure here is made good by the next command.</summary>
    public void Follow(IEnumerable<MemoryPath> written)
    {
        try
        {
            CrashPoint.Reach("commit");
            Synchronizer.Sync(Freshness.Quick, persist: true, written.Select(p => p.Parent.Value).Distinct());
        }
        catch (Exception e) when (e is IOException or MemUException { Kind: MemUErrorKind.System or MemUErrorKind.Locked })
        {
            _options.Notice?.Invoke($"written and committed, but the index could not follow ({e.Message.ReplaceLineEndings(" ")}); the next command brings it up");
        }
    }

    /// <summary>Commits what people have edited by hand, as their own.</summary>
    public string? CommitEdits()
    {
        var edits = Synchronizer.Uncommitted().ToList();
        if (_options.BeingWritten?.Invoke() is { Count: > 0 } written) edits.RemoveAll(e => written.Contains(e.Path.Value));
        edits.RemoveAll(e => !e.Entry.Is(TreeFlags.Deleted) && Inbox.Waits(Tree, e.Path));
        if (edits.Count == 0) return null;
        var undecided = Undecided().ToHashSet();
        if (undecided.Count > 0)
        {
            edits.RemoveAll(e => undecided.Contains(e.Path));
            _options.Notice?.Invoke($"{string.Join(", ", undecided)}: not committed, for conflict markers of a merge by git stand there. Decide between the versions in an editor");
            if (edits.Count == 0) return null;
        }
        var files = new Dictionary<MemoryPath, byte[]?>();
        var big = edits.Where(e => e.Entry.Size >= LargeFiles.Limit && !e.Path.Value.EndsWith(".md", StringComparison.OrdinalIgnoreCase)).Select(e => e.Path).ToList();
        edits.RemoveAll(e => big.Contains(e.Path));
        foreach (var (path, entry) in edits.ToList())
        {
            try
            {
                files[path] = entry.Is(TreeFlags.Deleted) ? null : RegularFile.ReadAllBytes(Tree.Absolute(path));
            }
            catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
            {
                edits.Remove((path, entry)); // it went away in between, and the next comparison sees that
            }
        }
        if (edits.Count + big.Count == 0) return null;
        var subject = edits is [var only] ? $"edit: {(only.Entry.Is(TreeFlags.Deleted) ? "remove " : "")}{only.Path}" : $"edit: {edits.Count} files";
        var person = RequiredHistory.PersonIdentity() ?? (Environment.UserName, $"{Environment.UserName}@{Environment.MachineName}");
        var body = edits.Count > 1 ? string.Join('\n', edits.Take(100).Select(e => $"- {e.Path}")) : null;
        var transaction = new Transaction(Tree, RequiredHistory, _options, Journal);
        var commit = files.Count == 0 ? null : transaction.Record(files, new(subject, body, [], person.Name, person.Email, _options.Clock.GetLocalNow()));
        if (big.Count > 0 && LargeFiles.Ignore(Tree, null, big) is var (ignore, lines))
        {
            commit = transaction.Carry(new Dictionary<MemoryPath, byte[]?> { [ignore] = lines }, Info("edit: ignore what is too big for git", null, [])) ?? commit;
            files[ignore] = lines;
            _options.Notice?.Invoke($"{string.Join(", ", big)}: too big for git, so kept but not versioned (see .gitignore)");
        }
        Follow(files.Keys);
        return commit;
    }

    /// <summary>Edited files in which a merge by git left its markers for a person to decide.</summary>
    public IEnumerable<MemoryPath> Undecided()
    {
        IReadOnlySet<string>? unmerged = null;
        foreach (var (path, entry) in Synchronizer.Uncommitted())
        {
            if (entry.Is(TreeFlags.Deleted) || entry.Size > LargeFiles.Limit || Tree.Read(path) is not { } bytes || !ConflictMarkers.In(bytes, evenInCode: true)) continue;
            // a memory may quote such markers as code, unless git itself says that a merge left them
            if (ConflictMarkers.In(bytes, evenInCode: false) || (unmerged ??= RequiredHistory.Unmerged()).Contains(path.Value)) yield return path;
        }
    }

    /// <summary>The author, time and text of a commit of ours.</summary>
    public CommitInfo Info(string subject, string? body, IReadOnlyList<KeyValuePair<string, string>> trailers) => Info(_options, subject, body, trailers);

    /// <summary>The author, time and text of a commit of ours.</summary>
    public static CommitInfo Info(MemoryOptions options, string subject, string? body, IReadOnlyList<KeyValuePair<string, string>> trailers) =>
        new(subject, string.IsNullOrEmpty(body) ? null : body, trailers, options.AgentName, $"{Slugged(options.AgentId ?? options.AgentName)}@memu.local", options.Clock.GetLocalNow());

    /// <summary>The history, where writing needs one.</summary>
    public GitHistory RequiredHistory => History ?? throw new MemUException(MemUErrorKind.NotFound, $"{Tree.Root} is no git repository, so nothing can be written. Make it a memory with: memu init {Tree.Root}");

    private static EmbeddingSpace? SpaceOf(IEmbeddingGenerator<string, Embedding<float>> embedder, VectorPrecision? precision)
    {
        if (precision is not { } kept) return null;
        var about = (EmbeddingGeneratorMetadata?)embedder.GetService(typeof(EmbeddingGeneratorMetadata));
        return new(about?.ProviderName ?? "custom", about?.DefaultModelId ?? embedder.GetType().Name, about?.DefaultModelDimensions, kept);
    }

    private static string Slugged(string text) => string.Concat(SafeText.Compose(text).Select(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.' ? c : '-')).Trim('-', '.') is { Length: > 0 } slug ? slug : "agent";

    /// <summary>The cache of a folder that is only read and is no memory: in the user's own cache, so that the folder stays untouched.</summary>
    private static string CacheOf(string root)
    {
        var home = Environment.GetEnvironmentVariable("XDG_CACHE_HOME") is { Length: > 0 } xdg ? xdg
            : OperatingSystem.IsWindows() ? Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData)
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache");
        return Path.Combine(home, "memu", Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(root)))[..16]);
    }

    private static bool IsWritable(string folder)
    {
        try
        {
            Directory.CreateDirectory(folder);
            using (File.Create(Path.Combine(folder, $".probe-{Guid.NewGuid():N}"), 1, FileOptions.DeleteOnClose)) return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false; // a read-only disk is searched all the same, with an index in memory
        }
    }

    public void Dispose()
    {
        if (IsAhead) Settle();
        _synchronizer?.Dispose();
        Mounts?.Dispose();
        Index.Dispose();
        History?.Dispose();
        if ((_options.Embedder ?? _options.Models?.Embedder) is null) _embedder.Dispose();
    }
}
