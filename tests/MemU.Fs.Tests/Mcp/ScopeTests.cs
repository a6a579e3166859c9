using System.Text.Json.Nodes;
using MemU.Fs.Model;
using MemU.Fs.Server.Access;
using MemU.Fs.Tests.Service;
using Xunit;

namespace MemU.Fs.Tests.Mcp;

/// <summary>Whoever is kept to an owner's memories learns nothing of another's: not by reading, listing, counting, nor by an error.</summary>
public sealed class ScopeTests
{
    private const string Secret = "zanzibarite";

    [Theory]
    [InlineData("ana", "ben", false)]
    [InlineData("ana", "ben", true)]
    [InlineData("ana", "Ana", false)] // a filter takes no notice of case
    public async Task No_tool_and_no_resource_gives_out_anything_of_another(string user, string other, bool ownsTheTree)
    {
        using var memory = await PreparedAsync(user, other, ownsTheTree);
        var theirs = memory.Files().Where(f => f.EndsWith(".md", StringComparison.Ordinal) && memory.Read(f).Contains(Secret, StringComparison.Ordinal)).ToList();
        Assert.True(theirs.Count >= 4, string.Join('\n', theirs));
        var before = memory.Files().Select(f => f + memory.Read(f)).ToList();
        await using var session = McpSession.Of(memory.Service, MemoryScope.Of(user), KeyRights.Read);
        await using var changing = McpSession.Of(memory.Service, MemoryScope.Of(user));
        var id = (await memory.Service.ShowAsync(theirs.First(f => f.EndsWith("secret-plan.md", StringComparison.Ordinal)))).Id;
        foreach (var target in theirs.Append(id).Append("Secret plan").Append(theirs[0][..^3]))
        {
            foreach (var call in new[] { "memory_read {\"path\":\"$\"}", "memory_read {\"path\":\"$\",\"rev\":\"HEAD\"}", "memory_links {\"path\":\"$\"}", "memory_history {\"path\":\"$\"}", "memory_history {\"path\":\"$\",\"blame\":true}" })
                await RefusedAsync(session, call.Replace("$", target, StringComparison.Ordinal), target);
            foreach (var call in new[] { "memory_edit {\"path\":\"$\",\"append\":\"x\"}", "memory_move {\"path\":\"$\",\"to\":\"mine/\"}", "memory_forget {\"path\":\"$\"}", "memory_remember {\"content\":\"it is so\",\"supersedes\":\"$\"}" })
                await RefusedAsync(changing, call.Replace("$", target, StringComparison.Ordinal), target);
            Assert.NotNull((await session.AskAsync("resources/read", $$"""{"uri":"memory://file/{{target}}"}"""))["error"]);
        }
        string[] open =
        [
            $"memory_recall {{\"query\":\"{Secret}\"}}", $"memory_search {{\"query\":\"{Secret}\",\"limit\":50}}", $"memory_search {{\"query\":\"{Secret}\",\"as_of\":\"HEAD\"}}", $"memory_search {{\"query\":\"secret plan\",\"where\":\"user_id={other}\"}}",
            "memory_list {\"depth\":10,\"limit\":200}", "memory_list {\"sort\":\"newest\",\"limit\":200}", "memory_status {}", "memory_links {\"path\":\"Shared thoughts\"}", "memory_history {\"path\":\"Shared thoughts\"}", "memory_history {\"path\":\"Shared thoughts\",\"blame\":true}",
            $"memu_retrieve {{\"query\":\"{Secret}\"}}", "memu_list_items {\"limit\":100}", "memu_list_categories {\"limit\":100}", "memu_todos {}", "memory_read {\"path\":\"index.md\"}", $"memory_recall {{\"query\":\"{Secret}\",\"where\":\"user_id={other}\"}}",
        ];
        foreach (var call in open)
        {
            var said = (await session.CallAsync(call[..call.IndexOf(' ')], call[(call.IndexOf(' ') + 1)..])).ToJsonString().Replace($"\"rewritten_query\":\"{Secret}\"", "", StringComparison.Ordinal);
            Assert.False(said.Contains(Secret, StringComparison.Ordinal) || said.Contains("secret-plan", StringComparison.Ordinal) || said.Contains("Secret plan", StringComparison.Ordinal), $"{call}\n{said}");
        }
        foreach (var path in theirs)
            Assert.Equal($"The path /memories/{path} does not exist. Please provide a valid path.", await changing.ErrorAsync("memory", $$"""{"command":"view","path":"/memories/{{path}}"}"""));
        Assert.DoesNotContain("secret-plan", await changing.TextAsync("memory", """{"command":"view","path":"/memories"}"""));
        Assert.DoesNotContain("secret-plan", (await session.AskAsync("resources/read", """{"uri":"memory://tree"}""")).ToJsonString());
        Assert.DoesNotContain(Secret, (await session.AskAsync("resources/list")).ToJsonString());
        Assert.DoesNotContain(Secret, (await session.AskAsync("prompts/get", $$$"""{"name":"recall","arguments":{"question":"{{{Secret}}}"}}""")).ToJsonString().Replace($"With this in mind: {Secret}", "", StringComparison.Ordinal));
        Assert.Equal(before, memory.Files().Select(f => f + memory.Read(f)));
        // and what is their own is all there
        Assert.Contains("oolong", await session.TextAsync("memory_recall", """{"query":"which tea?"}"""));
        Assert.Equal(3, (int)(await session.DataAsync("memory_status"))["memories"]!);
        Assert.Equal(3, (await session.DataAsync("memu_list_items"))["items"]!.AsArray().Count);
    }

    [Theory]
    [InlineData("ana", "ben")]
    [InlineData("ana", "Ana")]
    public async Task Clearing_takes_what_is_the_callers_and_leaves_the_rest(string user, string other)
    {
        using var memory = await PreparedAsync(user, other, ownsTheTree: false);
        await using var session = McpSession.Of(memory.Service, MemoryScope.Of(user), KeyRights.Read | KeyRights.Write);
        Assert.Equal(3, (int)(await session.DataAsync("memu_clear_memory", """{"confirm":true}"""))["deleted_items"]!);
        Assert.Equal(0, (int)(await session.DataAsync("memory_status"))["memories"]!);
        Assert.Contains(memory.Files(), f => f.EndsWith("secret-plan.md", StringComparison.Ordinal));
        await using var everybody = McpSession.Of(memory.Service, null, KeyRights.Read | KeyRights.Write);
        Assert.Contains("administer", await everybody.ErrorAsync("memu_clear_memory", """{"confirm":true}"""));
    }

    [Fact]
    public async Task What_a_caller_writes_becomes_the_callers_wherever_it_is_wanted()
    {
        using var memory = await PreparedAsync("ana", "ben", ownsTheTree: false);
        var theirs = memory.Files().Where(f => f.StartsWith("users/ben/", StringComparison.Ordinal)).ToList();
        await using var session = McpSession.Of(memory.Service, MemoryScope.Of("ana"));
        Assert.StartsWith("users/ana/", (string)(await session.DataAsync("memory_remember", """{"content":"I swim on Mondays"}"""))["path"]!);
        Assert.Equal("users/ana/sport/tea.md", (string)(await session.DataAsync("memory_move", """{"path":"Shared thoughts","to":"sport/tea.md"}"""))["path"]!);
        Assert.NotEmpty(await session.ErrorAsync("memory_remember", """{"content":"I swim on Tuesdays","category":"users/ben/plans"}"""));
        Assert.NotEmpty(await session.ErrorAsync("memory_move", """{"path":"users/ana/sport/tea.md","to":"users/ana/../ben/x.md"}"""));
        Assert.NotEmpty(await session.ErrorAsync("memory_forget", """{"path":"users/ben","recursive":true}"""));
        Assert.NotEmpty(await session.ErrorAsync("memory_forget", """{"path":"users","recursive":true}"""));
        Assert.NotEmpty(await session.ErrorAsync("memory_move", """{"path":"users/ben/plans","to":"users/ana/plans"}"""));
        Assert.NotEmpty(await session.ErrorAsync("memory", """{"command":"create","path":"/memories/x.md","file_text":"---\nuser_id: ben\n---\nx\n"}"""));
        Assert.Equal("Successfully deleted /memories/sport", await session.TextAsync("memory", """{"command":"delete","path":"/memories/sport"}"""));
        Assert.Contains(memory.Files(), f => f.EndsWith("secret-plan.md", StringComparison.Ordinal));
        Assert.Equal(theirs, memory.Files().Where(f => f.StartsWith("users/ben/", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Who_has_nothing_yet_is_told_so_and_no_error()
    {
        using var memory = await TestMemory.CreateAsync();
        await using var session = McpSession.Of(memory.Service, MemoryScope.Of("Ana María", "bot"));
        foreach (var call in new[] { "memory_recall {\"query\":\"tea\"}", "memory_search {\"query\":\"tea\"}", "memory_list {}", "memory_status {}", "memu_list_items {}", "memu_todos {}", "memory {\"command\":\"view\",\"path\":\"/memories\"}" })
            await session.TextAsync(call[..call.IndexOf(' ')], call[(call.IndexOf(' ') + 1)..]);
        Assert.NotNull((await session.AskAsync("resources/read", """{"uri":"memory://tree"}"""))["result"]);
    }

    private static async Task RefusedAsync(McpSession session, string call, string target)
    {
        var said = await session.ErrorAsync(call[..call.IndexOf(' ')], call[(call.IndexOf(' ') + 1)..]);
        var beside = target.Length == 0 ? said : said.Replace(target, "", StringComparison.Ordinal);
        Assert.False(beside.Contains(Secret, StringComparison.Ordinal) || beside.Contains("secret-plan", StringComparison.Ordinal), $"{call}\n{said}");
        Assert.StartsWith("there is no memory", said);
    }

    /// <summary>A tree of two owners, each with memories, a source, a page and links to the other's.</summary>
    private static async Task<TestMemory> PreparedAsync(string user, string other, bool ownsTheTree)
    {
        var memory = await TestMemory.CreateAsync(ownsTheTree ? MemoryScope.Of(user) : null);
        await memory.SayAsync("tea.json", user, ("me", "I like oolong tea."));
        await memory.SayAsync("plans.json", other, ("me", $"I like {Secret} more than anything."));
        await memory.Service.AddAsync(new() { Text = $"The {Secret} is hidden behind the barometer", Title = "Secret plan", Type = "knowledge", Category = "habits", Scope = MemoryScope.Of(other) });
        await memory.Service.AddAsync(new() { Text = $"Another place for {Secret}", Title = "Secret plan", Type = "knowledge", Category = "goals", Scope = MemoryScope.Of(other) });
        await memory.Service.AddAsync(new() { Text = "Some thoughts about tea", Title = "Shared thoughts", Type = "knowledge", Category = "habits", Scope = MemoryScope.Of(user) });
        await memory.Service.AddAsync(new() { Text = "I read on the train", Title = "Reading", Type = "behavior", Category = "habits", Scope = MemoryScope.Of(user) });
        var (mine, plan) = (await memory.Service.ShowAsync("Shared thoughts"), memory.Files().First(f => f.EndsWith("secret-plan.md", StringComparison.Ordinal)));
        await memory.Service.EditAsync(new() { Target = plan, Append = $"See [[{mine.Path[..^3]}]]" });
        await memory.Service.EditAsync(new() { Target = mine.Path, Append = "See [[Reading]]" });
        return memory;
    }
}
