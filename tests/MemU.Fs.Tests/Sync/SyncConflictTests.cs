using MemU.Fs.Model;
using Xunit;

namespace MemU.Fs.Tests.Sync;

/// <summary>What can't be merged is kept twice, shown, and resolved.</summary>
public sealed class SyncConflictTests
{
    private const string Item = "---\nid: 0193f3c2-a1b4-7c0e-9d3f-5a6b7c8d9e0f\ntype: profile\ntitle: Favourite tea\n---\nLikes tea.\n";

    [Fact]
    public async Task Both_versions_are_kept_whole_and_listed_and_the_links_by_title_stay_clear()
    {
        using var all = new Machines();
        var (_, b, other) = await ConflictAsync(all);
        Assert.Equal(Item.Replace("tea.", "green tea."), b.Read("likes/tea.md"));
        Assert.Contains("black tea.", b.Read(other));
        Assert.Contains("conflict_with: \"[[likes/tea]]\"", b.Read(other));
        Assert.DoesNotContain("0193f3c2-a1b4-7c0e-9d3f-5a6b7c8d9e0f", b.Read(other));
        Assert.Equal([new ConflictPairView("likes/tea.md", other, "Favourite tea")], await b.Service.ConflictsAsync());
        Assert.Equal("likes/tea.md", (await b.Service.LinksAsync("Favourite tea")).Path);
        await all.AssertOneAsync();
    }

    [Theory]
    [InlineData(MergePreference.Ours, "green", false)]
    [InlineData(MergePreference.Theirs, "black", false)]
    [InlineData(MergePreference.Both, "green", true)]
    public async Task A_conflict_is_resolved_by_a_word(MergePreference keep, string first, bool two)
    {
        using var all = new Machines();
        var (a, b, other) = await ConflictAsync(all);
        var dry = await b.Service.ResolveConflictAsync(MemoryPath.Parse("likes/tea.md"), keep, dryRun: true);
        Assert.Null(dry.Commit);
        Assert.NotNull((await b.Service.ResolveConflictAsync(MemoryPath.Parse(two ? other : "likes/tea"), keep)).Commit);
        Assert.Equal(Item.Replace("tea.", $"{first} tea."), b.Read("likes/tea.md"));
        Assert.Equal(two, b.Has(other));
        Assert.Empty(await b.Service.ConflictsAsync());
        await b.SyncAsync();
        await a.SyncAsync();
        Assert.Empty(await a.Service.ConflictsAsync());
        await all.AssertOneAsync();
        Assert.Equal(MemUErrorKind.NotFound, (await Assert.ThrowsAsync<MemUException>(() => b.Service.ResolveConflictAsync(MemoryPath.Parse("likes/tea.md"), keep))).Kind);
    }

    [Fact]
    public async Task Deleting_one_of_the_two_by_hand_ends_it_as_well()
    {
        using var all = new Machines();
        var (a, b, other) = await ConflictAsync(all);
        a.Delete(other);
        await a.SyncAsync();
        await b.SyncAsync();
        Assert.Empty(await b.Service.ConflictsAsync());
        await all.AssertOneAsync();
    }

    [Theory]
    [InlineData(MergePreference.Ours, "green")]
    [InlineData(MergePreference.Theirs, "black")]
    public async Task A_preference_decides_without_asking(MergePreference prefer, string kept)
    {
        using var all = new Machines();
        var a = await all.FirstAsync("first", ("likes/tea.md", Item));
        var b = await all.CloneAsync("second");
        a.Write("likes/tea.md", Item.Replace("tea.", "black tea."));
        b.Write("likes/tea.md", Item.Replace("tea.", "green tea."));
        await a.SyncAsync();
        Assert.Empty((await b.SyncAsync(prefer)).Conflicts);
        Assert.Equal(Item.Replace("tea.", $"{kept} tea."), b.Read("likes/tea.md"));
    }

    [Fact]
    public async Task Raw_sources_with_one_name_are_both_kept_and_settings_too()
    {
        using var all = new Machines();
        var a = await all.FirstAsync("first", ("resources/x.bin", "old\0"));
        var b = await all.CloneAsync("second");
        a.Write("resources/y.json", "{\"a\":1}\n");
        b.Write("resources/y.json", "{\"b\":2}\n");
        a.Write(".memu/config.yaml", a.Read(".memu/config.yaml").Replace("format: 1", "format: 1\ntimezone: Europe/Madrid"));
        b.Write(".memu/config.yaml", b.Read(".memu/config.yaml").Replace("format: 1", "format: 1\ntimezone: Europe/Paris"));
        await a.SyncAsync();
        Assert.Equal(2, (await b.SyncAsync()).Conflicts.Count);
        await a.SyncAsync();
        Assert.Contains("Paris", a.Read(".memu/config.yaml"));
        Assert.Contains(a.Files(), f => f.StartsWith(".memu/config-conflict-") && a.Read(f).Contains("Madrid"));
        Assert.Contains(a.Files(), f => f.StartsWith("resources/y-conflict-") && a.Read(f).Contains("\"a\""));
        Assert.Equal(["resources/y.json"], (await a.Service.ConflictsAsync()).Where(c => c.Path.StartsWith("resources/")).Select(c => c.Path));
        await all.AssertOneAsync();
    }

    private static async Task<(Machine A, Machine B, string Other)> ConflictAsync(Machines all)
    {
        var a = await all.FirstAsync("first", ("likes/tea.md", Item));
        var b = await all.CloneAsync("second");
        a.Write("likes/tea.md", Item.Replace("tea.", "black tea."));
        b.Write("likes/tea.md", Item.Replace("tea.", "green tea."));
        await a.SyncAsync();
        var merged = await b.SyncAsync();
        await a.SyncAsync();
        return (a, b, Assert.Single(merged.Conflicts).Other);
    }
}
