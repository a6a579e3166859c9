using MemU.Fs.Model;

namespace MemU.Fs.Care;

/// <summary>What doctor mends by itself: nothing that a person wrote is touched. The caller holds the lock, and what was cut off is finished by then.</summary>
internal sealed class Repairs(OpenTree open, MemoryOptions options)
{
    /// <summary>Mends; returns what was done, a line each.</summary>
    public async Task<IReadOnlyList<string>> RunAsync(DoctorView before, CancellationToken cancellationToken)
    {
        var done = new List<string>();
        if (Leftovers.Remove(open) is { Count: > 0 } gone) done.Add($"removed {gone.Count} {(gone.Count == 1 ? "file" : "files")} that a process that died left behind: {string.Join(", ", gone.Select(Path.GetFileName))}");
        if (open.History?.Blocked is null && open.History?.MendIndex() is { Count: > 0 } mended) done.Add($"brought git's index up to HEAD for {string.Join(", ", mended.Take(5))}{(mended.Count > 5 ? $" and {mended.Count - 5} more" : "")}");
        if (before.Findings.Any(f => f is { Level: "error", Check: "index" }))
        {
            open.Index.BeginAnew();
            var report = await open.SyncAsync(Freshness.Full, null, cancellationToken);
            done.Add($"made the index anew: {report.Indexed} files");
        }
        if (Pages() is { } pages) done.Add(pages);
        return done;
    }

    /// <summary>The pages of categories that the program writes, written anew from their items where they say something else.</summary>
    private string? Pages()
    {
        if (open.History is not { Blocked: null }) return null;
        var plan = new Plan();
        var manifest = open.Synchronizer.Manifest;
        foreach (var folder in manifest.Folders().Where(f => f.Length > 0))
        {
            var path = MemoryPath.FromListing($"{folder}/README.md");
            if (TreeLayout.KindOf(path) != UnitKind.Category || open.Tree.Read(path) is not { } bytes) continue;
            var page = Markdown.MemoryDocument.Parse(path, bytes).ToItem();
            if (page.Generated && page.FormatError is null) plan.Touched[(path.Parent, open.Layout.ScopeOf(page))] = false;
        }
        new CategoryPages(open.Config, open, plan).PlanAll();
        var changed = plan.Files.Where(f => open.Tree.Read(f.Key) is not { } now || !now.AsSpan().SequenceEqual(f.Value)).ToDictionary(f => f.Key, f => (byte[]?)f.Value);
        if (changed.Count == 0) return null;
        var commit = open.Carry(changed, OpenTree.Info(options, "doctor: pages written anew from their items", null, [new(History.CommitMessage.Tool, "memu doctor --fix")]));
        open.Follow(changed.Keys);
        return $"wrote {changed.Count} {(changed.Count == 1 ? "page" : "pages")} of categories anew: {string.Join(", ", changed.Keys.Order().Take(5))}{(commit is null ? "" : $", commit {commit[..10]}")}";
    }
}
