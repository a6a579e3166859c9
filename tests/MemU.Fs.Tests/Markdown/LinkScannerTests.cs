using MemU.Fs.Markdown;
using MemU.Fs.Model;
using Xunit;

namespace MemU.Fs.Tests.Markdown;

public sealed class LinkScannerTests
{
    [Theory]
    [InlineData("see [[note]] now", MemoryLinkKind.Wiki, "note", null, null)]
    [InlineData("[[note|shown text]]", MemoryLinkKind.Wiki, "note", null, "shown text")]
    [InlineData("[[folder/note]]", MemoryLinkKind.Wiki, "folder/note", null, null)]
    [InlineData("[[note#Heading]]", MemoryLinkKind.Wiki, "note", "Heading", null)]
    [InlineData("[[note#^m12|x]]", MemoryLinkKind.Wiki, "note", "^m12", "x")]
    [InlineData("[[#Heading]]", MemoryLinkKind.Wiki, "", "Heading", null)]
    [InlineData("![[note]]", MemoryLinkKind.Embed, "note", null, null)]
    [InlineData("| a | [[note\\|cell]] |", MemoryLinkKind.Wiki, "note", null, "cell")]
    [InlineData("[text](../a%20b.md#H%C3%A9)", MemoryLinkKind.Markdown, "../a b.md", "Hé", "text")]
    [InlineData("[text](/root/a.md \"title\")", MemoryLinkKind.Markdown, "/root/a.md", null, "text")]
    [InlineData("[text](<a b.md>)", MemoryLinkKind.Markdown, "a b.md", null, "text")]
    [InlineData("[a [b] c](x_(y).md)", MemoryLinkKind.Markdown, "x_(y).md", null, "a [b] c")]
    [InlineData("![alt](pic.png)", MemoryLinkKind.Markdown, "pic.png", null, "alt")]
    [InlineData("[label]: target.md", MemoryLinkKind.Markdown, "target.md", null, "label")]
    [InlineData("[over\nlines](x.md)", MemoryLinkKind.Markdown, "x.md", null, "over lines")]
    [InlineData("[[日本語/メモ]]", MemoryLinkKind.Wiki, "日本語/メモ", null, null)]
    [InlineData("---\nsupersedes: \"[[old/one]]\"\n---\n", MemoryLinkKind.Wiki, "old/one", null, null)]
    [InlineData("---\nsupersedes:\n  - '[[old|x]]'\n---\n", MemoryLinkKind.Wiki, "old", null, "x")]
    [InlineData("``a ` [[no]]`` [[yes]]", MemoryLinkKind.Wiki, "yes", null, null)]
    [InlineData("\\`[[yes]]\\`", MemoryLinkKind.Wiki, "yes", null, null)]
    [InlineData("<!-- [[no]]\n[[no]] --> [[yes]]", MemoryLinkKind.Wiki, "yes", null, null)]
    [InlineData("> ```\n> [[no]]\n[[yes]]", MemoryLinkKind.Wiki, "yes", null, null)]
    [InlineData("- a\n\n    [[yes]]", MemoryLinkKind.Wiki, "yes", null, null)]
    [InlineData("[[[yes]]]", MemoryLinkKind.Wiki, "yes", null, null)]
    public void Every_form_of_a_link_is_found_once(string text, MemoryLinkKind kind, string target, string? anchor, string? shown)
    {
        var link = Assert.Single(LinkScanner.Scan(text));
        Assert.Equal((kind, target, anchor, shown), (link.Kind, link.Target, link.Anchor, link.Text));
        Assert.Equal(1 + text[..link.Start].Count(c => c == '\n'), link.Line);
        Assert.Contains(text.Substring(link.Start, 1), (string[])["[", "!"]);
        Assert.Contains(text.Substring(link.Start + link.Length - 1, 1), (string[])["]", ")", "d"]);
    }

    [Theory]
    [InlineData("`[[a]]`")]
    [InlineData("```\n[[a]]\n[x](y.md)\n```")]
    [InlineData("~~~~\n[[a]]\n~~~\n[[b]]")]
    [InlineData("- ```js\n  [[a]]\n  ```")]
    [InlineData("text\n\n    [[code]]\n\n    [[code]]")]
    [InlineData("\\[[a]]")]
    [InlineData("\\[\\[a]]")]
    [InlineData("\\[a](b.md)")]
    [InlineData("<!-- [[a]] -->")]
    [InlineData("[[]] [[ ]] [[a\nb]] [] ()")]
    [InlineData("[x](https://a.b/c) [y](mailto:a@b) [z](//host/x) [e]()")]
    [InlineData("[^1]: https://example.org [^1] - [ ] todo - [x] done")]
    [InlineData("---\nmatrix: [[1, 2], [3, 4]]\nrow: [[1, 2]]\n# [[comment]]\n---\n")]
    public void What_only_looks_like_a_link_is_text(string text) => Assert.Empty(LinkScanner.Scan(text));

    [Theory]
    [InlineData("- works_at [[Acme]]", "works_at")]
    [InlineData("* knows [[Ana]] (since school)", "knows")]
    [InlineData("- relates to [[X]]", null)]
    [InlineData("- Knows [[X]]", null)]
    [InlineData("- see [[X]] for more", null)]
    [InlineData("- [[X]]", null)]
    [InlineData("- [ ] ask [[X]]", null)]
    [InlineData("- [12:30] ana [[X]]", null)]
    [InlineData("knows [[X]]", null)]
    [InlineData("- [x] asked [[X]]", null)]
    [InlineData("- [^1] from [[X]]", null)]
    [InlineData("- 12:30 ana [[X]]", null)]
    [InlineData("- met [[X]] yesterday (again)", null)]
    [InlineData("> - knows [[X]]", null)]
    [InlineData("1. knows [[X]]", null)]
    public void T25_only_a_relation_line_gives_a_relation_and_no_checkbox_stamp_or_prose_does(string text, string? verb) => Assert.Equal(verb, Assert.Single(LinkScanner.Scan(text)).Relation);

    [Fact]
    public void A_rename_changes_the_targets_and_nothing_else()
    {
        const string Text = "---\nsupersedes: '[[old]]'\n---\r\n[[old|Old]] ![[old#^m1]] [[old\\|t]] [o](<old> \"t\") [o](old#h) `[[old]]` [[older]] [![i](old)](old)\n";
        var text = LinkScanner.Rewrite(Text, l => l.Target == "old" ? "a (b) 'c'" : null);
        Assert.Equal("---\nsupersedes: '[[a (b) ''c'']]'\n---\r\n[[a (b) 'c'|Old]] ![[a (b) 'c'#^m1]] [[a (b) 'c'\\|t]] [o](<a (b) 'c'> \"t\") [o](a%20%28b%29%20%27c%27#h) `[[old]]` [[older]] [![i](a%20%28b%29%20%27c%27)](a%20%28b%29%20%27c%27)\n", text);
        Assert.Equal(LinkScanner.Scan(Text).Count, LinkScanner.Scan(text).Count(l => l.Target is "a (b) 'c'" or "a (b) ''c''" or "older"));
        Assert.Same(Text, LinkScanner.Rewrite(Text, _ => null));
    }

    [Fact]
    public void Hostile_texts_are_scanned_in_linear_work()
    {
        foreach (var part in new[] { "[", "[[", "[[a", "](", "](a \"", "<!--", "`", "``a", "[](", "\\[", "![[", "[a]: ", "](<", "- x [[" })
        {
            var text = string.Concat(Enumerable.Repeat(part, 300_000 / part.Length));
            LinkScanner.Scan(text);
            MarkdownText.Plain(text);
            MemoryFormat.Statement(text.Replace("a", "\n", StringComparison.Ordinal));
        }
    }
}
