using MemU.Fs.Model;
using MemU.Fs.Tests.Service;
using Xunit;

namespace MemU.Fs.Tests.Verbs;

public sealed class CategoryTests
{
    [Fact]
    public async Task A_new_category_has_a_page_and_an_entry_in_the_settings_whose_comments_stay()
    {
        using var memory = await TestMemory.CreateAsync();
        var before = memory.Read(".memu/config.yaml");
        await memory.Service.AddCategoryAsync(new() { Name = "recipes", Description = "What is cooked: \"and\" how" });
        var after = memory.Read(".memu/config.yaml");
        Assert.StartsWith(before, after);
        Assert.Contains("- name: recipes\n    folder: recipes\n    description: \"What is cooked: \\\"and\\\" how\"\n", after);
        Assert.Contains("What is cooked", memory.Read("recipes/README.md"));
        Assert.Contains("(recipes/README.md)", memory.Read("index.md"));
        Assert.Equal("recipes/rice-needs-rest.md", (await memory.Service.AddAsync(new() { Text = "Rice needs rest", Category = "recipes" })).Items[0].Path);
        Assert.Equal("", memory.Git("status", "--porcelain"));
        foreach (var bad in new[] { "recipes", "preferences", "resources", "users", ".git", "../x", "a|b/c", "inbox" })
            await Assert.ThrowsAsync<MemUException>(() => memory.Service.AddCategoryAsync(new() { Name = bad, Folder = bad }));
    }

    [Fact]
    public async Task Settings_that_name_no_categories_are_written_out_first()
    {
        using var memory = await TestMemory.CreateAsync();
        memory.Write(".memu/config.yaml", "format: 1 # mine\n");
        await memory.Service.AddCategoryAsync(new() { Name = "食谱", Description = "菜" });
        Assert.StartsWith("format: 1 # mine\n\ncategories:\n  - name: personal_info\n", memory.Read(".memu/config.yaml"));
        Assert.EndsWith("  - name: 食谱\n    folder: 食谱\n    description: 菜\n", memory.Read(".memu/config.yaml"));
        Assert.True(File.Exists(Path.Combine(memory.Root, "食谱/README.md")));
        memory.Write(".memu/config.yaml", "categories: [{name: a, folder: a}]\n");
        await Assert.ThrowsAsync<MemoryFormatException>(() => memory.Service.AddCategoryAsync(new() { Name = "b" }));
        Assert.Equal("categories: [{name: a, folder: a}]\n", memory.Read(".memu/config.yaml"));
    }

    [Fact]
    public async Task A_rename_holds_for_every_owner()
    {
        using var memory = await TestMemory.CreateAsync(MemoryScope.Of("ana"));
        await memory.Service.AddAsync(new() { Text = "I like oolong", Title = "Oolong", Category = "preferences", Scope = MemoryScope.Of("ana") });
        await memory.Service.AddAsync(new() { Text = "I like cake", Title = "Cake", Category = "preferences", Scope = MemoryScope.Of("ben") });
        memory.Write("note.md", "---\ntype: note\nalso_in: [\"[[preferences]]\", \"[[preferences/README]]\"]\n---\nx\n");
        await memory.Service.RenameCategoryAsync(new() { Category = "preferences", Name = "tastes" });
        Assert.True(File.Exists(Path.Combine(memory.Root, "tastes/oolong.md")));
        Assert.True(File.Exists(Path.Combine(memory.Root, "users/ben/tastes/cake.md")));
        Assert.False(Directory.Exists(Path.Combine(memory.Root, "preferences")) || Directory.Exists(Path.Combine(memory.Root, "users/ben/preferences")));
        Assert.Contains("- name: tastes\n    folder: tastes\n", memory.Read(".memu/config.yaml"));
        Assert.Contains("[[tastes/README]]", memory.Read("note.md"));
        Assert.DoesNotContain("preferences", memory.Read("note.md"));
        Assert.Equal("", memory.Git("status", "--porcelain"));
        Assert.True((await memory.Service.DoctorAsync()).Healthy);
        await Assert.ThrowsAsync<MemUException>(() => memory.Service.RenameCategoryAsync(new() { Category = "tastes", Name = "habits" }));
        await Assert.ThrowsAsync<MemUException>(() => memory.Service.RenameCategoryAsync(new() { Category = "nonsense", Name = "x" }));
    }

    [Fact]
    public async Task A_merge_keeps_every_memory_under_a_free_name_and_every_link()
    {
        using var memory = await TestMemory.CreateAsync();
        await memory.Service.AddAsync(new() { Text = "I swim", Title = "Sport", Category = "habits" });
        await memory.Service.AddAsync(new() { Text = "I like football", Title = "Sport", Category = "activities" });
        memory.Write("note.md", "[[habits/sport]] [[activities/sport]] [[habits/README]]\n");
        await memory.Service.MergeCategoriesAsync(new() { From = "habits", Into = "activities" });
        Assert.Equal("[[activities/sport-2]] [[activities/sport]] [[activities/README]]\n", memory.Read("note.md"));
        Assert.Contains("I swim", memory.Read("activities/sport-2.md"));
        Assert.Contains("[[activities/sport-2|source]]", memory.Read("activities/README.md"));
        Assert.False(Directory.Exists(Path.Combine(memory.Root, "habits")));
        Assert.DoesNotContain("habits", memory.Read(".memu/config.yaml").Split("categories:")[1].Replace("Routines", ""));
        Assert.DoesNotContain("habits", memory.Read("index.md"));
        Assert.Equal("", memory.Git("status", "--porcelain"));
        Assert.True((await memory.Service.DoctorAsync()).Healthy);
    }

    [Fact]
    public async Task A_split_takes_the_named_the_fitting_or_all_by_month()
    {
        using var memory = await TestMemory.CreateAsync();
        foreach (var (text, tag) in new[] { ("Green tea is light", "tea"), ("Black tea is dark", "tea"), ("Coffee is strong", "coffee"), ("Milk is white", "milk") })
            await memory.Service.AddAsync(new() { Text = text, Category = "knowledge", Tags = [tag] });
        memory.Write("note.md", "[[knowledge/domain_expertise/green-tea-is-light]]\n");
        var tea = await memory.Service.SplitCategoryAsync(new() { Category = "knowledge", Into = "tea", Where = Where.Parse(["tag=tea"]) });
        Assert.Equal(["knowledge/tea/black-tea-is-dark.md", "knowledge/tea/green-tea-is-light.md"], tea.Items.Select(i => i.Path).Order());
        Assert.Equal("[[knowledge/tea/green-tea-is-light]]\n", memory.Read("note.md"));
        Assert.Contains("[[knowledge/tea/black-tea-is-dark|source]]", memory.Read("knowledge/tea/README.md"));
        Assert.Contains("name: tea", memory.Read(".memu/config.yaml"));
        await memory.Service.SplitCategoryAsync(new() { Category = "knowledge", Into = "tea", Items = ["Coffee is strong"] });
        Assert.True(File.Exists(Path.Combine(memory.Root, "knowledge/tea/coffee-is-strong.md")));
        await memory.Service.SplitCategoryAsync(new() { Category = "knowledge/tea" });
        Assert.Matches("^knowledge/tea/[0-9]{4}-[0-9]{2}/coffee-is-strong.md$", memory.Files().Single(f => f.EndsWith("coffee-is-strong.md")));
        Assert.Equal($"[[{memory.Files().Single(f => f.EndsWith("green-tea-is-light.md"))[..^3]}]]\n", memory.Read("note.md"));
        await Assert.ThrowsAsync<MemUException>(() => memory.Service.SplitCategoryAsync(new() { Category = "knowledge", Into = "tea" }));
        await Assert.ThrowsAsync<MemUException>(() => memory.Service.SplitCategoryAsync(new() { Category = "knowledge", Into = "tea", Items = ["Coffee is strong"] }));
        Assert.Equal("", memory.Git("status", "--porcelain"));
        Assert.True((await memory.Service.DoctorAsync()).Healthy);
    }
}
