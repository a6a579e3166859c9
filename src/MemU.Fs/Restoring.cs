using System.Globalization;
using MemU.Fs.History;
using MemU.Fs.Model;

namespace MemU.Fs;

/// <summary>Brings a file or a folder back as it was at a revision, as a new commit; what is replaced stays in history.</summary>
internal sealed class Restoring(OpenTree open)
{
    private readonly FileChanges _changes = new(open);
    private readonly List<string> _notes = [];

    /// <summary>Restores.</summary>
    /// <param name="path">A file, a folder, or the root for the whole memory.</param>
    /// <param name="at">The revision; null for the last one that had a file which is gone.</param>
    /// <param name="exact">Whether files that came later go.</param>
    /// <param name="dryRun">Whether only to say what would happen.</param>
    /// <param name="cancellationToken">Stops before anything is written.</param>
    public async Task<RevertView> RunAsync(MemoryPath path, string? at, bool exact, bool dryRun, CancellationToken cancellationToken)
    {
        var history = open.RequiredHistory;
        var commit = at is null ? LastWith(path) : history.Resolve(at);
        if (history.PathAt(path.Value, commit, MemoryIdentity.Of) is { } name && !path.IsRoot) _changes.Put(path, history.ReadAt(name, commit));
        else Folder(path, commit, exact);

        var plan = _changes.ToPlan(everyPage: !exact);
        IReadOnlyList<LogView> from = [HistoryText.View(history.Describe(commit))];
        var files = _changes.Describe(plan);
        if (dryRun) return new() { From = from, Files = files, Notes = _notes };
        var what = path.IsRoot ? "the memory" : path.Value;
        var done = await _changes.CarryAsync(plan, open.Info($"restore: {what} as of {commit[..10]}", null, [new("Restores", commit), new(CommitMessage.Tool, "memu restore")]), cancellationToken);
        return new() { Commit = done, From = from, Files = files, Notes = _notes };
    }

    private void Folder(MemoryPath path, string commit, bool exact)
    {
        var history = open.RequiredHistory;
        var then = history.Files(commit, path.Value).ToDictionary(f => f.Path, f => f.BlobId, StringComparer.Ordinal);
        if (then.Count == 0) throw new MemUException(MemUErrorKind.NotFound, $"there was no '{path}' in {commit[..10]}. When it was there says: memu log {path}");
        foreach (var (file, blob) in then)
        {
            var target = MemoryIdentity.Safe(file);
            if (file == ".memu/tombstones") continue; // what was purged stays purged
            if (!exact && FileChanges.IsGenerated(target, open.Tree.Read(target))) continue; // it is made from its items
            _changes.Put(target, history.ReadBlob(blob));
        }
        var later = history.Files(null, path.Value).Where(f => !then.ContainsKey(f.Path) && f.Path != ".memu/tombstones").Select(f => MemoryIdentity.Safe(f.Path)).ToList();
        if (exact)
            foreach (var file in later) _changes.Put(file, null);
        else if (later.Count > 0)
            _notes.Add(string.Create(CultureInfo.InvariantCulture, $"{later.Count} files that came later stay; --exact removes them"));
    }

    private string LastWith(MemoryPath path)
    {
        var history = open.RequiredHistory;
        if (path.IsRoot || open.Tree.Exists(path)) throw new MemUException(MemUErrorKind.BadArgument, $"'{path}' is there; say as of when with --at <revision, checkpoint or date>. Its versions: memu log {path}");
        foreach (var entry in history.Log(path.Value))
            if (history.ParentOf(entry.Commit) is { } parent && history.Files(parent, path.Parent.Value).Any(f => f.Path == path.Value || f.Path.StartsWith(path.Value + "/", StringComparison.Ordinal))) return parent;
        throw new MemUException(MemUErrorKind.NotFound, $"no commit had a file or folder '{path}'. What there was says: memu log");
    }
}
