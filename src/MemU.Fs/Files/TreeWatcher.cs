using System.Diagnostics;

namespace MemU.Fs.Files;

/// <summary>What a watcher has seen: folders in which something changed, or that it can't say and everything is to be compared.</summary>
/// <param name="Everything">Events may have been lost, or nothing has been compared yet.</param>
/// <param name="Folders">Folders, relative to the root; with all below them where a folder itself appeared.</param>
/// <param name="Mark">How far this goes, for <see cref="TreeWatcher.Done"/>.</param>
internal sealed record WatchedChanges(bool Everything, IReadOnlyCollection<string> Folders, long Mark);

/// <summary>
/// Watches a tree for a long-lived process. Events only say where to look: a new folder is looked into as a whole, because what was written
/// into it before the system watched it came without an event, and lost events mean that everything is compared.
/// </summary>
internal sealed class TreeWatcher : IDisposable
{
    private const string Fence = ".memu/cache/watch.fence";

    // compared in full now and then all the same: some changes, as through a second name of a file, come without any event
    private static readonly TimeSpan Trusted = TimeSpan.FromMinutes(10);

    private readonly string _root;
    private readonly FileSystemWatcher _watcher;
    private readonly Lock _gate = new();
    private readonly SemaphoreSlim _changed = new(0, 1);
    private readonly Dictionary<string, long> _folders = new(StringComparer.Ordinal);
    private TaskCompletionSource? _fence;
    private long _mark = 1, _lost = 1, _compared;

    /// <summary>Begins to watch.</summary>
    /// <exception cref="IOException">The system has no watches left, or can't watch this file system.</exception>
    public TreeWatcher(string root)
    {
        _root = Path.GetFullPath(root);
        _watcher = new FileSystemWatcher(_root)
        {
            IncludeSubdirectories = true,
            NotifyFilter = NotifyFilters.FileName | NotifyFilters.DirectoryName | NotifyFilters.LastWrite | NotifyFilters.Size,
            InternalBufferSize = 64 * 1024,
        };
        _watcher.Created += (_, e) => See(e.FullPath, isNew: true);
        _watcher.Changed += (_, e) => See(e.FullPath, isNew: false);
        _watcher.Deleted += (_, e) => See(e.FullPath, isNew: false);
        _watcher.Renamed += (_, e) =>
        {
            See(e.OldFullPath, isNew: false);
            See(e.FullPath, isNew: true);
        };
        _watcher.Error += (_, _) => Lose();
        try
        {
            _watcher.EnableRaisingEvents = true;
        }
        catch
        {
            _watcher.Dispose();
            throw;
        }
    }

    /// <summary>What has been seen and not been looked at yet; ask after <see cref="CatchUpAsync"/>.</summary>
    public WatchedChanges Seen()
    {
        lock (_gate) return new(_lost > 0 || Stopwatch.GetElapsedTime(_compared) > Trusted, [.. _folders.Keys], _mark++);
    }

    /// <summary>What was seen up to a mark has been looked at, in full or as far as it was named.</summary>
    public void Done(WatchedChanges seen, bool inFull)
    {
        lock (_gate)
        {
            foreach (var folder in _folders.Where(f => f.Value <= seen.Mark).Select(f => f.Key).ToList()) _folders.Remove(folder);
            if (!inFull) return;
            if (_lost <= seen.Mark) _lost = 0;
            _compared = Stopwatch.GetTimestamp();
        }
    }

    /// <summary>Waits until every change made before this call has been seen; false when that can't be made sure in time.</summary>
    public async Task<bool> CatchUpAsync(CancellationToken cancellationToken)
    {
        var mark = Path.Combine(_root, Fence);
        TaskCompletionSource seen;
        lock (_gate) seen = _fence ??= new(TaskCreationOptions.RunContinuationsAsynchronously);
        try
        {
            // events come in order: once our own has come, all those before it have
            await File.WriteAllBytesAsync(mark, Guid.NewGuid().ToByteArray(), cancellationToken);
            await seen.Task.WaitAsync(TimeSpan.FromMilliseconds(250), cancellationToken);
            return true;
        }
        catch (Exception e) when (e is TimeoutException or IOException or UnauthorizedAccessException)
        {
            return false; // a slow system or a read-only cache: the caller compares
        }
        finally
        {
            lock (_gate) _fence = null;
        }
    }

    /// <summary>Waits for a change, and then until there has been none for a while.</summary>
    /// <param name="quiet">How long nothing must change.</param>
    /// <param name="most">The longest that a stream of changes is waited for.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public async Task WaitAsync(TimeSpan quiet, TimeSpan most, CancellationToken cancellationToken)
    {
        await _changed.WaitAsync(cancellationToken);
        for (var since = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(since) < most && await _changed.WaitAsync(quiet, cancellationToken);) { }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _watcher.Dispose();
        _changed.Dispose();
    }

    private void See(string path, bool isNew)
    {
        var name = Path.GetRelativePath(_root, path).Replace(Path.DirectorySeparatorChar, '/');
        lock (_gate)
        {
            if (name == Fence)
            {
                _fence?.TrySetResult();
                return;
            }
            if (name is ".git/HEAD" || name.StartsWith(".git/refs/", StringComparison.Ordinal) || name == ".git/packed-refs")
            {
                Tell(); // the head is asked for by itself
                return;
            }
            if (name.StartsWith(".git/", StringComparison.Ordinal) || name.Contains("/.git/", StringComparison.Ordinal) || name.StartsWith(".memu/cache", StringComparison.Ordinal) || name.StartsWith(".memu/state", StringComparison.Ordinal)) return;
            _folders[Parent(name)] = _mark;
            if (isNew && Directory.Exists(path)) _folders[name] = _mark;
            Tell();
        }
    }

    private void Lose()
    {
        lock (_gate)
        {
            _lost = _mark;
            Tell();
        }
    }

    private void Tell()
    {
        if (_changed.CurrentCount == 0) _changed.Release();
    }

    private static string Parent(string name) => name.LastIndexOf('/') is > 0 and var slash ? name[..slash] : "";
}
