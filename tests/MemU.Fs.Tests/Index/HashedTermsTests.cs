using MemU.Fs.Index;
using MemU.Fs.Index.Embedded;
using MemU.Fs.Model;
using Xunit;

namespace MemU.Fs.Tests.Index;

/// <summary>What the index keeps as hashes or numbers is found like text, and what parts one scope from another is kept as text.</summary>
public sealed class HashedTermsTests : IndexTest
{
    [Theory]
    [InlineData("title", "Likes Oolong")]
    [InlineData("title", "likes oolong")]
    [InlineData("modified", "2026-11-20T09:14:03Z")]
    [InlineData("modified", "2026-11-20")]
    [InlineData("path", "Tea/Oolong.md")]
    [InlineData("tags", "Tea")]
    [InlineData("tag", "tea")]
    [InlineData("project", "Apollo")]
    [InlineData("user_id", "Ana")]
    public void A_condition_finds_the_one_file_that_meets_it(string field, string value)
    {
        using var index = Open();
        var one = Item("Tea/Oolong.md", "ana drinks it", user: "ana", title: "Likes Oolong", modified: "2026-11-20T10:14:03+01:00", tags: ["#tea"], fields: [new("project", "apollo")]);
        index.Apply([one, Item("Tea/Black.md", "ben drinks it", user: "ben", title: "Likes black tea", modified: "2026-11-21T09:14:03Z", tags: ["drinks"], fields: [new("project", "gemini")])], []);
        var found = index.Search(new() { Text = "drinks", Limit = 5, Where = new([new(field, [value])]) });
        Assert.Equal("Tea/Oolong.md", Assert.Single(found.Items).Path);
        Assert.Empty(index.Search(new() { Text = "drinks", Limit = 5, Where = new([new(field, [field == "modified" ? "2026-11-21T09:14:04Z" : "something else"])]) }).Items);
    }

    [Fact]
    public void A_scope_and_its_fields_are_never_hashed()
    {
        var terms = ExactTerms.Of(Item("users/ana/a.md", "x", user: "ana", fields: [new("user_id", "ana")]));
        Assert.Contains(ExactTerms.Scope(MemoryScope.Of("ana")), terms);
        Assert.NotNull(ExactTerms.Scope(MemoryScope.Of("ana")).Text);
        var asked = ExactTerms.Asked("user_id", "ana").Where(terms.Contains).ToList();
        Assert.NotNull(Assert.Single(asked).Text);
    }

    [Fact]
    public void A_key_of_eight_letters_and_one_of_more_are_found_and_nothing_else()
    {
        using var index = Open();
        index.Apply([Item("a.md", "one", keys: ["n=AbCdEf", "name=oolong"]), Item("b.md", "two", keys: ["n=AbCdEg"])], []);
        Assert.Equal([new KeyHit("n=AbCdEf", "a.md"), new KeyHit("name=oolong", "a.md")], index.FindKeys(["n=AbCdEf", "name=oolong", "name=black", "n=AbCdEh"], null));
    }

    [Fact]
    public void Large_segments_give_one_answer_however_often_they_are_asked()
    {
        using var index = Open();
        index.Apply(Enumerable.Range(0, 40_000).Select(n => Item($"p{n / 200}/{n:00000}.md", n % 10_000 == 7 ? "the blue heron waits" : "the grey heron flies")), []);
        var first = Ask();
        Assert.Equal(["p0/00007.md", "p50/10007.md", "p100/20007.md", "p150/30007.md"], first.Take(4).Select(h => h.Path).Order(StringComparer.Ordinal).OrderBy(p => p.Length));
        for (var n = 0; n < 10; n++) Assert.Equal(first, Ask());

        List<UnitHit> Ask() => [.. index.Search(new() { Text = "blue heron", Limit = 50 }).Items];
    }
}
