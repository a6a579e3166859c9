using MemU.Fs.Context;
using MemU.Fs.Tests.Service;
using Xunit;

namespace MemU.Fs.Tests.Mcp;

public sealed class BudgetTests
{
    [Theory]
    [InlineData(200)]
    [InlineData(1000)]
    [InlineData(4000)]
    public async Task However_much_there_is_an_answer_stays_within_its_budget_as_text_and_as_data(int budget)
    {
        using var memory = await TestMemory.CreateAsync();
        for (var i = 0; i < 60; i++)
        {
            memory.Write($"notes/heron-{i}.md", $"---\ntype: event\ntitle: Heron {i} and a rather long title that goes on about herons\n---\n{string.Concat(Enumerable.Repeat($"The heron number {i} stood near the weir and waited for fish of size {i * 7}. ", 30))}\n");
            memory.Write($"笔记/苍鹭-{i}.md", $"---\ntype: event\n---\n{string.Concat(Enumerable.Repeat($"苍鹭 {i} 号站在堰边等鱼，编号 3c2fa8b1d{i:x4}。", 40))}\n");
            memory.Write($"code/c{i}.md", $"{string.Concat(Enumerable.Repeat($"heron(\"{i}\") => {{ x[{i}] += 0x{i:x4}; }} // -- ## ~~\n", 60))}\n");
        }
        await memory.Service.CommitEditsAsync();
        await using var session = McpSession.Of(memory.Service);
        foreach (var call in new[] { "memory_recall {\"query\":\"heron\"", "memory_recall {\"query\":\"苍鹭\"", "memory_search {\"query\":\"heron\",\"limit\":50", "memory_search {\"query\":\"苍鹭\",\"limit\":50,\"explain\":true", "memory_read {\"path\":\"notes/heron-3.md\"", "memory_read {\"path\":\"笔记/苍鹭-3.md\"", "memory_read {\"path\":\"code/c3.md\"", "memory_list {\"depth\":10,\"limit\":200", "memory_list {\"path\":\"笔记\",\"limit\":200" })
        {
            var result = await session.CallAsync(call[..call.IndexOf(' ')], $"{call[(call.IndexOf(' ') + 1)..]},\"budget_tokens\":{budget}}}");
            Assert.False((bool)result["isError"]!, result.ToJsonString());
            Assert.True(TokenCounter.Count(McpSession.Text(result)) <= budget, $"{call}: {TokenCounter.Count(McpSession.Text(result))} tokens of text");
            var data = System.Text.RegularExpressions.Regex.Unescape(result["structuredContent"]!.ToJsonString().Replace("\\\"", "'", StringComparison.Ordinal).Replace("\\n", " ", StringComparison.Ordinal));
            Assert.True(TokenCounter.Count(data) <= budget, $"{call}: {TokenCounter.Count(data)} tokens of data");
            Assert.True(McpSession.Text(result).Contains("more", StringComparison.OrdinalIgnoreCase) || budget > 1000, $"{call}: {McpSession.Text(result)}");
        }
    }
}
