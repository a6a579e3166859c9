using MemU.Fs.Model;
using Xunit;

namespace MemU.Fs.Tests.Service;

public class ToolMemoryTests
{
    [Fact]
    public async Task Uses_of_a_tool_are_noted_in_one_memory_and_counted()
    {
        using var memory = await TestMemory.CreateAsync();
        for (var i = 0; i < 3; i++)
            await memory.Service.RecordToolCallAsync(new() { Call = new() { ToolName = "kubectl apply", Input = $"deploy-{i}.yaml", Output = i == 2 ? "forbidden: \"no\" {rights}" : "configured", Success = i < 2, TimeCost = i + 1, TokenCost = i == 0 ? -1 : 100 * i, Score = 0.5 }, WhenToUse = i == 0 ? "to change what runs in the cluster" : null });

        var tool = await memory.Service.ToolAsync("Kubectl Apply");

        Assert.Equal(new(3, 3, 2, 0.6667, 0.5, 150), tool.Statistics);
        Assert.Equal("to change what runs in the cluster", tool.WhenToUse);
        Assert.Equal(["deploy-0.yaml", "deploy-1.yaml", "deploy-2.yaml"], tool.Calls.Select(c => c.Input));
        Assert.Equal("forbidden: \"no\" {rights}", tool.Calls[2].Output);
        Assert.StartsWith("knowledge/learned_skills/", tool.Path, StringComparison.Ordinal);
        Assert.Equal(new(3, 1, 3, 0, 0.5, 200), (await memory.Service.ToolAsync(tool.Path, recent: 1)).Statistics);
        Assert.Equal("", memory.Git("status", "--porcelain"));
        var record = Assert.Single((await memory.Service.ListMemoryItemsAsync(Where.Parse("type=tool"))).Items);
        Assert.Equal(3, record.Extra["tool_calls"]!.AsArray().Count);
        Assert.Equal("to change what runs in the cluster", record.Extra["when_to_use"]!.GetValue<string>());
    }

    [Fact]
    public async Task The_hundred_latest_uses_are_kept_and_all_are_counted()
    {
        var document = MemU.Fs.Markdown.MemoryDocument.Parse(MemoryPath.Parse("t.md"), "---\ntype: tool\ntitle: t\n# mine\nkeep: \"as it is\"\n---\nText.\n"u8);
        for (var i = 0; i < 150; i++) document.AddToolCall(new() { ToolName = "t", Input = $"{i}" });

        Assert.Equal(100, document.ToolCalls("t").Count);
        Assert.Equal("149", document.ToolCalls("t")[^1].Input);
        Assert.Equal(150, document.ToolCallsTotal("t"));
        Assert.Contains("# mine\nkeep: \"as it is\"\n", document.Text, StringComparison.Ordinal);
        await Task.CompletedTask;
    }

    [Fact]
    public async Task Secrets_in_what_a_tool_was_given_are_masked_and_nonsense_is_refused()
    {
        using var memory = await TestMemory.CreateAsync();
        await memory.Service.RecordToolCallAsync(new() { Call = new() { ToolName = "curl", Input = "-H 'Authorization: Bearer sk-proj-Zx81kQpL0vTnR4yWc7Jb2Md9Fh3Gs6Ae'", Output = "ok" } });
        Assert.DoesNotContain("Zx81kQpL0vTnR4yWc7Jb2", memory.Read((await memory.Service.ToolAsync("curl")).Path), StringComparison.Ordinal);
        await Assert.ThrowsAsync<MemUException>(() => memory.Service.RecordToolCallAsync(new() { Call = new() { ToolName = " " } }));
        await Assert.ThrowsAsync<MemUException>(() => memory.Service.RecordToolCallAsync(new() { Call = new() { ToolName = "x", Score = 7 } }));
        await Assert.ThrowsAsync<MemUException>(() => memory.Service.ToolAsync("unheard of"));
    }
}
