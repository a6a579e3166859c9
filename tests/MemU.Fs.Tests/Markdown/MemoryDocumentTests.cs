using System.Text;
using MemU.Fs.Markdown;
using MemU.Fs.Model;
using Xunit;

namespace MemU.Fs.Tests.Markdown;

public sealed class MemoryDocumentTests
{
    private const string Example = """
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

        """;

    public static TheoryData<string> AwkwardFiles =>
    [
        "", "\n", "\uFEFF", "---", "---\n", "---\n---", "---\n---\n", "no front matter", "# Only a heading\r\n",
        "\uFEFF---\r\ntype: note\r\n---\r\nbody\r\n",
        "---\ntype:   'note'   # why\n\n# a comment\nweird_key: {a: [1, 2], b: \"x\"}\ntags:\n- a\n-   b\n...  \nbody without end",
        "---\r\ntitle: \"Ünï\\tcode 🙂\"\nmixed: |\r\n  one\n  two\r\n---\r\nx\ny\r\n",
        "---\ntitle: [unclosed\n---\nbody", "--- \ntype: x\n---\t\nb", "---\nnever: closed\n", " ---\ntype: x\n---\n", "---\n? complex\n: key\n---\n", "\0\0---",
        Example, Example.Replace("\n", "\r\n", StringComparison.Ordinal),
    ];

    [Theory, MemberData(nameof(AwkwardFiles))]
    public void A_file_that_nobody_edits_keeps_every_byte(string text)
    {
        var document = Docs.Parse(text);
        document.ToItem();
        Assert.Equal(Docs.Utf8(text), document.ToBytes());
    }

    [Fact]
    public void Random_bytes_round_trip_and_never_throw()
    {
        var random = new Random(7);
        for (var i = 0; i < 3000; i++)
        {
            var bytes = new byte[random.Next(60)];
            random.NextBytes(bytes);
            if (i % 2 == 0) bytes = [.. "---\n"u8, .. bytes, .. "\n---\nx"u8];
            var document = MemoryDocument.Parse(MemoryPath.Parse("a.md"), bytes);
            var item = document.ToItem();
            Assert.Equal(bytes, document.ToBytes());
            Chunker.Units(item, UnitKind.Item, document.Text);
            LinkScanner.Scan(document.Text);
        }
    }

    [Fact]
    public void Bytes_that_are_not_utf8_survive_an_edit_of_another_key()
    {
        byte[] bytes = [.. "---\nold: caf"u8, 0xE9, .. "\ntype: note\n---\nbody "u8, 0xFF, 0xC3, .. "\nend\n"u8];
        var document = MemoryDocument.Parse(MemoryPath.Parse("a.md"), bytes);
        document.SetScalar("type", "event");
        document.SetBody(document.Body.Replace("end", "END", StringComparison.Ordinal));
        byte[] expected = [.. "---\nold: caf"u8, 0xE9, .. "\ntype: event\n---\nbody "u8, 0xFF, 0xC3, .. "\nEND\n"u8];
        Assert.Equal(expected, document.ToBytes());
        Assert.Contains('\uFFFD', document.ToItem().Body);
    }

    [Fact]
    public void The_example_of_the_format_is_read()
    {
        var item = Docs.Parse(Example).ToItem();
        Assert.Equal("0193f3c2-a1b4-7c0e-9d3f-5a6b7c8d9e0f", item.Id);
        Assert.Equal("profile", item.Type);
        Assert.Equal(["communication", "style"], item.Tags);
        Assert.Equal(new DateTimeOffset(2026, 11, 20, 9, 14, 3, TimeSpan.Zero), item.Created);
        Assert.Equal("123", item.Scope.UserId);
        Assert.Equal("The user prefers short answers that start with code.", item.Summary);
        Assert.Equal(new MemorySource("resources/2026/11/23/review-0b1d77aa.md", "m4", new(2026, 11, 23, 10, 6, 11, TimeSpan.Zero)), item.Sources[1]);
        Assert.Contains(new("sources.resource", "resources/2026/11/20/standup-7f3a91c2.md#^m12"), item.Fields);
        Assert.Contains(new("tags", "style"), item.Fields);
        Assert.Null(item.FormatError);
    }

    [Fact]
    public void Keys_are_read_as_people_and_other_tools_write_them()
    {
        var item = Docs.Parse("---\npermalink: notes/tea\ntags: \"a, #b c\"\naliases: Tea time\npinned: yes\nsupersedes: [[old/one]]\ncontradicts:\n  - \"[[other#^m1|shown]]\"\nsources: resources/x.md#^m3\nstale_after: 2027-01-01\nhappened_at: 2026-11\ngenerated: {by: x}\n---\n").ToItem();
        Assert.Equal("notes/tea", item.Id);
        Assert.Equal(["a", "b", "c"], item.Tags);
        Assert.Equal(["Tea time", "notes/tea"], item.Aliases);
        Assert.True(item.Pinned);
        Assert.False(item.Generated);
        Assert.Equal(["old/one"], item.Supersedes);
        Assert.Equal(["other#^m1"], item.Contradicts);
        Assert.Equal("m3", Assert.Single(item.Sources).Anchor);
        Assert.Equal(new DateOnly(2027, 1, 1), item.StaleAfter);
        Assert.Equal("2026-11", item.HappenedAt?.Text);
        Assert.Equal(("note", "likes-tea", "stable"), (item.Type, item.Title, item.Status));
    }

    [Fact]
    public void An_edit_changes_only_its_own_line()
    {
        var document = Docs.Parse(Example);
        document.SetScalar("modified", "2026-11-24T00:00:00Z");
        Assert.Equal(Example.Replace("modified: 2026-11-23T10:06:11Z", "modified: 2026-11-24T00:00:00Z", StringComparison.Ordinal), document.Text());
    }

    [Fact]
    public void Comments_on_the_line_of_an_edited_value_stay()
    {
        var document = Docs.Parse("---\r\ntype: note   # mine\r\ntags: [a, 'b']  # two\r\nempty:   # nothing yet\r\n---\r\n");
        document.SetScalar("type", "event");
        document.AddToList("tags", "c, d");
        document.SetScalar("empty", "full");
        Assert.Equal("---\r\ntype: event   # mine\r\ntags: [a, 'b', \"c, d\"]  # two\r\nempty: full   # nothing yet\r\n---\r\n", document.Text());
    }

    [Fact]
    public void New_keys_go_to_the_end_and_a_front_matter_is_made_when_there_is_none()
    {
        var document = Docs.Parse("\uFEFF# Tea\r\ntext");
        document.SetScalar("type", "note");
        document.SetList("tags", ["x", "1"]);
        document.SetScalar("user_id", "123");
        Assert.Equal("\uFEFF---\r\ntype: note\r\ntags: [x, \"1\"]\r\nuser_id: \"123\"\r\n---\r\n# Tea\r\ntext", document.Text());
        document.Remove("tags");
        Assert.Equal("\uFEFF---\r\ntype: note\r\nuser_id: \"123\"\r\n---\r\n# Tea\r\ntext", document.Text());
    }

    [Theory]
    [InlineData("sources:\n- resource: a.md # x\n# after\ntype: n\n", "sources:\n- resource: a.md # x\n- resource: b.md#^m2\n  at: 2026-01-02T03:04:05Z\n# after\ntype: n\n")]
    [InlineData("sources:\n    - a.md\n    -   resource: c.md\n        at: 2026-01-01\n\ntype: n\n", "sources:\n    - a.md\n    -   resource: c.md\n        at: 2026-01-01\n    - resource: b.md#^m2\n      at: 2026-01-02T03:04:05Z\n\ntype: n\n")]
    [InlineData("sources: [{resource: a.md}] # f\ntype: n\n", "sources: [{resource: a.md}, {resource: b.md#^m2, at: 2026-01-02T03:04:05Z}] # f\ntype: n\n")]
    [InlineData("sources: []\ntype: n\n", "sources:\n  - resource: b.md#^m2\n    at: 2026-01-02T03:04:05Z\ntype: n\n")]
    [InlineData("sources:\ntype: n\n", "sources:\n  - resource: b.md#^m2\n    at: 2026-01-02T03:04:05Z\ntype: n\n")]
    [InlineData("sources: a.md\ntype: n\n", "sources:\n  - a.md\n  - resource: b.md#^m2\n    at: 2026-01-02T03:04:05Z\ntype: n\n")]
    [InlineData("type: n\n", "type: n\nsources:\n  - resource: b.md#^m2\n    at: 2026-01-02T03:04:05Z\n")]
    public void A_source_is_appended_in_the_style_that_is_there(string before, string after)
    {
        var document = Docs.Parse($"---\n{before}---\nbody\n");
        document.AddSource(new("b.md", "m2", new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero)));
        Assert.Equal($"---\n{after}---\nbody\n", document.Text());
        Assert.Equal(new MemorySource("b.md", "m2", new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero)), document.ToItem().Sources[^1]);
    }

    [Fact]
    public void Sections_are_replaced_appended_and_removed()
    {
        var document = Docs.Parse("---\ntype: n\n---\ntext\n\n```\n## Sources\n```\n\n## Sources\n- old\n");
        document.SetSection("Related", "- [[a]]");
        Assert.Equal("---\ntype: n\n---\ntext\n\n```\n## Sources\n```\n\n## Related\n- [[a]]\n\n## Sources\n- old\n", document.Text());
        document.SetSection("Sources", "- new");
        Assert.Equal("- new", document.GetSection("sources"));
        document.SetSection("Related", "");
        Assert.Null(document.GetSection("Related"));
        Assert.Equal("---\ntype: n\n---\ntext\n\n```\n## Sources\n```\n\n## Sources\n- new\n", document.Text());
        document.SetSection("Sources", "");
        Assert.Equal("---\ntype: n\n---\ntext\n\n```\n## Sources\n```\n", document.Text());
    }

    [Fact]
    public void A_new_body_takes_the_line_breaks_of_the_file_and_cannot_become_a_front_matter()
    {
        var document = Docs.Parse("one\r\ntwo\r\n");
        document.SetBody("one\n2\n");
        Assert.Equal("one\r\n2\r\n", document.Text());
        document.SetBody("---\nuser_id: someone\n---\n");
        Assert.Null(document.ToItem().Scope.UserId);
        Assert.Equal("---\r\nuser_id: someone\r\n---\r\n", document.ToItem().Body);
    }

    [Theory]
    [InlineData("---\ntype: [a\nuser_id: ana\n---\nbody", 2)]
    [InlineData("---\ntype: a\ntype: b\nuser_id: \"ana\"\n---\nbody", 3)]
    [InlineData("---\ntype: a\nuser_id: ana # x\n", 1)]
    [InlineData("---\nx: &a 1\nuser_id: ana\n---\n", 2)]
    [InlineData("---\nx: !!str 1\nuser_id: 'ana'\n---\n", 2)]
    [InlineData("---\njust prose, user_id\n---\nuser_id: bob", 2)]
    public void Malformed_front_matter_is_reported_kept_searched_and_not_edited(string text, int line)
    {
        var document = Docs.Parse(text);
        Assert.Equal(line, document.FormatError?.Line);
        Assert.StartsWith($"preferences/likes-tea.md:{line}: ", document.FormatError!.Message, StringComparison.Ordinal);
        var item = document.ToItem();
        Assert.Equal(text, item.Body);
        Assert.Same(document.FormatError, item.FormatError);
        Assert.Equal(text.Contains("just prose", StringComparison.Ordinal) ? null : "ana", item.Scope.UserId); // never into another's scope
        Assert.NotEmpty(Chunker.Units(item, UnitKind.Item, text));
        Assert.Throws<MemoryFormatException>(() => document.SetScalar("type", "x"));
        Assert.Throws<MemoryFormatException>(() => document.SetBody("x"));
        Assert.Equal(text, document.Text());
    }

    [Fact]
    public void T37_yaml_bombs_are_refused_before_they_grow()
    {
        var laughs = "a: &a [x,x]\n" + string.Concat(Enumerable.Range(0, 25).Select(i => $"b{i}: [*a,*a,*a]\n"));
        string[] bombs =
        [
            laughs, "a: " + new string('[', 30_000), "a: " + new string('{', 30_000), string.Concat(Enumerable.Range(0, 200).Select(i => new string(' ', i) + "a:\n")),
            "a: *a", "<<: *x", "? ? ? ?", "%TAG ! tag:x,2000:\n", "a: !<tag:yaml.org,2002:python/object> x", string.Concat(Enumerable.Repeat("- ", 20_000)), "a: \"" + new string('x', 70_000) + "\"",
        ];
        foreach (var bomb in bombs)
        {
            var document = Docs.Parse($"---\n{bomb}\n---\nbody");
            Assert.NotNull(document.FormatError);
            Assert.Empty(document.ToItem().Fields);
        }
    }

    [Fact]
    public void An_edit_that_would_break_the_limit_is_refused_and_leaves_the_file()
    {
        var text = $"---\ntype: n\nbig: {new string('x', 65_400)}\n---\nbody";
        var document = Docs.Parse(text);
        Assert.Throws<MemoryFormatException>(() => document.SetScalar("more", new string('y', 300)));
        Assert.Equal(text, document.Text());
    }
}
