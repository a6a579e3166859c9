using System.Text;
using MemU.Fs.Model;
using Xunit;

namespace MemU.Fs.Tests.Paths;

public class MemoryPathTests
{
    [Theory]
    [InlineData("a/\uFFFE.md")]
    [InlineData("\uFFFF")]
    [InlineData("a\uFDD0b")]
    [InlineData("\uD83F\uDFFE")]
    [InlineData("../a")]
    [InlineData("a/../../b")]
    [InlineData("/etc/passwd")]
    [InlineData("C:\\x")]
    [InlineData("a//b")]
    [InlineData("CLOC\u212A$")]
    public void What_is_no_path_inside_a_memory_is_refused_with_a_reason(string text)
    {
        Assert.False(MemoryPath.TryParse(text, out var path, out var why));
        Assert.True(path.IsRoot);
        Assert.NotEmpty(why);
        Assert.Equal(MemUErrorKind.BadArgument, Assert.Throws<MemUException>(() => MemoryPath.Parse(text)).Kind);
    }

    [Fact]
    public void Half_a_character_is_refused() // a lone surrogate cannot stand in an attribute
    {
        foreach (var text in (string[])["\uD800", "a\uDC00b/c", "x\uD800"]) Assert.False(MemoryPath.TryParse(text, out _, out _));
    }

    [Fact]
    public void No_text_makes_it_throw_or_leads_out_of_the_root()
    {
        string[] pieces = ["..", ".", "/", "\\", "//", " ", "a", "é", "e\u0301", "茶", "😀", "\uFFFE", "\uFFFF", "\uFDD0", "\uD800", "\uDC00", "\0", "\n", ":", "CON", "nul.md", "\u212A", "\u0344", "\u037E", "\u1FEF", "\u202E", "\uFF0E\uFF0E", "\u2215", "%2e%2e", "~", "-", ".git", new('x', 250), new('\u0344', 120)];
        var random = new Random(20261123);
        var root = Path.GetFullPath("/tree/root");
        for (var round = 0; round < 200_000; round++)
        {
            var text = new StringBuilder();
            for (var n = random.Next(0, 8); n >= 0; n--)
                if (random.Next(3) > 0) text.Append(pieces[random.Next(pieces.Length)]);
                else text.Append((char)random.Next(0x10000));
            var given = text.ToString();
            if (!MemoryPath.TryParse(given, out var path, out var why))
            {
                Assert.NotEmpty(why);
                continue;
            }
            var absolute = Path.GetFullPath(Path.Combine(root, path.Value));
            Assert.True(absolute == root || absolute.StartsWith(root + Path.DirectorySeparatorChar, StringComparison.Ordinal), given);
            Assert.True(path.Value.IsNormalized(NormalizationForm.FormC), given);
            Assert.True(path.Segments.All(s => Encoding.UTF8.GetByteCount(s) <= 255), given);
            Assert.True(MemoryPath.TryParse(path.Value, out var again, out _) && again == path, given);
        }
    }
}
