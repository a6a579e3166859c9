using System.Diagnostics;
using MemU.Fs.Files;
using MemU.Fs.Markdown;
using MemU.Fs.Model;

namespace MemU.Fs;

public sealed partial class MemoryService
{
    /// <summary>The folders and memories below a folder.</summary>
    /// <param name="path">The folder; the root by default.</param>
    /// <param name="depth">How many levels of folders.</param>
    /// <param name="filesPerFolder">At most so many files of each folder; the rest is counted.</param>
    /// <param name="cancellationToken">Stops.</param>
    public Task<TreeNode> TreeAsync(MemoryPath path = default, int depth = int.MaxValue, int filesPerFolder = 50, CancellationToken cancellationToken = default) =>
        ReadingAsync(open => Task.FromResult(new Listing(open.Tree, filesPerFolder).Of(path, depth)), cancellationToken);

    /// <summary>The memories, pages and sources in a folder and below for which a filter holds, by path, as the children of the folder.</summary>
    /// <param name="where">The filter.</param>
    /// <param name="folder">The folder; the root by default.</param>
    /// <param name="cancellationToken">Stops.</param>
    /// <exception cref="MemUException">There is no such folder, or the filter names an unknown field or can't be meant otherwise.</exception>
    public Task<TreeNode> MatchingAsync(Where where, MemoryPath folder = default, CancellationToken cancellationToken = default) =>
        ReadingAsync(async open =>
        {
            await open.SyncAsync(Freshness.Full, null, cancellationToken);
            return new Listing(open.Tree, filesPerFolder: 0).Only(folder, open.Index.Matching(where));
        }, cancellationToken);

    /// <summary>A memory by its path, id, or unique file name or title.</summary>
    /// <exception cref="MemUException">There is none, or there are several.</exception>
    public Task<ShowView> ShowAsync(string pathOrId, CancellationToken cancellationToken = default) => ShowAsync(pathOrId, MemoryScope.None, cancellationToken);

    /// <summary>The same, of one owner's memories alone: another's is as if it were not there.</summary>
    internal Task<ShowView> ShowAsync(string pathOrId, MemoryScope within, CancellationToken cancellationToken) =>
        ReadingAsync(async open =>
        {
            if (within.IsNone && await ShownMountedAsync(open, pathOrId, cancellationToken) is { } mounted) return mounted;
            var path = await Lookup.FindAsync(open, pathOrId, within, cancellationToken);
            var bytes = open.Tree.Read(path) ?? throw Lookup.NotFound(pathOrId);
            if (!within.IsNone && (path.Extension != ".md" || !open.Layout.Owns(MemoryDocument.Parse(path, bytes).ToItem(), within))) throw Lookup.NotFound(pathOrId);
            return Shown(path, bytes, null) with { Notes = AwayFrom(open, MemoryDocument.Parse(path, bytes).ToItem()) };
        }, cancellationToken);

    /// <summary>How the memory stands; brings the index up first.</summary>
    public Task<StatusView> StatusAsync(CancellationToken cancellationToken = default) =>
        ReadingAsync(async open =>
        {
            var report = await open.SyncAsync(Freshness.Full, null, cancellationToken);
            var kinds = open.Synchronizer.Manifest.Files().Where(f => f.Entry.Name != "index.md").Select(f => TreeLayout.KindOf(f.Path)).OfType<UnitKind>().CountBy(k => k).ToDictionary();
            var users = Path.Combine(open.Tree.Root, "users");
            return new StatusView
            {
                Root = open.Tree.Root,
                Scope = open.Layout.Own.ToString(),
                Items = kinds.GetValueOrDefault(UnitKind.Item),
                Categories = kinds.GetValueOrDefault(UnitKind.Category),
                Resources = kinds.GetValueOrDefault(UnitKind.Resource),
                Users = Directory.Exists(users) ? Directory.EnumerateDirectories(users).Count() : 0,
                Head = open.History?.Head,
                Branch = open.History?.Branch,
                Uncommitted = [.. open.Synchronizer.Uncommitted().Select(u => u.Path.Value)],
                Blocked = open.History is null ? "this folder is no git repository; make it a memory with: memu init" : open.History.Blocked,
                Trust = TrustState(),
                Indexed = report.Indexed,
                Problems = report.Problems,
            };
        }, cancellationToken);

    /// <summary>Makes the index anew from the files; until it is done, and when it is stopped, answers come from the one before.</summary>
    public async Task<ReindexView> ReindexAsync(CancellationToken cancellationToken = default)
    {
        if (_options.ReadOnly) throw new MemUException(MemUErrorKind.NotAllowed, "this memory was opened read-only (MEMU_READ_ONLY); its index can't be made anew.");
        var watch = Stopwatch.StartNew();
        return await ReadingAsync(async open =>
        {
            open.Index.LockForWriting(_options.LockPatience, cancellationToken);
            new Reindexing(open).Empty();
            var report = await open.SyncAsync(Freshness.Full, null, cancellationToken);
            return new ReindexView(report.Indexed, watch.ElapsedMilliseconds, report.Problems);
        }, cancellationToken);
    }
}
