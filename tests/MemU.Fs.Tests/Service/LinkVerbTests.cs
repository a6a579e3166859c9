using MemU.Fs.Model;
using Xunit;

namespace MemU.Fs.Tests.Service;

/// <summary>links, orphans, graph and doctor --okf on real trees.</summary>
public sealed class LinkVerbTests
{
    private static async Task<TestMemory> MadeAsync()
    {
        var memory = await TestMemory.CreateAsync();
        memory.Write("a/tea.md", "---\ntype: note\ntitle: Tea\nsupersedes:\n  - \"[[b/old]]\"\nsources:\n  - resource: resources/talk.md#^m1\n---\nSee [[Bees]] and [[nothing]] and [up](../b/old.md#part) and `[[code]]`.\n![[picture.png]]\n");
        memory.Write("a/twin.md", "---\ntype: note\n---\nOne.\n");
        memory.Write("b/twin.md", "---\ntype: note\n---\nTwo, like [[twin]].\n");
        memory.Write("b/old.md", "---\ntype: note\ntitle: Old\n---\nOld.\n");
        memory.Write("b/bees.md", "---\ntype: note\ntitle: Bees\n---\n- likes [[Tea]] (much)\n");
        memory.Write("lone.md", "---\ntype: note\ntitle: \"Lone \\\"one\\\" <b>#1\"\n---\nAlone, but for https://example.com and [x](https://example.com).\n");
        memory.Write("picture.png", "png");
        memory.Write("resources/talk.md", "---\ntype: resource\n---\n> he said [[b/old]]\n\n^m1\n");
        return memory;
    }

    [Fact]
    public async Task T26_links_names_what_goes_out_what_comes_in_what_is_broken_and_both_of_the_ambiguous()
    {
        using var memory = await MadeAsync();
        var tea = await memory.Service.LinksAsync("a/tea.md");
        Assert.Equal([("supersedes", "b/old.md"), ("link", "b/bees.md"), ("link", "b/old.md"), ("embed", "picture.png"), ("source", "resources/talk.md")], tea.Out.Select(l => (l.Kind, l.To[0])).OrderBy(l => l.Item1 == "source"));
        Assert.Equal([("b/bees.md", "likes", 5)], tea.In.Select(l => (l.From, l.Kind, l.Line)));
        Assert.Equal([("nothing", 9)], tea.Broken.Select(l => (l.Target, l.Line)));
        var twin = await memory.Service.LinksAsync("b/twin.md");
        Assert.Equal(["a/twin.md", "b/twin.md"], Assert.Single(twin.Ambiguous).To.Order());
        Assert.Equal(["a/tea.md", "a/tea.md"], (await memory.Service.LinksAsync("b/old.md")).In.Select(l => l.From)); // a transcript's brackets are somebody's words
    }

    [Fact]
    public async Task Orphans_are_memories_without_a_link_either_way()
    {
        using var memory = await MadeAsync();
        Assert.Equal(["a/twin.md", "b/twin.md", "lone.md"], (await memory.Service.OrphansAsync()).Select(n => n.Path));
    }

    [Fact]
    public async Task The_graph_holds_each_link_once_and_no_title_breaks_out_of_it()
    {
        using var memory = await MadeAsync();
        var graph = await memory.Service.GraphAsync();
        Assert.Contains(new GraphEdge("b/bees.md", "a/tea.md", "likes"), graph.Edges);
        Assert.Contains(new GraphEdge("a/tea.md", "resources/talk.md", "source"), graph.Edges);
        Assert.Equal(graph.Edges.Distinct(), graph.Edges);
        Assert.Equal(["b/bees.md", "b/old.md", "b/twin.md"], (await memory.Service.GraphAsync(MemoryPath.Parse("b"))).Nodes.Select(n => n.Path));
        Assert.Contains("[label=\"Lone \\\"one\\\" <b>#1\"];", GraphText.Dot(graph));
        Assert.Contains("[\"Lone #34;one#34; #60;b#62;#35;1\"]", GraphText.Mermaid(graph));
    }

    [Fact]
    public async Task What_the_program_writes_conforms_to_OKF_and_what_does_not_is_named()
    {
        using var memory = await TestMemory.CreateAsync();
        await memory.MemorizeFileAsync(TestMemory.Example("conversations/ana-2026-09-04.json"), "ana");
        await memory.MemorizeFileAsync(TestMemory.Example("conversations/linxiao-2026-10-11.json"), "linxiao");
        var view = await memory.Service.CheckOkfAsync();
        Assert.Equal(["ok"], view.Findings.Select(f => f.Level));
        memory.Write("plain.md", "no front matter\n");
        memory.Write("bad.md", "---\ntype: [\n---\n");
        memory.Write("status.md", "---\ntype: note\nstatus: ready\nstale_after: soon\ntimestamp: x\n---\n");
        memory.Write("sub/index.md", "---\ntype: x\n---\n");
        memory.Write("log.md", "## 2026-11-23\n- a\n\n## yesterday\n- b\n");
        view = await memory.Service.CheckOkfAsync();
        Assert.False(view.Healthy);
        Assert.Equal(["bad.md", "plain.md"], view.Findings.Where(f => f.Level == "error").Select(f => f.Message.Split(':')[0]).Order());
        Assert.Equal(["log.md", "status.md", "status.md", "status.md", "sub/index.md"], view.Findings.Where(f => f.Level == "warning").Select(f => f.Message.Split(':')[0]).Order());
    }
}
