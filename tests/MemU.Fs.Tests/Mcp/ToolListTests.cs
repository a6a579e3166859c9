using System.Text.Json.Nodes;
using MemU.Fs.Server.Access;
using MemU.Fs.Server.Mcp.Tools;
using MemU.Fs.Tests.Service;
using Xunit;

namespace MemU.Fs.Tests.Mcp;

public sealed class ToolListTests
{
    private static readonly Dictionary<string, (bool ReadOnly, bool Destructive, bool Idempotent)> Hints = new()
    {
        ["memory_recall"] = (true, false, true), ["memory_search"] = (true, false, true), ["memory_read"] = (true, false, true), ["memory_list"] = (true, false, true),
        ["memory_links"] = (true, false, true), ["memory_history"] = (true, false, true), ["memory_status"] = (true, false, true), ["memory_remember"] = (false, false, true),
        ["memory_edit"] = (false, true, false), ["memory_move"] = (false, false, true), ["memory_forget"] = (false, true, true), ["memory_memorize"] = (false, false, true),
        ["memory"] = (false, true, false), ["memu_memorize"] = (false, false, true), ["memu_retrieve"] = (true, false, true), ["memu_list_items"] = (true, false, true),
        ["memu_list_categories"] = (true, false, true), ["memu_clear_memory"] = (false, true, true), ["memu_todos"] = (true, false, true),
    };

    [Fact]
    public async Task Every_tool_has_all_four_hints_both_schemas_and_a_description_that_does_not_hold_a_model_back()
    {
        using var memory = await TestMemory.CreateAsync();
        await using var session = McpSession.Of(memory.Service);
        var tools = (await session.AskAsync("tools/list"))["result"]!["tools"]!.AsArray();
        Assert.Equal(Hints.Keys, tools.Select(t => (string)t!["name"]!));
        foreach (var tool in tools)
        {
            var (name, hints) = ((string)tool!["name"]!, tool["annotations"]!);
            Assert.Equal(Hints[name], ((bool)hints["readOnlyHint"]!, (bool)hints["destructiveHint"]!, (bool)hints["idempotentHint"]!));
            Assert.False((bool)hints["openWorldHint"]!);
            Assert.False(string.IsNullOrEmpty((string?)tool["title"]));
            Assert.InRange(((string)tool["description"]!).Length, 40, 500);
            Assert.DoesNotContain("only when", (string)tool["description"]!, StringComparison.OrdinalIgnoreCase);
            foreach (var schema in new[] { tool["inputSchema"]!, tool["outputSchema"]! })
            {
                Assert.Equal("object", (string)schema["type"]!);
                Assert.False((bool)schema["additionalProperties"]!);
                foreach (var required in schema["required"]!.AsArray()) Assert.True(schema["properties"]!.AsObject().ContainsKey((string)required!));
                foreach (var (_, property) in schema["properties"]!.AsObject()) Assert.NotNull(property!["type"]);
            }
        }
    }

    [Fact]
    public async Task Who_may_not_write_is_offered_no_tool_that_writes_and_can_call_none()
    {
        using var memory = await TestMemory.CreateAsync();
        await using var session = McpSession.Of(memory.Service, rights: KeyRights.Read);
        var tools = (await session.AskAsync("tools/list"))["result"]!["tools"]!.AsArray();
        Assert.Equal(Hints.Where(h => h.Value.ReadOnly).Select(h => h.Key), tools.Select(t => (string)t!["name"]!));
        foreach (var writing in Hints.Where(h => !h.Value.ReadOnly).Select(h => h.Key))
            Assert.Equal(-32602, (int)(await session.AskAsync("tools/call", $$$"""{"name":"{{{writing}}}","arguments":{}}"""))["error"]!["code"]!);
    }

    [Theory]
    [InlineData("default", 13)]
    [InlineData("memu", 6)]
    [InlineData("all", 19)]
    [InlineData("memory_recall, memory_remember", 2)]
    [InlineData("memu,memory", 7)]
    public async Task The_tools_are_those_that_were_chosen(string choice, int count)
    {
        using var memory = await TestMemory.CreateAsync();
        await using var session = McpSession.Of(memory.Service, tools: choice);
        Assert.Equal(count, (await session.AskAsync("tools/list"))["result"]!["tools"]!.AsArray().Count);
    }

    [Fact]
    public void A_choice_that_names_no_tool_is_refused_with_those_that_there_are()
    {
        Assert.Contains("memory_recall", Assert.Throws<Model.MemUException>(() => ToolSet.Parse("memory_recal")).Message);
        Assert.Throws<Model.MemUException>(() => ToolSet.Parse(" , "));
    }

    [Fact]
    public async Task The_list_of_the_default_tools_costs_a_model_less_than_5000_tokens()
    {
        using var memory = await TestMemory.CreateAsync();
        await using var session = McpSession.Of(memory.Service, tools: "default");
        var list = (await session.AskAsync("tools/list"))["result"]!["tools"]!.AsArray();
        foreach (var tool in list) tool!.AsObject().Remove("outputSchema"); // a model is not shown it
        Assert.InRange(MemU.Fs.Context.TokenCounter.Count(list.ToJsonString()), 1000, 5000);
    }
}
