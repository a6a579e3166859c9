using MemU.Fs.Files;
using MemU.Fs.History;
using MemU.Fs.Model;

namespace MemU.Fs;

/// <summary>What differs between two states of the memory: revisions, or a revision and the files as they are.</summary>
internal sealed class Diffing(OpenTree open)
{
    /// <summary>Compares.</summary>
    /// <param name="path">A file or folder; the root for all.</param>
    /// <param name="from">The older revision; null for the current commit.</param>
    /// <param name="to">The newer revision; null for the files on disk.</param>
    /// <param name="cancellationToken">Stops between files.</param>
    public async Task<IReadOnlyList<DiffView>> RunAsync(MemoryPath path, string? from, string? to, CancellationToken cancellationToken)
    {
        var history = open.RequiredHistory;
        var old = from is null ? history.Head : history.Resolve(from);
        var deltas = to is null ? await AgainstDiskAsync(old, cancellationToken) : history.Changes(old, history.Resolve(to));
        var renames = history.Renames(deltas, MemoryIdentity.Of);
        var moved = renames.Values.ToHashSet(StringComparer.Ordinal);
        var found = new List<DiffView>();
        foreach (var delta in deltas.OrderBy(d => d.Path, StringComparer.Ordinal))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var source = renames.GetValueOrDefault(delta.Path);
            if (moved.Contains(delta.Path) && delta.Kind == TreeDeltaKind.Deleted) continue; // shown with its new name
            if (!IsWithin(delta.Path, path) && !(source is not null && IsWithin(source, path))) continue;
            var before = old is null ? null : history.ReadAt(source ?? delta.Path, old);
            var after = delta.Kind == TreeDeltaKind.Deleted ? null : to is null ? open.Tree.Read(MemoryIdentity.Safe(delta.Path)) : history.ReadBlob(delta.NewBlobId!);
            var text = UnifiedDiff.Format(before, after, out var added, out var removed);
            found.Add(new()
            {
                Path = delta.Path,
                OldPath = source,
                Change = source is not null ? "renamed" : delta.Kind switch { TreeDeltaKind.Added => "added", TreeDeltaKind.Deleted => "deleted", _ => "modified" },
                Added = added,
                Removed = removed,
                Text = text,
            });
        }
        return found;
    }

    /// <summary>What a revision and the disk differ in: what it and HEAD differ in, and what was edited since.</summary>
    private async Task<IReadOnlyList<TreeDelta>> AgainstDiskAsync(string? old, CancellationToken cancellationToken)
    {
        await open.SyncAsync(Freshness.Full, null, cancellationToken);
        var history = open.RequiredHistory;
        var all = new Dictionary<string, TreeDelta>(StringComparer.Ordinal);
        if (old is not null && history.Head is { } head)
            foreach (var delta in history.Changes(old, head)) all[delta.Path] = delta;
        foreach (var (path, entry) in open.Synchronizer.Uncommitted())
        {
            var (before, now) = (old is null ? null : history.BlobIdAt(path.Value, old), entry.Is(TreeFlags.Deleted) ? null : entry.BlobId);
            if (before == now) all.Remove(path.Value);
            else all[path.Value] = new(before is null ? TreeDeltaKind.Added : now is null ? TreeDeltaKind.Deleted : TreeDeltaKind.Modified, path.Value, before, now);
        }
        return [.. all.Values];
    }

    private static bool IsWithin(string path, MemoryPath folder) => MemoryPath.FromListing(path).IsWithin(folder);
}
