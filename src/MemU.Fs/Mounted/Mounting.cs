using MemU.Fs.History;
using MemU.Fs.Markdown;
using MemU.Fs.Model;

namespace MemU.Fs.Mounted;

/// <summary>Lists mounted sources, compares them because somebody asks, and removes them.</summary>
internal sealed class Mounting(OpenTree open, MemoryOptions options)
{
    private readonly Mounts _mounts = open.Mounts ?? throw NoMemory(open);

    /// <summary>All of them, or those of a scope.</summary>
    public IReadOnlyList<MountView> List(MemoryScope scope) =>
        [.. _mounts.List(open.Synchronizer.Manifest).Where(m => scope.IsNone || m.Page.IsWithin(open.Layout.FolderOf(scope).Combine("resources"))).OrderBy(m => m.Page).Select(_mounts.View)];

    /// <summary>Looks at every file of one source, or of all, and at branches that a repository is followed on; what is gone goes.</summary>
    public async Task<MountResult> SyncAsync(string? name, MemoryScope scope, CancellationToken cancellationToken)
    {
        IReadOnlyList<Mount> mounts = name is null ? _mounts.List(open.Synchronizer.Manifest) : [Find(name, scope)];
        if (mounts.Count == 0) throw new MemUException(MemUErrorKind.NotFound, "nothing is mounted yet; add a source with: memu resource add <file|folder|repository>");
        var moved = new Dictionary<MemoryPath, byte[]?>();
        foreach (var mount in mounts)
            if (mount is { Kind: MountKind.Git, At: { } at } && _mounts.View(mount) is { Here: { } here } && Directory.Exists(here) && Tip(here, at) is { } tip && tip != mount.Commit)
            {
                var page = MemoryDocument.Parse(mount.Page, open.Tree.Read(mount.Page) ?? []);
                page.SetScalar("commit", tip);
                moved[mount.Page] = page.ToBytes();
            }
        var commit = moved.Count == 0 ? null : open.Carry(moved, Info(options, moved.Count == 1 ? $"resource: {moved.Keys.First().Stem} moves on" : $"resource: {moved.Count} repositories move on", null));
        _mounts.Ask(name is null ? "" : mounts[0].Page.Value);
        var report = await open.SyncAsync(Freshness.Full, moved.Keys.Select(p => p.Parent.Value), cancellationToken);
        var now = _mounts.List(open.Synchronizer.Manifest).Where(m => mounts.Any(b => b.Page == m.Page)).ToList();
        var reports = now.Select(m => _mounts.Reports.GetValueOrDefault(m.Page.Value)).OfType<MountReport>().ToList();
        return new()
        {
            Action = commit is null && reports.All(r => r.Indexed + r.Removed == 0) ? "unchanged" : "synced",
            Sources = [.. now.Select(_mounts.View)],
            Indexed = reports.Sum(r => r.Indexed),
            Removed = reports.Sum(r => r.Removed),
            Problems = [.. reports.SelectMany(r => r.Problems).Concat(report.Problems.Where(p => now.Any(m => p.StartsWith(m.Page.Value, StringComparison.Ordinal)))).Distinct()],
            Commit = commit,
        };
    }

    /// <summary>Removes a source from the memory; the source itself stays as it is.</summary>
    public MountResult Remove(string name, MemoryScope scope, bool dryRun, string? reason)
    {
        var mount = Find(name, scope);
        var view = _mounts.View(mount);
        if (dryRun) return new() { Action = "removed", Sources = [view], Removed = view.Files };
        var commit = open.Carry(new Dictionary<MemoryPath, byte[]?> { [mount.Page] = null }, Info(options, $"resource: remove {mount.Name}", reason));
        _mounts.Places.Set(mount, null);
        open.Follow([mount.Page]);
        return new() { Action = "removed", Sources = [view with { Missing = null }], Removed = view.Files, Commit = commit };
    }

    /// <summary>The commit of a verb on mounted sources.</summary>
    public static CommitInfo Info(MemoryOptions options, string subject, string? reason)
    {
        var trailers = new List<KeyValuePair<string, string>> { new(CommitMessage.Tool, "memu resource") };
        if (options.SessionId is { } session) trailers.Add(new(CommitMessage.Session, session));
        if (!string.IsNullOrWhiteSpace(reason)) trailers.Add(new(CommitMessage.Reason, reason));
        return OpenTree.Info(options, subject, null, trailers);
    }

    /// <summary>The error for a folder that is no memory.</summary>
    public static MemUException NoMemory(OpenTree open) => new(MemUErrorKind.NotFound, $"{open.Tree.Root} is no memory, so nothing can be mounted in it. Make it one with: memu init {open.Tree.Root}");

    private static string? Tip(string here, string at)
    {
        try
        {
            using var repository = PinnedTree.Open(here);
            return repository.Resolve(at);
        }
        catch (MemUException e) when (e.Kind == MemUErrorKind.NotFound)
        {
            return null; // the branch is gone or the repository is away: it stays pinned where it was, and the comparison tells
        }
    }

    private Mount Find(string name, MemoryScope scope)
    {
        var all = _mounts.List(open.Synchronizer.Manifest);
        var fits = all.Where(m => m.Page.Value == name || m.Name == name && (scope.IsNone || m.Page.IsWithin(open.Layout.FolderOf(scope).Combine("resources")))).ToList();
        return fits switch
        {
            [var only] => only,
            [] => throw new MemUException(MemUErrorKind.NotFound, $"there is no mounted resource '{name.ReplaceLineEndings(" ")}'. List them with: memu resource ls"),
            _ => throw new MemUException(MemUErrorKind.BadArgument, $"'{name}' fits {string.Join(" and ", fits.Select(f => f.Page))}; give the path of one, or --user."),
        };
    }
}
