using System.Diagnostics;
using MemU.Fs.Model;

namespace MemU.Fs.Watching;

/// <summary>What the system tells of the folders that are watched. Where it can't tell of one, that is looked at now and then all the same.</summary>
internal sealed class WatchEvents : IDisposable
{
    private readonly string _root, _stopFile;
    private readonly Action _stop;
    private readonly Lock _gate = new();
    private readonly SemaphoreSlim _signal = new(0, 1);
    private readonly Dictionary<string, FileSystemWatcher?> _watchers = new(StringComparer.Ordinal);
    private readonly HashSet<string> _changed = new(StringComparer.Ordinal);
    private long _first, _last;
    private bool _isOver;

    /// <summary>Begins to watch the inbox of a tree, and the file by which it is told to end.</summary>
    /// <param name="root">The tree.</param>
    /// <param name="stopFile">Comes when the watching is to end.</param>
    /// <param name="stop">Called then, on another thread.</param>
    public WatchEvents(string root, string stopFile, Action stop)
    {
        (_root, _stopFile, _stop) = (root, stopFile, stop);
        Watch(Path.GetDirectoryName(stopFile)!, Path.GetFileName(stopFile), isDeep: false);
    }

    /// <summary>Whether it was told to end.</summary>
    public bool IsStopped => File.Exists(_stopFile);

    /// <summary>Watches what is to be watched now, and nothing else of it.</summary>
    public void Follow(IReadOnlyList<WatchedSource> sources)
    {
        Watch(Path.Combine(_root, "inbox"), "*", isDeep: true); // it may be made later
        foreach (var source in sources)
        {
            if (_watchers.TryGetValue(source.Path, out var known) && !Directory.Exists(source.Path) && !File.Exists(source.Path))
            {
                known?.Dispose(); // what comes in its place is watched anew
                _watchers.Remove(source.Path);
            }
            var isFolder = Directory.Exists(source.Path);
            var folder = isFolder ? source.Path : Path.GetDirectoryName(source.Path)!;
            if (_watchers.GetValueOrDefault(source.Path) is null && Directory.Exists(folder)) _watchers[source.Path] = Make(folder, isFolder ? "*" : Path.GetFileName(source.Path), isFolder);
        }
        foreach (var gone in _watchers.Keys.Where(k => Path.IsPathRooted(k) && !sources.Any(s => s.Path == k)).ToList())
        {
            _watchers[gone]?.Dispose();
            _watchers.Remove(gone);
        }
    }

    /// <summary>The files of which the system has told.</summary>
    public IReadOnlyList<string> Take()
    {
        lock (_gate)
        {
            string[] taken = [.. _changed];
            _changed.Clear();
            _first = 0;
            return taken;
        }
    }

    /// <summary>Waits until something has changed and is quiet since, or so long; false when it is cancelled.</summary>
    public async Task<bool> WaitAsync(TimeSpan most, TimeSpan quiet, TimeSpan longest, CancellationToken cancellationToken)
    {
        try
        {
            if (!await _signal.WaitAsync(most, cancellationToken)) return true;
            // several lines are written at once; but who writes without pause is not waited for
            while (Left(quiet, longest) is { Ticks: > 0 } left) await Task.Delay(left, cancellationToken);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var watcher in _watchers.Values) watcher?.Dispose();
        lock (_gate)
        {
            _isOver = true; // an event may still be on its way
            _signal.Dispose();
        }
    }

    private TimeSpan Left(TimeSpan quiet, TimeSpan longest)
    {
        lock (_gate)
        {
            if (_first == 0) return TimeSpan.Zero;
            var (since, last) = (longest - Stopwatch.GetElapsedTime(_first), quiet - Stopwatch.GetElapsedTime(_last));
            return since < last ? since : last;
        }
    }

    private void Watch(string folder, string names, bool isDeep)
    {
        if (_watchers.GetValueOrDefault($"own:{names}") is null && Directory.Exists(folder)) _watchers[$"own:{names}"] = Make(folder, names, isDeep);
    }

    private FileSystemWatcher? Make(string folder, string names, bool isDeep)
    {
        FileSystemWatcher? watcher = null;
        try
        {
            watcher = new(folder, names) { IncludeSubdirectories = isDeep, NotifyFilter = NotifyFilters.FileName | NotifyFilters.DirectoryName | NotifyFilters.LastWrite | NotifyFilters.Size };
            watcher.Changed += (_, e) => See(e.FullPath);
            watcher.Created += (_, e) => See(e.FullPath);
            watcher.Renamed += (_, e) => See(e.FullPath);
            watcher.Error += (_, _) => See("");
            watcher.EnableRaisingEvents = true;
            return watcher;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            watcher?.Dispose();
            return null; // no watches are left: it is looked at by the clock
        }
    }

    private void See(string path)
    {
        if (path == _stopFile)
        {
            _stop();
            return;
        }
        lock (_gate)
        {
            if (_isOver) return;
            if (path.Length > 0) _changed.Add(path);
            _last = Stopwatch.GetTimestamp();
            if (_first == 0) _first = _last;
            if (_signal.CurrentCount == 0) _signal.Release();
        }
    }
}
