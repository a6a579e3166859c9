using MemU.Fs.Files;
using MemU.Fs.Index;
using MemU.Fs.Markdown;
using MemU.Fs.Model;
using MemU.Fs.Understanding;

namespace MemU.Fs;

/// <summary>What placement needs to know of the source that drafts come from.</summary>
internal sealed record PlacedSource(string Resource, string Sha256, DateTimeOffset Learned, IReadOnlyDictionary<int, SourceMessage> Messages, string? Session);

/// <summary>
/// Decides which file a draft belongs to: a new one, or the item that says the same already (reinforced), and what it supersedes.
/// Stays within one scope; reads the index and the plan, writes only the plan.
/// </summary>
internal sealed class Placement(MemoryConfig config, TreeLayout layout, DiskTree tree, TreeManifest known, IMemoryIndex index, Plan plan, MemoryScope scope)
{
    private const int MostSources = 128;

    /// <summary>Where what tries to steer its reader goes: it is in git and in an editor, and in no answer.</summary>
    private static readonly CategoryDefinition s_quarantine = new("quarantine", "quarantine", "");

    /// <summary>Attributes whose newer value replaces the older without a word of correction; a job has several sides, so it does not.</summary>
    private static readonly HashSet<string> OneAtATime = new(StringComparer.Ordinal) { "home", "age", "phone", "email", "birthday", "employer", "partner" };

    private readonly MemoryPath _root = layout.FolderOf(scope);

    /// <summary>Categories that the drafts name and that do not exist yet.</summary>
    public IReadOnlyList<CategoryDefinition> NewCategories { get; init; } = [];

    private readonly RelatedPages _related = new(tree, index, plan, scope);

    /// <summary>Places one draft, as was decided where a model was asked.</summary>
    public PlannedItem Place(MemoryDraft draft, PlacedSource source, PlacementDecision? decision = null)
    {
        var sources = draft.Messages.Order().Take(MostSources).Select(n => Source(n, draft, source)).ToList();
        if (draft.Quarantine is not null) return Add(draft, source, sources, s_quarantine);
        var category = CategoryOf(draft.Category);
        foreach (var path in Twins(draft))
            if (Reinforce(MemoryPath.FromListing(path), sources, category) is { } known) return known;
        if (decision is { With: { } with })
        {
            if (decision.Action is "reinforce" or "merge" && Reinforce(with, sources, category, decision.Action == "merge" ? decision.Text : null) is { } kept)
            {
                plan.Reasons.Add($"{kept.Action} {LinkIndex.Bare(with)}: {decision.Reason}");
                return kept;
            }
            if (decision.Action is "supersede" or "contradict")
            {
                plan.Reasons.Add($"{decision.Action}s {LinkIndex.Bare(with)}: {decision.Reason}");
                return Add(draft, source, sources, category, decision);
            }
        }
        return Add(draft, source, sources, category, decision);
    }

    /// <summary>The items of the scope that say the same, word for word.</summary>
    public IEnumerable<string> Twins(MemoryDraft draft) => Find($"text={TextKey.Statement(draft.Author, draft.Text)}");

    /// <summary>Items that are near to a draft and not replaced: by what they say, and by the attribute that both state; those just planned too.</summary>
    /// <param name="draft">The draft.</param>
    /// <param name="most">At most so many.</param>
    /// <param name="surely">The score from which a hit is near whatever its words; below it both must share some.</param>
    public IReadOnlyList<MemoryItem> Near(MemoryDraft draft, int most, double surely)
    {
        var words = TextKey.ContentWords(draft.Text);
        bool Shares(MemoryItem item) => TextKey.ContentWords(item.Summary) is var theirs && theirs.Count(words.Contains) is >= 2 and var shared && shared * 3 >= Math.Min(words.Count, theirs.Count);
        var planned = plan.Items.Values.Where(i => i.Scope.Equals(scope) && i.Action != "quarantined").Select(i => (i.Item, IsSure: false));
        var slot = (draft.Slot is { Length: > 0 } attribute ? Find(Reading.SlotKey(attribute, draft.Author)) : []).Select(p => (Path: p, IsSure: true));
        var hits = index.Search(new() { Text = draft.Text, ExactScope = scope, Limit = most * 2 }).Items.Select(h => (h.Path, IsSure: h.Score >= surely));
        var known = slot.Concat(hits).DistinctBy(h => h.Path).Select(h => (Path: MemoryPath.FromListing(h.Path), h.IsSure)).Where(h => !plan.Items.ContainsKey(h.Path))
            .Select(h => (Item: plan.Read(tree, h.Path) is { } bytes ? MemoryDocument.Parse(h.Path, bytes).ToItem() : null, h.IsSure)).Where(h => h.Item is not null).Select(h => (Item: h.Item!, h.IsSure));
        var near = new List<MemoryItem>();
        foreach (var (item, isSure) in planned.Concat(known))
        {
            if (near.Count == most) break;
            if (!isSure && !Shares(item)) continue;
            if (item.Type is MemoryType.Category || item.FormatError is not null || item.Status == "deprecated" || near.Exists(n => n.Path == item.Path)) continue;
            if (plan.Superseded.Contains(LinkIndex.Bare(item.Path)) || index.FindKeys([$"supersedes={LinkIndex.Bare(item.Path)}"], scope).Count > 0) continue;
            near.Add(item);
        }
        return near;
    }

    private CategoryDefinition CategoryOf(string name) => config.Category(name) ?? NewCategories.FirstOrDefault(c => c.Name == name) ?? config.Category("knowledge") ?? config.Categories[0];

    private PlannedItem? Reinforce(MemoryPath path, IReadOnlyList<MemorySource> sources, CategoryDefinition category, string? merged = null)
    {
        if ((plan.Files.GetValueOrDefault(path) ?? tree.Read(path)) is not { } bytes) return null; // gone since it was indexed
        var document = MemoryDocument.Parse(path, bytes);
        var item = document.ToItem();
        if (document.FormatError is not null || item.ReadOnly) return null;
        var before = plan.Items.GetValueOrDefault(path);
        var known = item.Sources.Select(s => s.Reference).ToHashSet(StringComparer.Ordinal);
        // what was said a hundred times is well founded; the list stays far below the largest front matter
        var fresh = sources.Where(s => known.Add(s.Reference)).Take(Math.Max(0, MostSources - item.Sources.Count)).ToList();
        foreach (var one in fresh) document.AddSource(one);
        var isMerged = merged is not null && item.Summary != merged;
        if (isMerged)
        {
            var body = document.Body;
            var rest = body[Sections.Generated(body, 0)..];
            document.SetBody($"{MemoryFormat.Statement(merged!)}\n{(rest.Length == 0 ? "" : "\n" + rest)}");
        }
        if (fresh.Count > 0 || isMerged)
        {
            var latest = fresh.Select(s => s.At ?? default).DefaultIfEmpty().Max();
            if (latest > (item.Modified ?? default)) document.SetScalar("modified", Iso(latest));
            if (document.GetSection("Sources") is { } section)
                document.SetSection("Sources", AppendLinks(section, fresh));
            plan.Put(path, document.ToBytes());
        }
        return plan.Items[path] = new()
        {
            Item = document.ToItem(),
            Scope = scope,
            Category = before?.Category ?? category.Name,
            Action = before?.Action ?? (isMerged ? "merged" : fresh.Count > 0 ? "reinforced" : "skipped"),
            AlsoIn = before?.AlsoIn ?? [],
            NewSources = [.. before?.NewSources ?? [], .. fresh],
        };
    }

    /// <summary>Places a draft as a new item, whether or not another says the same.</summary>
    public PlannedItem Add(MemoryDraft draft, PlacedSource source, IReadOnlyList<MemorySource> sources, CategoryDefinition category, PlacementDecision? decision = null)
    {
        var isApart = draft.Quarantine is not null;
        var also = isApart ? [] : draft.AlsoIn.Select(CategoryOf).Where(c => c.Name != category.Name).DistinctBy(c => c.Folder).ToList();
        var created = sources.Select(s => s.At).FirstOrDefault(t => t is not null) ?? source.Learned;
        var related = isApart ? [] : _related.Of(draft);
        // a model that was asked beside what is near has decided; the rules speak where nothing is near
        var supersedes = isApart ? [] : decision is null ? Superseded(draft, source, created) : decision is { Action: "supersede", With: { } old } ? [LinkIndex.Bare(old)] : new List<string>();
        List<string> contradicts = decision is { Action: "contradict", With: { } other } ? [LinkIndex.Bare(other)] : [];
        var folder = TreeLayout.PlaceFor(_root.Combine(category.Folder), created, f => plan.NamesIn(f)?.Count ?? known.Record(f.Value)?.Count ?? 0);
        var names = plan.NamesIn(folder, tree.Names);
        var slug = Slug.Unique(Slug.Of(draft.Title), s => names.Contains(s + ".md") || names.Contains(s));
        names.Add(slug + ".md");
        var path = folder.Combine(slug + ".md");
        var bytes = MemoryFormat.Item(new NewItem
        {
            Id = MemoryId.Of(created, scope, source.Sha256, sources.FirstOrDefault()?.Anchor ?? "", draft.Text),
            Type = draft.Type,
            Title = draft.Title,
            Tags = draft.Slot is { Length: > 0 } slot ? [slot] : [],
            Created = created,
            Modified = sources.Max(s => s.At) ?? created,
            HappenedAt = draft.HappenedAt,
            Scope = scope,
            Sources = sources,
            Supersedes = supersedes,
            Contradicts = contradicts,
            AlsoIn = [.. also.Select(c => $"{_root.Combine(c.Folder).Value}/README")],
            Status = isApart ? "draft" : null,
            Description = isApart ? $"Kept apart: {draft.Quarantine}" : null,
            WhenToUse = draft.WhenToUse,
            Text = draft.Text,
            Related = related,
        });
        plan.Put(path, bytes);
        foreach (var older in supersedes) plan.Superseded.Add(older);
        if (!isApart) Remember(path, draft);
        foreach (var further in also) plan.Touched[(_root.Combine(further.Folder), scope)] = true;
        return plan.Items[path] = new()
        {
            Item = MemoryDocument.Parse(path, bytes).ToItem(),
            Scope = scope,
            Category = category.Name,
            AlsoIn = [.. also.Select(c => c.Name)],
            Action = isApart ? "quarantined" : supersedes.Count > 0 ? "superseded" : contradicts.Count > 0 ? "contradicted" : "added",
            NewSources = sources,
            NeedsPage = !isApart,
        };
    }

    private void Remember(MemoryPath path, MemoryDraft draft)
    {
        plan.AddKey($"text={TextKey.Statement(draft.Author, draft.Text)}", scope, path.Value);
        plan.AddKey($"name={TextKey.Name(draft.Title)}", scope, path.Value);
        if (draft.Slot is { Length: > 0 } slot) plan.AddKey(Reading.SlotKey(slot, draft.Author), scope, path.Value);
        if (path.Parent.Value.EndsWith("relationships/contacts", StringComparison.Ordinal) && draft.Title.Split(' ') is [var first, _, ..] && char.IsUpper(first[0]))
            plan.AddKey($"name={TextKey.Name(first)}", scope, path.Value);
    }

    /// <summary>What the draft replaces: the earlier value of an attribute that has one value at a time, or what a correction speaks of.</summary>
    private List<string> Superseded(MemoryDraft draft, PlacedSource source, DateTimeOffset at)
    {
        IEnumerable<string> candidates = [];
        if ((draft.Slot ?? draft.Corrects) is { Length: > 0 } slot && (draft.Corrects is not null || OneAtATime.Contains(Attribute(slot)))) candidates = Find(Reading.SlotKey(slot, draft.Author));
        if (draft.Corrects is not null && !candidates.Any()) candidates = Similar(draft);
        var older = new List<string>();
        foreach (var candidate in candidates.Distinct())
        {
            var path = MemoryPath.FromListing(candidate);
            if ((plan.Files.GetValueOrDefault(path) ?? tree.Read(path)) is not { } bytes) continue;
            var item = MemoryDocument.Parse(path, bytes).ToItem();
            var sameSource = item.Sources.Any(s => s.Resource == source.Resource);
            if (item.Created > at || sameSource && draft.Corrects is null || plan.Superseded.Contains(LinkIndex.Bare(candidate)) || index.FindKeys([$"supersedes={LinkIndex.Bare(candidate)}"], scope).Count > 0) continue;
            // the same number or date in other words is the same value
            if (draft.Slot is { } told && Attribute(told) is ("birthday" or "phone" or "age") && Digits(item.Summary) is { Length: > 0 } value && value == Digits(draft.Text)) continue;
            older.Add(LinkIndex.Bare(candidate));
        }
        return older;
    }

    // birthday/小雨 is the birthday of 小雨
    private static string Attribute(string slot) => slot.Split('/')[0];

    private static string Digits(string text) => string.Join(' ', text.Split([.. text.Where(c => !char.IsAsciiDigit(c)).Distinct()], StringSplitOptions.RemoveEmptyEntries));

    /// <summary>The one earlier statement of the same author that a correction without a named attribute can mean.</summary>
    private List<string> Similar(MemoryDraft draft)
    {
        var words = TextKey.ContentWords(draft.Text);
        string? best = null;
        var bestShare = 0.49;
        var planned = plan.Items.Values.Where(i => i.Scope.Equals(scope)).Select(i => i.Item);
        var hits = index.Search(new() { Text = draft.Text, ExactScope = scope, Limit = 5 }).Items
            .Select(h => tree.Read(MemoryPath.FromListing(h.Path)) is { } bytes ? MemoryDocument.Parse(MemoryPath.FromListing(h.Path), bytes).ToItem() : null).OfType<MemoryItem>();
        foreach (var item in planned.Concat(hits))
        {
            if (item.Type == MemoryType.Category || TextKey.Name(item.Sources.FirstOrDefault()?.Author ?? "") != TextKey.Name(draft.Author ?? "")) continue;
            var theirs = TextKey.ContentWords(item.Summary);
            var shared = theirs.Count(words.Contains);
            var share = shared / (double)Math.Max(1, Math.Min(words.Count, theirs.Count));
            if (shared >= 2 && share > bestShare) (best, bestShare) = (item.Path.Value, share);
        }
        return best is null ? [] : [best];
    }

    /// <summary>The folder itself, or its part for the month once it is full.</summary>
    private List<string> Find(string key) => [.. plan.Find(key, scope), .. index.FindKeys([key], scope).Select(h => h.Path).Where(p => !plan.Find(key, scope).Contains(p))];

    private static MemorySource Source(int number, MemoryDraft draft, PlacedSource source)
    {
        var message = source.Messages[number];
        return new(source.Resource, message.Anchor, message.Time, draft.Author ?? message.Name, source.Session);
    }

    private static string AppendLinks(string section, IEnumerable<MemorySource> sources) =>
        section.TrimEnd() + string.Concat(sources.Select(s => $" · [[{LinkIndex.Bare(s.Resource)}#^{s.Anchor}]]"));

    private static string Iso(DateTimeOffset time) => time.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture);
}
