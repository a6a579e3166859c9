using System.Text.Json;
using MemU.Fs.Model;
using MemU.Fs.Server.Access;
using MemU.Fs.Server.Http;

namespace MemU.Fs.Server.Memu;

/// <summary>A call of one of the first server's reads.</summary>
internal sealed record FirstQuery
{
    /// <summary>Whose memory.</summary>
    public string? UserId { get; init; }
    /// <summary>Of which agent.</summary>
    public string? AgentId { get; init; }
    /// <summary>The question.</summary>
    public string? Query { get; init; }
    /// <summary>The question for categories.</summary>
    public string? CategoryQuery { get; init; }
    /// <summary>How many.</summary>
    public int? TopK { get; init; }
    /// <summary>What scores less is left out.</summary>
    public double? MinSimilarity { get; init; }
    /// <summary>Only memories of these categories.</summary>
    public IReadOnlyList<string>? IncludeCategories { get; init; }
}

/// <summary>How a task stands.</summary>
internal sealed record FirstTask(string TaskId, string Status, string? DetailInfo);

/// <summary>A memory.</summary>
internal sealed record FirstMemory(string MemoryId, string? Category, string Content, string? HappenedAt, DateTimeOffset? CreatedAt, DateTimeOffset? UpdatedAt);

/// <summary>A memory that was found.</summary>
internal sealed record FirstHit(FirstMemory Memory, double SimilarityScore);

/// <summary>A category with its memories.</summary>
internal sealed record FirstCategory(string Name, string Type, string? Description, bool IsActive, IReadOnlyList<FirstMemory> Memories, int MemoryCount, string? Summary);

/// <summary>Categories with their memories.</summary>
internal sealed record FirstCategories(IReadOnlyList<FirstCategory> Categories, int TotalCategories);

/// <summary>Memories that were found.</summary>
internal sealed record FirstHits(IReadOnlyList<FirstHit> RelatedMemories, string Query, int TotalFound, FirstSearch SearchParams);

/// <summary>A category that was found.</summary>
internal sealed record FirstCluster(string Name, double SimilarityScore, IReadOnlyList<FirstMemory> Memories, int MemoryCount);

/// <summary>Categories that were found.</summary>
internal sealed record FirstClusters(IReadOnlyList<FirstCluster> ClusteredCategories, string CategoryQuery, int TotalCategoriesFound, FirstSearch SearchParams);

/// <summary>How it was searched.</summary>
internal sealed record FirstSearch(int TopK, double MinSimilarity);

/// <summary>memU's first server (<c>/api/v1/memory</c>), which older JavaScript clients still call.</summary>
internal static class FirstGenerationRoutes
{
    private const int MostMemories = 200;

    /// <summary>The routes.</summary>
    public static IEnumerable<ApiRoute> All { get; } =
    [
        new("GET", "/health", KeyRights.None, c => c.AnswerAsync("""{"status":"healthy"}""", "application/json"), "Says that the server runs; see /healthz for whether it is ready.") { Family = ApiFamily.Cloud, NeedsTree = false, ContentType = "application/json" },
        new("POST", "/api/v1/memory/memorize", KeyRights.Write, MemorizeAsync, "Learns from a conversation; answers with a task.") { Family = ApiFamily.Cloud, Takes = ApiJson.Readable.MemorizeBody, Gives = ApiJson.Readable.CloudAccepted },
        new("GET", "/api/v1/memory/memorize/status/{task_id}", KeyRights.Read, StatusAsync, "How a task stands.") { Family = ApiFamily.Cloud, Gives = ApiJson.Readable.FirstTask },
        new("POST", "/api/v1/memory/retrieve/default-categories", KeyRights.Read, CategoriesAsync, "The categories of a user with their memories.") { Family = ApiFamily.Cloud, Takes = ApiJson.Readable.ScopeBody, Gives = ApiJson.Readable.FirstCategories },
        new("POST", "/api/v1/memory/retrieve/related-memory-items", KeyRights.Read, RelatedAsync, "The memories nearest to a question.") { Family = ApiFamily.Cloud, Takes = ApiJson.Readable.FirstQuery, Gives = ApiJson.Readable.FirstHits },
        new("POST", "/api/v1/memory/retrieve/related-clustered-categories", KeyRights.Read, ClustersAsync, "The categories nearest to a question.") { Family = ApiFamily.Cloud, Takes = ApiJson.Readable.FirstQuery, Gives = ApiJson.Readable.FirstClusters },
    ];

    private static async Task MemorizeAsync(ApiCall call)
    {
        var body = await call.ReadAsync(ApiJson.Default.MemorizeBody);
        await CloudRoutes.AcceptAsync(call, body, Required(call, body.UserId, body.AgentId));
    }

    private static Task StatusAsync(ApiCall call)
    {
        var task = call.Tenant.Tasks.Find(call.Part("task_id"), call.KeyScope) ?? throw new ApiException(404, "not_found", $"Task {SafeText.OneLine(call.Part("task_id"))} not found");
        return call.AnswerAsync(new FirstTask(task.Id, CloudRoutes.StatusOf(call, task.State), CloudRoutes.FailureOf(task)), ApiJson.Readable.FirstTask);
    }

    private static async Task CategoriesAsync(ApiCall call)
    {
        var body = await call.ReadAsync(ApiJson.Default.ScopeBody);
        var scope = Required(call, body.UserId, body.AgentId);
        var categories = new List<FirstCategory>();
        foreach (var category in await CloudRoutes.CategoriesOfAsync(call, scope))
        {
            var memories = await MemoriesOfAsync(call, scope, category.Name);
            if (memories.Count > 0 || body.IncludeInactive == true) categories.Add(new(category.Name, "system", category.Description, memories.Count > 0, memories, memories.Count, category.Summary));
        }
        await call.AnswerAsync(new FirstCategories(categories, categories.Count), ApiJson.Readable.FirstCategories);
    }

    private static async Task RelatedAsync(ApiCall call)
    {
        var body = await call.ReadAsync(ApiJson.Default.FirstQuery);
        if (string.IsNullOrWhiteSpace(body.Query)) throw call.Invalid("query is missing.");
        var (most, least) = (Most(call, body.TopK, 10), Least(call, body.MinSimilarity));
        var where = body.IncludeCategories is { Count: > 0 } among ? new Where([new("category", among)]) : Where.All;
        var found = await call.Of(Required(call, body.UserId, body.AgentId)).RetrieveAsync(new() { Query = body.Query, Always = true, Method = RetrieveMethod.Rules, Where = where, CategoryLimit = 0, ItemLimit = most, ResourceLimit = 0, MinScore = least }, call.Aborted);
        var hits = CloudMap.Of(found).Items.Select(i => new FirstHit(new(i.Id, i.CategoryName, i.Summary, i.HappenedAt, i.CreatedAt, i.UpdatedAt), i.Score ?? 0)).ToList();
        await call.AnswerAsync(new FirstHits(hits, body.Query, hits.Count, new(most, least)), ApiJson.Readable.FirstHits);
    }

    private static async Task ClustersAsync(ApiCall call)
    {
        var body = await call.ReadAsync(ApiJson.Default.FirstQuery);
        if (string.IsNullOrWhiteSpace(body.CategoryQuery)) throw call.Invalid("category_query is missing.");
        var (most, least, scope) = (Most(call, body.TopK, 5), Least(call, body.MinSimilarity), Required(call, body.UserId, body.AgentId));
        var found = await call.Of(scope).RetrieveAsync(new() { Query = body.CategoryQuery, Always = true, Method = RetrieveMethod.Rules, CategoryLimit = most, ItemLimit = 0, ResourceLimit = 0, MinScore = least }, call.Aborted);
        var clusters = new List<FirstCluster>();
        foreach (var category in found.Categories)
        {
            var memories = await MemoriesOfAsync(call, scope, category.Name);
            clusters.Add(new(category.Name, category.Score ?? 0, memories, memories.Count));
        }
        await call.AnswerAsync(new FirstClusters(clusters, body.CategoryQuery, clusters.Count, new(most, least)), ApiJson.Readable.FirstClusters);
    }

    private static async Task<List<FirstMemory>> MemoriesOfAsync(ApiCall call, MemoryScope scope, string category)
    {
        var page = await call.Of(scope).ItemsAsync(new Where([new("category", [category])]), null, MostMemories, call.Aborted);
        return [.. page.Items.Select(i => new FirstMemory(i.Id, category, i.Summary, i.HappenedAt, i.CreatedAt, i.UpdatedAt))];
    }

    private static MemoryScope Required(ApiCall call, string? user, string? agent) =>
        call.ScopeOf(user, agent) is { UserId: not null } scope ? scope : throw call.Invalid("user_id is missing; say whose memory is meant.");

    private static int Most(ApiCall call, int? given, int usual) => given is < 1 or > 1_000 ? throw call.Invalid($"top_k {given} is out of range; give 1 to 1000.") : given ?? usual;

    private static double Least(ApiCall call, double? given) => given is null ? 0.3 : given is >= 0 and <= 1 ? given.Value : throw call.Invalid("min_similarity is out of range; give 0 to 1.");
}
