using MemU.Fs.Model;
using Xunit;

namespace MemU.Fs.Tests.Service;

/// <summary>Questions of time, and how often and how long ago something was learned.</summary>
public sealed class AskedWhenTests
{
    private static readonly DateTimeOffset Now = DateTimeOffset.Parse("2026-11-25T10:00:00Z", System.Globalization.CultureInfo.InvariantCulture);

    private static async Task<TestMemory> TalksAsync(params (string Day, string Text)[] talks)
    {
        var memory = await TestMemory.CreateAsync();
        foreach (var (day, text) in talks) await memory.SayAsync($"talk-{day}.json", null, DateTimeOffset.Parse(day + "T09:00:00Z", System.Globalization.CultureInfo.InvariantCulture), ("Ana", text));
        return memory;
    }

    [Theory]
    [InlineData("which concert did Ana see last month?", "2026-10-14")]
    [InlineData("which concert did Ana see last week?", "2026-11-18")]
    [InlineData("Ana上个月看了什么concert", "2026-10-14")]
    [InlineData("quel concert le mois dernier, Ana?", "2026-10-14")]
    [InlineData("che concert un mese fa, Ana?", "2026-10-14")]
    [InlineData("Vor einem Monat, which concert did Ana see?", "2026-10-14")]
    [InlineData("which concert did Ana see this month?", "2026-11-18")]
    [InlineData("¿qué concert este mes, Ana?", "2026-11-18")]
    public async Task A_relative_time_prefers_the_days_that_it_means_when_it_is_asked(string question, string day)
    {
        using var memory = await TalksAsync(("2026-09-02", "The concert of the cellists was wonderful (2026-09-02)"), ("2026-10-14", "The concert of the pianists was wonderful (2026-10-14)"), ("2026-11-18", "The concert of the harpists was wonderful (2026-11-18)"));
        var first = (await memory.Service.RetrieveAsync(new() { Query = question, Now = Now, Explain = true })).Resources[0];
        Assert.Contains(day, first.Snippet);
        Assert.Contains("date +", first.Why);
    }

    [Fact]
    public async Task An_event_that_the_question_counts_from_is_looked_up_in_the_memory()
    {
        using var memory = await TalksAsync(("2026-03-02", "My doctor was Weber, in the old town"), ("2026-05-20", "I moved to Lisbon this morning"), ("2026-08-03", "My doctor is Costa, around the corner"));
        async Task<string> DoctorAsync(string question) => (await memory.Service.RetrieveAsync(new() { Query = question, Now = Now })).Resources.First(r => r.Snippet.Contains("doctor")).Snippet;
        Assert.Contains("Weber", await DoctorAsync("who was my doctor before I moved to Lisbon?"));
        Assert.Contains("Costa", await DoctorAsync("who was my doctor after I moved to Lisbon?"));
    }

    [Fact]
    public async Task Salience_puts_what_is_told_often_and_lately_before_what_matches_a_little_better()
    {
        using var memory = await TestMemory.CreateAsync();
        Directory.CreateDirectory(Path.Combine(memory.Root, "preferences"));
        void Write(string name, string modified, int sources) => File.WriteAllText(Path.Combine(memory.Root, $"preferences/{name}.md"),
            $"---\ntype: profile\ntitle: {name}\ncreated: 2025-01-01T00:00:00Z\nmodified: {modified}\n{(sources == 0 ? "" : "sources:\n" + string.Concat(Enumerable.Range(1, sources).Select(i => $"  - resource: resources/none.md#^m{i}\n    at: {modified}\n")))}---\nAna drinks tea of the kind {name}.\n");
        Write("once-long-ago", "2025-01-01T00:00:00Z", 1);
        Write("often-lately", "2026-11-20T00:00:00Z", 6);
        Write("once-lately", "2026-11-20T00:00:00Z", 1);
        var found = await memory.Service.RetrieveAsync(new() { Query = "which tea does Ana drink?", Ranking = ItemRanking.Salience, Now = Now });
        Assert.Equal(["often-lately", "once-lately", "once-long-ago"], found.Items.Select(i => i.Title));
        var often = found.Items[0];
        Assert.Equal(often.Score * Math.Log(7) * Math.Pow(0.5, (Now - often.UpdatedAt!.Value).TotalDays / 30), often.Salience!.Value, 0.001);
        var slower = await memory.Service.RetrieveAsync(new() { Query = "which tea does Ana drink?", Ranking = ItemRanking.Salience, RecencyDecayDays = 3650, Now = Now });
        Assert.True(slower.Items.Single(i => i.Title == "once-long-ago").Salience > found.Items[2].Salience * 10);
        Assert.Null((await memory.Service.RetrieveAsync(new() { Query = "tea", Now = Now })).Items[0].Salience);
        await Assert.ThrowsAsync<MemUException>(() => memory.Service.RetrieveAsync(new() { Query = "tea", RecencyDecayDays = 0 }));
    }

    [Theory]
    [InlineData(ItemRanking.Salience, "which tea does Ana drink?")]
    [InlineData(ItemRanking.Similarity, "the \"tea of kind\" that Ana drinks")]
    public async Task However_many_are_weighed_no_list_is_longer_than_its_limit(ItemRanking ranking, string question)
    {
        using var memory = await TestMemory.CreateAsync();
        await memory.SayAsync("tea.json", null, [.. Enumerable.Range(1, 30).Select(i => ("Ana", $"I drink tea of kind {i} every morning."))]);
        var found = await memory.Service.RetrieveAsync(new() { Query = question, Ranking = ranking, Limit = 2 });
        Assert.Equal(2, found.Resources.Count);
        Assert.True(found.Items.Count <= 2 && found.Categories.Count <= 2);
    }

    [Fact]
    public async Task What_is_no_longer_so_stands_only_beneath_what_is_so_now_unless_the_past_is_asked_for()
    {
        using var memory = await TestMemory.CreateAsync();
        var old = (await memory.Service.AddAsync(new() { Text = "Ana lives in Porto", Category = "personal_info", Tags = ["old"] })).Items[0];
        var now = (await memory.Service.AddAsync(new() { Text = "Ana lives in Lisbon", Category = "personal_info", Tags = ["new"] })).Items[0];
        await memory.Service.SupersedeAsync(new() { Old = old.Path, New = now.Path });
        Assert.Equal([now.Path, old.Path], (await memory.AskAsync("where does Ana live?")).Items.Select(i => i.Path));
        var filtered = new RetrieveRequest { Query = "where does Ana live?", Where = Where.Parse(["tag=old"]) };
        Assert.Empty((await memory.Service.RetrieveAsync(filtered)).Items);
        Assert.Equal([old.Path], (await memory.Service.RetrieveAsync(filtered with { History = true })).Items.Select(i => i.Path));
        Assert.Empty((await memory.Service.RetrieveAsync(new() { Query = "where does Ana live? tag:old" })).Items);
    }

    [Fact]
    public async Task The_tree_s_settings_rank_where_a_request_does_not_say()
    {
        using var memory = await TestMemory.CreateAsync();
        await memory.Service.AddAsync(new() { Text = "Ana drinks oolong tea", Category = "preferences" });
        File.AppendAllText(Path.Combine(memory.Root, ".memu/config.yaml"), "\nretrieve:\n  ranking: salience\n  recency_decay_days: 7\n  rules:\n    vector_weight: 0\n    head_weight: 0\n");
        var found = await memory.Service.RetrieveAsync(new() { Query = "oolong" });
        Assert.NotNull(found.Items[0].Salience);
        Assert.Null((await memory.Service.RetrieveAsync(new() { Query = "oolong", Ranking = ItemRanking.Similarity })).Items[0].Salience);
        File.WriteAllText(Path.Combine(memory.Root, ".memu/config.yaml"), "format: 1\nretrieve:\n  rules:\n    speaker_bonos: 1\n");
        using var again = MemoryService.Open(new() { Root = memory.Root });
        var refused = await Assert.ThrowsAsync<MemoryFormatException>(() => again.RetrieveAsync(new() { Query = "oolong" }));
        Assert.Equal(4, refused.Line);
        Assert.Contains("speaker_bonus", refused.Message);
    }
}
