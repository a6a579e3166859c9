using System.Text;
using MemU.Fs.History;
using MemU.Fs.Markdown;
using MemU.Fs.Markdown.Merging;
using MemU.Fs.Model;

namespace MemU.Fs.Remotes;

/// <summary>Brings our commit and another one together: going on to theirs where that says it all, else a commit that follows both.</summary>
internal sealed class Merger(OpenTree open, MergePreference prefer, bool dryRun = false)
{
    private readonly GitHistory _history = open.RequiredHistory;
    private readonly List<string> _notes = [];

    /// <summary>Merges without publishing.</summary>
    /// <exception cref="MemUException">Their tree holds what must not come into a work tree, or is no memory.</exception>
    public async Task<MergeOutcome> RunAsync(string theirs, string from, CancellationToken cancellationToken)
    {
        var ours = _history.Head;
        if (ours is not null && _history.IsBefore(theirs, ours)) return new() { Action = "unchanged" };
        RequireSafe(ours, theirs);
        var purged = Purged(ours, theirs);
        var start = MergeStart.Of(_history, ours, theirs, purged);
        foreach (var delta in start.Theirs.Where(d => d.NewBlobId is not null && d.Path.EndsWith(".md", StringComparison.Ordinal)))
            if (_history.ReadBlob(delta.NewBlobId!) is { } bytes && ConflictMarkers.In(bytes, evenInCode: false)) _notes.Add($"{delta.Path} holds conflict markers that somebody committed on the remote; edit it");
        if (start.Commit == ours && IsPlain(theirs, purged))
        {
            var forward = _history.PrepareForward(ours, theirs);
            return new() { Action = "forwarded", Prepared = forward, Files = Describe(forward), Notes = _notes };
        }
        return await MergeAsync(ours, theirs, from, start, purged, cancellationToken);
    }

    private async Task<MergeOutcome> MergeAsync(string? ours, string theirs, string from, MergeStart start, HashSet<string> purged, CancellationToken cancellationToken)
    {
        if (start.IsNone && ours is not null) _notes.Add("the two memories have no common history; everything of both is kept");
        var merge = new TreeMerge(start.Read, prefer);
        merge.Run(start.Ours, start.Theirs, ours is null ? [] : _history.Files(ours).Select(f => f.Path), purged);
        cancellationToken.ThrowIfCancellationRequested();
        var plan = new MergePlan(open, merge).ToPlan(start.Ours, start.Theirs);
        if (!dryRun) await open.EmbedAsync(plan, cancellationToken);
        var changes = plan.Files.Select(f => new TreeChange(f.Key.Value, f.Value)).Concat(plan.Removed.Select(p => new TreeChange(p.Value, null))).OrderBy(c => c.Path, StringComparer.Ordinal).ToList();
        var body = merge.Conflicts.Count == 0 ? null : string.Join('\n', merge.Conflicts.Select(c => $"- {c.Path}: both versions are kept, the other one as {c.Copy}"));
        var prepared = _history.PrepareMerge(changes, open.Info($"sync: merge {from}", body, [new(CommitMessage.Tool, "memu sync")]), ours, theirs);
        return new()
        {
            Action = "merged",
            Prepared = prepared,
            Files = Describe(prepared),
            Conflicts = [.. merge.Conflicts.Select(c => new ConflictPairView(c.Path, c.Copy, TitleOf(merge, c.Path)))],
            Notes = [.. _notes, .. merge.Notes, .. plan.Notes],
        };
    }

    /// <summary>Whether their tree can be taken as it is: nothing purged in it, and no two names that some disk takes for one.</summary>
    private bool IsPlain(string theirs, HashSet<string> purged)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (path, blob) in _history.Files(theirs))
            if (purged.Contains(blob) || !names.Add(SafeText.Compose(path).ToUpperInvariant())) return false;
        return true;
    }

    private void RequireSafe(string? ours, string theirs)
    {
        var refused = _history.Unsafe(ours, theirs).Take(6).ToList();
        if (refused.Count > 0)
            throw new MemUException(MemUErrorKind.NotAllowed, $"nothing of commit {theirs[..10]} was taken over: {string.Join("; ", refused.Take(5).Select(r => $"'{r.Path}': {r.Why}"))}{(refused.Count > 5 ? "; and more" : "")}. Have it removed on the remote, then sync again.");
        if (_history.BlobIdAt(".memu/config.yaml", theirs) is null)
            throw new MemUException(MemUErrorKind.BadArgument, MemoryInside(theirs) is { } folder
                ? $"commit {theirs[..10]} of the remote is a larger repository with a memory in the folder {folder}. Get it with git clone, and use that folder: memu status --root <clone>/{folder}"
                : $"commit {theirs[..10]} of the remote is no memory: it has no .memu/config.yaml. Make it one there with memu init, or choose another repository.");
    }

    private string? MemoryInside(string theirs) =>
        _history.Files(theirs).Select(f => f.Path).FirstOrDefault(p => p.EndsWith("/.memu/config.yaml", StringComparison.Ordinal)) is { } config ? CommitMessage.OneLine(config[..^"/.memu/config.yaml".Length], 200) : null;

    /// <summary>What either side has purged.</summary>
    private HashSet<string> Purged(string? ours, string theirs)
    {
        var purged = new HashSet<string>(StringComparer.Ordinal);
        foreach (var revision in new[] { ours, theirs }.OfType<string>())
            if (_history.ReadAt(Purge.Tombstones.Value, revision) is { } bytes) purged.UnionWith(Purge.Ids(Encoding.UTF8.GetString(bytes)));
        return purged;
    }

    private List<ChangedFileView> Describe(PreparedCommit prepared) =>
        [.. prepared.Paths.Select((p, i) => new ChangedFileView(p, prepared.BlobIds[i] is null ? "removed" : prepared.Parent is not null && _history.BlobIdAt(p, prepared.Parent) is not null ? "changed" : "added")).OrderBy(f => f.Path, StringComparer.Ordinal)];

    private static string TitleOf(TreeMerge merge, string path) =>
        merge.Files.Find(f => f.Path == path) is { } file && path.EndsWith(".md", StringComparison.Ordinal) ? MemoryDocument.Parse(MemoryPath.FromListing(path), file.Bytes).ToItem().Title : path;
}
