using System.Text;
using MemU.Fs.Markdown;
using MemU.Fs.Model;
using Xunit;

namespace MemU.Fs.Tests.Markdown;

public sealed class MemoryFormatTests
{
    private static NewItem New(string text) => new()
    {
        Id = "0193f3c2-a1b4-7c0e-9d3f-5a6b7c8d9e0f", Type = "profile", Title = "Prefers short answers with code first", Text = text,
        Created = new(2026, 11, 20, 9, 14, 3, 500, TimeSpan.Zero), Modified = new(2026, 11, 23, 10, 6, 11, TimeSpan.Zero),
    };

    [Fact]
    public void A_new_item_is_the_example_of_the_format()
    {
        var item = New("The user prefers short answers that start with code.") with
        {
            Description = "Answers should be short and start with code", Tags = ["communication", "style"], Scope = MemoryScope.Of("123"), Related = ["relationships/contacts/example-name"],
            Sources = [new("resources/2026/11/20/standup-7f3a91c2.md", "m12", new(2026, 11, 20, 9, 14, 3, TimeSpan.Zero)), new("resources/2026/11/23/review-0b1d77aa.md", "m4", new(2026, 11, 23, 10, 6, 11, TimeSpan.Zero))],
        };
        Assert.Equal("""
            ---
            id: 0193f3c2-a1b4-7c0e-9d3f-5a6b7c8d9e0f
            type: profile
            title: Prefers short answers with code first
            description: Answers should be short and start with code
            tags: [communication, style]
            created: 2026-11-20T09:14:03Z
            modified: 2026-11-23T10:06:11Z
            user_id: "123"
            sources:
              - resource: resources/2026/11/20/standup-7f3a91c2.md#^m12
                at: 2026-11-20T09:14:03Z
              - resource: resources/2026/11/23/review-0b1d77aa.md#^m4
                at: 2026-11-23T10:06:11Z
            ---
            The user prefers short answers that start with code.

            ## Related
            - [[relationships/contacts/example-name]]

            ## Sources
            - [[resources/2026/11/20/standup-7f3a91c2#^m12]] · [[resources/2026/11/23/review-0b1d77aa#^m4]]

            """, Encoding.UTF8.GetString(MemoryFormat.Item(item)));
    }

    [Theory]
    [InlineData("---\nuser_id: other\n---")]
    [InlineData("a\n\n## Sources\n- [[x]]")]
    [InlineData("\\## Sources\n\\\\## related ##")]
    [InlineData("see [[a]] and ![[b]] and [[[c]]] \\[[d]] [\\[e]]")]
    [InlineData("claim ^m3\n\\^m4\n^")]
    [InlineData("```\nnever closed\n## Sources\n[[x]]")]
    [InlineData("```bash\necho \\[[ -f x ]] # [[y]]\n## Sources\n```\n```a\n~~~b")]
    [InlineData("> ```\nx\n- ~~~\n## Sources")]
    [InlineData("hidden <!-- \n comment [[x]] --> \\<!--")]
    [InlineData("Title\n===\n-\n--- x")]
    [InlineData("# Steps\n1. one\n2. `two`")]
    public void Text_that_would_break_out_stays_text(string text)
    {
        var bytes = MemoryFormat.Item(New(text) with { Sources = [new("resources/r.md", "m1", null)], Related = ["other"] });
        var item = Docs.Item(bytes);
        Assert.Equal(text, item.Summary);
        Assert.Null(item.Scope.UserId);
        Assert.Equal(["other", "resources/r"], LinkScanner.Scan(Encoding.UTF8.GetString(bytes)).Select(l => l.Target));
        Assert.DoesNotContain(Chunker.Units(item, UnitKind.Item, Encoding.UTF8.GetString(bytes)), u => u.Anchor is not null || u.Text.Contains("resources/r", StringComparison.Ordinal));
    }

    [Fact]
    public void Hostile_values_stay_values()
    {
        var item = Docs.Item(MemoryFormat.Item(New("x") with
        {
            Title = "a\n---\nid: forged", Description = "[x]: # \"y\"", Tags = ["a, b", "c]"], Scope = MemoryScope.None.With("user_id", "true").With("team: x", "{y}"), WhenToUse = "when: always #1",
            Supersedes = ["old/one"], Contradicts = ["a#b"], HappenedAt = EventTime.Parse("2026-11-16/2026-11-22"), Sources = [new("resources/a b.md", "m1", null, "Ana: \"x\"", "s #1", "high")],
        }));
        Assert.Null(item.FormatError);
        Assert.Equal(("a --- id: forged", "[x]: # \"y\"", "true"), (item.Title, item.Description, item.Scope.UserId));
        Assert.Equal(["a, b", "c]"], item.Tags);
        Assert.Equal(["old/one"], item.Supersedes);
        Assert.Equal("2026-11-16/2026-11-22", item.HappenedAt?.Text);
        Assert.Equal(new MemorySource("resources/a b.md", "m1", null, "Ana: \"x\"", "s #1", "high"), Assert.Single(item.Sources));
        Assert.Contains(new("team: x", "{y}"), item.Fields);
        Assert.Contains(new("when_to_use", "when: always #1"), item.Fields);
    }

    [Fact]
    public void Category_pages_and_listings_are_marked_as_generated()
    {
        var page = Encoding.UTF8.GetString(MemoryFormat.Category(new() { Title = "Preferences", Description = "What people like", Scope = MemoryScope.Of("7"), Summary = "Likes tea.\n" }));
        Assert.Equal("---\ntype: category\ntitle: Preferences\ndescription: What people like\ngenerated: true\nuser_id: \"7\"\n---\n# Preferences\n\nLikes tea.\n", page);
        var unit = Assert.Single(Docs.Units(page, UnitKind.Category, "preferences/README.md"));
        Assert.Equal("Preferences\nWhat people like\nLikes tea.", unit.Text);
        Assert.Equal((8, 10), (unit.FirstLine, unit.LastLine));
        var index = Encoding.UTF8.GetString(MemoryFormat.Index("Memory", [new("Work [life]", "work life/README.md", "Jobs\nand so on"), new("Bare", "b.md", null)]));
        Assert.Equal("---\nokf_version: \"0.2\"\ngenerated: true\n---\n# Memory\n\n- [Work \\[life\\]](work%20life/README.md) – Jobs and so on\n- [Bare](b.md)\n", index);
        Assert.Equal(["work life/README.md", "b.md"], LinkScanner.Scan(index).Select(l => l.Target));
    }
}
