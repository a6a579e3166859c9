using System.Text.Json;
using MemU.Fs.Tests.Service;
using Xunit;

namespace MemU.Fs.Tests.Mcp;

public sealed class HostilePathTests
{
    public static TheoryData<string> Paths() =>
    [
        "../outside.md", "notes/../../outside.md", "/etc/passwd", "..\\outside.md", "%2e%2e/outside.md", "%2e%2e%2foutside.md", "..%2foutside.md", "%252e%252e/outside.md", "notes/%2e%2e/%2e%2e/outside.md", "C:\\outside.md", "\\\\host\\share",
        "file:///etc/passwd", "notes/a.md\0", "notes/\0/a.md", "notes/a.md:stream", ".git/config", ".memu/state/x", ".memu/config.yaml", "notes/.git/config", ".GIT/config", "link/outside.md", "CON", "notes//a.md", "~/.ssh/id_rsa",
        new string('a', 300), string.Join('/', Enumerable.Repeat("a", 5000)), "notes/\u202Eevil.md",
    ];

    [Theory]
    [MemberData(nameof(Paths))]
    public async Task No_path_leads_out_of_the_memory_or_into_what_is_hidden(string path)
    {
        using var memory = await TestMemory.CreateAsync();
        memory.Write("notes/a.md", "a\n");
        File.WriteAllText(Path.Combine(memory.Folder, "outside.md"), "outside-secret\n");
        File.WriteAllText(Path.Combine(memory.Root, ".git", "config"), File.ReadAllText(Path.Combine(memory.Root, ".git", "config")) + "# outside-secret\n");
        Directory.CreateSymbolicLink(Path.Combine(memory.Root, "link"), memory.Folder);
        await memory.Service.CommitEditsAsync();
        await using var session = McpSession.Of(memory.Service);
        var json = JsonSerializer.Serialize(path);
        var before = Standing(memory);
        foreach (var call in new[] { "memory_read {\"path\":$}", "memory_read {\"path\":$,\"rev\":\"HEAD\"}", "memory_list {\"path\":$}", "memory_links {\"path\":$}", "memory_history {\"path\":$}", "memory_edit {\"path\":$,\"append\":\"x\"}", "memory_move {\"path\":$,\"to\":\"x.md\"}", "memory_forget {\"path\":$,\"recursive\":true}" })
            Quiet(await session.CallAsync(call[..call.IndexOf(' ')], call[(call.IndexOf(' ') + 1)..].Replace("$", json, StringComparison.Ordinal)));
        Quiet(await session.CallAsync("memory_move", $$"""{"path":"notes/a.md","to":{{JsonSerializer.Serialize(path.Contains('\u202E', StringComparison.Ordinal) || path.All(char.IsAsciiLetter) ? "../x" : path)}}}"""));
        foreach (var command in new[] { "\"command\":\"view\",\"path\":$", "\"command\":\"delete\",\"path\":$", "\"command\":\"str_replace\",\"path\":$,\"old_str\":\"o\",\"new_str\":\"x\"", "\"command\":\"rename\",\"old_path\":$,\"new_path\":\"/memories/x.md\"" })
            foreach (var under in new[] { path, "/memories/" + path })
                Quiet(await session.CallAsync("memory", "{" + command.Replace("$", JsonSerializer.Serialize(under), StringComparison.Ordinal) + "}"));
        foreach (var uri in new[] { "memory://file/" + path, "memory://file/" + Uri.EscapeDataString(path), path })
        {
            var answer = await session.AskAsync("resources/read", $$"""{"uri":{{JsonSerializer.Serialize(uri)}}}""");
            Assert.Equal(-32002, (int)answer["error"]!["code"]!);
            Assert.DoesNotContain("outside-secret", answer.ToJsonString());
        }
        Assert.Equal(before, Standing(memory));
        Assert.Equal("outside-secret\n", File.ReadAllText(Path.Combine(memory.Folder, "outside.md")));

        static void Quiet(System.Text.Json.Nodes.JsonObject result)
        {
            Assert.True((bool)result["isError"]!, result.ToJsonString());
            Assert.DoesNotContain("outside-secret", result.ToJsonString());
        }
    }

    [Theory]
    [InlineData("/memories/../x.md")]
    [InlineData("/memories/.hidden/x.md")]
    [InlineData("/memories/.git/hooks/post-commit.md")]
    [InlineData("/memories/%2e%2e/x.md")]
    [InlineData("/memories/link/x.md")]
    [InlineData("/memories/resources/x.md")]
    [InlineData("/memories/quarantine/x.md")]
    [InlineData("/memories/README.md")]
    [InlineData("/memories/index.md")]
    [InlineData("/memories/")]
    public async Task Nothing_is_created_where_no_memory_may_be(string path)
    {
        using var memory = await TestMemory.CreateAsync();
        Directory.CreateSymbolicLink(Path.Combine(memory.Root, "link"), memory.Folder);
        await using var session = McpSession.Of(memory.Service);
        var before = Standing(memory);
        await session.ErrorAsync("memory", $$"""{"command":"create","path":"{{path}}","file_text":"x\n"}""");
        Assert.Equal(before, Standing(memory));
        Assert.False(File.Exists(Path.Combine(memory.Folder, "x.md")));
    }

    // locks and caches of the program come and go
    private static string Standing(TestMemory memory) => $"{memory.Git("rev-parse", "HEAD")}\n{memory.Git("status", "--porcelain")}\n{string.Join('\n', memory.Files().Where(f => !f.StartsWith("link/", StringComparison.Ordinal)).Select(f => $"{f}: {memory.Read(f)}"))}";
}
