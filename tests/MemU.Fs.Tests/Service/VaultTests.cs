using System.Text;
using MemU.Fs.Model;
using Xunit;

namespace MemU.Fs.Tests.Service;

/// <summary>A folder that a person or another program keeps opens as it is, and stays byte for byte until the user changes something.</summary>
public sealed class VaultTests
{
    private static readonly Dictionary<string, string> Obsidian = new(StringComparer.Ordinal)
    {
        [".obsidian/app.json"] = "{\"alwaysUpdateLinks\": true}",
        [".obsidian/workspace.json"] = "{}",
        ["Daily/2026-11-20.md"] = "# 2026-11-20\r\n\r\n- [ ] call [[People/Ben Okafor|Ben]] about the barometer ^todo1\r\n- 12:30 lunch ![[photo.png]]\r\n",
        ["People/Ben Okafor.md"] = "---\naliases: [\"Ben\", Benny]   # names\ntags:\n    - person/friend\ncssclasses: wide\n---\nBen repairs barometers in Northmere. #craft\n\n```dataview\nTABLE file.mtime FROM [[x]]\n```\n",
        ["Notizen/Straße & Café.md"] = "Über das Café an der Straße. Siehe [Ben](../People/Ben%20Okafor.md).\n",
        ["笔记/茶.md"] = "\uFEFF我喜欢乌龙茶。见 [[Ben]]。",
        ["photo.png"] = "\u0089PNG not really",
        ["README.md"] = "# My vault\n\nWritten by hand.\n",
        ["index.md"] = "# Start here\n\n[[People/Ben Okafor]]\n",
        ["People/README.md"] = "# People\n\nMy own words about people.\n",
        ["Broken.md"] = "---\ntags: [unclosed\n---\nThe broken one speaks of zeppelins.\n",
        ["Canvas.canvas"] = "{\"nodes\":[]}",
    };

    private static readonly Dictionary<string, string> BasicMemory = new(StringComparer.Ordinal)
    {
        ["specs/search.md"] = "---\ntitle: Search Engine\ntype: spec\npermalink: specs/search\ntags: [lucene, design]\n---\n# Search Engine\n\n## Observations\n- [tech] uses Lucene for words #index (v4)\n- [decision] files come first\n- [ ] not an observation\n\n## Relations\n- implements [[Retrieval Plan]] (phase 1)\n- relates_to [[specs/storage]]\n",
        ["specs/storage.md"] = "---\ntitle: Storage\ntype: spec\npermalink: specs/storage\n---\n- [fact] markdown on disk\n- part_of [[Search Engine]]\n",
        ["plans/retrieval-plan.md"] = "---\ntitle: Retrieval Plan\ntype: note\npermalink: plans/retrieval-plan\n---\nAnswer before being asked.\n",
    };

    private static TemporaryFolder Vault(Dictionary<string, string> files)
    {
        var folder = new TemporaryFolder();
        foreach (var (name, text) in files) folder.Write($"vault/{name}", text);
        return folder;
    }

    private static void AssertUntouched(TemporaryFolder folder, Dictionary<string, string> files)
    {
        foreach (var (name, text) in files) Assert.Equal(Encoding.UTF8.GetBytes(text), File.ReadAllBytes(folder.File($"vault/{name}")));
    }

    [Fact]
    public async Task An_Obsidian_vault_is_searched_linked_and_learned_into_without_a_byte_of_it_changing()
    {
        using var folder = Vault(Obsidian);
        using var service = MemoryService.Open(new() { Root = folder.File("vault") });
        Assert.Contains((await service.RetrieveAsync(new() { Query = "who repairs barometers?" })).Items, i => i.Path == "People/Ben Okafor.md");
        Assert.False(Directory.Exists(folder.File("vault/.memu")));

        await service.InitAsync(new());
        AssertUntouched(folder, Obsidian);
        Assert.Contains((await service.RetrieveAsync(new() { Query = "乌龙茶" })).Items, i => i.Path == "笔记/茶.md");
        Assert.Contains((await service.RetrieveAsync(new() { Query = "Cafe Strasse" })).Items, i => i.Path == "Notizen/Straße & Café.md");
        Assert.Contains((await service.RetrieveAsync(new() { Query = "zeppelins" })).Items, i => i.Path == "Broken.md");
        Assert.DoesNotContain((await service.RetrieveAsync(new() { Query = "alwaysUpdateLinks nodes", Limit = 50 })).Items, i => i.Path.StartsWith(".obsidian", StringComparison.Ordinal));
        var links = await service.LinksAsync("People/Ben Okafor.md");
        Assert.Equal(["Daily/2026-11-20.md", "Notizen/Straße & Café.md", "index.md", "笔记/茶.md"], links.In.Select(l => l.From).Distinct().Order(StringComparer.Ordinal));
        Assert.Empty(links.Broken); // what stands in code is no link

        await service.MemorizeAsync(new() { Sources = [new("talk.json", _ => Task.FromResult<ReadOnlyMemory<byte>>(TestMemory.Conversation(DateTimeOffset.Parse("2026-11-21T09:00:00Z"), ("Ana", "I'm allergic to peanuts."), ("Ana", "I love oolong tea."))))] });
        AssertUntouched(folder, Obsidian);

        var moved = await service.MoveAsync(new() { From = "People/Ben Okafor.md", To = "People/Benjamin Okafor.md" });
        Assert.Equal(3, moved.LinksRewritten); // an alias still leads there
        Assert.Contains("[[People/Benjamin Okafor|Ben]] about the barometer ^todo1\r\n", File.ReadAllText(folder.File("vault/Daily/2026-11-20.md")));
        Assert.Contains("(../People/Benjamin%20Okafor.md)", File.ReadAllText(folder.File("vault/Notizen/Straße & Café.md")));
        AssertUntouched(folder, Obsidian.Where(f => f.Key is not ("People/Ben Okafor.md" or "Daily/2026-11-20.md" or "Notizen/Straße & Café.md" or "index.md")).ToDictionary());
    }

    [Fact]
    public async Task A_basic_memory_folder_opens_with_its_observations_and_relations()
    {
        using var folder = Vault(BasicMemory);
        using var service = MemoryService.Open(new() { Root = folder.File("vault") });
        await service.InitAsync(new());
        AssertUntouched(folder, BasicMemory);
        var hit = (await service.RetrieveAsync(new() { Query = "what does it use for words?" })).Items[0];
        Assert.Equal(("specs/search.md", "spec"), (hit.Path, hit.MemoryType));
        Assert.Contains("uses Lucene for words", hit.Snippet, StringComparison.Ordinal);
        var links = await service.LinksAsync("specs/search.md");
        Assert.Equal(["plans/retrieval-plan.md", "specs/storage.md"], links.Out.SelectMany(l => l.To).Order(StringComparer.Ordinal));
        Assert.Equal(["specs/storage.md"], links.In.Select(l => l.From));
        Assert.Empty(links.Broken);
        AssertUntouched(folder, BasicMemory);
    }
}
