using System.Text.Json;
using MemU.Fs.Model;
using MemU.Fs.Tests.Service;
using Xunit;

namespace MemU.Fs.Tests.Verbs;

public sealed class RecordsTests
{
    [Fact]
    public async Task Create_update_and_delete_answer_in_memUs_shapes_and_omitted_means_unchanged()
    {
        using var memory = await TestMemory.CreateAsync();
        var created = await memory.Service.CreateMemoryItemAsync("profile", "I like oolong tea", ["preferences", "habits"], MemoryScope.Of("ben"));
        var id = created.MemoryItem.Id;
        Assert.StartsWith("users/ben/preferences/", created.MemoryItem.Path);
        Assert.Equal(["preferences", "habits"], created.MemoryItem.Categories);
        Assert.Equal(["habits", "preferences"], created.CategoryUpdates.Select(c => c.Name).Order());
        using var json = JsonDocument.Parse(JsonSerializer.Serialize(created, MemoryJson.Readable.MemoryItemChange));
        var item = json.RootElement.GetProperty("memory_item");
        foreach (var key in new[] { "id", "created_at", "updated_at", "resource_id", "memory_type", "summary", "happened_at", "extra", "user_id" }) Assert.True(item.TryGetProperty(key, out _), key);
        Assert.Equal("ben", item.GetProperty("user_id").GetString());
        foreach (var key in new[] { "id", "created_at", "updated_at", "name", "description", "summary", "user_id" }) Assert.True(json.RootElement.GetProperty("category_updates")[0].TryGetProperty(key, out _), key);

        var typed = await memory.Service.UpdateMemoryItemAsync(id, memoryType: "behavior", user: MemoryScope.Of("ben"));
        Assert.Equal(("behavior", "I like oolong tea"), (typed.MemoryItem.MemoryType, typed.MemoryItem.Summary));
        Assert.Equal(["preferences", "habits"], typed.MemoryItem.Categories);
        var said = await memory.Service.UpdateMemoryItemAsync(id, memoryContent: "I like green tea now");
        Assert.Equal((id, "I like green tea now", "behavior"), (said.MemoryItem.Id, said.MemoryItem.Summary, said.MemoryItem.MemoryType));
        Assert.Contains(said.CategoryUpdates, c => c.Summary!.Contains("green tea"));
        Assert.Equal(created.MemoryItem.Path, said.MemoryItem.Path);
        memory.Write("users/ben/note.md", $"[[{said.MemoryItem.Path[..^3]}]]\n");
        var moved = await memory.Service.UpdateMemoryItemAsync(id, memoryCategories: ["opinions"]);
        Assert.StartsWith("users/ben/opinions/", moved.MemoryItem.Path);
        Assert.Equal($"[[{moved.MemoryItem.Path[..^3]}]]\n", memory.Read("users/ben/note.md"));
        Assert.Equal(["opinions"], moved.MemoryItem.Categories);
        Assert.Contains("green tea", memory.Read("users/ben/opinions/README.md"));
        Assert.DoesNotContain("green tea", memory.Read("users/ben/preferences/README.md"));

        await Assert.ThrowsAsync<MemUException>(() => memory.Service.UpdateMemoryItemAsync(id));
        await Assert.ThrowsAsync<MemUException>(() => memory.Service.UpdateMemoryItemAsync(id, memoryType: "event", user: MemoryScope.Of("ana")));
        await Assert.ThrowsAsync<MemUException>(() => memory.Service.DeleteMemoryItemAsync(id, MemoryScope.Of("ana")));
        var deleted = await memory.Service.DeleteMemoryItemAsync(id, MemoryScope.Of("ben"));
        Assert.Equal(id, deleted.MemoryItem.Id);
        Assert.DoesNotContain("green tea", memory.Read("users/ben/opinions/README.md"));
        await Assert.ThrowsAsync<MemUException>(() => memory.Service.DeleteMemoryItemAsync(id));
        Assert.Equal("", memory.Git("status", "--porcelain"));
    }

    [Fact]
    public async Task Without_propagation_no_page_changes()
    {
        using var memory = await TestMemory.CreateAsync();
        await memory.Service.CreateMemoryItemAsync("profile", "I like oolong tea", ["preferences"]);
        var page = memory.Read("preferences/README.md");
        var added = await memory.Service.CreateMemoryItemAsync("profile", "I like cake", ["preferences"], propagate: false);
        Assert.Empty(added.CategoryUpdates);
        Assert.Equal(page, memory.Read("preferences/README.md"));
    }

    [Fact]
    public async Task Pages_of_a_listing_hold_each_memory_once_although_others_come_and_go_between_them()
    {
        using var memory = await TestMemory.CreateAsync();
        for (var i = 0; i < 7; i++) await memory.Service.CreateMemoryItemAsync("knowledge", $"Fact number {i} holds", [i % 2 == 0 ? "knowledge" : "opinions"]);
        var (seen, cursor) = (new List<string>(), (string?)null);
        do
        {
            var page = await memory.Service.ListMemoryItemsAsync(cursor: cursor, limit: 3);
            seen.AddRange(page.Items.Select(i => i.Summary));
            if (cursor is null) await memory.Service.DeleteMemoryItemAsync(page.Items[0].Path);
            cursor = page.NextCursor;
        }
        while (cursor is not null);
        Assert.Equal(7, seen.Distinct().Count());
        Assert.Equal(7, seen.Count);
        Assert.Equal(3, (await memory.Service.ListMemoryItemsAsync(Where.Parse(["category=opinions"]))).Items.Count);
        Assert.Null((await memory.Service.ListMemoryItemsAsync(limit: 6)).NextCursor);
        Assert.Contains((await memory.Service.ListMemoryCategoriesAsync()).Categories, c => c.Name == "opinions");
        await Assert.ThrowsAsync<MemUException>(() => memory.Service.ListMemoryItemsAsync(Where.Parse(["colour=red"])));
        await Assert.ThrowsAsync<MemUException>(() => memory.Service.ListMemoryItemsAsync(cursor: "%%%"));
        await Assert.ThrowsAsync<MemUException>(() => memory.Service.ListMemoryItemsAsync(limit: 0));
    }

    [Fact]
    public async Task Clear_takes_one_owners_memories_sources_and_pages_and_leaves_everybody_elses()
    {
        using var memory = await TestMemory.CreateAsync(MemoryScope.Of("ana"));
        await memory.SayAsync("ana.json", "ana", ("Ana", "I'm allergic to peanuts."));
        await memory.SayAsync("ben.json", "ben", ("Ben", "I live in Lima."));
        var before = memory.Files().Where(f => !f.StartsWith("users/")).ToList();
        var cleared = await memory.Service.ClearMemoryAsync(Where.Parse(["user_id=ben"]));
        Assert.Single(cleared.DeletedItems);
        Assert.Single(cleared.DeletedResources);
        Assert.Single(cleared.DeletedCategories);
        Assert.Equal(before, memory.Files().Where(f => !f.EndsWith("users/ben/index.md")));
        Assert.Empty((await memory.AskAsync("Lima", "ben")).Items);
        Assert.Single((await memory.AskAsync("peanuts", "ana")).Items);
        Assert.Equal("", memory.Git("status", "--porcelain"));
        var all = await memory.Service.ClearMemoryAsync();
        Assert.Single(all.DeletedItems);
        Assert.True((await memory.AskAsync("peanuts")).IsEmpty);
        Assert.Null((await memory.Service.ClearMemoryAsync()).Commit);
        Assert.Equal("added", (await memory.SayAsync("ana.json", "ana", ("Ana", "I'm allergic to peanuts."))).Items[0].Action);
    }
}
