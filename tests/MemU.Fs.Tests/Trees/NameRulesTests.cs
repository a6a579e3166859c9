using System.Text;
using MemU.Fs.Files.Nodes;
using Xunit;

namespace MemU.Fs.Tests.Trees;

/// <summary>The names that every tree on disk takes or refuses.</summary>
public sealed class NameRulesTests
{
    [Theory]
    [InlineData("likes-tea.md", TreeError.None)]
    [InlineData("茶.md", TreeError.None)]
    [InlineData("شاي", TreeError.None)]
    [InlineData("🍵.md", TreeError.None)]
    [InlineData("a:b*c?.txt", TreeError.None)]
    [InlineData("...", TreeError.None)]
    [InlineData("", TreeError.Invalid)]
    [InlineData(".", TreeError.Invalid)]
    [InlineData("..", TreeError.Invalid)]
    [InlineData("a/b", TreeError.Invalid)]
    [InlineData("a\0b", TreeError.Invalid)]
    public void A_name_is_read_or_it_is_none(string name, TreeError error)
    {
        Assert.Equal(error, NameRules.Read(Encoding.UTF8.GetBytes(name), out var text));
        Assert.Equal(error == TreeError.None ? name : "", text);
    }

    [Fact]
    public void The_longest_name_has_255_bytes_and_not_so_many_letters()
    {
        Assert.Equal(TreeError.None, NameRules.Read(Encoding.UTF8.GetBytes(new string('a', 255)), out _));
        Assert.Equal(TreeError.NameTooLong, NameRules.Read(Encoding.UTF8.GetBytes(new string('a', 256)), out _));
        Assert.Equal(TreeError.None, NameRules.Read(Encoding.UTF8.GetBytes(new string('茶', 85)), out _));
        Assert.Equal(TreeError.NameTooLong, NameRules.Read(Encoding.UTF8.GetBytes(new string('茶', 86)), out _));
        // a letter that is written as two in the composed form
        Assert.Equal(TreeError.NameTooLong, NameRules.Read(Encoding.UTF8.GetBytes(new string('\u0958', 85)), out _));
    }

    [Theory]
    [InlineData(new byte[] { 0xFF })]
    [InlineData(new byte[] { (byte)'a', 0xC3 })]
    [InlineData(new byte[] { 0xED, 0xA0, 0x80 })] // half of a pair
    [InlineData(new byte[] { 0xC0, 0xAF })] // a slash in disguise
    public void What_is_no_UTF_8_is_no_name(byte[] name) => Assert.Equal(TreeError.BadName, NameRules.Read(name, out _));

    [Fact]
    public void Both_forms_of_a_name_are_one_name()
    {
        Assert.Equal(TreeError.None, NameRules.Read("cafe\u0301.md"u8, out var decomposed));
        Assert.Equal(TreeError.None, NameRules.Read("caf\u00e9.md"u8, out var composed));
        Assert.Equal("caf\u00e9.md", composed);
        Assert.Equal(composed, decomposed);
    }

    [Theory]
    [InlineData("likes-tea.md", TreeError.None)]
    [InlineData("茶.md", TreeError.None)]
    [InlineData(".obsidian", TreeError.None)]
    [InlineData("a:b.md", TreeError.Invalid)]
    [InlineData("a\\b.md", TreeError.Invalid)]
    [InlineData("what?.md", TreeError.Invalid)]
    [InlineData("con.md", TreeError.Invalid)]
    [InlineData("LPT¹", TreeError.Invalid)]
    [InlineData("ends.", TreeError.Invalid)]
    [InlineData("ends ", TreeError.Invalid)]
    [InlineData("%2e%2e", TreeError.Invalid)]
    [InlineData("line\nbreak.md", TreeError.Invalid)]
    [InlineData("no\ufffecharacter.md", TreeError.Invalid)]
    public void A_memory_and_a_folder_have_names_for_every_system_and_other_files_may_have_any(string name, TreeError error)
    {
        Assert.Equal(TreeError.None, NameRules.Read(Encoding.UTF8.GetBytes(name), out var text));
        Assert.Equal(name, text);
        Assert.Equal(error, NameRules.Check(text, isMemoryName: true));
        Assert.Equal(TreeError.None, NameRules.Check(text, isMemoryName: false));
    }

    [Fact]
    public void The_rules_of_memories_are_for_folders_and_markdown_in_any_case()
    {
        Assert.True(NameRules.IsMemoryName("a.md", isFolder: false));
        Assert.True(NameRules.IsMemoryName("A.MD", isFolder: false));
        Assert.True(NameRules.IsMemoryName("a", isFolder: true));
        Assert.False(NameRules.IsMemoryName("a.md.tmp", isFolder: false));
        Assert.False(NameRules.IsMemoryName("photo.jpg", isFolder: false));
    }

    [Theory]
    [InlineData("tea.md", "Tea.md", true)]
    [InlineData("чай.md", "ЧАЙ.md", true)]
    [InlineData("caf\u00e9.md", "CAFE\u0301.md", true)]
    [InlineData("tea.md", "tea.md", false)]
    [InlineData("caf\u00e9.md", "cafe\u0301.md", false)] // the same name in its other form
    [InlineData("tea.md", "teas.md", false)]
    [InlineData("tea.md", "茶.md", false)]
    [InlineData("ı.md", "I.md", false)] // no system takes these for one
    public void Twins_differ_in_case_alone(string name, string neighbor, bool isTwin) => Assert.Equal(isTwin, NameRules.IsTwin(name, neighbor));

    [Theory]
    [InlineData(".memu", "state", true)]
    [InlineData(".MEMU", "Cache", true)]
    [InlineData(".memu", "config.yaml", false)]
    [InlineData("", "state", false)]
    [InlineData("a/.memu", "state", false)]
    public void State_and_cache_are_hidden_and_nothing_else_is(string folder, string name, bool isHidden) => Assert.Equal(isHidden, NameRules.IsHidden(folder, name));
}
