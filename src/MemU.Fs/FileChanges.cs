using MemU.Fs.History;
using MemU.Fs.Markdown;
using MemU.Fs.Model;

namespace MemU.Fs;

/// <summary>
/// Files that an operation on history puts back, collected before anything is written; the pages of their categories follow.
/// </summary>
internal sealed class FileChanges(OpenTree open)
{
    private readonly SortedDictionary<MemoryPath, byte[]?> _files = [];
    private readonly HashSet<MemoryPath> _anew = [];

    /// <summary>The bytes that a file will have; null when it will be gone.</summary>
    public byte[]? Read(MemoryPath path) => _files.TryGetValue(path, out var bytes) ? bytes : open.Tree.Read(path);

    /// <summary>Notes what a file will hold; null removes it.</summary>
    public void Put(MemoryPath path, byte[]? bytes) => _files[path] = bytes;

    /// <summary>Notes that a generated page is to be made from its items instead of being put back.</summary>
    public void WriteAnew(MemoryPath page) => _anew.Add(page);

    /// <summary>True for a page that the program writes as a whole.</summary>
    public static bool IsGenerated(MemoryPath path, byte[]? bytes) =>
        bytes is not null && path.Extension == ".md" && MemoryDocument.Parse(path, bytes).ToItem() is { Generated: true, FormatError: null };

    /// <summary>The files that really change, with the pages; <paramref name="everyPage"/> writes those of all touched categories, else only those asked for.</summary>
    public Plan ToPlan(bool everyPage)
    {
        var plan = new Plan();
        foreach (var (path, bytes) in _files)
        {
            if (bytes is null) plan.Removed.Add(path);
            foreach (var item in new[] { bytes, open.Tree.Read(path) }.OfType<byte[]>().Select(b => MemoryDocument.Parse(path, b).ToItem()).Where(_ => TreeLayout.KindOf(path) == UnitKind.Item))
            {
                var scope = open.Layout.ScopeOf(item);
                foreach (var place in item.Supersedes.Select(s => MemoryPath.FromListing(Reading.LinkKey(s) + ".md")).Prepend(path))
                    if (IsInCategory(place)) plan.Touched.TryAdd((TreeLayout.CategoryOf(place), scope), false);
                if (bytes is not null && !item.Generated && IsInCategory(path)) plan.Items.TryAdd(path, new() { Item = item, Scope = scope, Category = path.Parent.Name, Action = "restored", NewSources = [], NeedsPage = false });
            }
        }
        foreach (var page in _anew.Where(p => TreeLayout.KindOf(p) == UnitKind.Category && IsInCategory(p)))
            plan.Touched.TryAdd((page.Parent, open.Tree.Read(page) is { } bytes ? open.Layout.ScopeOf(MemoryDocument.Parse(page, bytes).ToItem()) : open.Layout.Own), false);
        var pages = new CategoryPages(open.Config, open, plan);
        pages.PlanAll();
        foreach (var listing in _anew.Where(p => p.Name == "index.md")) pages.PlanListing(ScopeOfListing(listing), create: false);
        if (!everyPage)
            foreach (var page in plan.Files.Keys.Where(p => !_anew.Contains(p)).ToList()) plan.Files.Remove(page);
        foreach (var (path, bytes) in _files)
            if (bytes is not null && !_anew.Contains(path)) plan.Files[path] = bytes;
        foreach (var path in plan.Files.Keys.Where(p => open.Tree.Read(p) is { } now && now.AsSpan().SequenceEqual(plan.Files[p])).ToList()) plan.Files.Remove(path);
        plan.Removed.RemoveWhere(p => !open.Tree.Exists(p) || plan.Files.ContainsKey(p));
        return plan;
    }

    /// <summary>The files as people are told of them.</summary>
    public IReadOnlyList<ChangedFileView> Describe(Plan plan) =>
        [.. plan.Removed.Select(p => new ChangedFileView(p.Value, "removed"))
            .Concat(plan.Files.Keys.Select(p => new ChangedFileView(p.Value, !_files.ContainsKey(p) || _anew.Contains(p) ? "rewritten" : open.Tree.Exists(p) ? "changed" : "restored")))
            .OrderBy(f => f.Path, StringComparer.Ordinal)];

    /// <summary>Writes and commits; null when nothing would change.</summary>
    public async Task<string?> CarryAsync(Plan plan, CommitInfo info, CancellationToken cancellationToken)
    {
        if (plan.Files.Count + plan.Removed.Count == 0) return null;
        await open.EmbedAsync(plan, cancellationToken);
        cancellationToken.ThrowIfCancellationRequested(); // the last moment at which nothing has been written
        var files = plan.Files.ToDictionary(f => f.Key, f => (byte[]?)f.Value);
        foreach (var path in plan.Removed) files[path] = null;
        var commit = open.Carry(files, info);
        open.Follow(files.Keys);
        return commit;
    }

    // a file at the root of a scope lies in no category, so no page speaks of it
    private static bool IsInCategory(MemoryPath file) => !TreeLayout.Split(file).Inner.Parent.IsRoot;

    private MemoryScope ScopeOfListing(MemoryPath listing) =>
        listing.Parent.IsRoot ? open.Layout.Own : open.Layout.ScopeOf(new() { Path = listing.Parent.Combine("x/y.md"), Title = "", Body = "", Summary = "" });
}
