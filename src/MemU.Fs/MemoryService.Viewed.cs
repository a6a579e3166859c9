using MemU.Fs.Model;

namespace MemU.Fs;

/// <summary>What the views of the drive ask for.</summary>
public sealed partial class MemoryService
{
    /// <summary>The files of all memories with size and time (UTC ticks), and a number that stays the same until any of them changes; null while it is the one that is known.</summary>
    internal Task<(long Version, IReadOnlyList<(MemoryPath Path, long Size, long Modified)> Files)?> ItemFilesAsync(long known, CancellationToken cancellationToken) =>
        ReadingAsync<(long, IReadOnlyList<(MemoryPath, long, long)>)?>(async open =>
        {
            await open.SyncAsync(Freshness.Full, null, cancellationToken);
            var files = open.Synchronizer.Manifest.Files(); // before its number, which reading it again would change
            return open.Synchronizer.Version == known ? null
                : (open.Synchronizer.Version, [.. files.Where(f => IsItem(f.Path)).Select(f => (f.Path, f.Entry.Size, f.Entry.Modified))]);
        }, cancellationToken);

    /// <summary>The memories that were changed last, by what the index knows of them; no file is read.</summary>
    internal Task<IReadOnlyList<(string Path, DateTimeOffset? Changed)>> NewestAsync(int count, Func<string, bool> wanted, CancellationToken cancellationToken) => ReadingAsync(async open =>
    {
        await open.SyncAsync(Freshness.Full, null, cancellationToken);
        return open.Index.Newest(count, path => IsItem(MemoryPath.FromListing(path)) && wanted(path));
    }, cancellationToken);

    private static bool IsItem(MemoryPath path) => TreeLayout.KindOf(path) == UnitKind.Item && path.Name is not ("index.md" or "log.md");

    /// <summary>The folders and scope of the tree.</summary>
    internal Task<TreeLayout> LayoutAsync(CancellationToken cancellationToken) => ReadingAsync(open => Task.FromResult(open.Layout), cancellationToken);

    /// <summary>Where the index stands: its files, and where it lies.</summary>
    internal Task<(int Files, bool HasVectors, string? Note, string Folder)> IndexStandingAsync(CancellationToken cancellationToken) =>
        ReadingAsync(open => Task.FromResult((open.Index.FileCount, open.Index.HasVectors, open.VectorsNote, open.CacheFolder)), cancellationToken);

    /// <summary>As <see cref="OrphansAsync"/>, while others read and write: it reads every file.</summary>
    internal async Task<IReadOnlyList<GraphNode>> OrphansAsideAsync(CancellationToken cancellationToken)
    {
        IReadOnlyList<GraphNode> orphans = [];
        await PlanAsideAsync(async aside => orphans = (await GraphOf(aside, cancellationToken)).Orphans(), cancellationToken);
        return orphans;
    }
}
