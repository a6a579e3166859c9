using MemU.Fs.Model;
using MemU.Fs.Sources.Sessions;

namespace MemU.Fs.Watching;

/// <summary>What is watched for a tree. It is kept in the user's own state, not in the tree: a cloned tree watches nothing.</summary>
/// <param name="options">How the tree is opened.</param>
public sealed class WatchList(MemoryOptions options)
{
    private readonly WatchStore _store = new(options.Root, options.StateFolder);

    /// <summary>Watches a host's logs, a folder of logs (<c>*.jsonl</c>), or one log.</summary>
    /// <param name="what">A host's name (<see cref="HostLogs.All"/>), or a path.</param>
    /// <param name="scope">Whose memory it becomes.</param>
    /// <param name="since">Logs that were last changed before are left alone.</param>
    /// <param name="home">The home folder in which hosts are looked for; null for the user's.</param>
    /// <exception cref="MemUException">There is nothing of that kind, or it lies within the memory.</exception>
    public WatchedSource Add(string what, MemoryScope scope, DateTimeOffset? since = null, string? home = null)
    {
        ArgumentNullException.ThrowIfNull(what);
        RequireTree();
        var host = HostLogs.Find(what);
        var path = host?.FolderIn(home ?? Environment.GetFolderPath(Environment.SpecialFolder.UserProfile)) ?? Path.GetFullPath(what);
        if (!Directory.Exists(path) && !File.Exists(path))
            throw new MemUException(MemUErrorKind.NotFound, host is null ? $"there is no '{SafeText.OneLine(what)}': give a folder or file of JSON lines, or one of {string.Join(", ", HostLogs.All.Select(h => h.Name))}." : $"{host.Title} keeps its sessions in {path}, which is not there.");
        if (IsWithin(path, Path.GetFullPath(options.Root))) throw new MemUException(MemUErrorKind.NotAllowed, $"{path} lies within the memory itself.");
        var source = new WatchedSource(host?.Name ?? path, path) { Scope = scope.Fields, Since = since };
        _store.Save([.. _store.List().Where(s => s.Name != source.Name), source]);
        return source;
    }

    /// <summary>Watches a source no longer; what was learned of it stays. False when it was not watched.</summary>
    public bool Remove(string what)
    {
        var sources = _store.List();
        var left = sources.Where(s => s.Name != what && s.Path != Path.GetFullPath(what)).ToList();
        if (left.Count == sources.Count) return false;
        _store.Save(left);
        return true;
    }

    /// <summary>How it stands.</summary>
    public WatchView Status()
    {
        var (watcher, cursors) = (_store.Watcher(), _store.Cursors());
        return new(watcher is not null, watcher, [.. _store.List().Select(s => View(s, [.. cursors.Where(c => c.Path == s.Path || IsWithin(c.Path, s.Path))]))]);
    }

    /// <summary>What was learned and what could not be, as the process that watches noted it: the last lines, oldest first.</summary>
    public IReadOnlyList<string> Notes(int most) => _store.Notes(most);

    /// <summary>Tells the process that watches to end; false when there is none.</summary>
    public bool Stop()
    {
        if (_store.Watcher() is null) return false;
        _store.AskToStop();
        return true;
    }

    private static WatchedSourceView View(WatchedSource source, List<LogCursor> cursors) => new(source.Name, source.Path, cursors.Count, cursors.Sum(c => c.Total), cursors.Sum(c => c.Waiting))
    {
        Problem = Directory.Exists(source.Path) || File.Exists(source.Path) ? cursors.Where(c => c.Problem is not null).OrderByDescending(c => c.Modified).FirstOrDefault()?.Problem : "it is not there now",
        LastLearned = cursors.Max(c => c.LastLearned),
    };

    private static bool IsWithin(string path, string folder) => Path.GetRelativePath(folder, path) is var relative && relative != ".." && !relative.StartsWith(".." + Path.DirectorySeparatorChar, StringComparison.Ordinal) && !Path.IsPathRooted(relative);

    private void RequireTree()
    {
        if (!Directory.Exists(Path.Combine(options.Root, ".memu"))) throw new MemUException(MemUErrorKind.NotFound, $"there is no memory at {Path.GetFullPath(options.Root)}. Make one with: memu init");
    }
}
