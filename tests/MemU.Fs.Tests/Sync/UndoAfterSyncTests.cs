using MemU.Fs.Model;
using Xunit;

namespace MemU.Fs.Tests.Sync;

/// <summary>Going back on a machine that has taken in what others made.</summary>
public sealed class UndoAfterSyncTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Undo_takes_back_what_was_done_here_and_never_what_a_sync_brought(bool pulled)
    {
        using var all = new Machines();
        var a = await all.FirstAsync();
        var b = await all.CloneAsync("second");
        var mine = await b.AddAsync("The spare key hangs behind the barometer", "Spare key");
        await b.SyncAsync();
        await a.SyncAsync();
        var theirs = await a.AddAsync("The fern wants water on Sundays", "Fern");
        await a.SyncAsync();
        if (pulled) b.Git("pull", "--quiet", "--ff-only");
        else Assert.Equal("forwarded", (await b.SyncAsync()).Action);
        var undone = await b.Service.UndoAsync();
        Assert.Equal(mine.Commit, Assert.Single(undone.From).Commit);
        Assert.Contains(undone.Notes, n => n.Contains("1 newer commit that came with a sync was passed over") && n.Contains($"memu undo {theirs.Commit![..10]}"));
        Assert.True(b.Has("habits/fern.md"));
        Assert.False(b.Has("habits/spare-key.md"));
        await b.SyncAsync();
        await a.SyncAsync();
        await all.AssertOneAsync();
        // and named, it goes
        Assert.Equal(theirs.Commit, Assert.Single((await b.Service.UndoAsync(theirs.Commit)).From).Commit);
        Assert.False(b.Has("habits/fern.md"));
    }

    [Fact]
    public async Task A_merge_is_passed_over_and_by_its_name_what_it_brought_is_taken_back()
    {
        using var all = new Machines();
        var a = await all.FirstAsync();
        var b = await all.CloneAsync("second");
        await a.AddAsync("The fern wants water on Sundays", "Fern");
        await a.SyncAsync();
        var mine = await b.AddAsync("The spare key hangs behind the barometer", "Spare key");
        var merge = (await b.SyncAsync()).Commit!;
        Assert.Equal(mine.Commit, Assert.Single((await b.Service.UndoAsync(dryRun: true)).From).Commit);
        var undone = await b.Service.UndoAsync(merge);
        Assert.Contains(undone.Notes, n => n.Contains("is a merge"));
        Assert.False(b.Has("habits/fern.md"));
        Assert.True(b.Has("habits/spare-key.md"));
        await b.AssertCleanAsync();
    }

    [Fact]
    public async Task Where_nothing_was_done_here_the_error_names_what_came()
    {
        using var all = new Machines();
        var a = await all.FirstAsync();
        var theirs = await a.AddAsync("The fern wants water on Sundays", "Fern");
        await a.SyncAsync();
        var b = await all.CloneAsync("second");
        var error = await Assert.ThrowsAsync<MemUException>(() => b.Service.UndoAsync());
        Assert.Equal(MemUErrorKind.NotFound, error.Kind);
        Assert.Contains($"memu undo {theirs.Commit![..10]}", error.Message);
        Assert.Equal(theirs.Commit, Assert.Single((await a.Service.UndoAsync()).From).Commit);
    }
}
