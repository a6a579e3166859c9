using MemU.Fs.Model;
using MemU.Fs.Tests.Service;
using Xunit;

namespace MemU.Fs.Tests.Filters;

/// <summary>Filters on real memories, through retrieve, lists and verbs.</summary>
public sealed class WhereServiceTests
{
    [Theory]
    [InlineData("priority__gte=2", "b c")]
    [InlineData("priority__ne=2", "a c d README")]
    [InlineData("priority__exists=false", "d README")]
    [InlineData("地点__startswith=杭", "a")]
    [InlineData("地点__contains=州", "a b")]
    [InlineData("title__contains=龙井", "a")]
    [InlineData("tag__contains=旅", "b c")]
    [InlineData("created__gt=2026-10", "b c")]
    [InlineData("created__lte=2026-10", "a")]
    [InlineData("created=2026-11-20", "b")]
    [InlineData("updated_at__gte=2026-12", "a")]
    [InlineData("happened_at=2026", "b c")]
    [InlineData("happened_at__gt=2026-11-15", "b")]
    [InlineData("category=知识", "a b")]
    [InlineData("category__ne=知识", "c d README")]
    [InlineData("category__startswith=知", "a b")]
    [InlineData("path__contains=知识/茶", "a b")]
    [InlineData("status__ne=deprecated", "a b d README")]
    [InlineData("nested.color=red", "d")]
    [InlineData("(type=profile or tag=旅行) and not status=deprecated", "a b")]
    [InlineData("not (category=知识 or type=category)", "c d")]
    [InlineData("{\"or\":[{\"priority\":1},{\"tag__in\":[\"旅行\"],\"not\":{\"地点__exists\":true}}]}", "a c")]
    public async Task Retrieve_lists_and_ls_take_what_a_filter_says(string filter, string fits)
    {
        using var memory = await MemoriesAsync();
        var where = Where.Parse(filter);
        var found = await memory.Service.RetrieveAsync(new() { Query = "okapi", Where = where, Limit = 50 });
        Assert.Equal(fits, Names(found.Items.Select(i => i.Path).Concat(found.Categories.Select(c => c.Path))));
        Assert.Equal(Items(fits), Names((await memory.Service.ListMemoryItemsAsync(where)).Items.Select(i => i.Path)));
        Assert.Equal(fits.Contains("README", StringComparison.Ordinal) ? 1 : 0, (await memory.Service.ListMemoryCategoriesAsync(where)).Categories.Count);
        Assert.Equal(fits, Names((await memory.Service.MatchingAsync(where)).Children.Select(c => c.Path)));
    }

    [Fact]
    public async Task A_filter_follows_an_edit_at_once_and_forgets_nothing_that_stays()
    {
        using var memory = await MemoriesAsync();
        Assert.Equal("b c", Names((await memory.Service.MatchingAsync(Where.Parse("priority__gte=2"))).Children.Select(c => c.Path)));
        memory.Write("知识/茶/b.md", "---\npriority: 1\n---\nokapi\n");
        Assert.Equal("c", Names((await memory.Service.RetrieveAsync(new() { Query = "okapi", Where = Where.Parse("priority__gte=2") })).Items.Select(i => i.Path)));
        Assert.Equal("c", Names((await memory.Service.MatchingAsync(Where.Parse("priority__gte=2"))).Children.Select(c => c.Path)));
        Assert.Equal("a b", Names((await memory.Service.MatchingAsync(Where.Parse("priority=1"), MemoryPath.Parse("知识"))).Children.Select(c => c.Path)));
        Assert.Empty((await memory.Service.MatchingAsync(Where.Parse("priority=1"), MemoryPath.Parse("trips"))).Children);
        await Assert.ThrowsAsync<MemUException>(() => memory.Service.MatchingAsync(Where.Parse("priority=1"), MemoryPath.Parse("nowhere")));
    }

    [Fact]
    public async Task A_category_is_split_and_a_scope_cleared_by_any_filter()
    {
        using var memory = await MemoriesAsync();
        var split = await memory.Service.SplitCategoryAsync(new() { Category = "知识/茶", Into = "知识/杭州", Where = Where.Parse("(地点__contains=杭州 and not created__gt=2026-10)") });
        Assert.Equal("知识/杭州/a.md", Assert.Single(split.Items).Path);
        await Assert.ThrowsAsync<MemUException>(() => memory.Service.SplitCategoryAsync(new() { Category = "知识/茶", Into = "知识/杭州", Where = Where.Parse("地点__contains=北京") }));
        var cleared = await memory.Service.ClearMemoryAsync(Where.Parse("(status=deprecated or nested.color__startswith=r)"));
        Assert.Equal("c d", Names(cleared.DeletedItems.Select(i => i.Path)));
        Assert.True(File.Exists(Path.Combine(memory.Root, "知识/茶/b.md")));
        Assert.Equal("", memory.Git("status", "--porcelain"));
    }

    [Theory]
    [InlineData("prioritie__gt=1", "near names are priority")]
    [InlineData("(priority=1 or prioritie__exists=false)", "near names are priority")]
    [InlineData("not created__lt=soon", "write a date")]
    [InlineData("priority__about=1", "'__about'")]
    public async Task What_a_filter_can_not_mean_is_told_wherever_it_is_given(string filter, string told)
    {
        using var memory = await MemoriesAsync();
        foreach (var ask in new Func<Where, Task>[]
        {
            where => memory.Service.RetrieveAsync(new() { Query = "okapi", Where = where }), where => memory.Service.ListMemoryItemsAsync(where), where => memory.Service.MatchingAsync(where),
            where => memory.Service.SplitCategoryAsync(new() { Category = "知识/茶", Into = "tea", Where = where }), where => memory.Service.ClearMemoryAsync(where),
        })
        {
            var error = await Assert.ThrowsAsync<MemUException>(() => ask(Where.Parse(filter)));
            Assert.Equal(MemUErrorKind.BadArgument, error.Kind);
            Assert.Contains(told, error.Message);
        }
    }

    private static async Task<TestMemory> MemoriesAsync()
    {
        var memory = await TestMemory.CreateAsync();
        foreach (var page in memory.Files().Where(f => f.EndsWith("README.md", StringComparison.Ordinal)).ToList()) File.Delete(Path.Combine(memory.Root, page));
        memory.Write("知识/茶/a.md", "---\ntype: profile\ntitle: 最喜欢龙井茶\ncreated: 2026-10-31T23:59:59Z\nmodified: 2026-12-02\npriority: 1\n地点: 杭州\n---\nokapi\n");
        memory.Write("知识/茶/b.md", "---\ntype: event\ntags: [旅行, tea]\ncreated: 2026-11-20T09:14:03Z\nhappened_at: 2026-11-16/2026-11-22\npriority: 2\n地点: [苏州, 湖州]\n---\nokapi\n");
        memory.Write("trips/c.md", "---\ntype: event\ntags: 旅行\ncreated: 2026-11-01\nhappened_at: 2026-11-15\npriority: 10\nstatus: deprecated\n---\nokapi\n");
        memory.Write("trips/d.md", "---\nnested:\n  color: red\nhappened_at: some day\n---\nokapi\n");
        memory.Write("trips/README.md", "---\ntype: category\ntitle: Trips\n---\nokapi\n");
        return memory;
    }

    private static string Names(IEnumerable<string> paths) => string.Join(' ', paths.Select(Path.GetFileNameWithoutExtension).OrderBy(n => n == "README").ThenBy(n => n, StringComparer.Ordinal));

    private static string Items(string names) => names.Replace(" README", "", StringComparison.Ordinal).Replace("README", "", StringComparison.Ordinal);
}
