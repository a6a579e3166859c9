using System.Text;
using MemU.Fs.Markdown;
using MemU.Fs.Model;
using Xunit;

namespace MemU.Fs.Tests.Markdown;

public sealed class SlugTests
{
    [Theory]
    [InlineData("Likes oolong tea", "likes-oolong-tea")]
    [InlineData("likes-oolong-tea", "likes-oolong-tea")]
    [InlineData("Likes_Oolong  TEA!", "likes-oolong-tea")]
    [InlineData("Don't panic", "dont-panic")]
    [InlineData("Café e\u0301te\u0301", "café-été")]
    [InlineData("喜欢乌龙茶", "喜欢乌龙茶")]
    [InlineData("يحب الشاي", "يحب-الشاي")]
    [InlineData("Любит Чай", "любит-чай")]
    [InlineData("चाय पसंद है", "चाय-पसंद-है")]
    [InlineData("Tea 🍵 time", "tea-time")]
    [InlineData("🍵", "🍵")]
    [InlineData("...", "untitled")]
    [InlineData("", "untitled")]
    [InlineData("a/b\\c:d*e?f\"g<h>i|j", "a-b-c-d-e-f-g-h-i-j")]
    [InlineData("../../etc/passwd", "etc-passwd")]
    [InlineData("README", "readme-note")]
    [InlineData("Index", "index-note")]
    [InlineData("CON", "con-note")]
    [InlineData("com¹", "com¹-note")]
    [InlineData("\uD800x\0", "x")]
    public void A_title_becomes_a_readable_name_in_its_own_script(string title, string slug) => Assert.Equal(slug, Slug.Of(title));

    [Fact]
    public void Any_title_gives_a_name_that_every_system_takes()
    {
        var random = new Random(9);
        for (var i = 0; i < 5000; i++)
        {
            var title = new string(Enumerable.Range(0, random.Next(150)).Select(_ => (char)(random.Next(3) == 0 ? random.Next(0x10000) : random.Next(0x180))).ToArray());
            var slug = Slug.Of(title);
            Assert.True(MemoryPath.TryParse(slug + ".md", out _, out var why), $"{slug}: {why}");
            Assert.InRange(Encoding.UTF8.GetByteCount(slug + ".md"), 1, 120);
            Assert.True(slug.IsNormalized() && slug[0] is not ('-' or '.') && slug[^1] is not ('-' or '.'), slug);
            Assert.Equal(slug, Slug.Of(slug).Replace("-note-note", "-note", StringComparison.Ordinal));
        }
    }

    [Fact]
    public void Long_titles_are_cut_between_words_or_characters()
    {
        Assert.Equal(string.Join('-', Enumerable.Repeat("wörter", 14)), Slug.Of(string.Join(' ', Enumerable.Repeat("Wörter", 40))));
        Assert.Equal(new string('茶', 39), Slug.Of(new string('茶', 200)));
    }

    [Fact]
    public void A_taken_name_gets_the_next_number()
    {
        var taken = new HashSet<string>(["tea", "TEA-2"], StringComparer.OrdinalIgnoreCase);
        Assert.Equal("tea-3", Slug.Unique("tea", taken.Contains));
        Assert.Equal("coffee", Slug.Unique("coffee", taken.Contains));
        var full = Slug.Of(new string('a', 300));
        Assert.Equal(new string('a', 115) + "-2", Slug.Unique(full, n => n == full));
    }
}
