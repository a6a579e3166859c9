using MemU.Fs.Index;
using MemU.Fs.Index.Embedded;
using MemU.Fs.Model;
using Xunit;

namespace MemU.Fs.Tests.Index;

public sealed class EmbeddedIndexTests : IndexTest
{
    [Fact]
    public void What_is_fed_is_found_and_survives_reopening()
    {
        using (var index = Open())
        {
            Feed(index, Item("preferences/tea.md", "Likes oolong tea in the morning"), Item("habits/run.md", "Runs ten kilometers on Sundays"));
            Assert.Equal(["preferences/tea.md"], Paths(Ask(index, "which tea?")));
        }
        using var again = Open(IndexAccess.ReadOnly);
        var hit = Assert.Single(Ask(again, "who runs?").Items);
        Assert.Equal(("habits/run.md", 10, 10), (hit.Path, hit.FirstLine, hit.LastLine));
        Assert.InRange(hit.Score, 0, 1);
        Assert.Equal(2, again.FileCount);
    }

    [Fact]
    public void A_removed_or_replaced_file_leaves_no_ghost()
    {
        using var index = Open();
        Feed(index, Item("a.md", "violet umbrella"), Item("b.md", "green kettle"));
        index.Apply([Item("a.md", "orange bicycle")], ["b.md"], TestContext.Current.CancellationToken);
        Assert.Empty(Paths(Ask(index, "violet umbrella green kettle")));
        Assert.Equal(["a.md"], Paths(Ask(index, "bicycle")));
        Assert.Equal(1, index.FileCount);
        Assert.DoesNotContain("b.md", index.FindKeys([], null).Select(k => k.Path));
    }

    [Fact]
    public void A_file_that_is_not_searched_is_found_by_its_keys_alone_and_counts_in_nothing()
    {
        using var index = Open();
        Feed(index, Item("a.md", "violet umbrella", keys: ["n=a"]), Item("b.md", "green kettle and a violet vase"));
        var scores = Ask(index, "violet umbrella", vector: true).Items.Select(h => (h.Path, h.Score)).ToList();
        Feed(index, Enumerable.Range(0, 20).Select(i => Item($"inbox/{i}.md", "", title: "violet umbrella", keys: ["n=inbox"]) with { IsSearched = false, Units = [], Categories = [] }));
        Assert.Equal(scores, Ask(index, "violet umbrella", vector: true).Items.Select(h => (h.Path, h.Score)));
        Assert.Equal(2, index.FileCount);
        Assert.Empty(Paths(Ask(index, "violet", where: Where.Parse(["title=violet umbrella"]))));
        Assert.Equal(20, index.FindKeys(["n=inbox"], null).Count);
        index.Apply([], ["inbox/0.md"], TestContext.Current.CancellationToken);
        Assert.Equal(19, index.FindKeys(["n=inbox"], null).Count);
    }

    [Fact]
    public void T16_words_and_vector_both_follow_an_edit()
    {
        using var index = Open();
        Feed(index, Item("a.md", "photosynthesis of chlorophyll"));
        Feed(index, Item("a.md", "electromagnetism of magnets"));
        Assert.Empty(Ask(index, "photosynthesizing chlorophylls", vector: true).Items);
        // no word in common, only its letters: the vector alone finds it
        Assert.Equal(["a.md"], Paths(Ask(index, "electromagnetic", vector: true)));
    }

    [Fact]
    public void When_nothing_passes_the_closest_is_named()
    {
        using var index = Open();
        Feed(index, Item("a.md", "electromagnetism of magnets"), Item("b.md", "grows tomatoes"));
        var result = Ask(index, "electrical", vector: true);
        Assert.Empty(result.Items);
        Assert.Equal("a.md", result.NearMisses[0].Path);
    }

    [Fact]
    public void T16_text_past_six_thousand_characters_is_found()
    {
        using var index = Open();
        Feed(index, Item("long.md", string.Concat(Enumerable.Repeat("filler sentence about nothing. ", 400)) + "The password hint is zanzibar."));
        Assert.Equal(["long.md"], Paths(Ask(index, "zanzibar")));
    }

    [Fact]
    public void T18_a_scoped_search_filters_before_the_best_are_chosen()
    {
        using var index = Open();
        Feed(index, Enumerable.Range(0, 500).Select(i => Item($"users/bob/p/{i}.md", "tea tea tea", user: "bob")).Append(Item("users/ana/p/x.md", "once drank tea in a very long afternoon with friends", user: "ana")));
        Assert.Equal(["users/ana/p/x.md"], Paths(Ask(index, "tea", where: Where.Parse(["user_id=ana"]), limit: 1)));
        Assert.Equal(["users/ana/p/x.md"], Paths(Ask(index, "tea", vector: true, scope: MemoryScope.Of("ana"), limit: 1)));
    }

    [Fact]
    public void Two_scopes_never_mix()
    {
        using var index = Open();
        Feed(index, Item("a.md", "shared words", user: "ana", keys: ["text=1"]), Item("b.md", "shared words", user: "ana b", keys: ["text=1"]), Item("c.md", "shared words", keys: ["text=1"]));
        Assert.Equal(["a.md"], Paths(Ask(index, "shared words", vector: true, scope: MemoryScope.Of("ana"))));
        Assert.Equal(["c.md"], Paths(Ask(index, "shared words", scope: MemoryScope.None)));
        Assert.Equal(["b.md"], index.FindKeys(["text=1"], MemoryScope.Of("ana b")).Select(k => k.Path));
        Assert.Equal(["a.md", "b.md", "c.md"], index.FindKeys(["text=1", "text=2"], null).Select(k => k.Path));
    }

    [Fact]
    public void Where_takes_any_field_and_names_near_ones_for_an_unknown()
    {
        using var index = Open();
        Feed(index, Item("knowledge/x/a.md", "rust compiler", fields: [new("project", "Apollo"), new("tags", "lang")], tags: ["lang"], type: "knowledge"), Item("b.md", "rust on iron"));
        foreach (var condition in new[] { "project=APOLLO", "project__in=zeus,apollo", "tag=lang", "type=knowledge", "memory_type=knowledge", "category=knowledge", "category=knowledge/x" })
            Assert.Equal(["knowledge/x/a.md"], Paths(Ask(index, "rust", where: Where.Parse([condition]))));
        Assert.Empty(Ask(index, "rust", where: Where.Parse(["project=zeus"])).Items);
        Assert.Empty(Ask(index, "rust", where: Where.Parse(["happened_at=2026"])).Items);
        var error = Assert.Throws<MemUException>(() => Ask(index, "rust", where: Where.Parse(["projekt=apollo"])));
        Assert.Equal(MemUErrorKind.BadArgument, error.Kind);
        Assert.Contains("project", error.Message);
    }

    [Fact]
    public void A_field_counts_only_while_a_file_has_it()
    {
        using var index = Open();
        Feed(index, Item("a.md", "x", fields: [new("mood", "glad")]));
        Assert.Contains("mood", index.FieldNames());
        index.Apply([Item("a.md", "x")], [], TestContext.Current.CancellationToken);
        Assert.DoesNotContain("mood", index.FieldNames());
    }

    [Fact]
    public void Top_items_are_the_most_reinforced_then_the_newest()
    {
        using var index = Open();
        Feed(index, Item("a/1.md", "x", sources: 1, modified: "2026-01-01"), Item("a/2.md", "x", sources: 3, modified: "2025-01-01"), Item("a/b/3.md", "x", sources: 1, modified: "2026-02-01"),
            Item("ab/4.md", "x", sources: 9), Item("a/5.md", "x", sources: 9, user: "ana"));
        Assert.Equal(["a/2.md", "a/b/3.md", "a/1.md"], index.TopItems("a", MemoryScope.None, 10));
        Assert.Equal(["a/2.md"], index.TopItems("a", MemoryScope.None, 1));
    }

    [Fact]
    public void A_neighbor_lends_its_words_but_the_unit_itself_wins()
    {
        using var index = Open();
        Feed(index, Transcript("resources/t.md", ("Ana", "Did you see the lighthouse?"), ("Bo", "Yes, it was closed for repairs."), ("Ana", "Pity."), ("Bo", "Lunch was great though.")),
            Transcript("resources/other.md", [.. Enumerable.Range(0, 30).Select(i => ("Bo", $"Something else {i}"))]));
        var hits = Ask(index, "lighthouse closed for repairs").Resources;
        Assert.Equal("m2", hits[0].Anchor);
        Assert.Contains("m1", hits.Select(h => h.Anchor));
        Assert.DoesNotContain("m4", Ask(index, "lighthouse").Resources.Select(h => h.Anchor));
    }

    [Fact]
    public void The_speaker_that_the_question_names_comes_first()
    {
        using var index = Open();
        Feed(index, Transcript("resources/t.md", ("Ana", "I adopted a dog."), ("Caroline", "I adopted a dog."), ("assistant", "I adopted a dog.")));
        var hits = index.Search(new IndexQuery { Text = "What did Caroline adopt?", Explain = true }, TestContext.Current.CancellationToken).Resources;
        Assert.Equal(["m2", "m1", "m3"], hits.Select(h => h.Anchor));
        Assert.Contains("speaker +0.15", hits[0].Why);
    }

    [Fact]
    public void Several_units_of_an_item_are_one_hit()
    {
        using var index = Open();
        var file = Item("a.md", "tea");
        Feed(index, file with { Units = [.. Enumerable.Range(1, 5).Select(i => new MemoryUnit { Kind = UnitKind.Item, Text = $"tea number {i}", FirstLine = i, LastLine = i })] });
        Assert.Single(Ask(index, "tea number 3").Items);
        Assert.Equal(3, Ask(index, "tea number 3").Items[0].FirstLine);
    }

    [Fact]
    public void A_long_file_does_not_crowd_out_the_others()
    {
        using var index = Open();
        var file = Item("a.md", "tea");
        Feed(index, file with { Units = [.. Enumerable.Range(1, 700).Select(i => new MemoryUnit { Kind = UnitKind.Item, Text = $"tea tea {i}", FirstLine = i, LastLine = i, Section = i })] },
            Item("b.md", "some tea that came in a box from far away with other goods"));
        Assert.Equal(["a.md", "b.md"], Paths(Ask(index, "tea")));
    }

    [Theory]
    [InlineData("AND OR NOT (\"tea\" +[*:*] TO ~2^9) \\ /tea/ field:tea && || !")]
    [InlineData("tea\0\uFFFF\uD800")]
    public void Nothing_in_a_question_is_syntax(string question)
    {
        using var index = Open();
        Feed(index, Item("a.md", "tea"), Item("b.md", "coffee"));
        Assert.Equal(["a.md"], Paths(Ask(index, question, vector: true)));
    }

    [Fact]
    public void Huge_empty_and_meaningless_questions_are_answered()
    {
        using var index = Open();
        Feed(index, Item("a.md", "tea and biscuits"));
        Assert.Equal(["a.md"], Paths(Ask(index, "tea " + string.Concat(Enumerable.Range(0, 150_000).Select(i => $"w{i} ")), vector: true)));
        Assert.Empty(Ask(index, "", vector: true).Items);
        Assert.Empty(Ask(index, "what is it that they have", vector: true).Items);
        Assert.Empty(Ask(index, new string('x', 1 << 20), vector: true).Items);
        Assert.Empty(Ask(index, "tea", limit: 0).Items);
    }

    [Fact]
    public void Hostile_text_is_indexed()
    {
        using var index = Open();
        Feed(index, Item("a.md", new string('z', 100_000)), Item("b.md", "\uD83D\uD83D\uDE00\0\uFFFE" + new string('é', 70)), Item("c.md", new string('A', 63) + "\U0001D7D8\U00010330\U00010331 fine"),
            Item("d.md", "x", keys: ["k=" + new string('k', 50_000)], fields: [new(new string('f', 50_000), new string('v', 50_000))]) with { Units = [] });
        Assert.Equal(["c.md"], Paths(Ask(index, "fine")));
        Assert.Equal(["d.md"], index.FindKeys(["k=" + new string('k', 50_000)], null).Select(k => k.Path));
        Assert.Equal(4, index.FileCount);
    }

    [Fact]
    public void The_same_answer_after_rebuilding()
    {
        var words = "tea coffee run swim Berlin Paris dog cat blue red".Split(' ');
        var files = Enumerable.Range(0, 60).Select(i => Item($"f/{i:00}.md", $"{words[i % 10]} {words[i % 7]} {words[i % 3]}")).ToList();
        string Answer(IEnumerable<IndexedFile> order, string at)
        {
            using var index = EmbeddedIndex.Open(Path.Combine(Folder, at), Hashing, IndexAccess.ReadWrite);
            Feed(index, order);
            return string.Join("\n", Ask(index, "blue dog in Paris, tea", vector: true, limit: 50).Items);
        }
        Assert.Equal(Answer(files, "one"), Answer(files.AsEnumerable().Reverse(), "two"));
    }

    [Fact]
    public async Task Searches_go_on_while_another_thread_and_another_index_write()
    {
        using var index = Open();
        Feed(index, Item("fixed.md", "a lighthouse"));
        using var other = Open(IndexAccess.ReadOnly);
        var writing = Task.Run(() =>
        {
            for (var i = 0; i < 40; i++) Feed(index, Item($"{i % 7}.md", $"number {i} of many"));
        }, TestContext.Current.CancellationToken);
        var asked = 0;
        for (; !writing.IsCompleted || asked < 5; asked++)
            foreach (var each in new[] { index, other })
                Assert.Equal(["fixed.md"], Paths(Ask(each, "lighthouse", vector: true)));
        await writing;
        Assert.Equal((8, 8), (index.FileCount, other.FileCount));
    }

    [Fact]
    public void A_cancelled_change_leaves_the_old_state()
    {
        using var index = Open();
        Feed(index, Item("a.md", "kettle"));
        using var stop = new CancellationTokenSource();
        IEnumerable<IndexedFile> Files()
        {
            yield return Item("a.md", "teapot");
            stop.Cancel();
            yield return Item("b.md", "teapot");
        }
        Assert.Throws<OperationCanceledException>(() => index.Apply(Files(), [], stop.Token));
        Assert.Equal(["a.md"], Paths(Ask(index, "kettle")));
        Assert.Empty(Paths(Ask(index, "teapot")));
        Feed(index, Item("a.md", "teapot"));
        Assert.Equal(["a.md"], Paths(Ask(index, "teapot")));
    }

    [Fact]
    public void What_the_caller_throws_comes_out_and_changes_nothing()
    {
        using var index = Open();
        Feed(index, Item("a.md", "kettle"));
        var identity = index.Identity;
        Assert.Throws<FileNotFoundException>(() => index.Apply(Failing(), ["a.md"], TestContext.Current.CancellationToken));
        Assert.Equal(identity, index.Identity);
        Assert.Equal(["a.md"], Paths(Ask(index, "kettle")));

        static IEnumerable<IndexedFile> Failing()
        {
            yield return Item("b.md", "half");
            throw new FileNotFoundException("gone meanwhile");
        }
    }

    [Fact]
    public void Stale_memories_rank_lower_only_when_the_day_is_given()
    {
        using var index = Open();
        var old = Item("a.md", "lives in Berlin");
        Feed(index, old with { Item = old.Item with { StaleAfter = new DateOnly(2026, 1, 1) } }, Item("b.md", "lives in Berlin"));
        Assert.Equal(["a.md", "b.md"], Paths(Ask(index, "Berlin")));
        Assert.Equal(["b.md", "a.md"], Paths(index.Search(new IndexQuery { Text = "Berlin", Today = new DateOnly(2026, 6, 1) }, TestContext.Current.CancellationToken)));
    }
}
