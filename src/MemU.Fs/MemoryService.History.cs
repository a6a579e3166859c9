using System.Text;
using MemU.Fs.History;
using MemU.Fs.Markdown;
using MemU.Fs.Model;

namespace MemU.Fs;

public sealed partial class MemoryService
{
    /// <summary>The commits of the memory, or of one file (through its renames) or folder, newest first.</summary>
    public Task<IReadOnlyList<LogView>> LogAsync(MemoryPath path = default, int max = int.MaxValue, CancellationToken cancellationToken = default) =>
        max < 1 ? throw new MemUException(MemUErrorKind.BadArgument, $"limit {max} is out of range; give 1 or more.") : ReadingAsync(open => Task.FromResult<IReadOnlyList<LogView>>([.. (path.IsRoot ? open.RequiredHistory.Log(null, max) : open.RequiredHistory.LogFollowing(path.Value, MemoryIdentity.Of, max)).Select(HistoryText.View)]), cancellationToken);

    /// <summary>What differs between two revisions, or between one and the files as they are.</summary>
    /// <param name="path">A file or folder; the root by default.</param>
    /// <param name="from">The older revision; null for the current commit.</param>
    /// <param name="to">The newer revision; null for the files on disk.</param>
    /// <param name="cancellationToken">Stops.</param>
    /// <exception cref="MemUException">A revision is not known.</exception>
    public Task<IReadOnlyList<DiffView>> DiffAsync(MemoryPath path = default, string? from = null, string? to = null, CancellationToken cancellationToken = default) =>
        ReadingAsync(open => new Diffing(open).RunAsync(path, from, to, cancellationToken), cancellationToken);

    /// <summary>Each line of a memory with who wrote it, when, and the message that it was learned from.</summary>
    public Task<IReadOnlyList<BlameView>> BlameAsync(string pathOrId, CancellationToken cancellationToken = default) =>
        ReadingAsync(async open => new Blaming(open.RequiredHistory, open.Tree).Run(await Lookup.FindAsync(open, pathOrId, cancellationToken)), cancellationToken);

    /// <summary>A memory as it was at a revision or date, under whatever name it had then.</summary>
    /// <exception cref="MemUException">There was none.</exception>
    public Task<ShowView> ShowAtAsync(string pathOrId, string revision, CancellationToken cancellationToken = default) =>
        ReadingAsync(async open =>
        {
            var history = open.RequiredHistory;
            var commit = history.Resolve(revision);
            // by its name of then first: it may be gone by now
            foreach (var name in new[] { pathOrId, pathOrId + ".md", pathOrId + "/README.md" })
                if (MemoryPath.TryParse(name, out var then, out _) && !then.IsRoot && history.ReadAt(then.Value, commit) is { } old) return Shown(then, old, commit);
            var path = await Lookup.FindAsync(open, pathOrId, cancellationToken);
            var at = history.PathAt(path.Value, commit, MemoryIdentity.Of) ?? throw new MemUException(MemUErrorKind.NotFound, $"{path} was not there yet in {commit[..10]}. Its versions: memu log {path}");
            return Shown(MemoryPath.FromListing(at), history.ReadAt(at, commit)!, commit);
        }, cancellationToken);

    /// <summary>Takes commits back as one new commit, keeping what came later; nothing is written when later changes stand in the way.</summary>
    /// <param name="revision">The commit; null for the newest operation of this machine that is not undone yet: what came with a sync has to be named.</param>
    /// <param name="session">All operations of an agent's session instead.</param>
    /// <param name="dryRun">Only say what would happen.</param>
    /// <param name="cancellationToken">Stops before anything is written.</param>
    public async Task<RevertView> UndoAsync(string? revision = null, string? session = null, bool dryRun = false, CancellationToken cancellationToken = default)
    {
        if (revision is not null && session is not null) throw new MemUException(MemUErrorKind.BadArgument, "give a commit or a session, not both.");
        // chosen before people's edits are committed: undoing the last operation never means those
        var choice = await ReadingAsync(open => Task.FromResult(UndoChoice.Of(open.RequiredHistory, revision, session)), cancellationToken);
        return dryRun
            ? await ReadingAsync(async open =>
            {
                await open.SyncAsync(Freshness.Full, null, cancellationToken);
                return await new Undo(open).RunAsync(choice, true, cancellationToken);
            }, cancellationToken)
            : await WritingAsync(open => new Undo(open).RunAsync(choice, false, cancellationToken), cancellationToken);
    }

    /// <summary>Brings a file, a folder or the whole memory back as it was at a revision, as one new commit.</summary>
    /// <param name="path">What; the root for all.</param>
    /// <param name="at">Revision, checkpoint or date; null for the last version of something that is gone.</param>
    /// <param name="exact">Remove what came later from a folder.</param>
    /// <param name="dryRun">Only say what would happen.</param>
    /// <param name="cancellationToken">Stops before anything is written.</param>
    public Task<RevertView> RestoreAsync(MemoryPath path, string? at = null, bool exact = false, bool dryRun = false, CancellationToken cancellationToken = default) =>
        dryRun
            ? ReadingAsync(async open =>
            {
                await open.SyncAsync(Freshness.Full, null, cancellationToken);
                return await new Restoring(open).RunAsync(path, at, exact, true, cancellationToken);
            }, cancellationToken)
            : WritingAsync(open => new Restoring(open).RunAsync(path, at, exact, false, cancellationToken), cancellationToken);

    /// <summary>Names the memory as it is now, edits of people included, so that it can be restored, shown and compared by that name.</summary>
    public Task<CheckpointView> CheckpointAsync(string name, CancellationToken cancellationToken = default) =>
        WritingAsync(open =>
        {
            var point = open.RequiredHistory.Tag(name, open.Info($"checkpoint: {name}", null, []));
            return Task.FromResult(new CheckpointView(point.Name, point.Commit, point.When));
        }, cancellationToken);

    /// <summary>All names given, newest first.</summary>
    public Task<IReadOnlyList<CheckpointView>> CheckpointsAsync(CancellationToken cancellationToken = default) =>
        ReadingAsync(open => Task.FromResult<IReadOnlyList<CheckpointView>>([.. open.RequiredHistory.Tags().Select(t => new CheckpointView(t.Name, t.Commit, t.When))]), cancellationToken);

    private static ShowView Shown(MemoryPath path, byte[] bytes, string? commit)
    {
        var item = MemoryDocument.Parse(path, bytes).ToItem();
        return new(path.Value, item.Id, item.Type, item.Title, Encoding.UTF8.GetString(bytes), GitHistory.BlobId(bytes)) { Commit = commit };
    }
}
