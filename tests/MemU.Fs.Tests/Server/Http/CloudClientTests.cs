using System.Net;
using System.Text.Json;
using MemU.Fs.Model;
using MemU.Fs.Providers;
using Xunit;

namespace MemU.Fs.Tests.Server.Http;

/// <summary>
/// The very requests of memU's clients, and their answers read by the fields and types that those clients declare: memU's Python SDK 1.0 (v3), its bots, the
/// self-hosted server's clients, the first generation's, and the command line of version 4.
/// </summary>
public sealed class CloudClientTests
{
    private static readonly (string, string)[] s_sdk = [("User-Agent", "memu-python-sdk/1.0.0")];
    private static readonly object[] s_conversation = [new { role = "user", content = "I love Italian food, above all fresh pasta" }, new { role = "assistant", content = "Good to know!" }];

    [Fact]
    public async Task The_flow_of_the_SDKs_own_example_runs_memorize_poll_categories_retrieve()
    {
        await using var served = await ServedMemory.StartAsync();
        var accepted = await served.PostAsync("/api/v3/memory/memorize", new { user_id = "user_123", agent_id = "agent_456", user_name = "User", agent_name = "Assistant", conversation = s_conversation, session_date = "2026-11-20" }, "any", s_sdk);
        Assert.Equal((HttpStatusCode.OK, "PENDING"), (accepted.Status, accepted.Json.GetProperty("status").GetString()));
        var task = accepted.Json.GetProperty("task_id").GetString();
        await served.GetAsync($"/v1/tasks/{task}?wait=true");

        var status = (await served.GetAsync($"/api/v3/memory/memorize/status/{task}", "any", s_sdk)).Json;
        SdkModels.Check(status, SdkModels.TaskStatus);
        Assert.Equal(("SUCCESS", 100), (status.GetProperty("status").GetString(), status.GetProperty("progress").GetInt32()));
        var result = status.GetProperty("result");
        SdkModels.Check(result.GetProperty("resource"), SdkModels.Resource);
        Assert.All(result.GetProperty("items").EnumerateArray(), i => SdkModels.Check(i, SdkModels.Item));
        Assert.All(result.GetProperty("categories").EnumerateArray(), c => SdkModels.Check(c, SdkModels.Category));
        Assert.Contains(result.GetProperty("items").EnumerateArray(), i => i.GetProperty("summary").GetString()!.Contains("Italian", StringComparison.Ordinal));

        var categories = (await served.PostAsync("/api/v3/memory/categories", new { user_id = "user_123", agent_id = "agent_456" }, "any", s_sdk)).Json.GetProperty("categories");
        Assert.All(categories.EnumerateArray(), c => SdkModels.Check(c, SdkModels.Category));
        Assert.Contains(categories.EnumerateArray(), c => c.GetProperty("summary").GetString()!.Contains("Italian", StringComparison.Ordinal));

        foreach (var query in new object[] { "which food does the user love?", new[] { new { role = "user", content = "which food do I love?" } }, new[] { new { role = "user", content = new { text = "which food do I love?" } } } })
        {
            var found = (await served.PostAsync("/api/v3/memory/retrieve", new { user_id = "user_123", agent_id = "agent_456", query }, "any", s_sdk)).Json;
            Assert.Contains("Italian", found.GetProperty("items")[0].GetProperty("summary").GetString()!, StringComparison.Ordinal);
            Assert.All(found.GetProperty("items").EnumerateArray(), i => SdkModels.Check(i, SdkModels.Item));
            Assert.All(found.GetProperty("resources").EnumerateArray(), i => SdkModels.Check(i, SdkModels.Resource));
            Assert.True(found.TryGetProperty("next_step_query", out _));
        }
        Assert.Empty((await served.PostAsync("/api/v3/memory/retrieve", new { user_id = "somebody else", agent_id = "agent_456", query = "food" }, "any", s_sdk)).Json.GetProperty("items").EnumerateArray());
    }

    [Theory]
    [InlineData("memu-python-sdk/1.0.0", "FAILED")]
    [InlineData("memUBot", "FAILURE")]
    public async Task A_task_that_fails_is_told_in_the_word_that_its_client_knows_with_the_detail(string agent, string word)
    {
        await using var served = await ServedMemory.StartAsync(memory: m => m with { Extractor = new FailingExtractor() });
        var accepted = await served.PostAsync("/api/v3/memory/memorize", new { user_id = "u", agent_id = "a", conversation_text = "User: hello there\nAssistant: hello" });
        var task = accepted.Json.GetProperty("task_id").GetString();
        await served.GetAsync($"/v1/tasks/{task}?wait=true");
        var status = (await served.GetAsync($"/api/v3/memory/memorize/status/{task}", null, ("User-Agent", agent))).Json;
        Assert.Equal((word, "the extractor does not want to"), (status.GetProperty("status").GetString(), status.GetProperty("detail_info").GetString()));
    }

    [Fact]
    public async Task Errors_have_the_statuses_that_the_SDK_tells_apart()
    {
        await using var served = await ServedMemory.StartAsync(with: o => o with { MaxWaiting = 0 });
        async Task<HttpStatusCode> Post(string path, object body, string? key = "any") => (await served.PostAsync(path, body, key, s_sdk)).Status;
        Assert.Equal(HttpStatusCode.UnprocessableEntity, await Post("/api/v3/memory/memorize", new { user_id = "u", agent_id = "a" }));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, await Post("/api/v3/memory/memorize", new { agent_id = "a", conversation = s_conversation }));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, await Post("/api/v3/memory/memorize", new { user_id = "u", agent_id = "a", conversation = 7 }));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, await Post("/api/v3/memory/memorize", "[1, 2"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, await Post("/api/v3/memory/retrieve", new { user_id = "u", agent_id = "a" }));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, await Post("/api/v3/memory/retrieve", new { user_id = "a\u0007b", agent_id = "a", query = "x" }));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, await Post("/api/v3/memory/retrieve", new { user_id = 5, agent_id = "a", query = "x" }));
        Assert.Equal(HttpStatusCode.NotFound, (await served.GetAsync("/api/v3/memory/memorize/status/memorize-" + new string('0', 32), "any", s_sdk)).Status);
        var full = await served.PostAsync("/api/v3/memory/memorize", new { user_id = "u", agent_id = "a", conversation = s_conversation }, "any", s_sdk);
        Assert.Equal(HttpStatusCode.TooManyRequests, full.Status);
        Assert.True(full.Headers.RetryAfter?.Delta > TimeSpan.Zero);
        Assert.Equal(full.Json.GetProperty("message").GetString(), full.Json.GetProperty("details")[0].GetProperty("message").GetString());
        var key = served.Key();
        Assert.Equal(HttpStatusCode.Unauthorized, await Post("/api/v3/memory/retrieve", new { user_id = "u", agent_id = "a", query = "x" }));
        Assert.Equal(HttpStatusCode.OK, await Post("/api/v3/memory/retrieve", new { user_id = "u", agent_id = "a", query = "x" }, key));
        Assert.Empty(served.Unforeseen);
    }

    [Fact]
    public async Task Settings_of_one_call_hold_for_that_call()
    {
        await using var served = await ServedMemory.StartAsync();
        await served.LearnAsync("ana", "I like oolong tea. My sister Marta lives in Porto.", agent: "bot");
        var found = (await served.PostAsync("/api/v3/memory/retrieve", new { user_id = "ana", agent_id = "bot", query = "tea and Marta", override_config = new { method = "rules", category = new { enabled = false }, item = new { top_k = 1 }, resource = new { top_k = 0 } } })).Json;
        Assert.True(found.TryGetProperty("items", out _), found.GetRawText());
        Assert.Equal((0, 1, 0), (found.GetProperty("categories").GetArrayLength(), found.GetProperty("items").GetArrayLength(), found.GetProperty("resources").GetArrayLength()));
        var wrong = await served.PostAsync("/api/v3/memory/retrieve", new { user_id = "ana", agent_id = "bot", query = "tea", override_config = new { item = new { top_k = "many" } } });
        Assert.Equal(HttpStatusCode.UnprocessableEntity, wrong.Status);
        Assert.Contains("top_k", wrong.Json.GetProperty("message").GetString()!, StringComparison.Ordinal);
        var model = await served.PostAsync("/api/v3/memory/retrieve", new { user_id = "ana", agent_id = "bot", query = "tea", override_config = new { method = "llm" } });
        Assert.Contains("needs a chat model", model.Json.GetProperty("message").GetString()!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_self_hosted_servers_routes_answer_in_its_wrapping_and_keep_to_the_scope()
    {
        await using var served = await ServedMemory.StartAsync();
        Assert.Equal("Hello MemU user!", (await served.GetAsync("/")).Json.GetProperty("message").GetString());
        var accepted = (await served.PostAsync("/memorize", new { conversation = new { content = new[] { new { role = "user", content = new { text = "I like oolong tea" }, created_at = "2026-10-20 11:36:14" } } }, user_id = "ana" })).Json;
        Assert.Equal("success", accepted.GetProperty("status").GetString());
        var task = accepted.GetProperty("result").GetProperty("task_id").GetString()!;
        Assert.Matches("^memorize-[0-9a-f]{32}$", task);
        await served.GetAsync($"/v1/tasks/{task}?wait=true");
        var status = (await served.GetAsync($"/memorize/status/{task}")).Json.GetProperty("result");
        Assert.Equal(("COMPLETED", "SUCCESS"), (status.GetProperty("status").GetString(), status.GetProperty("detail").GetString()));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await served.GetAsync("/memorize/status/nonsense")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await served.GetAsync("/memorize/status/memorize-" + new string('a', 32))).Status);
        Assert.Equal((HttpStatusCode.BadRequest, "Missing 'query' in request body"), (await served.PostAsync("/retrieve", new { })) is var missing ? (missing.Status, missing.Json.GetProperty("detail").GetString()) : default);
        var all = (await served.PostAsync("/retrieve", new { query = "which tea?" })).Json.GetProperty("result");
        Assert.Equal(["categories", "freshness", "items", "near_misses", "needs_retrieval", "next_step_query", "original_query", "resources", "rewritten_query"], all.EnumerateObject().Select(p => p.Name).Order(StringComparer.Ordinal));
        Assert.NotEmpty(all.GetProperty("items").EnumerateArray());
        Assert.Empty((await served.PostAsync("/retrieve", new { query = "which tea?", user_id = "ben" })).Json.GetProperty("result").GetProperty("items").EnumerateArray());
        var category = (await served.PostAsync("/categories", new { user_id = "ana" })).Json.GetProperty("result").GetProperty("categories")[0];
        Assert.Equal(["agent_id", "description", "name", "summary", "user_id"], category.EnumerateObject().Select(p => p.Name).Order(StringComparer.Ordinal));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await served.PostAsync("/clear", new { user_id = " " })).Status);
        var purged = (await served.PostAsync("/clear", new { user_id = "ana" })).Json.GetProperty("result");
        Assert.Equal((1, 1), (purged.GetProperty("purged_items").GetInt32(), purged.GetProperty("purged_resources").GetInt32()));
        Assert.Empty((await served.PostAsync("/retrieve", new { query = "which tea?" })).Json.GetProperty("result").GetProperty("items").EnumerateArray());
        Assert.Empty(served.Unforeseen);
    }

    [Fact]
    public async Task The_first_generations_reads_give_what_its_clients_read()
    {
        await using var served = await ServedMemory.StartAsync();
        Assert.Equal(HttpStatusCode.OK, (await served.GetAsync("/health")).Status);
        var accepted = (await served.PostAsync("/api/v1/memory/memorize", new { conversation = s_conversation, user_id = "ana", user_name = "Ana", agent_id = "bot", agent_name = "Bot" })).Json;
        var task = accepted.GetProperty("task_id").GetString();
        await served.GetAsync($"/v1/tasks/{task}?wait=true");
        Assert.Equal("SUCCESS", (await served.GetAsync($"/api/v1/memory/memorize/status/{task}")).Json.GetProperty("status").GetString());
        var categories = (await served.PostAsync("/api/v1/memory/retrieve/default-categories", new { user_id = "ana", agent_id = "bot" })).Json;
        Assert.Equal(categories.GetProperty("total_categories").GetInt32(), categories.GetProperty("categories").GetArrayLength());
        Assert.All(categories.GetProperty("categories").EnumerateArray(), c => Assert.Equal(c.GetProperty("memory_count").GetInt32(), c.GetProperty("memories").GetArrayLength()));
        var items = (await served.PostAsync("/api/v1/memory/retrieve/related-memory-items", new { user_id = "ana", agent_id = "bot", query = "Italian food", top_k = 3, min_similarity = 0.1 })).Json;
        Assert.Contains("Italian", items.GetProperty("related_memories")[0].GetProperty("memory").GetProperty("content").GetString()!, StringComparison.Ordinal);
        Assert.Equal(("Italian food", 3), (items.GetProperty("query").GetString(), items.GetProperty("search_params").GetProperty("top_k").GetInt32()));
        var clusters = (await served.PostAsync("/api/v1/memory/retrieve/related-clustered-categories", new { user_id = "ana", agent_id = "bot", category_query = "preferences food", min_similarity = 0 })).Json;
        Assert.NotEmpty(clusters.GetProperty("clustered_categories").EnumerateArray());
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await served.PostAsync("/api/v1/memory/retrieve/related-memory-items", new { user_id = "ana" })).Status);
    }

    [Fact]
    public async Task Version_4_commits_lists_page_by_page_and_finds_files_of_both_tracks()
    {
        await using var served = await ServedMemory.StartAsync();
        var user = new { user_id = "ana", agent_id = "codex" };
        var files = new[]
        {
            new { name = "project heron", track = "memory", description = "the flood model", content = "# Heron\n\nHeron is the flood model. Its nightly run takes 20 minutes." },
            new { name = "release", track = "skill", description = "how to release", content = "Run the tests, then tag." },
            new { name = "Project-Heron", track = "memory", description = "another one", content = "Not the same file." },
        };
        var committed = (await served.PostAsync("/api/v4/memory", new { user, recall_files = files, resource = new[] { new { path = "/home/ana/notes.md", description = "notes" } } })).Json;
        Assert.Equal((3, 1), (committed.GetProperty("recall_files").GetArrayLength(), committed.GetProperty("resources").GetArrayLength()));
        var (seen, cursor) = (new List<string>(), "");
        do
        {
            var page = (await served.GetAsync($"/api/v4/memory?user_id=ana&agent_id=codex&limit=2{(cursor.Length > 0 ? $"&cursor={cursor}" : "")}")).Json;
            seen.AddRange(page.GetProperty("recall_files").EnumerateArray().Where(f => f.GetProperty("path").GetString()!.Contains("/recall/", StringComparison.Ordinal)).Select(f => $"{f.GetProperty("track").GetString()}/{f.GetProperty("name").GetString()}"));
            cursor = page.GetProperty("next_cursor").GetString() ?? "";
        }
        while (cursor.Length > 0);
        Assert.Equal(["memory/Project-Heron", "memory/project heron", "skill/release"], seen);
        // again with other words: replaced, not added
        await served.PostAsync("/api/v4/memory", new { user, recall_files = new[] { files[0] with { content = "# Heron\n\nThe nightly run takes 15 minutes now." } } });
        var found = (await served.PostAsync("/api/v4/memory/search", new { query = "how long is the nightly run?", user_id = "ana", agent_id = "codex" })).Json;
        Assert.Contains("15 minutes", found.GetProperty("segments")[0].GetProperty("text").GetString()!, StringComparison.Ordinal);
        Assert.Equal("project heron", found.GetProperty("files")[0].GetProperty("name").GetString());
        Assert.DoesNotContain("20 minutes", found.GetRawText(), StringComparison.Ordinal);
        Assert.Empty((await served.GetAsync("/api/v4/memory")).Json.GetProperty("recall_files").EnumerateArray());
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await served.PostAsync("/api/v4/memory", new { user, recall_files = new[] { new { name = "x", track = "workspace", content = "y" } } })).Status);
        Assert.Empty(served.Unforeseen);
    }

    private sealed class FailingExtractor : IMemoryExtractor
    {
        public Task<Model.Extraction> ExtractAsync(ExtractionRequest request, CancellationToken cancellationToken = default) => throw new MemUException(MemUErrorKind.BadArgument, "the extractor does not want to");
    }
}

/// <summary>The fields of the SDK's models with their types; what is missing or null may be, what has another type may not.</summary>
internal static class SdkModels
{
    private static readonly string[] s_text = ["string"], s_number = ["number"], s_object = ["object"];

    public static readonly Dictionary<string, string[]> Resource = Fields(("id", s_text), ("url", s_text), ("modality", s_text), ("caption", s_text), ("created_at", s_text), ("updated_at", s_text), ("metadata", s_object));

    public static readonly Dictionary<string, string[]> Item = Fields(("id", s_text), ("summary", s_text), ("content", s_text), ("memory_type", s_text), ("category_id", s_text), ("category_name", s_text), ("resource_id", s_text), ("score", s_number), ("created_at", s_text), ("updated_at", s_text), ("metadata", s_object));

    public static readonly Dictionary<string, string[]> Category = Fields(("id", s_text), ("name", s_text), ("summary", s_text), ("description", s_text), ("content", s_text), ("item_count", s_number), ("score", s_number), ("created_at", s_text), ("updated_at", s_text), ("metadata", s_object));

    public static readonly Dictionary<string, string[]> TaskStatus = Fields(("task_id", s_text), ("status", ["PENDING", "PROCESSING", "COMPLETED", "SUCCESS", "FAILED"]), ("progress", s_number), ("message", s_text), ("result", s_object), ("created_at", s_text), ("updated_at", s_text));

    public static void Check(JsonElement value, Dictionary<string, string[]> fields)
    {
        foreach (var (name, types) in fields)
            if (value.TryGetProperty(name, out var field) && field.ValueKind != JsonValueKind.Null)
                Assert.Contains(types == s_text || types == s_number || types == s_object ? field.ValueKind.ToString().ToLowerInvariant() : field.GetString()!, types);
    }

    private static Dictionary<string, string[]> Fields(params (string Name, string[] Types)[] fields) => fields.ToDictionary(f => f.Name, f => f.Types);
}
