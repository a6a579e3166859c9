using MemU.Fs.Markdown;
using MemU.Fs.Model;
using Xunit;

namespace MemU.Fs.Tests.Markdown;

public sealed class ChunkerTests
{
    [Fact]
    public void A_short_statement_is_one_unit_without_the_generated_sections()
    {
        var unit = Assert.Single(Docs.Units("---\r\ntype: n\r\n---\r\n\r\nLikes **tea**\r\nand [cake](x.md).\r\n\r\n## Related\r\n- [[a]]\r\n\r\n## Sources\r\n- [[b]]\r\n"));
        Assert.Equal("Likes tea\nand cake.", unit.Text);
        Assert.Equal((5, 6), (unit.FirstLine, unit.LastLine));
    }

    [Fact]
    public void A_long_file_gives_its_paragraphs_bullets_tables_and_code()
    {
        var filler = new string('x', 1300);
        var text = $"# Top\n\npara one\nline two ^p1\n\n- bullet\n  more\n- [ ] todo\n\nSetext\n---\n> quoted\n> text\n\n| a | b |\n|---|---|\n| 1 | 2 |\n^t1\n\n```cs\nvar x = \"[[no]]\"; // *y*\n\n# z\n```\n\n{filler}\n";
        var units = Docs.Units(text);
        Assert.Equal(["para one\nline two", "bullet\nmore", "todo", "quoted\ntext", "a   b\n1   2", "var x = \"[[no]]\"; // *y*\n\n# z", filler], units.Select(u => u.Text.Replace(" \n", "\n", StringComparison.Ordinal)));
        Assert.Equal([(3, 4), (6, 7), (8, 8), (12, 13), (15, 17), (20, 24), (26, 26)], units.Select(u => (u.FirstLine, u.LastLine)));
        Assert.Equal(["Top", "Top", "Top", "Setext", "Setext", "Setext", "Setext"], units.Select(u => u.Heading));
        Assert.Equal(["p1", null, null, null, "t1", null, null], units.Select(u => u.Anchor));
        Assert.Equal(2, units.Select(u => u.Section).Distinct().Count());
    }

    [Fact]
    public void T25_observations_are_units_and_checkboxes_footnotes_and_stamps_are_not()
    {
        var units = Docs.Units("---\ntitle: T\n---\n# T\n\n## Observations\n- [tech] uses [[Lucene]] #search (v4)\n- [design decision] files first\n");
        Assert.Equal(["[tech] uses Lucene #search (v4)", "[design decision] files first"], units.Select(u => u.Text));
        Assert.Equal([7, 8], units.Select(u => u.FirstLine));
        foreach (var line in new[] { "- [ ] todo", "- [x] done", "- [^1] note here", "- [12:30] Ana: hi", "- [[Link]] there", "- [text](url.md) there", "- [2026-01-02] there" })
            Assert.False(Blocks.IsObservation(line), line);
    }

    [Fact]
    public void Long_text_is_split_at_sentences_and_all_of_it_stays()
    {
        var sentence = "This is a sentence with some words in it. ";
        var text = string.Concat(Enumerable.Repeat(sentence, 300)) + string.Concat(Enumerable.Repeat("这是一个句子。", 1500)) + string.Concat(Enumerable.Repeat("🙂", 3000));
        var units = Docs.Units(text);
        Assert.All(units, u => Assert.InRange(u.Text.Length, 1, Chunker.MaxLength));
        Assert.All(units.Take(3), u => Assert.EndsWith(".", u.Text, StringComparison.Ordinal));
        Assert.Equal(text.Replace(" ", "", StringComparison.Ordinal), string.Concat(units.Select(u => u.Text)).Replace(" ", "", StringComparison.Ordinal));
        Assert.All(units, u => Assert.Equal((1, 1), (u.FirstLine, u.LastLine)));
    }

    [Theory]
    [InlineData("---\ntitle: Only a title\ndescription: d\n---\n", "Only a title\nd")]
    [InlineData("# Only a heading", "a\nOnly a heading")]
    [InlineData("---\ntype: [broken\n---\nfound anyway\n", "type: [broken")]
    public void A_file_with_any_text_has_a_unit(string text, string found) => Assert.Contains(found, string.Join('\n', Docs.Units(text).Select(u => u.Text)), StringComparison.Ordinal);

    [Theory]
    [InlineData("# Head ^a1", "Head")]
    [InlineData("> - [x] **bold** and *it* and ~~no~~ and ==mark== `co*de`", "bold and it and no and mark co*de")]
    [InlineData("2 * 3 * 4 = 12, snake_case_name, __init__", "2 * 3 * 4 = 12, snake_case_name, init")]
    [InlineData("[[a/b|shown]] [[note#H]] ![[pic.png]] [t](u.md \"x\") ![i](p.png)", "shown note pic.png t i")]
    [InlineData("a \\*b\\* \\[[x]] C:\\dir", "a *b* [[x]] C:\\dir")]
    [InlineData("a <!-- hidden\nhidden --> b", "a \n b")]
    [InlineData("```\n**raw**\n```", "**raw**")]
    public void Plain_text_has_no_markup(string markdown, string plain) => Assert.Equal(plain, MarkdownText.Plain(markdown));
}
