using System.Net;
using System.Text.Json;
using MemU.Fs.Server.Access;
using MemU.Fs.Server.Http;
using Xunit;

namespace MemU.Fs.Tests.Server.Http;

/// <summary>Tenants see nothing of each other, and within one tenant nobody sees another's memories with a key that is bound to one user.</summary>
public sealed class TenantTests
{
    private const string Acme = "zanzibar", Beta = "quetzal";

    [Fact]
    public async Task Two_tenants_with_equal_user_ids_driven_through_every_route_never_meet()
    {
        await using var served = await ServedMemory.StartAsync(tenants: true);
        var (acme, beta) = (served.Key("acme"), served.Key("beta"));
        var (acmeTask, betaTask) = (await served.LearnAsync("ana", $"My favourite word is {Acme}. I live in {Acme}.", acme, "bot"), await served.LearnAsync("ana", $"My favourite word is {Beta}. I live in {Beta}.", beta, "bot"));
        var visited = new List<ApiRoute>();
        foreach (var route in RouteTable.All)
            foreach (var (key, task, own, others) in new[] { (acme, betaTask, Acme, Beta), (beta, acmeTask, Beta, Acme) })
            {
                visited.Add(route);
                var answer = await AskAsync(served, route, key, task.GetProperty("id").GetString()!, ItemOf(task));
                Assert.False(answer.Text.Replace(ItemOf(task), "", StringComparison.Ordinal).Contains(others, StringComparison.OrdinalIgnoreCase), $"{route.Method} {route.Path} shows another tenant's: {answer.Text}");
                Assert.True((int)answer.Status < 500, $"{route.Method} {route.Path}: {answer.Status} {answer.Text}");
            }
        Assert.Equal(RouteTable.All.Count * 2, visited.Count);
        // each still has its own
        Assert.Contains(Acme, (await served.PostAsync("/v1/retrieve", new { query = "favourite word" }, acme)).Text, StringComparison.Ordinal);
        Assert.Contains(Beta, (await served.PostAsync("/v1/retrieve", new { query = "favourite word" }, beta)).Text, StringComparison.Ordinal);
        Assert.Equal(["acme", "beta"], Directory.GetDirectories(served.Root).Select(Path.GetFileName).Order());
        Assert.Empty(served.Unforeseen);
    }

    [Fact]
    public async Task A_key_of_one_user_opens_that_users_memories_alone_through_every_route()
    {
        await using var served = await ServedMemory.StartAsync();
        var (admin, ana) = (served.Key(), served.Key(user: "ana"));
        await served.LearnAsync("ana", $"My favourite word is {Acme}. I live in {Acme}.", admin);
        // the same name but for the case of its letters is another user
        foreach (var other in new[] { "ben", "ANA", "ana/../ben" }) await served.LearnAsync(other, $"My favourite word is {Beta}. I live in {Beta}.", admin);
        var task = await served.LearnAsync("ben", $"I love {Beta} above all", admin);
        foreach (var route in RouteTable.All)
        {
            var answer = await AskAsync(served, route, ana, task.GetProperty("id").GetString()!, ItemOf(task));
            Assert.False(answer.Text.Replace(ItemOf(task), "", StringComparison.Ordinal).Contains(Beta, StringComparison.OrdinalIgnoreCase), $"{route.Method} {route.Path} shows another user's: {answer.Text}");
            Assert.True((int)answer.Status < 500, $"{route.Method} {route.Path}: {answer.Status} {answer.Text}");
        }
        var refused = await served.PostAsync("/v1/retrieve", new { query = "word", user_id = "ben" }, ana);
        Assert.Equal((HttpStatusCode.Forbidden, "not_allowed"), (refused.Status, refused.Code));
        Assert.Contains(Beta, (await served.PostAsync("/v1/retrieve", new { query = "favourite word", user_id = "ben" }, admin)).Text, StringComparison.Ordinal);
        Assert.Contains(Beta, (await served.PostAsync("/v1/retrieve", new { query = "favourite word", user_id = "ANA" }, admin)).Text, StringComparison.Ordinal);
        Assert.DoesNotContain(Beta, (await served.PostAsync("/v1/retrieve", new { query = "favourite word", user_id = "ana" }, admin)).Text, StringComparison.Ordinal);
        Assert.Empty(served.Unforeseen);
    }

    [Fact]
    public async Task Trees_are_opened_when_they_are_asked_for_and_only_so_many_stay_open()
    {
        await using var served = await ServedMemory.StartAsync(tenants: true, with: o => o with { MaxOpen = 2 });
        var keys = Enumerable.Range(0, 5).Select(i => served.Key($"t{i}")).ToList();
        for (var i = 0; i < keys.Count; i++) await served.LearnAsync("ana", $"I like tea number {i}", keys[i]);
        for (var round = 0; round < 2; round++)
            for (var i = 0; i < keys.Count; i++) Assert.Contains($"number {i}", (await served.PostAsync("/v1/retrieve", new { query = "which tea?" }, keys[i])).Text, StringComparison.Ordinal);
        Assert.True(served.Server.Trees.Count <= 4, $"{served.Server.Trees.Count} trees are open");
        Assert.Empty(served.Unforeseen);
    }

    [Theory]
    [InlineData("../evil")]
    [InlineData("")]
    [InlineData("Acme")]
    [InlineData(".git")]
    [InlineData("a/b")]
    [InlineData("con")]
    public void A_tenants_name_leads_nowhere_else(string name) => Assert.Throws<Model.MemUException>(() => MemU.Fs.Server.Tenants.TenantName.Check(name));

    [Fact]
    public async Task The_operators_key_opens_no_memory()
    {
        await using var served = await ServedMemory.StartAsync(tenants: true);
        Assert.Equal(HttpStatusCode.Forbidden, (await served.PostAsync("/v1/retrieve", new { query = "tea" }, served.Key("*"))).Status);
    }

    private static string ItemOf(JsonElement task) => task.GetProperty("result").GetProperty("items")[0].GetProperty("path").GetString()!;

    /// <summary>Calls a route in each way that could reach what belongs to somebody else: by his task, his file, and a question for his words.</summary>
    private static async Task<Answered> AskAsync(ServedMemory served, ApiRoute route, string key, string task, string file)
    {
        // all from the first commit, or a word that it can't go on
        if (route.IsStream) return new(HttpStatusCode.OK, null!, string.Concat(await served.EventsAsync(route.Path, 1, key, new string('0', 40))));
        var path = route.Path.Replace("{task_id}", task, StringComparison.Ordinal).Replace("{id}", task, StringComparison.Ordinal).Replace("{**path}", route.Method == "PUT" ? "notes/new.md" : file, StringComparison.Ordinal);
        object? body = route.Method switch
        {
            "GET" or "DELETE" => null,
            "PUT" => "A new text.\n",
            "PATCH" => new { append = "more" },
            _ when path == "/v1/undo" => new { commit = "HEAD", dry_run = true },
            _ when path == "/v1/webhooks" => new { url = "http://127.0.0.1:1/" }, // refused
            _ when path == "/clear" => new { agent_id = "nobody" },
            _ when path == "/v1/memorize" => new { text = "I like green tea", wait = true },
            _ => new { query = "favourite word", category_query = "personal information", conversation = new[] { new { role = "user", content = "I like tea" } }, user_id = (string?)(route.Rights == KeyRights.Write ? "ana" : "ana"), agent_id = route.Rights == KeyRights.Write ? "bot" : null },
        };
        return await served.SendAsync(route.Method, path, body, key, route.Method == "PUT" ? "text/markdown" : "application/json");
    }
}
