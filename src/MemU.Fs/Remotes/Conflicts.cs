using MemU.Fs.Markdown;
using MemU.Fs.Model;

namespace MemU.Fs.Remotes;

/// <summary>Memories that are there in two versions, and choosing between them.</summary>
internal sealed class Conflicts(OpenTree open)
{
    /// <summary>All of them, by path. Deleting one of the two, or taking <c>conflict_with</c> out by hand, ends a conflict as well.</summary>
    public IReadOnlyList<ConflictPairView> List(CancellationToken cancellationToken)
    {
        var found = new List<ConflictPairView>();
        foreach (var (path, entry) in open.Synchronizer.Manifest.Files())
        {
            cancellationToken.ThrowIfCancellationRequested();
            var named = entry.Name.Contains("-conflict-", StringComparison.Ordinal);
            if (path.Extension != ".md" && !named || open.Tree.TryRead(path, out _) is not { } bytes) continue; // doctor names what can't be read
            if (!named && bytes.AsSpan().IndexOf("conflict_with"u8) < 0) continue;
            if (ConflictCopy.FirstOf(path, bytes) is { } first && first != path && open.Tree.TryRead(first, out _) is { } original) found.Add(new(first.Value, path.Value, MemoryDocument.Parse(first, original).ToItem().Title));
        }
        return [.. found.OrderBy(f => f.Path, StringComparer.Ordinal).ThenBy(f => f.Other, StringComparer.Ordinal)];
    }

    /// <summary>Keeps one version or both.</summary>
    /// <param name="path">Either of the two files.</param>
    /// <param name="keep">The memory as it lies there (ours), the version beside it (theirs), or both as memories of their own.</param>
    /// <param name="dryRun">Only say what would happen.</param>
    /// <param name="cancellationToken">Stops before anything is written.</param>
    public async Task<ConflictResolvedView> ResolveAsync(MemoryPath path, MergePreference keep, bool dryRun, CancellationToken cancellationToken)
    {
        var name = path.Extension.Length == 0 ? path.Value + ".md" : path.Value;
        var all = List(cancellationToken);
        var pairs = all.Where(c => c.Path == name || c.Other == name).ToList();
        if (pairs.Count == 0) throw new MemUException(MemUErrorKind.NotFound, $"{path} is not in conflict.{(all.Count > 0 ? " These are: " + string.Join(", ", all.Take(10).Select(c => c.Path)) : " Nothing is.")}");
        if (pairs.Count > 1 && keep == MergePreference.Theirs) throw new MemUException(MemUErrorKind.BadArgument, $"{path} has several other versions; name the one to keep: {string.Join(", ", pairs.Select(p => p.Other))}");
        var changes = new FileChanges(open);
        foreach (var pair in pairs)
        {
            var (first, copy) = (MemoryPath.FromListing(pair.Path), MemoryPath.FromListing(pair.Other));
            var bytes = open.Tree.Read(copy)!;
            if (keep == MergePreference.Theirs) changes.Put(first, ConflictCopy.AsFirst(first, open.Tree.Read(first)!, bytes));
            changes.Put(copy, keep == MergePreference.Both ? ConflictCopy.AsOwn(copy, bytes) : null);
        }
        var plan = changes.ToPlan(everyPage: true);
        var files = changes.Describe(plan);
        var kept = keep.ToString().ToLowerInvariant();
        var commit = dryRun ? null : await changes.CarryAsync(plan, open.Info($"conflicts: keep {kept} of {pairs[0].Path}", null, [new(History.CommitMessage.Tool, "memu conflicts resolve")]), cancellationToken);
        return new(pairs[0].Path, kept, commit, files);
    }
}
