using MemU.Fs.History;
using MemU.Fs.Index;
using MemU.Fs.Markdown;
using MemU.Fs.Model;
using MemU.Fs.Providers.Offline;
using MemU.Fs.Providers.WithModel;
using MemU.Fs.Sources;
using MemU.Fs.Steps;
using MemU.Fs.Understanding;

namespace MemU.Fs;

/// <summary>A call of memorize.</summary>
public sealed record MemorizeRequest
{
    /// <summary>What to learn from, in order.</summary>
    public required IReadOnlyList<MemorizeSource> Sources { get; init; }

    /// <summary>Conversation or document; null to detect it.</summary>
    public Modality? Modality { get; init; }

    /// <summary>Whose memory it is.</summary>
    public MemoryScope Scope { get; init; } = MemoryScope.None;

    /// <summary>The source's own date, for messages without a time.</summary>
    public DateTimeOffset? Date { get; init; }

    /// <summary>Changes how a model finds memories, for this call: it is given what holds otherwise.</summary>
    public Func<ExtractionSettings, ExtractionSettings>? Override { get; init; }

    /// <summary>So many messages at the beginning are learned already, whatever is still known of them: they stand there for those that follow, and are neither learned nor kept again.</summary>
    internal int Known { get; init; }

    /// <summary>Tell what would be learned, and write nothing.</summary>
    public bool DryRun { get; init; }

    /// <summary>Goes on with the other sources when one can't be read (a folder), instead of failing (a file).</summary>
    public bool KeepGoing { get; init; }
}

/// <summary>What the steps of memorize do: read, extract, place, format and embed; only then write, commit and index.</summary>
internal sealed class Memorize(OpenTree open, MemorizeTools tools, MemoryOptions options)
{
    private const int SourcesPerCommit = 1000;
    private const long BytesPerCommit = 64 << 20;
    private const int MostOwnCategories = 60;

    // those of the call; what the tree has of the same name or folder goes before
    private readonly IReadOnlyList<CategoryDefinition> _further = [.. tools.Categories.Where(c => open.Config.Category(c.Name) is null && !open.Config.Categories.Any(k => k.Folder == c.Folder))];

    /// <summary>Memorizes all sources; the lock is held and the index is up to date.</summary>
    public async Task<MemorizeResult> RunAsync(MemorizeRequest request, CancellationToken cancellationToken)
    {
        var result = new MemorizeResult { Items = [], Categories = [], Relations = [], Rejected = [] };
        var resources = new List<ResourceView>();
        var failed = new List<FailedSource>();
        for (var next = 0; next < request.Sources.Count;)
        {
            var state = new MemorizeState(this, request, new());
            for (var count = 0; next < request.Sources.Count && count < SourcesPerCommit && state.Plan.Size < BytesPerCommit; next++, count++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (request.Sources.Count > 1) options.Progress?.Invoke("memorizing", next, request.Sources.Count);
                try
                {
                    await PlanSourceAsync(state, request.Sources[next], cancellationToken);
                }
                catch (MemUException e) when (request.KeepGoing && e.Kind is MemUErrorKind.BadArgument or MemUErrorKind.Format or MemUErrorKind.NotFound or MemUErrorKind.NotAllowed)
                {
                    failed.Add(new(request.Sources[next].Name, e.Message));
                }
                state.End();
            }
            await Task.Yield(); // ends what planned the last source, and lets go of its text: the vectors and the index need room
            foreach (var step in tools.Pipeline.Steps.Where(s => !s.IsForEach)) await tools.Pipeline.RunAsync(step, state, cancellationToken);
            resources.AddRange(state.Resources);
            result = Merge(result, state.Result ?? new() { Items = [], Categories = [], Relations = [], Rejected = state.Plan.Rejected, Commit = state.Commit, Notes = state.Plan.Notes });
        }
        return result with
        {
            Resource = resources.Count == 1 ? resources[0] : null,
            Resources = resources.Count == 1 ? null : resources,
            Unchanged = result.Commit is null && !request.DryRun && failed.Count == 0,
            Failed = failed.Count == 0 ? null : failed,
        };
    }

    private async Task PlanSourceAsync(MemorizeState state, MemorizeSource origin, CancellationToken cancellationToken)
    {
        state.Begin(origin);
        foreach (var step in tools.Pipeline.Steps.Where(s => s.IsForEach))
        {
            if (state.IsDone) return;
            await tools.Pipeline.RunAsync(step, state, cancellationToken);
        }
    }

    /// <summary><c>ingest_resource</c></summary>
    public async Task IngestAsync(MemorizeState state, CancellationToken cancellationToken)
    {
        var origin = state.Origin!;
        var bytes = await origin.Load(cancellationToken);
        var source = SourceReader.Read(origin.Name, bytes, new SourceOptions(state.Request.Modality, options.Zone ?? open.Config.Zone ?? TimeZoneInfo.Utc), cancellationToken);
        bytes = default;
        // a recording that was written down with its speakers is a document in which they are named
        if (source.Modality != Modality.Conversation && source.Messages.Any(m => m.Role != "document"))
            source = source with { Messages = [.. source.Messages.Select(m => m with { Role = "document", Name = null, Text = $"{m.Speaker}: {m.Text}" })] };
        state.Source = source;
        var scope = ScopeOf(state.Request);
        if (Known(state.Plan, $"sha256={source.Sha256}", scope) is { } same)
        {
            Keep(state, same);
            return;
        }
        if (source.Messages.Count > 0) Follow(state, source, scope);
    }

    /// <summary><c>preprocess_multimodal</c></summary>
    public async Task PreprocessAsync(MemorizeState state, CancellationToken cancellationToken)
    {
        if (state.Source is not { Messages.Count: 0 } source) return;
        state.Source = await tools.Media.ReadAsync(source, cancellationToken);
        Follow(state, state.Source, ScopeOf(state.Request));
    }

    /// <summary>Where the source goes on from one that is known.</summary>
    private void Follow(MemorizeState state, SourceDocument source, MemoryScope scope)
    {
        state.Chain = Chain.Of(source.Messages);
        (state.Continued, state.First) = Continued(state.Plan, state.Chain, scope);
        if (state.First <= state.Request.Known) state.First = state.Request.Known + 1;
        if (state.Continued is not null && state.First > source.Messages.Count) Keep(state, state.Continued);
    }

    /// <summary><c>extract_items</c></summary>
    public async Task ExtractAsync(MemorizeState state, CancellationToken cancellationToken)
    {
        var scope = ScopeOf(state.Request);
        var own = OwnCategories(scope);
        state.OwnCategories = [.. own.Where(o => !_further.Any(f => f.Folder == o.Folder)), .. _further];
        state.Extraction = await tools.Extractor.ExtractAsync(new()
        {
            Source = state.Source!,
            FirstMessage = state.First,
            Date = state.Request.Date,
            Categories = [.. open.Config.Categories, .. state.OwnCategories],
            KnownNames = KnownNames(scope),
        }, cancellationToken);
    }

    /// <summary><c>dedupe_merge</c></summary>
    public async Task MergeAsync(MemorizeState state, CancellationToken cancellationToken)
    {
        var (source, extraction, plan, scope) = (state.Source!, state.Extraction!, state.Plan, ScopeOf(state.Request));
        var date = state.Request.Date ?? source.Messages.FirstOrDefault(m => m.Time is not null)?.Time;
        var now = options.Clock.GetUtcNow();
        if (state.Chain.Length == 0) state.Chain = Chain.Of(source.Messages);
        if (state.Request.Known > 0) source = state.Source = source with { MaskedBytes = ConversationJson.Of(source.Messages.Skip(state.First - 1)) };
        var resource = new ResourcePages(open, scope).Plan(plan, source, extraction, state.First, state.Continued, state.Chain[^1], date, now, isByModel: tools.Judge is not null, url: state.Origin?.KeptUrl);
        var placed = new PlacedSource(resource.Path, source.Sha256, date ?? now, source.Messages.ToDictionary(m => m.Number), options.SessionId);
        var placement = new Placement(open.Config, open.Layout, open.Tree, open.Synchronizer.Manifest, open.Index, plan, scope) { NewCategories = [.. extraction.NewCategories, .. state.OwnCategories] };
        var drafts = new DraftCheck(placed, plan).Of(extraction.Drafts);
        var decisions = tools.Judge is { } judge ? await judge.DecideAsync(drafts, placement, cancellationToken) : null;
        foreach (var draft in drafts) placement.Place(draft, placed, decisions?.GetValueOrDefault(draft));
        plan.Rejected.AddRange(extraction.Rejected.Select(r => new RejectedView(r.Reason, new(resource.Path, r.Message > 0 ? $"m{r.Message}" : null)) { Text = r.Text is { } text ? Verbs.Secrets.Mask(text) : null }));
        plan.Notes.AddRange(source.Notes.Select(n => $"{source.Name}: {n}"));
        plan.Notes.AddRange(extraction.Notes);
        if (source.Masked.Count > 0) plan.Notes.Add($"{source.Name}: {source.Masked.Count} secret{(source.Masked.Count == 1 ? "" : "s")} masked ({string.Join(", ", source.Masked.Select(m => m.Kind).Distinct())})");
        plan.AddKey($"sha256={source.Sha256}", scope, resource.Path);
        plan.AddKey($"chain={state.Chain[^1]}", scope, resource.Path);
        plan.Resources.Add((resource, scope));
        state.Resources.Add(resource);
    }

    /// <summary><c>categorize_items</c></summary>
    public async Task CategorizeAsync(MemorizeState state, CancellationToken cancellationToken) =>
        state.Categories = await new CategoryPages(open.Config with { Categories = [.. open.Config.Categories, .. _further] }, open, state.Plan).PlanAllAsync(tools.Summaries, cancellationToken);

    /// <summary><c>persist_index</c></summary>
    public async Task PersistAsync(MemorizeState state, CancellationToken cancellationToken)
    {
        var plan = state.Plan;
        if (plan.Files.Count == 0 || state.Request.DryRun) return;
        await open.EmbedAsync(plan, cancellationToken);
        cancellationToken.ThrowIfCancellationRequested(); // the last moment at which nothing has been written
        CrashPoint.Reach("planned");
        if (plan.Unversioned.Count > 0 && LargeFiles.Ignore(open.Tree, plan.Files.GetValueOrDefault(MemoryPath.FromListing(".gitignore")), plan.Unversioned.Keys) is var (ignore, lines)) plan.Put(ignore, lines);
        foreach (var (path, bytes) in plan.Unversioned) open.Tree.Write(path, bytes);
        state.Commit = open.Carry(plan.Files.ToDictionary(f => f.Key, f => (byte[]?)f.Value), Message(plan));
        open.Follow(plan.Files.Keys);
    }

    /// <summary><c>build_response</c></summary>
    public static Task Respond(MemorizeState state)
    {
        var (plan, categories) = (state.Plan, state.Categories);
        var byFolder = categories.ToLookup(c => c.View.Path);
        state.Result = new()
        {
            Items = [.. plan.Items.Values.Select(View)],
            Categories = [.. categories.Select(c => c.View)],
            Relations = [.. from item in plan.Items.Values
                            from folder in Reading.AlsoIn(item.Item).Prepend(TreeLayout.CategoryOf(item.Item.Path)).Distinct()
                            from category in byFolder[$"{folder.Value}/README.md"]
                            select new RelationView(item.Item.Id, category.View.Id)],
            Rejected = plan.Rejected,
            Commit = state.Commit,
            Notes = plan.Notes,
        };
        return Task.CompletedTask;
    }

    private MemoryScope ScopeOf(MemorizeRequest request) => request.Scope.IsNone ? open.Layout.Own : request.Scope;

    private void Keep(MemorizeState state, string path)
    {
        state.Resources.Add(Existing(path));
        state.Skip();
    }

    private static ItemView View(PlannedItem planned) => new()
    {
        Id = planned.Item.Id,
        Path = planned.Item.Path.Value,
        MemoryType = planned.Item.Type,
        Title = planned.Item.Title,
        Summary = planned.Item.Summary,
        Categories = [planned.Category, .. planned.AlsoIn],
        Action = planned.Action,
        HappenedAt = planned.Item.HappenedAt?.Text,
        Supersedes = planned.Item.Supersedes,
        Sources = [.. planned.NewSources.Select(s => new SourceView(s.Resource, s.Anchor))],
    };

    private CommitInfo Message(Plan plan)
    {
        var changed = plan.Items.Values.Where(i => i.Action != "skipped").ToList();
        var categories = changed.Select(i => i.Category).Distinct().ToList();
        var where = categories.Count switch { 0 => "resources", <= 2 => string.Join(", ", categories), _ => $"{categories[0]}, {categories[1]} +{categories.Count - 2}" };
        var what = changed switch
        {
            [] => plan.Resources.Select(r => r.View.Url).FirstOrDefault() ?? "sources",
            [var one] => one.Item.Title,
            _ when plan.Resources.Count > 1 => $"{changed.Count} memories from {plan.Resources.Count} sources",
            _ => $"{changed[0].Item.Title} and {changed.Count - 1} more",
        };
        var trailers = new List<KeyValuePair<string, string>>();
        trailers.AddRange(changed.Take(50).Select(i => new KeyValuePair<string, string>("Memory-Id", i.Item.Id)));
        trailers.AddRange(plan.Resources.Take(50).Select(r => new KeyValuePair<string, string>("Source", r.View.Path)));
        if (options.SessionId is { Length: > 0 } session) trailers.Add(new("Session", session));
        trailers.Add(new("Tool", "memu memorize"));
        trailers.AddRange(plan.Reasons.Take(20).Select(r => new KeyValuePair<string, string>(CommitMessage.Reason, r)));
        var body = string.Join('\n', changed.Take(100).Select(i => $"- {i.Action}: {i.Item.Path}").Concat(plan.LeftOut.Take(50)));
        return open.Info($"memorize({where}): {what}", body, trailers);
    }

    private string? Known(Plan plan, string key, MemoryScope scope) =>
        plan.Find(key, scope).FirstOrDefault() ?? open.Index.FindKeys([key], scope).Select(h => h.Path).FirstOrDefault(p => open.Tree.Exists(MemoryPath.FromListing(p)));

    /// <summary>The longest known source that this one begins with, and the number of the first message that is new.</summary>
    private (string? Path, int First) Continued(Plan plan, string[] chain, MemoryScope scope)
    {
        var known = open.Index.FindKeys([.. chain.Select(c => $"chain={c}")], scope).GroupBy(h => h.Key).ToDictionary(g => g.Key, g => g.First().Path, StringComparer.Ordinal);
        for (var n = chain.Length; n > 0; n--)
        {
            var key = $"chain={chain[n - 1]}";
            if ((plan.Find(key, scope).FirstOrDefault() ?? known.GetValueOrDefault(key)) is { } path) return (path, n + 1);
        }
        return (null, 1);
    }

    private ResourceView Existing(string path)
    {
        var memory = MemoryPath.FromListing(path);
        var item = MemoryDocument.Parse(memory, open.Tree.Read(memory) ?? []).ToItem();
        string Field(string name) => item.Fields.FirstOrDefault(f => f.Key == name).Value ?? "";
        return new() { Id = item.Id, Path = path, Url = Field("url"), Modality = Field("modality"), Caption = item.Description, Sha256 = Field("sha256"), CreatedAt = item.Created ?? default };
    }

    /// <summary>Folders with a page that no setting names: a person or a model made them. The rules know only what is in the settings.</summary>
    private List<CategoryDefinition> OwnCategories(MemoryScope scope)
    {
        if (tools.Extractor is OfflineExtractor) return [];
        var root = open.Layout.FolderOf(scope);
        var own = new List<CategoryDefinition>();
        foreach (var page in open.Index.FindKeys([Reading.PageKey(root)], null).Select(h => MemoryPath.FromListing(h.Path)).Order())
        {
            var (scopeRoot, inner) = TreeLayout.Split(page);
            if (scopeRoot != root || inner.Parent.IsRoot || inner.Segments[0] is "users" or "resources") continue;
            if (own.Count == MostOwnCategories || open.Config.Categories.Any(c => c.Folder == inner.Parent.Value || MemoryPath.FromListing(c.Folder).IsWithin(inner.Parent))) continue;
            own.Add(new(inner.Parent.Value, inner.Parent.Value, open.Known.Read(page)?.Description ?? ""));
        }
        return own;
    }

    /// <summary>Names of the scope's contacts, from the names of their files.</summary>
    private List<string> KnownNames(MemoryScope scope)
    {
        var contacts = open.Config.Category("relationships")?.Folder ?? "relationships/contacts";
        return [.. open.Tree.Names(open.Layout.FolderOf(scope).Combine(contacts))
            .Where(n => n.EndsWith(".md", StringComparison.OrdinalIgnoreCase) && !n.Equals("README.md", StringComparison.OrdinalIgnoreCase))
            .Select(n => n[..^3].Replace('-', ' ')).Order(StringComparer.Ordinal)];
    }

    private static MemorizeResult Merge(MemorizeResult a, MemorizeResult b) => new()
    {
        Items = [.. a.Items, .. b.Items],
        Categories = [.. a.Categories.Where(c => b.Categories.All(d => d.Id != c.Id)), .. b.Categories],
        Relations = [.. a.Relations, .. b.Relations],
        Rejected = [.. a.Rejected, .. b.Rejected],
        Commit = b.Commit ?? a.Commit,
        Notes = [.. a.Notes, .. b.Notes],
    };
}
