using MemU.Fs.Model;
using MemU.Fs.Tests.Service;
using Xunit;

namespace MemU.Fs.Tests.Trees;

public sealed class PlaceTests
{
    private static readonly MemoryPath Category = MemoryPath.Parse("knowledge");
    private static readonly DateTimeOffset Day = DateTimeOffset.Parse("2026-11-24T23:30:00+09:00");

    [Fact]
    public void No_folder_grows_beyond_256_items_however_many_come_in_one_day_and_all_stay_in_their_category()
    {
        var folders = new Dictionary<MemoryPath, int>();
        var asked = 0;
        for (var n = 0; n < 20_000; n++)
        {
            var place = TreeLayout.PlaceFor(Category, Day, f =>
            {
                asked++;
                return folders.GetValueOrDefault(f);
            });
            folders[place] = folders.GetValueOrDefault(place) + 1;
            Assert.Equal(Category, TreeLayout.CategoryOf(place.Combine("x.md")));
        }
        Assert.All(folders.Values, count => Assert.InRange(count, 1, 256));
        Assert.Equal(20_000 / 256 + 1, folders.Count);
        Assert.Contains(MemoryPath.Parse("knowledge/2026-11"), folders.Keys);
        Assert.Contains(MemoryPath.Parse("knowledge/2026-11-24"), folders.Keys);
        Assert.Contains(MemoryPath.Parse("knowledge/2026-11-24-76"), folders.Keys);
        Assert.True(asked < 20_000 * 20, $"{asked / 20_000} folders were asked for at a time");
    }

    [Theory]
    [InlineData("2026-11", true)]
    [InlineData("2026-11-24", true)]
    [InlineData("2026-11-24-2", true)]
    [InlineData("2026-13", false)]
    [InlineData("2026-11-31", false)]
    [InlineData("2026-11-24x", false)]
    [InlineData("2026-11-24-x", false)]
    [InlineData("2026-11-24-", false)]
    [InlineData("2026-1", false)]
    [InlineData("2026", false)]
    [InlineData("knowledge", false)]
    public void Only_dates_are_parts_of_a_category(string name, bool isPart) => Assert.Equal(isPart, TreeLayout.IsPart(name));

    [Fact]
    public async Task A_memory_that_is_added_to_a_full_month_lies_in_a_folder_of_its_day_and_is_found_by_its_category()
    {
        using var memory = await TestMemory.CreateAsync();
        var month = DateTimeOffset.UtcNow.ToString("yyyy-MM", System.Globalization.CultureInfo.InvariantCulture);
        foreach (var folder in new[] { "opinions", $"opinions/{month}" })
        {
            Directory.CreateDirectory(Path.Combine(memory.Root, folder));
            for (var n = 0; n < 256; n++) File.WriteAllText(Path.Combine(memory.Root, folder, $"{n}.md"), $"Opinion {n} of {folder}.\n");
        }
        var added = await memory.Service.AddAsync(new() { Text = "The okapi is the finest animal of all.", Type = "profile", Category = "opinions" });
        var item = Assert.Single(added.Items);
        Assert.Equal($"opinions/{month}-", item.Path[..17]);
        Assert.Equal("opinions", Assert.Single(item.Categories));
        var found = await memory.Service.RetrieveAsync(new() { Query = "okapi", Where = Where.Parse(["category=opinions"]) });
        Assert.Equal(item.Path, Assert.Single(found.Items).Path);
    }
}
