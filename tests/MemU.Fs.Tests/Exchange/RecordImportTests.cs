using MemU.Fs.Model;
using MemU.Fs.Tests.Service;
using Xunit;

namespace MemU.Fs.Tests.Exchange;

public sealed class RecordImportTests
{
    private const string Mem0 = """
        {"results": [
          {"id": "892db2ae-06d9-49e5-8b3e-585ef9b85b8e", "memory": "Loves oolong tea", "hash": "x", "metadata": null, "created_at": "2025-03-01T10:00:00-08:00", "updated_at": "2025-03-02T10:00:00-08:00", "user_id": "ana", "categories": ["preferences"]},
          {"id": "ab2db2ae-06d9-49e5-8b3e-585ef9b85b8e", "memory": "Loves oolong tea", "user_id": "ana"},
          {"id": "1", "memory": "Works as a surveyor in Lyon", "user_id": "bob", "categories": ["job stuff"]},
          {"id": "2", "memory": ""},
          {"id": "3", "memory": "API key sk-proj-Ab3dEf6hIj9kLm2nOp5qRs8tUv1wXy4zAb3dEf6hIj9kLm2n is in use"}
        ], "relations": [{"source": "ana", "relationship": "loves", "target": "tea"}]}
        """;

    private const string Server = """
        {"type":"entity","name":"Ana Lopez","entityType":"person","observations":["Likes oolong tea","Lives in Lyon"]}
        {"type":"entity","name":"Heron","entityType":"project","observations":["A boat that measures water"]}
        {"type":"relation","from":"Ana Lopez","to":"Heron","relationType":"works on"}
        {"type":"relation","from":"Ana Lopez","to":"Nobody","relationType":"knows"}
        {"type":"entity","name":"Broken
        """;

    private const string Rows = """
        {"memory_categories": [{"id": "c1", "name": "preferences"}, {"id": "c2", "name": "Reading List"}],
         "category_items": [{"item_id": "0193f3c2-a1b4-7c0e-9d3f-5a6b7c8d9e0f", "category_id": "c2"}, {"item_id": "0193f3c2-a1b4-7c0e-9d3f-5a6b7c8d9e0f", "category_id": "c1"}],
         "memory_items": [
           {"id": "0193f3c2-a1b4-7c0e-9d3f-5a6b7c8d9e0f", "memory_type": "event", "summary": "Finished The Sea, the Sea", "happened_at": "2025-10-20T00:00:00", "created_at": "2025-10-21 09:00:00", "user_id": "ana", "extra": "{\"when_to_use\": \"asked for books\"}"},
           {"id": "x", "memory_type": "profile", "summary": "Reads in bed"}],
         "resources": [{"id": "r", "url": "chat.json"}]}
        """;

    [Fact]
    public async Task Mem0s_memories_keep_their_ids_users_and_dates()
    {
        using var memory = await TestMemory.CreateAsync();
        var (view, _) = await Twice(memory, "mem0.json", Mem0);
        Assert.Equal("mem0", view.Kind);
        var tea = memory.Read("users/ana/preferences/loves-oolong-tea.md");
        Assert.Contains("id: 892db2ae-06d9-49e5-8b3e-585ef9b85b8e", tea);
        Assert.Contains("created: 2025-03-01T18:00:00Z", tea);
        Assert.True(File.Exists(Path.Combine(memory.Root, "users/bob/job_stuff/works-as-a-surveyor-in-lyon.md")));
        Assert.Contains(view.Files, f => f.Action == "same" && f.Source == "mem0.json[1]");
        Assert.True(view.Files.Single(f => f.Source == "mem0.json[3]").Failed);
        Assert.DoesNotContain(memory.Files(), f => f.Contains("sk-proj") || memory.Read(f).Contains("sk-proj-Ab3d"));
        Assert.Single((await memory.AskAsync("oolong", user: "ana")).Items);
        Assert.Contains("loves-oolong-tea", memory.Read("users/ana/preferences/README.md"));
    }

    [Fact]
    public async Task Server_memorys_entities_become_pages_and_its_relations_links()
    {
        using var memory = await TestMemory.CreateAsync();
        var (view, _) = await Twice(memory, "memory.jsonl", Server);
        Assert.Equal("server-memory", view.Kind);
        Assert.Contains("- works_on [[knowledge/domain_expertise/heron|Heron]]", memory.Read("relationships/contacts/ana-lopez.md"));
        Assert.Equal(["knowledge/domain_expertise/heron.md"], Assert.Single((await memory.Service.LinksAsync("relationships/contacts/ana-lopez.md")).Out).To);
        Assert.Contains(view.Files, f => f.Failed && f.Reason!.Contains("memory.jsonl:5"));
        Assert.Contains(view.Files, f => !f.Failed && f.Reason?.Contains("Nobody") == true);
    }

    [Fact]
    public async Task Server_memorys_graph_is_the_same_as_its_lines()
    {
        using var memory = await TestMemory.CreateAsync();
        await Twice(memory, "graph.json", """{"entities":[{"name":"Heron","entityType":"project","observations":["A boat"]}],"relations":[]}""");
        Assert.Contains("- A boat", memory.Read("knowledge/domain_expertise/heron.md"));
    }

    [Fact]
    public async Task MemUs_rows_keep_type_categories_and_times()
    {
        using var memory = await TestMemory.CreateAsync();
        var (view, _) = await Twice(memory, "rows.json", Rows);
        Assert.Equal("memu", view.Kind);
        var file = memory.Read("users/ana/reading_list/finished-the-sea-the-sea.md");
        Assert.Contains("type: event", file);
        Assert.Contains("happened_at: 2025-10-20", file);
        Assert.Contains("when_to_use: asked for books", file);
        Assert.Contains("users/ana/preferences/README", file);
        Assert.Contains(view.Files, f => f.Source == "chat.json" && f.Action == "skipped" && !f.Failed);
    }

    [Fact]
    public async Task MemUs_mirror_goes_to_the_categories_that_hold_such()
    {
        using var memory = await TestMemory.CreateAsync();
        using var mirror = new TemporaryFolder();
        mirror.Write("memory/coding-style.md", "---\nname: coding style\ndescription: how\n---\nTabs.\n");
        mirror.Write("skill/deploy.md", "---\nname: deploy\n---\nSteps.\n");
        mirror.Write("INDEX.md", "# Index\n");
        mirror.Write("jobs/1.txt", "job");
        mirror.Write(".memory_manifest.json", "{}");
        var view = await memory.Service.ImportAsync(new() { Source = mirror.Path });
        Assert.Equal("memu-mirror", view.Kind);
        Assert.EndsWith("Tabs.\n", memory.Read("knowledge/domain_expertise/coding-style.md"));
        Assert.EndsWith("Steps.\n", memory.Read("knowledge/learned_skills/deploy.md"));
        Assert.Equal(2, view.Added);
        Assert.True((await memory.Service.ImportAsync(new() { Source = mirror.Path })).Unchanged);
    }

    [Fact]
    public async Task Everything_can_be_given_to_one_user_and_put_into_one_folder()
    {
        using var memory = await TestMemory.CreateAsync();
        var file = Path.Combine(memory.Folder, "mem0.json");
        File.WriteAllText(file, Mem0);
        await memory.Service.ImportAsync(new() { Source = file, Scope = MemoryScope.Of("cleo"), Into = MemoryPath.Parse("from_mem0") });
        Assert.Equal(3, memory.Files().Count(f => f.StartsWith("users/cleo/from_mem0/") && !f.EndsWith("README.md")));
        Assert.DoesNotContain(memory.Files(), f => f.StartsWith("users/ana") || f.StartsWith("users/bob"));
    }

    [Fact]
    public async Task A_memory_that_was_edited_here_stays_and_one_that_changed_there_is_kept_beside_it()
    {
        using var memory = await TestMemory.CreateAsync();
        var file = Path.Combine(memory.Folder, "mem0.json");
        File.WriteAllText(file, """[{"id":"892db2ae-06d9-49e5-8b3e-585ef9b85b8e","memory":"Loves oolong tea","categories":["preferences"]}]""");
        await memory.Service.ImportAsync(new() { Source = file });
        memory.Write("preferences/loves-oolong-tea.md", memory.Read("preferences/loves-oolong-tea.md").Replace("Loves oolong tea\n", "Loves green tea\n"));
        Assert.True((await memory.Service.ImportAsync(new() { Source = file })).Unchanged);
        File.WriteAllText(file, File.ReadAllText(file).Replace("Loves oolong", "Hates oolong"));
        var changed = await memory.Service.ImportAsync(new() { Source = file });
        Assert.Equal(1, changed.Added + changed.Conflicts);
        Assert.Contains("Loves green tea", memory.Read("preferences/loves-oolong-tea.md"));
        Assert.True((await memory.Service.ImportAsync(new() { Source = file })).Unchanged);
    }

    internal static async Task<(ImportView First, ImportView Again)> Twice(TestMemory memory, string name, string text)
    {
        var file = Path.Combine(memory.Folder, name);
        File.WriteAllText(file, text);
        var dry = await memory.Service.ImportAsync(new() { Source = file, DryRun = true });
        var first = await memory.Service.ImportAsync(new() { Source = file });
        Assert.Equal(first.Files.Select(f => (f.Source, f.Action, f.Path)), dry.Files.Select(f => (f.Source, f.Action, f.Path)));
        var head = memory.Git("rev-parse", "HEAD");
        var again = await memory.Service.ImportAsync(new() { Source = file });
        Assert.True(again.Unchanged, string.Join('\n', again.Files));
        Assert.Equal(head, memory.Git("rev-parse", "HEAD"));
        Assert.Equal("", memory.Git("status", "--porcelain"));
        return (first, again);
    }
}
