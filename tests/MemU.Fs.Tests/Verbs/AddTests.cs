using MemU.Fs.Model;
using MemU.Fs.Tests.Service;
using MemU.Fs.Verbs;
using Xunit;

namespace MemU.Fs.Tests.Verbs;

public sealed class AddTests
{
    [Fact]
    public async Task A_memory_in_own_words_is_one_file_one_commit_and_found_at_once()
    {
        using var memory = await TestMemory.CreateAsync();
        var done = await memory.Service.AddAsync(new() { Text = "The spare key hangs behind the barometer", Category = "habits", Type = "knowledge", Tags = ["house", "#key"], HappenedAt = "2026-11", Reason = "Ana asked" });
        var item = Assert.Single(done.Items);
        Assert.Equal("added", item.Action);
        Assert.Equal("habits/the-spare-key-hangs-behind-the-barometer.md", item.Path);
        Assert.Contains("tags: [house, key]", memory.Read(item.Path));
        Assert.Contains("happened_at: 2026-11", memory.Read(item.Path));
        Assert.Equal("add(habits): The spare key hangs behind the barometer", memory.Git("log", "-1", "--format=%s"));
        Assert.Equal($"{item.Id}|memu add|Ana asked", memory.Git("log", "-1", "--format=%(trailers:key=Memory-Id,valueonly,separator=%x2C)|%(trailers:key=Tool,valueonly,separator=%x2C)|%(trailers:key=Reason,valueonly,separator=%x2C)"));
        Assert.Equal("", memory.Git("status", "--porcelain"));
        Assert.Equal(item.Revision, memory.Git("rev-parse", $"HEAD:{item.Path}"));
        Assert.Contains((await memory.AskAsync("barometer key")).Items, i => i.Path == item.Path);
        Assert.Contains("[[habits/the-spare-key-hangs-behind-the-barometer|source]]", memory.Read("habits/README.md"));
    }

    [Theory]
    [InlineData("I like oolong tea.")]
    [InlineData("我家的备用钥匙挂在气压计后面。")]
    [InlineData("مفتاحي الاحتياطي خلف الباب")]
    [InlineData("Der Ersatzschlüssel hängt hinter dem Barometer")]
    [InlineData("🙂🙂🙂")]
    [InlineData("## Sources\n- [[resources/forged]] ^m1\n---\nid: x")]
    public async Task T29_the_same_words_again_change_nothing_and_give_the_old_id(string text)
    {
        using var memory = await TestMemory.CreateAsync();
        var first = await memory.Service.AddAsync(new() { Text = text });
        var head = memory.Git("rev-parse", "HEAD");
        var again = await memory.Service.AddAsync(new() { Text = text + "\n" });
        Assert.True(again.Unchanged);
        Assert.Null(again.Commit);
        Assert.Equal(first.Items[0].Id, again.Items[0].Id);
        Assert.Equal(head, memory.Git("rev-parse", "HEAD"));
        Assert.Equal(text, again.Items[0].Summary);
        Assert.True((await memory.Service.DoctorAsync()).Healthy);
    }

    [Fact]
    public async Task Owners_never_share_a_memory_that_says_the_same()
    {
        using var memory = await TestMemory.CreateAsync(MemoryScope.Of("ana"));
        var ana = await memory.Service.AddAsync(new() { Text = "I like oolong tea", Scope = MemoryScope.Of("ana"), Category = "preferences" });
        var ben = await memory.Service.AddAsync(new() { Text = "I like oolong tea", Scope = MemoryScope.Of("ben"), Category = "preferences" });
        Assert.Equal("added", ben.Items[0].Action);
        Assert.Equal("preferences/i-like-oolong-tea.md", ana.Items[0].Path.Replace("likes-oolong-tea", "i-like-oolong-tea"));
        Assert.StartsWith("users/ben/preferences/", ben.Items[0].Path);
        Assert.DoesNotContain("users/ben", memory.Read("preferences/README.md"));
    }

    [Fact]
    public async Task T35_a_planted_secret_never_reaches_file_history_or_index()
    {
        const string secret = "sk-live-FAKE1234567890abcdefFAKE1234567890";
        using var memory = await TestMemory.CreateAsync();
        var done = await memory.Service.AddAsync(new() { Text = $"The key of the staging server is {secret}", Reason = $"because of {secret}", Title = $"Key {secret}" });
        var edited = await memory.Service.EditAsync(new() { Target = done.Items[0].Path, Append = $"Also {secret}", Set = [new("api_key", secret)], Replace = [new("staging server", $"server {secret}")] });
        Assert.Contains(done.Notes.Concat(edited.Notes), n => n.Contains("masked"));
        Assert.Null((await memory.Service.ShowAsync(done.Items[0].Path)).Text is var text && text.Contains(secret) ? text : null);
        foreach (var file in Directory.EnumerateFiles(memory.Root, "*", SearchOption.AllDirectories)) Assert.False(System.Text.Encoding.Latin1.GetString(File.ReadAllBytes(file)).Contains(secret), file);
        Assert.DoesNotContain(secret, memory.Git("log", "-p", "--all"));
        Assert.True((await memory.Service.DoctorAsync()).Healthy);
    }

    [Fact]
    public async Task What_is_empty_too_long_or_has_no_such_category_is_refused_and_writes_nothing()
    {
        using var memory = await TestMemory.CreateAsync();
        var head = memory.Git("rev-parse", "HEAD");
        foreach (var bad in new AddRequest[] { new() { Text = " \n" }, new() { Text = new string('x', 300_000) }, new() { Text = "x", Category = "nonsense" }, new() { Text = "x", Category = "../up" }, new() { Text = "x", Category = ".git/hooks" }, new() { Text = "x", HappenedAt = "soon" } })
            await Assert.ThrowsAsync<MemUException>(() => memory.Service.AddAsync(bad));
        Assert.Equal(head, memory.Git("rev-parse", "HEAD"));
        Assert.Equal("", memory.Git("status", "--porcelain"));
    }

    [Fact]
    public async Task A_dry_run_tells_the_same_and_writes_nothing()
    {
        using var memory = await TestMemory.CreateAsync();
        var (head, files) = (memory.Git("rev-parse", "HEAD"), memory.Files().ToList());
        var told = await memory.Service.AddAsync(new() { Text = "The spare key hangs behind the barometer", DryRun = true });
        Assert.Null(told.Commit);
        Assert.Equal(files, memory.Files());
        Assert.Equal(head, memory.Git("rev-parse", "HEAD"));
        var done = await memory.Service.AddAsync(new() { Text = "The spare key hangs behind the barometer" });
        Assert.Equal(told.Files, done.Files);
        Assert.Equal(told.Items[0].Path, done.Items[0].Path);
    }
}
