using System.Text;
using System.Text.Json.Nodes;
using MemU.Fs.Markdown;
using MemU.Fs.Model;
using MemU.Fs.Providers.Calls;
using MemU.Fs.Providers.Prompts;
using MemU.Fs.Providers.Replies;
using MemU.Fs.Steps;
using Microsoft.Extensions.AI;

namespace MemU.Fs.Understanding;

/// <summary>
/// What the steps of retrieve do where a model decides. Searching is the same as without one: its scores stay, and nothing is locked while a model thinks.
/// By rag at most three calls are made, by llm at most six, and none where routing and sufficiency are off.
/// </summary>
internal sealed class RetrieveWithModel(Func<RetrieveRequest, Task<RetrieveResult>> search, OperationModels models, RetrieveSettings settings)
{
    private const int Candidates = 30, MostCategories = 60, MostReferences = 40;

    private static readonly JsonObject s_route = Schema.Object(("decision", Schema.OneOf(["RETRIEVE", "NO_RETRIEVE"])), ("rewritten_query", Schema.Text()));
    private static readonly JsonObject s_suffice = Schema.Object(("decision", Schema.OneOf(["ENOUGH", "MORE"])), ("next_step_query", Schema.TextOrNull()));
    private static readonly JsonObject s_rank = Schema.Object(("analysis", Schema.Text()), ("ranked", Schema.List(Schema.Object(("id", Schema.Text()), ("score", Schema.Score())))));

    /// <summary>Runs the pipeline.</summary>
    public async Task<RetrieveResult> RunAsync(RetrieveRequest request, Pipeline<RetrieveState> pipeline, CancellationToken cancellationToken)
    {
        var state = new RetrieveState(this, request, settings.LimitsOf(request));
        foreach (var step in pipeline.Steps) await pipeline.RunAsync(step, state, cancellationToken);
        return state.Result ?? await BuildAsync(state);
    }

    /// <summary><c>route_intention</c></summary>
    public async Task RouteAsync(RetrieveState state, CancellationToken cancellationToken)
    {
        if (!(state.Request.RouteIntention ?? settings.RouteIntention) || models.Chat(ModelStep.Route) is not { } chat) return;
        var conversation = new StringBuilder();
        foreach (var message in state.Request.Context.TakeLast(12)) conversation.Append('[').Append(message.Role).Append("]: ").Append(SafeText.OneLine(message.Text, 800)).Append('\n');
        if (await AskAsync(state, chat, PromptTemplate.Of("route").Fill(new Dictionary<string, string>
        {
            ["conversation"] = conversation.Length == 0 ? "(no earlier messages)" : conversation.ToString(), ["query"] = SafeText.OneLine(state.Request.Query, 4_000),
        }), "route", s_route, ModelStep.Route, cancellationToken) is not { } values) return;
        // in doubt it is looked up
        if (values.Select(v => v.Text("decision")).FirstOrDefault(d => d is not null) is { } decision && decision.Contains("NO_RETRIEVE", StringComparison.OrdinalIgnoreCase)) state.NeedsRetrieval = state.Request.Always;
        // a message that stands alone is asked as it was said
        if (state.Request.Context.Count > 0 && values.Select(v => v.Text("rewritten_query")).FirstOrDefault(q => q is not null) is { Length: <= 2_000 } rewritten) (state.Query, state.RewrittenQuery) = (rewritten, rewritten);
    }

    /// <summary><c>route_category</c></summary>
    public async Task CategoriesAsync(RetrieveState state, CancellationToken cancellationToken)
    {
        if (IsOver(state) || state.Limits.Categories == 0) return;
        if (!IsByModel(state))
        {
            state.Categories = (await FindAsync(state)).Categories;
            return;
        }
        var all = (await search(Plain(state) with { CategoryLimit = MostCategories, ItemLimit = 0, ResourceLimit = 0 })).Categories;
        state.Categories = await RankAsync(state, "categories", all, EvidenceOf.Category, state.Limits.Categories, (c, score) => c with { Score = score ?? c.Score }, cancellationToken);
    }

    /// <summary><c>recall_items</c></summary>
    public async Task ItemsAsync(RetrieveState state, CancellationToken cancellationToken)
    {
        if (IsOver(state) || state.Limits.Items == 0) return;
        var referenced = await ReferencedAsync(state);
        if (!IsByModel(state))
        {
            var found = (await FindAsync(state)).Items;
            state.Items = [.. referenced.Take(state.Limits.Items).Concat(found).DistinctBy(i => i.Path).Take(state.Limits.Items)];
            return;
        }
        // those of the chosen categories first, and then any: an item without a category must not be out of reach
        var within = state.Categories.Count == 0 ? [] : (await search(Plain(state) with { Where = state.Request.Where.And(InCategories(state)), ItemLimit = Candidates, CategoryLimit = 0, ResourceLimit = 0 })).Items;
        var anywhere = (await search(Plain(state) with { ItemLimit = Candidates, CategoryLimit = 0, ResourceLimit = 0 })).Items;
        var candidates = referenced.Concat(within).Concat(anywhere).DistinctBy(i => i.Path).Take(Candidates + state.Limits.Items).ToList();
        state.Items = await RankAsync(state, "memories", candidates, EvidenceOf.Item, state.Limits.Items, (i, score) => i with { Score = score ?? i.Score }, cancellationToken);
    }

    /// <summary><c>recall_resources</c></summary>
    public async Task ResourcesAsync(RetrieveState state, CancellationToken cancellationToken)
    {
        if (IsOver(state) || state.Limits.Resources == 0) return;
        if (!IsByModel(state))
        {
            state.Resources = (await FindAsync(state)).Resources;
            return;
        }
        var found = (await search(Plain(state) with { ResourceLimit = Candidates, CategoryLimit = 0, ItemLimit = 0 })).Resources;
        var sources = state.Items.SelectMany(i => i.Sources).Select(s => s.Path).ToHashSet(StringComparer.Ordinal);
        var candidates = found.OrderByDescending(r => sources.Contains(r.Path)).ToList(); // a stable sort: within both by score
        state.Resources = await RankAsync(state, "passages", candidates, EvidenceOf.Resource, state.Limits.Resources, (r, score) => r with { Score = score ?? r.Score }, cancellationToken);
    }

    /// <summary><c>sufficiency_after_…</c></summary>
    public async Task SufficeAsync(RetrieveState state, int limit, Func<RetrieveState, string> evidence, CancellationToken cancellationToken)
    {
        if (IsOver(state) || limit == 0 || !(state.Request.SufficiencyCheck ?? settings.SufficiencyCheck) || models.Chat(ModelStep.Suffice) is not { } chat) return;
        var text = evidence(state);
        if (text.Length == 0) return; // nothing is not enough, and need not be judged
        if (await AskAsync(state, chat, PromptTemplate.Of("suffice", settings.SufficiencyPrompt).Fill(new Dictionary<string, string> { ["query"] = SafeText.OneLine(state.RewrittenQuery, 4_000), ["evidence"] = text }), "sufficiency", s_suffice, ModelStep.Suffice, cancellationToken) is not { } values) return;
        state.IsEnough = values.Select(v => v.Text("decision", "judgement")).FirstOrDefault(d => d is not null) is { } decision
            && (decision.Contains("ENOUGH", StringComparison.OrdinalIgnoreCase) || decision.Contains("NO_RETRIEVE", StringComparison.OrdinalIgnoreCase));
        if (!state.IsEnough && values.Select(v => v.Text("next_step_query", "rewritten_query")).FirstOrDefault(q => q is not null) is { Length: <= 2_000 } next) (state.NextStepQuery, state.Query) = (next, next);
    }

    /// <summary><c>build_context</c></summary>
    public async Task RespondAsync(RetrieveState state, CancellationToken cancellationToken) => state.Result = await BuildAsync(state);

    private async Task<RetrieveResult> BuildAsync(RetrieveState state)
    {
        if (!state.NeedsRetrieval) return new() { NeedsRetrieval = false, OriginalQuery = state.Request.Query, RewrittenQuery = state.RewrittenQuery, Categories = [], Items = [], Resources = [], NearMisses = [], Freshness = "none" };
        var first = state.Found.Values.FirstOrDefault();
        var isEmpty = state.Categories.Count + state.Items.Count + state.Resources.Count == 0;
        if (isEmpty) first ??= await FindAsync(state);
        var notes = (first?.Notes ?? []).Concat(state.Notes).Distinct().ToList();
        return new()
        {
            NeedsRetrieval = first?.NeedsRetrieval ?? true,
            OriginalQuery = state.Request.Query,
            RewrittenQuery = state.RewrittenQuery != state.Request.Query ? state.RewrittenQuery : first?.RewrittenQuery ?? state.Request.Query,
            NextStepQuery = state.NextStepQuery ?? (state.IsEnough ? null : first?.NextStepQuery),
            Categories = state.Categories,
            Items = state.Items,
            Resources = state.Resources,
            NearMisses = isEmpty ? first!.NearMisses : [],
            Freshness = first?.Freshness ?? "full",
            Problems = first?.Problems,
            Notes = notes.Count == 0 ? null : notes,
        };
    }

    /// <summary>Asks; null where the model can't be had, which the answer then says: what was found is worth more than an error, and it is not asked again.</summary>
    private static async Task<IReadOnlyList<JsonNode>?> AskAsync(RetrieveState state, IChatClient chat, IReadOnlyList<ChatMessage> messages, string name, JsonObject schema, string step, CancellationToken cancellationToken)
    {
        if (state.IsModelSilent) return null;
        try
        {
            return (await StructuredCall.AskAsync(chat, messages, name, schema, step, cancellationToken)).Values;
        }
        catch (MemUException e) when (e.Kind is MemUErrorKind.Provider or MemUErrorKind.NotAllowed)
        {
            state.IsModelSilent = true;
            state.Notes.Add($"answered by rules, for the model could not be asked: {e.Message}");
            return null;
        }
    }

    private static bool IsOver(RetrieveState state) => !state.NeedsRetrieval || state.IsEnough;

    private bool IsByModel(RetrieveState state) => (state.Request.Method ?? settings.Method) == RetrieveMethod.Llm && models.Chat(ModelStep.Rank) is not null;

    /// <summary>The search for what is asked now; asked once for all tiers.</summary>
    private async Task<RetrieveResult> FindAsync(RetrieveState state)
    {
        if (state.Found.TryGetValue(state.Query, out var found)) return found;
        return state.Found[state.Query] = await search(Plain(state));
    }

    private RetrieveRequest Plain(RetrieveState state) => state.Request with
    {
        Query = state.Query,
        Context = state.Query == state.Request.Query ? state.Request.Context : [],
        Method = RetrieveMethod.Rules,
        // who decided that memory is needed, or was told not to ask, is not contradicted by a rule
        Always = state.Request.Always || state.Request.RouteIntention == false || !state.IsModelSilent && (state.Request.RouteIntention ?? settings.RouteIntention) && models.Chat(ModelStep.Route) is not null,
    };

    private static Where InCategories(RetrieveState state) =>
        Where.FromJson(new JsonObject { ["category__in"] = new JsonArray([.. state.Categories.Select(c => (JsonNode)c.Path[..Math.Max(0, c.Path.LastIndexOf('/'))])]) }.ToJsonString());

    /// <summary>The items that the pages of the categories found name, by how well they answer.</summary>
    private async Task<IReadOnlyList<ItemHit>> ReferencedAsync(RetrieveState state)
    {
        if (!(state.Request.UseCategoryReferences ?? settings.UseCategoryReferences)) return [];
        var paths = state.Categories.SelectMany(c => LinkScanner.Scan(c.Summary ?? "")).Select(l => $"{LinkIndex.Bare(l.Target.TrimStart('/'))}.md").Distinct().Take(MostReferences).ToList();
        if (paths.Count == 0) return [];
        var named = Where.FromJson(new JsonObject { ["path__in"] = new JsonArray([.. paths.Select(p => (JsonNode)p)]) }.ToJsonString());
        return (await search(Plain(state) with { Where = state.Request.Where.And(named), ItemLimit = MostReferences, CategoryLimit = 0, ResourceLimit = 0 })).Items;
    }

    private async Task<IReadOnlyList<T>> RankAsync<T>(RetrieveState state, string kind, IReadOnlyList<T> candidates, Func<T, string> text, int most, Func<T, double?, T> scored, CancellationToken cancellationToken)
    {
        if (candidates.Count == 0) return [];
        if (await AskAsync(state, models.Chat(ModelStep.Rank)!, PromptTemplate.Of("rank").Fill(new Dictionary<string, string>
        {
            ["kind"] = kind, ["top_k"] = most.ToString(System.Globalization.CultureInfo.InvariantCulture), ["query"] = SafeText.OneLine(state.Query, 4_000), ["entries"] = EvidenceOf.Lettered(candidates.Select(text)),
        }), "ranking", s_rank, ModelStep.Rank, cancellationToken) is not { } values) return [.. candidates.Take(most)];
        var names = Enumerable.Range(0, candidates.Count).ToDictionary(i => EvidenceOf.NameOf(i), i => i, StringComparer.OrdinalIgnoreCase);
        var ranked = new List<T>();
        var entries = values.Objects(["ranked", kind, "categories", "items", "resources"], "id").Select(o => (Id: o.Text("id"), Score: o.Number("score"))).Concat(values.SelectMany(v => v.Texts("ranked", kind, "ids")).Select(i => (Id: (string?)i, Score: (double?)null)));
        var seen = new HashSet<int>();
        foreach (var (id, score) in entries)
            if (id is not null && names.TryGetValue(id.Trim('[', ']', ' '), out var at) && seen.Add(at) && ranked.Count < most) ranked.Add(scored(candidates[at], score is >= 0 and <= 1 ? Math.Round(score.Value, 4) : null));
        if (ranked.Count > 0 || values.Any(v => v is JsonObject o && o.Any(p => p.Value is JsonArray { Count: 0 }))) return ranked;
        state.Notes.Add($"the model's ranking of {kind} named none of them; they stand as they were found");
        return [.. candidates.Take(most)];
    }
}
