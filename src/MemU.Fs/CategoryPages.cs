using System.Text;
using MemU.Fs.Files;
using MemU.Fs.Markdown;
using MemU.Fs.Model;
using MemU.Fs.Todos;
using MemU.Fs.Understanding;

namespace MemU.Fs;

/// <summary>
/// Writes the pages of categories from their items: the most reinforced and the newest first, each with its link, within a target length.
/// A page that a person wrote (without <c>generated: true</c>) is never replaced.
/// </summary>
internal sealed class CategoryPages(MemoryConfig config, OpenTree open, Plan plan)
{
    private const int TargetCharacters = 1600, MostItems = 16, MostChanged = 10_000;

    private readonly DiskTree _tree = open.Tree;
    private readonly Dictionary<MemoryScope, bool> _listings = []; // true to make one where there is none

    /// <summary>Plans the pages of every category that planned items touch, and the listing of a scope that gains or loses one.</summary>
    public IReadOnlyList<(CategoryView View, MemoryScope Scope)> PlanAll() => Put(Drafts(), new Dictionary<MemoryPath, string>());

    /// <summary>The same, with summaries by a model where there is one.</summary>
    public async Task<IReadOnlyList<(CategoryView View, MemoryScope Scope)>> PlanAllAsync(SummaryWriter? writer, CancellationToken cancellationToken)
    {
        var drafts = Drafts();
        return Put(drafts, writer is null ? new Dictionary<MemoryPath, string>() : await writer.WriteAsync([.. drafts.Where(d => d.IsOurs && d.Changed.Count + d.Gone.Count > 0)], cancellationToken));
    }

    private List<PageDraft> Drafts()
    {
        var drafts = new List<PageDraft>();
        foreach (var ((folder, scope), create) in Touched().OrderBy(t => t.Key.Folder.Value, StringComparer.Ordinal))
        {
            var page = folder.Combine("README.md");
            var bytes = plan.Read(_tree, page);
            if (plan.Removed.Contains(page) || plan.Files.ContainsKey(page)) _listings.TryAdd(scope, false);
            if (bytes is null && (!create || folder.IsRoot)) continue;
            var old = bytes is null ? null : MemoryDocument.Parse(page, bytes).ToItem();
            var definition = DefinitionOf(folder);
            drafts.Add(new(page, scope, bytes, old, definition?.Name ?? folder.Name, old?.Title ?? TitleOf(folder), old?.Description ?? definition?.Description)
            {
                TargetLength = definition?.TargetLength,
                Best = Best(folder, scope, out var replaced),
                Changed = [.. Planned(folder, scope).Where(i => i.Action is not ("skipped" or "moved" or "restored")).Select(i => (i.Item, i.Action))],
                Gone = [.. replaced.Concat(plan.Removed.Where(p => p.IsWithin(folder)).Select(LinkIndex.Bare)).Distinct()],
            });
        }
        return drafts;
    }

    private List<(CategoryView, MemoryScope)> Put(List<PageDraft> drafts, IReadOnlyDictionary<MemoryPath, string> written)
    {
        var views = new List<(CategoryView, MemoryScope)>();
        foreach (var draft in drafts)
        {
            var byModel = written.GetValueOrDefault(draft.Page) is { } text ? WrittenSummary.Checked(draft, text, plan.LeftOut) : draft.IsByModel ? WrittenSummary.Patched(draft) : null;
            var summary = byModel ?? Listed(draft.Best, TodoText.IsBoard(draft.Page.Parent));
            if (draft.IsOurs)
            {
                var page = MemoryFormat.Category(new CategoryPage { Title = draft.Title, Description = draft.Description, Scope = draft.Scope.Equals(open.Layout.Own) ? MemoryScope.None : draft.Scope, Summary = summary, IsByModel = byModel is not null });
                if (draft.Bytes is null || !page.AsSpan().SequenceEqual(draft.Bytes)) plan.Put(draft.Page, page);
                if (!_tree.Exists(draft.Page)) _listings[draft.Scope] = true;
            }
            else
            {
                summary = draft.Old!.Summary;
            }
            views.Add((new() { Id = IdOf(draft.Page), Name = draft.Name, Path = draft.Page.Value, Description = draft.Description, Summary = summary }, draft.Scope));
        }
        foreach (var (scope, create) in _listings) PlanListing(scope, create);
        return views;
    }

    /// <summary>The categories whose pages change, and whether a page is made where there is none.</summary>
    private Dictionary<(MemoryPath Folder, MemoryScope Scope), bool> Touched()
    {
        var touched = new Dictionary<(MemoryPath, MemoryScope), bool>(plan.Touched);
        foreach (var item in plan.Items.Values)
        {
            Touch(TreeLayout.CategoryOf(item.Item.Path), item);
            // the page of what is replaced changes too: it no longer names the old value
            foreach (var older in item.Item.Supersedes) Touch(TreeLayout.CategoryOf(MemoryPath.FromListing(Reading.LinkKey(older) + ".md")), item);
        }
        return touched;

        void Touch(MemoryPath folder, PlannedItem item) => touched[(folder, item.Scope)] = touched.GetValueOrDefault((folder, item.Scope)) || item.NeedsPage;
    }

    /// <summary>A category's identity: derived from its page's place, for a folder has no other.</summary>
    public static string IdOf(MemoryPath page) => MemoryId.Of(DateTimeOffset.UnixEpoch, MemoryScope.None, "category", page.Value, "");

    private IEnumerable<PlannedItem> Planned(MemoryPath folder, MemoryScope scope) =>
        plan.Items.Values.Where(i => i.Scope.Equals(scope) && (TreeLayout.CategoryOf(i.Item.Path).IsWithin(folder) || Reading.AlsoIn(i.Item).Any(c => c.IsWithin(folder))));

    /// <summary>The items that a page speaks of first: the most reinforced and the newest, none that another replaces.</summary>
    private List<MemoryItem> Best(MemoryPath folder, MemoryScope scope, out IReadOnlySet<string> replaced)
    {
        var planned = Planned(folder, scope).ToDictionary(i => i.Item.Path.Value, i => i.Item, StringComparer.Ordinal);
        var changed = plan.Items.Keys.Concat(plan.Removed).Select(p => p.Value).ToHashSet(StringComparer.Ordinal);
        var known = open.Index.TopItems(folder.Value, scope, MostItems * 2 + Math.Min(changed.Count, MostChanged)).Where(p => !changed.Contains(p)).Take(MostItems * 2).Select(MemoryPath.FromListing)
            .Select(open.Known.Read).OfType<MemoryItem>();
        var candidates = planned.Values.Concat(known).ToList();
        var old = open.Index.FindKeys([.. candidates.Select(c => $"supersedes={LinkIndex.Bare(c.Path)}")], scope).Where(h => !changed.Contains(h.Path)).Select(h => h.Key["supersedes=".Length..])
            .Concat(plan.Items.Values.Where(i => i.Scope.Equals(scope)).SelectMany(i => i.Item.Supersedes.Select(Reading.LinkKey))).ToHashSet(StringComparer.Ordinal);
        replaced = old;
        return [.. candidates.Where(i => !old.Contains(LinkIndex.Bare(i.Path)) && !plan.Superseded.Contains(LinkIndex.Bare(i.Path)) && (i.Status != "deprecated" || TodoText.IsBoard(folder)))
            .OrderByDescending(i => i.Sources.Count).ThenByDescending(i => i.Modified ?? i.Created ?? default).ThenBy(i => i.Path)];
    }

    private static string Listed(IEnumerable<MemoryItem> best, bool isBoard)
    {
        var text = new StringBuilder();
        var count = 0;
        foreach (var item in isBoard ? TodoText.Ordered(best, i => TodoText.Read(i).State, i => Field(i, "due"), i => i.Created) : best)
        {
            var statement = WrittenSummary.Statement(item);
            if (count++ >= MostItems || text.Length + statement.Length > TargetCharacters && text.Length > 0) break;
            text.Append(isBoard ? WrittenSummary.Line(item with { Summary = TodoText.Line(item, Field(item, "due")) }) : WrittenSummary.Line(item)).Append('\n');
        }
        return text.Length == 0 ? "_No memories yet._\n" : text.ToString();

        static string? Field(MemoryItem item, string key) => item.Fields.FirstOrDefault(f => f.Key == key).Value;
    }

    /// <summary>The scope's <c>index.md</c>: every folder that has a page, with the page's description.</summary>
    /// <param name="scope">Whose.</param>
    /// <param name="create">Whether to make one where there is none.</param>
    public void PlanListing(MemoryScope scope, bool create)
    {
        var root = open.Layout.FolderOf(scope);
        var listing = root.Combine("index.md");
        var old = _tree.Read(listing);
        if (old is null ? !create : !MemoryDocument.Parse(listing, old).ToItem().Generated) return;
        var pages = new List<IndexEntry>();
        foreach (var page in PagesBelow(root).Concat(plan.Files.Keys.Where(p => p.Name == "README.md" && TreeLayout.Split(p).ScopeRoot == root && !p.Parent.IsRoot)).Distinct().Order())
        {
            if (plan.Read(_tree, page) is not { } bytes) continue;
            var item = MemoryDocument.Parse(page, bytes).ToItem();
            pages.Add(new(item.Title, TreeLayout.Split(page).Inner.Value, item.Description));
        }
        var written = MemoryFormat.Index("Memory", pages);
        if (old is null || !written.AsSpan().SequenceEqual(old)) plan.Put(listing, written);
    }

    private IEnumerable<MemoryPath> PagesBelow(MemoryPath root) =>
        open.Index.FindKeys([Reading.PageKey(root)], null).Select(h => MemoryPath.FromListing(h.Path))
            .Where(p => TreeLayout.Split(p) is var (scopeRoot, rest) && scopeRoot == root && !rest.Parent.IsRoot && rest.Segments[0] != "users");

    private CategoryDefinition? DefinitionOf(MemoryPath folder)
    {
        var (_, rest) = TreeLayout.Split(folder.Combine("x"));
        return config.Categories.FirstOrDefault(c => c.Folder == rest.Parent.Value);
    }

    /// <summary>The title that a category's folder gives its page.</summary>
    public static string TitleOf(MemoryPath folder) =>
        string.Join(' ', folder.Name.Split('_', '-').Select(w => w.Length == 0 ? w : char.ToUpperInvariant(w[0]) + w[1..]));
}
