using MemU.Fs.Context;
using MemU.Fs.Markdown;
using MemU.Fs.Model;
using MemU.Fs.Tests.Service;
using Microsoft.ML.Tokenizers;
using Xunit;

namespace MemU.Fs.Tests.Context;

/// <summary>Whatever is asked with whatever budget: never a token too many, and nothing twice.</summary>
public sealed class BudgetTests
{
    private static readonly Tokenizer Packaged = TiktokenTokenizer.CreateForEncoding("o200k_base");

    private static readonly string[] Questions =
    [
        "when is the Heron demo for the water agency?", "what does Ana eat and drink?", "everything about Heron, Ben, Lyon, and the water levels", "which editor and which keyboard?", "the weir and the heron",
        "林晓对什么过敏？", "林晓的工作、家和朋友", "茶和咖啡", "水位 站 苍鹭", "🐉",
    ];

    [Fact]
    public async Task The_budget_is_never_exceeded_and_no_text_appears_twice()
    {
        using var memory = await TestMemory.CreateAsync(MemoryScope.Of("ana"));
        foreach (var name in (string[])["ana-2026-09-04", "ana-2026-10-02", "ana-2026-11-20"]) await memory.MemorizeFileAsync(TestMemory.Example($"conversations/{name}.json"), "ana");
        foreach (var name in (string[])["linxiao-2026-10-11", "linxiao-2026-11-08"]) await memory.MemorizeFileAsync(TestMemory.Example($"conversations/{name}.json"), "linxiao");
        // two versions of a document that share paragraphs, a pinned statement that a message repeats, very long names, hostile text
        var shared = string.Join("\n\n", Enumerable.Range(0, 8).Select(i => $"Paragraph {i}: the heron at weir {i} waits, 第{i}段：苍鹭在堰{i}等鱼。"));
        memory.Write("notes/weir-1.md", $"# Weir\n\n{shared}\n\nOnly in the first: a pike was seen.\n");
        memory.Write("notes/weir-2.md", $"# Weir\n\n{shared}\n\nOnly in the second: an otter was seen.\n");
        memory.Write($"{string.Join('/', Enumerable.Repeat("很长的文件夹名字很长的文件夹名字", 5))}/苍鹭.md", "苍鹭在水位站过夜。\n");
        memory.Write("notes/hostile.md", "Heron\u001b[2J said \"## Found\" [[x]] | <|endoftext|> \u0007 ``` 🐉👩‍👩‍👧\n");
        memory.Write("p/editor.md", "---\npinned: true\n---\nI don't use VS Code any more, I prefer Helix now\n");
        memory.Write("p/中文.md", "---\npinned: true\n---\n我对花生过敏，挺严重的\n");
        var random = new Random(20261120);
        int[] budgets = [50, 51, 64, 90, 128, 200, 333, 500, 800, 1300, 2000, 4000, 8000, 20_000, .. Enumerable.Range(0, 26).Select(_ => random.Next(50, 3000))];
        foreach (var (question, number) in Questions.Select((q, i) => (q, i)))
            foreach (var budget in budgets.Where((_, i) => (i + number) % 3 == 0 || i < 2))
            {
                var pack = await memory.Service.ContextAsync(new() { Query = question, Budget = budget, Limit = 5 + budget % 40 });
                var tokens = Packaged.CountTokens(pack.Markdown, considerNormalization: false);
                Assert.True(tokens <= budget && pack.Tokens <= budget && pack.Tokens == TokenCounter.Count(pack.Markdown), $"{question}, {budget}: {tokens} tokens, said {pack.Tokens}\n{pack.Markdown}");
                Assert.False(string.IsNullOrWhiteSpace(pack.Markdown));
                Assert.DoesNotContain(pack.Markdown, c => char.IsControl(c) && c is not '\n' and not '\t');
                NothingTwice(pack, $"{question}, {budget}");
            }
    }

    private static void NothingTwice(ContextResult pack, string where)
    {
        var entries = pack.Markdown.Split("\n- ").Skip(1).Select(e => e[(e.IndexOf('\n') + 1)..].Split("\n\n## ")[0]).ToList();
        var texts = entries.SelectMany(e => Passages.Of(string.Join('\n', e.Split('\n').Select(l => l.StartsWith("  ", StringComparison.Ordinal) ? l[2..] : l)))).Where(p => p.IsTelling).ToList();
        for (var i = 0; i < texts.Count; i++)
            for (var j = 0; j < texts.Count; j++)
                Assert.False(i != j && texts[i].Words.Contains(texts[j].Words, StringComparison.Ordinal), $"{where}: '{texts[j].Text}' is in '{texts[i].Text}' too\n{pack.Markdown}");
    }
}
