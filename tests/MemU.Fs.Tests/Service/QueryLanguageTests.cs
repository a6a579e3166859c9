using CsCheck;
using MemU.Fs.Model;
using Xunit;

namespace MemU.Fs.Tests.Service;

/// <summary>What may be marked in a query, and that nothing else has a meaning.</summary>
public sealed class QueryLanguageTests
{
    private static readonly string[] Fields = ["tag", "type", "project"];

    private static readonly string[] Marks = ["\"", "-", "*", ":", " ", "tag:", "project:\"", "“", "”", "「", "」", "-\"", "a*", "\ud83d", "茶", "\u0000", "?", "--", "(", "AND", "~2", "^4"];

    [Theory]
    // query | words | phrases | without | prefixes | conditions | only marks
    [InlineData("which tea do I like?", "which tea do I like?", "", "", "", "", false)]
    [InlineData("\"oolong tea\"", "oolong tea", "oolong tea", "", "", "", true)]
    [InlineData("the \"oolong tea\" of May", "the  oolong tea  of May", "oolong tea", "", "", "", false)]
    [InlineData("他说「回家 吧」是什么意思", "他说 回家 吧 是什么意思", "回家 吧", "", "", "", false)]
    [InlineData("“乌龙茶”", "乌龙茶", "乌龙茶", "", "", "", true)]
    [InlineData("tea -green -\"iced tea\"", "tea", "", "green;iced tea", "", "", false)]
    [InlineData("茶 -绿茶", "茶", "", "绿茶", "", "", false)]
    [InlineData("what does grep -rni do?", "what does grep -rni do?", "", "", "", "", false)]
    [InlineData("rm -rf build", "rm -rf build", "", "", "", "", false)]
    [InlineData("docker run --detach", "docker run --detach", "", "", "", "", false)]
    [InlineData("- a list - of things", "- a list - of things", "", "", "", "", false)]
    [InlineData("pre-war well-known", "pre-war well-known", "", "", "", "", false)]
    [InlineData("tag:travel tickets", "tickets", "", "", "", "tag=travel", false)]
    [InlineData("tickets project:\"blue whale\"", "tickets", "", "", "", "project=blue whale", false)]
    [InlineData("note:this at 10:30 https://a.b/c type:", "note:this at 10:30 https://a.b/c type:", "", "", "", "", false)]
    [InlineData("kuber* notes", "notes", "", "", "kuber", "", false)]
    [InlineData("Müll*", "", "", "", "Müll", "", true)]
    [InlineData("2*3*4 and *stars*", "2*3*4 and *stars*", "", "", "", "", false)]
    [InlineData("-green", "-green", "", "", "", "", false)]
    [InlineData("say \"\" and \"unclosed", "say \"\" and \"unclosed", "", "", "", "", false)]
    [InlineData("5\" and 7\" boards", "5\" and 7\" boards", "", "", "", "", false)]
    [InlineData("tag:x\nsecond line", "tag:x\nsecond line", "", "", "", "", false)]
    public void A_query_is_read_as_it_is_meant(string text, string words, string phrases, string without, string prefixes, string conditions, bool only)
    {
        var read = QueryText.Parse(text, Fields.Contains);
        Assert.Equal((words, phrases, without, prefixes, conditions, only),
            (read.Words, string.Join(';', read.Phrases), string.Join(';', read.Without), string.Join(';', read.Prefixes), string.Join(';', read.Conditions), read.IsOnlyMarks));
    }

    [Fact]
    public void Whatever_is_typed_nothing_of_it_is_lost_and_nothing_is_an_error()
    {
        var piece = Gen.OneOf(Gen.String[0, 12], Gen.Int[0, Marks.Length - 1].Select(i => Marks[i]));
        piece.Array[0, 12].Select(string.Concat).Sample(text =>
        {
            var read = QueryText.Parse(text, Fields.Contains);
            var kept = string.Concat(new[] { read.Words }.Concat(read.Phrases).Concat(read.Without).Concat(read.Prefixes).Concat(read.Conditions));
            return text.Where(char.IsLetterOrDigit).All(c => kept.Contains(c)) && (read.Words.Length > 0 || read.Prefixes.Count + read.Conditions.Count > 0 || text.Trim().Length == 0 || read.Words == text);
        });
    }

    private static async Task<TestMemory> FilledAsync()
    {
        var memory = await TestMemory.CreateAsync();
        foreach (var (text, tag) in ((string, string)[])
        [
            ("The oolong tea comes from Fujian", "shop"), ("Tea from the oolong garden is sold out", "shop"), ("Green tea is kept in the cellar", "cellar"),
            ("Melanie brews matcha tea on Sundays", "people"), ("Kubernetes upgrades happen on Mondays", "work"), ("Der Zahnarzttermin ist am Freitag", "health"),
            ("我喜欢乌龙茶", "shop"), ("乌龙山上没有茶", "trip"), ("She wrote the note: use rm -rf build first", "work"),
        ])
            await memory.Service.AddAsync(new() { Text = text, Category = "knowledge", Type = "knowledge", Tags = [tag] });
        return memory;
    }

    private static async Task<List<string>> FoundAsync(TestMemory memory, string query, bool literal = false) =>
        [.. (await memory.Service.RetrieveAsync(new() { Query = query, Literal = literal, Limit = 20 })).Items.Select(i => i.Summary)];

    [Fact]
    public async Task A_phrase_alone_finds_only_what_has_it_and_one_in_a_question_comes_first()
    {
        using var memory = await FilledAsync();
        Assert.Equal(["The oolong tea comes from Fujian"], await FoundAsync(memory, "\"oolong tea\""));
        var question = await FoundAsync(memory, "where does the \"oolong garden\" sell its tea");
        Assert.Equal("Tea from the oolong garden is sold out", question[0]);
        Assert.True(question.Count > 2);
        Assert.Equal(["我喜欢乌龙茶"], await FoundAsync(memory, "“乌龙茶”"));
        Assert.Empty(await FoundAsync(memory, "\"tea oolong\""));
    }

    [Fact]
    public async Task A_single_word_in_quotes_is_found_in_its_forms_and_not_by_words_like_it()
    {
        using var memory = await FilledAsync();
        Assert.Contains("我喜欢乌龙茶", await FoundAsync(memory, "oolong"));
        Assert.Equal(["Tea from the oolong garden is sold out", "The oolong tea comes from Fujian"], (await FoundAsync(memory, "\"oolong\"")).Order());
        Assert.Equal(["Kubernetes upgrades happen on Mondays"], await FoundAsync(memory, "\"upgrade\""));
        Assert.Empty(await FoundAsync(memory, "\"uprgade\""));
    }

    [Fact]
    public async Task An_exclusion_holds_for_every_form_of_the_word_and_in_every_script()
    {
        using var memory = await FilledAsync();
        var tea = await FoundAsync(memory, "tea");
        Assert.Contains("Green tea is kept in the cellar", tea);
        Assert.Equal(tea.Where(t => !t.Contains("garden")).Order(), (await FoundAsync(memory, "tea -gardens")).Order());
        Assert.DoesNotContain("我喜欢乌龙茶", await FoundAsync(memory, "茶 -乌龙茶"));
        Assert.Contains("乌龙山上没有茶", await FoundAsync(memory, "茶 -乌龙茶"));
    }

    [Fact]
    public async Task A_field_filters_and_a_beginning_finds_all_words_that_go_on()
    {
        using var memory = await FilledAsync();
        Assert.Equal(["The oolong tea comes from Fujian", "Tea from the oolong garden is sold out"], (await FoundAsync(memory, "\"oolong\" tag:shop")).OrderDescending());
        Assert.Equal(["Kubernetes upgrades happen on Mondays"], await FoundAsync(memory, "kuber*"));
        Assert.Contains("Der Zahnarzttermin ist am Freitag", await FoundAsync(memory, "zahn*"));
    }

    [Theory]
    [InlineData("Melaine", "Melanie brews matcha tea on Sundays")]
    [InlineData("kubernets", "Kubernetes upgrades happen on Mondays")]
    [InlineData("Zahnarzt", "Der Zahnarzttermin ist am Freitag")]
    [InlineData("Zahnarzttermine", "Der Zahnarzttermin ist am Freitag")]
    public async Task A_word_that_no_memory_has_gets_a_second_chance_which_is_said(string query, string expected)
    {
        using var memory = await FilledAsync();
        var found = await memory.Service.RetrieveAsync(new() { Query = query });
        Assert.Equal(expected, found.Items[0].Summary);
        if (found.Notes is { } notes) Assert.Contains(" → ", Assert.Single(notes));
        Assert.Null((await memory.Service.RetrieveAsync(new() { Query = "Melanie matcha" })).Notes);
        Assert.Null((await memory.Service.RetrieveAsync(new() { Query = "x7f3a91c2q 12345 qq" })).Notes);
    }

    [Fact]
    public async Task A_word_of_a_memory_that_is_gone_is_neither_known_nor_offered()
    {
        using var memory = await FilledAsync();
        var kept = (await memory.Service.AddAsync(new() { Text = "The barometers hang in the hall", Category = "knowledge" })).Items[0];
        await memory.Service.RemoveAsync(new() { Target = kept.Path });
        var found = await memory.Service.RetrieveAsync(new() { Query = "barometer" });
        Assert.Empty(found.Items);
        Assert.Null(found.Notes);
    }

    [Fact]
    public async Task What_scores_less_than_the_least_is_a_near_miss_and_no_answer()
    {
        using var memory = await FilledAsync();
        var all = await memory.Service.RetrieveAsync(new() { Query = "oolong tea shipments" });
        var best = all.Items.Select(i => i.Score).Concat(all.Resources.Select(r => r.Score)).Concat(all.Categories.Select(c => c.Score ?? 0)).Max();
        var some = await memory.Service.RetrieveAsync(new() { Query = "oolong tea shipments", MinScore = all.Items[1].Score - 0.0001 });
        Assert.Equal(all.Items.Take(2).Select(i => i.Path), some.Items.Select(i => i.Path));
        var none = await memory.Service.RetrieveAsync(new() { Query = "oolong tea shipments", MinScore = Math.Min(1, best + 0.01) });
        Assert.True(none.IsEmpty);
        Assert.Contains(none.NearMisses, n => n.Path == all.Items[0].Path);
        await Assert.ThrowsAsync<MemUException>(() => memory.Service.RetrieveAsync(new() { Query = "tea", MinScore = 1.5 }));
    }

    [Fact]
    public async Task Taken_literally_nothing_is_a_mark_and_a_command_never_is_one()
    {
        using var memory = await FilledAsync();
        Assert.Contains("Green tea is kept in the cellar", await FoundAsync(memory, "tea -green", literal: true));
        Assert.Equal("She wrote the note: use rm -rf build first", (await FoundAsync(memory, "use rm -rf build"))[0]);
    }
}
