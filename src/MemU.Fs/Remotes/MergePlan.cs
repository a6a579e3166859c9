using MemU.Fs.History;
using MemU.Fs.Markdown;
using MemU.Fs.Model;

namespace MemU.Fs.Remotes;

/// <summary>From merged files to everything that a merge writes: the pages of the categories they lie in and the listings follow them.</summary>
internal sealed class MergePlan(OpenTree open, TreeMerge merge)
{
    /// <summary>What differs from our side, pages included.</summary>
    public Plan ToPlan(IReadOnlyList<TreeDelta> ourDeltas, IReadOnlyList<TreeDelta> theirDeltas)
    {
        var plan = new Plan();
        foreach (var file in merge.Files) plan.Put(MemoryPath.FromListing(file.Path), file.Bytes);
        var there = plan.Files.Keys.Select(p => p.Value).ToHashSet(StringComparer.Ordinal);
        // a side's files that the merge does not have where they were
        foreach (var path in ourDeltas.Concat(theirDeltas).Select(d => MemoryPath.FromListing(d.Path)))
            if (!there.Contains(path.Value) && !merge.Pages.ContainsKey(path) && open.Tree.Exists(path)) plan.Remove(path);
        foreach (var path in plan.Files.Keys.Concat(plan.Removed).ToList()) Touch(plan, path);
        Pages(plan);
        foreach (var (path, bytes) in plan.Files.ToList())
            if (open.Tree.Read(path) is { } now && now.AsSpan().SequenceEqual(bytes)) plan.Files.Remove(path);
        plan.Removed.RemoveWhere(p => !open.Tree.Exists(p) || plan.Files.ContainsKey(p));
        return plan;
    }

    private void Touch(Plan plan, MemoryPath path)
    {
        if (TreeLayout.KindOf(path) != UnitKind.Item || !IsInCategory(path)) return;
        var (now, before) = (plan.Files.GetValueOrDefault(path), open.Tree.Read(path));
        foreach (var bytes in new[] { now, before }.OfType<byte[]>())
        {
            var item = MemoryDocument.Parse(path, bytes).ToItem();
            var scope = open.Layout.ScopeOf(item);
            foreach (var place in item.Supersedes.Select(s => MemoryPath.FromListing(Reading.LinkKey(s) + ".md")).Prepend(path).Where(IsInCategory)) plan.Touched.TryAdd((TreeLayout.CategoryOf(place), scope), false);
            foreach (var folder in Reading.AlsoIn(item).Where(f => !f.IsRoot)) plan.Touched.TryAdd((folder, scope), false);
            if (bytes == now && !item.Generated) plan.Items.TryAdd(path, new() { Item = item, Scope = scope, Category = path.Parent.Name, Action = "merged", NewSources = [], NeedsPage = false });
        }
    }

    private void Pages(Plan plan)
    {
        var listings = new HashSet<MemoryPath>();
        foreach (var (page, from) in merge.Pages)
        {
            if (page.Name == "index.md")
            {
                listings.Add(page);
                continue;
            }
            var keep = from ?? (plan.Items.Keys.Any(p => TreeLayout.CategoryOf(p) == page.Parent) ? open.Tree.Read(page) : null);
            if (keep is null) plan.Remove(page);
            else
            {
                plan.Put(page, keep);
                if (IsInCategory(page)) plan.Touched.TryAdd((page.Parent, open.Layout.ScopeOf(MemoryDocument.Parse(page, keep).ToItem())), false);
            }
        }
        new CategoryPages(open.Config, open, plan).PlanAll();
        foreach (var listing in listings)
        {
            if (!open.Tree.Exists(listing) && merge.Pages[listing] is { } theirs) plan.Put(listing, theirs);
            new CategoryPages(open.Config, open, plan).PlanListing(listing.Parent.IsRoot ? open.Layout.Own : open.Layout.ScopeOf(new() { Path = listing.Parent.Combine("x/y.md"), Title = "", Body = "", Summary = "" }), create: false);
        }
    }

    // a file at the root of a scope lies in no category, so no page speaks of it
    private static bool IsInCategory(MemoryPath file) => !TreeLayout.Split(file).Inner.Parent.IsRoot;
}
