using MemU.Fs.Model;
using MemU.Fs.Remotes;

namespace MemU.Fs;

public sealed partial class MemoryService
{
    /// <summary>Makes the memory at <see cref="MemoryOptions.Root"/> from a remote one; the folder must be empty or not there.</summary>
    /// <exception cref="MemUException">The remote can't be reached, is no memory, or holds names that must not come into a work tree; then nothing is left behind.</exception>
    public async Task<SyncView> CloneAsync(CloneRequest request, CancellationToken cancellationToken = default)
    {
        if (_options.ReadOnly) throw new MemUException(MemUErrorKind.NotAllowed, "nothing may be written here (MEMU_READ_ONLY), so nothing can be cloned.");
        var made = await new Cloning(_options).RunAsync(request.Url, cancellationToken);
        await WritingAsync(_ => Task.FromResult(true), cancellationToken); // the search index
        return made;
    }

    /// <summary>Commits people's edits, fetches, merges memory by memory, and pushes. Nothing of either side is lost: what can't be merged is kept twice.</summary>
    /// <exception cref="MemUException">The remote can't be reached or refuses; what is here stays as it is.</exception>
    public async Task<SyncView> SyncAsync(SyncRequest request, CancellationToken cancellationToken = default)
    {
        RequireMemory();
        await ReadingAsync(open =>
        {
            RemoteSync.RequireOwnRepository(open.RequiredHistory);
            return Task.FromResult(true);
        }, cancellationToken);
        return request.DryRun
            ? await ReadingAsync(async open =>
            {
                await open.SyncAsync(Freshness.Full, null, cancellationToken);
                var view = await new RemoteSync(open, request, _options).RunAsync(null, cancellationToken);
                var edits = open.Synchronizer.Uncommitted().Count();
                return edits == 0 ? view : view with { Notes = [.. view.Notes, $"{edits} edited file{(edits == 1 ? "" : "s")} would be committed first, which this does not reckon with"] };
            }, cancellationToken)
            : await WritingAsync((open, edits) => new RemoteSync(open, request, _options).RunAsync(edits, cancellationToken), cancellationToken);
    }

    /// <summary>The memories of which two versions could not be merged.</summary>
    public Task<IReadOnlyList<ConflictPairView>> ConflictsAsync(CancellationToken cancellationToken = default) =>
        ReadingAsync(async open =>
        {
            await open.SyncAsync(Freshness.Full, null, cancellationToken);
            return new Conflicts(open).List(cancellationToken);
        }, cancellationToken);

    /// <summary>Keeps one version of a memory or both.</summary>
    /// <param name="path">The memory, or the version beside it.</param>
    /// <param name="keep">Which.</param>
    /// <param name="dryRun">Only say what would happen.</param>
    /// <param name="cancellationToken">Stops before anything is written.</param>
    /// <exception cref="MemUException">It is not in conflict.</exception>
    public Task<ConflictResolvedView> ResolveConflictAsync(MemoryPath path, MergePreference keep, bool dryRun = false, CancellationToken cancellationToken = default) =>
        dryRun
            ? ReadingAsync(async open =>
            {
                await open.SyncAsync(Freshness.Full, null, cancellationToken);
                return await new Conflicts(open).ResolveAsync(path, keep, true, cancellationToken);
            }, cancellationToken)
            : WritingAsync(open => new Conflicts(open).ResolveAsync(path, keep, false, cancellationToken), cancellationToken);

    /// <summary>Trusts the settings of the tree, as they are now, that could send data or start a program; or no longer.</summary>
    /// <param name="revoke">Trust nothing of it any more.</param>
    public TrustView Trust(bool revoke = false)
    {
        RequireMemory();
        var trust = new Trust(_options.Root, _options);
        return revoke ? trust.Revoke() : trust.Give();
    }

    /// <summary>How far the tree is trusted.</summary>
    public TrustView TrustState() => new Trust(_options.Root, _options).View();
}
