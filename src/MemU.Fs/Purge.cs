using System.Globalization;
using System.Text;
using MemU.Fs.History;
using MemU.Fs.Model;
using MemU.Fs.Mounted;
using MemU.Fs.Providers.Calls;

namespace MemU.Fs;

/// <summary>A call of purge.</summary>
public sealed record PurgeRequest
{
    /// <summary>A path of the memory, or a text.</summary>
    public required string Target { get; init; }

    /// <summary>True to take the target for a text, false for a path; null to let the tree and its history decide.</summary>
    public bool? IsText { get; init; }

    /// <summary>Only say what would go.</summary>
    public bool DryRun { get; init; }

    /// <summary>Log files outside the tree, which hold it perhaps as well.</summary>
    public IReadOnlyList<string> Logs { get; init; } = [];
}

/// <summary>
/// Takes a memory or a text out of everything that this program can reach. The files go first: a death in between then leaves nothing that a later
/// command would commit again, and purging again finishes it.
/// </summary>
internal sealed class Purge(OpenTree open, PurgeRequest request, MemoryOptions options)
{
    private static readonly string[] OutOfReach =
    [
        "backups and snapshots of the disk", "what a disk keeps of deleted files until it overwrites them", "other clones and remotes: they lose it at their next sync; until then a pull brings it back",
        "programs that read it before: open editors, running processes, your shell's history",
    ];

    private readonly List<PurgePlaceView> _places = [];
    private readonly List<string> _files = [];
    private readonly PurgeTarget _target = Choose(open, request);
    private MountedPurge? _mounted;

    /// <summary>What stands in <c>.memu/tombstones</c>: ids of blobs and the time, nothing else.</summary>
    public static MemoryPath Tombstones { get; } = MemoryPath.FromListing(".memu/tombstones");

    /// <summary>The ids in a text of tombstones.</summary>
    public static HashSet<string> Ids(string tombstones) =>
        [.. tombstones.Split(['\n', '\r', ' ', '\t', ':', '-'], StringSplitOptions.RemoveEmptyEntries).Where(w => w.Length == 40 && w.All(char.IsAsciiHexDigitLower))];

    /// <summary>What would go.</summary>
    public PurgeView Preview(CancellationToken cancellationToken)
    {
        using var history = open.RequiredHistory.PreparePurge(_target.Rules, dryRun: true, cancellationToken);
        Tree(write: false, cancellationToken);
        Mounted(cancellationToken);
        return View(history.Outcome);
    }

    /// <summary>Everything up to the index: files, git's objects and names. The history that is open is stale afterwards.</summary>
    public PurgeOutcome Rewrite(CancellationToken cancellationToken)
    {
        using var history = open.RequiredHistory.PreparePurge(_target.Rules, dryRun: false, cancellationToken);
        Mounted(cancellationToken);
        cancellationToken.ThrowIfCancellationRequested(); // the last moment at which nothing has been changed
        CrashPoint.Reach("purge-prepared");
        open.Journal.Delete(); // git's index has followed, so it holds nothing that counts
        Tree(write: true, CancellationToken.None);
        CrashPoint.Reach("purge-files");
        history.Publish();
        CrashPoint.Reach("purge-published");
        Caches();
        return history.Outcome;
    }

    /// <summary>With the tree open anew: the index without a trace, the tombstones, and a last look everywhere.</summary>
    public async Task<PurgeView> FinishAsync(OpenTree fresh, PurgeOutcome outcome, CancellationToken cancellationToken)
    {
        // before anything is indexed anew: a mounted document that is purged must not come in again
        var commit = Bury(fresh, [.. outcome.Blobs.Concat(_mounted!.Blobs).Distinct().Order(StringComparer.Ordinal)]);
        await fresh.SyncAsync(Freshness.Full, null, cancellationToken);
        fresh.Index.DropTraces();
        await fresh.SyncAsync(Freshness.Full, null, cancellationToken);
        _places.Add(new("index and vectors: made anew from the files, dropped vectors left out", fresh.Index.FileCount, 0));
        var remains = HistoryPurge.Remains(fresh.RequiredHistory.GitFolder, _target.Rules).Concat(RemainsOnDisk(fresh)).ToList();
        return View(outcome) with { Commit = commit, Remains = remains, Mentions = Mentions(fresh) };
    }

    /// <summary>Adds to the tombstones what they don't have yet.</summary>
    private string? Bury(OpenTree fresh, IReadOnlyList<string> blobs)
    {
        var text = new StringBuilder(Encoding.UTF8.GetString(fresh.Tree.Read(Tombstones) ?? []));
        var known = Ids(text.ToString());
        var added = blobs.Where(b => !known.Contains(b)).ToList();
        if (added.Count == 0) return null;
        foreach (var blob in added) text.Append(CultureInfo.InvariantCulture, $"{blob} {options.Clock.GetUtcNow():yyyy-MM-dd'T'HH:mm:ss'Z'}\n");
        return fresh.Carry(new Dictionary<MemoryPath, byte[]?> { [Tombstones] = Encoding.UTF8.GetBytes(text.ToString()) }, fresh.Info($"purge: {added.Count} versions of files", null, [new(CommitMessage.Tool, "memu purge")]));
    }

    private void Mounted(CancellationToken cancellationToken)
    {
        _mounted = new(open, _target);
        _mounted.Run(cancellationToken);
        if (_mounted.Looked > 0) _places.Add(new("documents of mounted sources, which are not the memory's to change", _mounted.Looked, 0));
    }

    private PurgeView View(PurgeOutcome outcome) => new()
    {
        What = _target.IsPath ? "path" : "text",
        Files = _files,
        Copies = [.. _target.Copies.Select(c => string.Join('/', c.Split('/').Select(_target.Rules.Name))).Order(StringComparer.Ordinal)],
        Blobs = outcome.Blobs.Count,
        Commits = outcome.Commits.Count,
        Places =
        [
            .. _places, new("git objects, loose and in " + outcome.Packs + " packs, reachable or not", outcome.Objects, outcome.Deleted),
            new("git's branches, tags, notes, stash, logs of references, index and remembered messages", outcome.Commits.Count, outcome.Commits.Count),
        ],
        Withheld = _mounted!.Held,
        OutOfReach = [.. OutOfReach, .. _mounted.OutOfReach],
    };

    /// <summary>Every file of the tree, also those that git ignores.</summary>
    private void Tree(bool write, CancellationToken cancellationToken)
    {
        var (looked, touched) = (0, new HashSet<MemoryPath>());
        foreach (var path in FilesOf(open.Tree.Root))
        {
            cancellationToken.ThrowIfCancellationRequested();
            looked++;
            var bytes = open.Tree.Read(path) ?? [];
            var now = _target.IsPurged(path.Value) ? null : _target.Blob(bytes);
            var name = MemoryPath.FromListing(string.Join('/', path.Segments.Select(_target.Rules.Name)));
            if (ReferenceEquals(now, bytes) && name == path) continue;
            for (var n = 2; name != path && open.Tree.Exists(name); n++) name = MemoryPath.FromListing($"{name.Value}-{n}");
            _files.Add(name.Value);
            if (!write) continue;
            if (now is not null) open.Tree.Write(name, now);
            if (now is null || name != path) open.Tree.Delete(path);
            touched.Add(path.Parent);
            touched.Add(name.Parent);
        }
        open.Tree.SyncFolders(touched);
        _places.Add(new("files of the tree", looked, _files.Count));
    }

    /// <summary>What the program keeps beside the tree: manifest, an older cache of the user's, logs, folders that an answer as of then left behind.</summary>
    private void Caches()
    {
        var removed = 0;
        foreach (var file in (string[])["tree.bin", "logs"])
            if (Path.Combine(open.CacheFolder, file) is var path && Directory.Exists(path)) Directory.Delete(path, recursive: true);
            else if (File.Exists(path)) File.Delete(path);
        removed += KeptResponses.Clear(open.Tree.Root); // what a model answered may say it in other words
        if (open.OuterCacheFolder is { } outer && Directory.Exists(outer))
        {
            Directory.Delete(outer, recursive: true);
            removed++;
        }
        foreach (var folder in AsOf.Leftovers())
        {
            Directory.Delete(folder, recursive: true);
            removed++;
        }
        _places.Add(new("caches beside the tree", 3 + removed, removed));
        var logs = request.Logs.Where(File.Exists).ToList();
        var masked = 0;
        foreach (var log in logs)
        {
            var text = File.ReadAllText(log);
            if (_target.Message(text) is var now && now == text) continue;
            File.WriteAllText(log, now);
            masked++;
        }
        _places.Add(new("logs of errors", logs.Count, masked));
    }

    private IEnumerable<string> RemainsOnDisk(OpenTree fresh)
    {
        foreach (var path in FilesOf(fresh.Tree.Root))
            if (_target.IsPurged(path.Value) || fresh.Tree.Read(path) is { } bytes && !ReferenceEquals(_target.Blob(bytes), bytes)) yield return $"the file {_target.Message(path.Value)}";
        if (_target.IsPath) yield break; // a cache holds texts, not files: that they are gone from it follows from its being new
        foreach (var file in Directory.EnumerateFiles(fresh.CacheFolder, "*", SearchOption.AllDirectories).Where(f => !f.EndsWith(".lock", StringComparison.Ordinal)))
        {
            using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            var bytes = new byte[stream.Length];
            stream.ReadExactly(bytes);
            if (!ReferenceEquals(_target.Blob(bytes), bytes)) yield return $"the cache file {Path.GetFileName(file)}";
        }
    }

    private List<string> Mentions(OpenTree fresh)
    {
        if (!_target.IsPath)
        {
            // a caption or a shortened title may have kept one word of it
            var words = request.Target.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Where(w => w.Length > 3).ToList();
            return words.Count < 2 ? [] : [.. _files.Where(f => fresh.Tree.Read(MemoryPath.FromListing(f)) is { } bytes && Encoding.UTF8.GetString(bytes) is var text && words.Exists(w => text.Contains(w, StringComparison.OrdinalIgnoreCase)))];
        }
        var said = _target.Statements.Count == 0 ? null : new PurgedText(_target.Statements, asNames: false);
        var found = new List<string>();
        foreach (var path in FilesOf(fresh.Tree.Root))
            if (fresh.Tree.Read(path) is { } bytes && path != Tombstones && (_target.Message(Encoding.UTF8.GetString(bytes)) is var text && text != Encoding.UTF8.GetString(bytes) || said is not null && !ReferenceEquals(said.Mask(bytes), bytes))) found.Add(path.Value);
        return found;
    }

    internal static List<MemoryPath> FilesOf(string root)
    {
        var options = new EnumerationOptions { AttributesToSkip = FileAttributes.ReparsePoint, RecurseSubdirectories = true, IgnoreInaccessible = false };
        return Directory.EnumerateFiles(root, "*", options).Select(f => Path.GetRelativePath(root, f).Replace(Path.DirectorySeparatorChar, '/'))
            .Where(f => !f.StartsWith(".git/", StringComparison.Ordinal) && !f.StartsWith(".memu/cache/", StringComparison.Ordinal) && f is not (".memu/state/lock" or ".memu/state/lock.owner" or ".memu/state/journal"))
            .Order(StringComparer.Ordinal).ToList().ConvertAll(MemoryPath.FromListing);
    }

    private static PurgeTarget Choose(OpenTree open, PurgeRequest request)
    {
        if (request.IsText == true) return PurgeTarget.OfText(open, request.Target);
        string? why = null;
        if (MemoryPath.TryParse(request.Target, out var path, out why) && !path.IsRoot)
        {
            if (path.Segments[0] is ".memu" or ".git") throw new MemUException(MemUErrorKind.NotAllowed, $"'{path}' is the program's own; it can't be purged.");
            foreach (var name in request.Target.EndsWith(".md", StringComparison.OrdinalIgnoreCase) ? new[] { path } : [path, MemoryPath.FromListing(path.Value + ".md")])
                if (PurgeTarget.OfPath(open, name) is { } found) return found;
        }
        if (open.Mounts?.Find(open.Synchronizer.Manifest, path.Value) is var (mount, relative) && (open.Mounts.Knows(mount, relative) || open.Mounts.BytesOf(mount, relative) is not null))
            throw new MemUException(MemUErrorKind.NotAllowed, $"{path} lies in the mounted source {mount.Location}, and the memory has no copy of it that could be purged. Leave it out of the search with an exclude: in {mount.Page}, delete it there, or purge what it says: memu purge --text \"…\"");
        if (request.IsText == false) throw new MemUException(MemUErrorKind.NotFound, $"neither the tree nor its history has '{request.Target.ReplaceLineEndings(" ")}'{(why is null ? "" : $": {why}")}.");
        return PurgeTarget.OfText(open, request.Target);
    }
}
