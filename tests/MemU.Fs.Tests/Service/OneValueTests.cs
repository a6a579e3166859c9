using MemU.Fs.Model;
using Xunit;

namespace MemU.Fs.Tests.Service;

/// <summary>What somebody has one of at a time: the newer supersedes the older, and nobody else's.</summary>
public sealed class OneValueTests
{
    private static readonly DateTimeOffset Later = DateTimeOffset.Parse("2026-11-25T09:00:00Z");

    [Theory]
    [InlineData("My birthday is on 3 May.", "My birthday is actually on 4 May.", "birthday")]
    [InlineData("我的生日是5月3号。", "我的生日是5月4号。", "birthday")]
    [InlineData("小雨的生日是11月12号。", "小雨的生日是11月21号。", "birthday/小雨")]
    [InlineData("Lena's birthday is on 3 May.", "Lena's birthday is on 4 May.", "birthday/lena")]
    [InlineData("My phone number is 555 0100 22.", "My new phone number is 555 0100 33.", "phone")]
    [InlineData("My email is ana@example.com.", "My new email is ana@example.org.", "email")]
    [InlineData("I work for Northwind as a designer.", "I now work for Contoso as a designer.", "employer")]
    [InlineData("我的邮箱是ana@example.com。", "我的邮箱换成ana@example.org了。", "email")]
    [InlineData("My wife is Lena.", "My wife is Nora.", "partner")]
    [InlineData("I moved to Lyon in 2024.", "I moved to Porto in 2026.", "home")]
    public async Task A_newer_value_supersedes_the_older(string old, string now, string tag)
    {
        using var memory = await TestMemory.CreateAsync();
        var first = await memory.SayAsync("one.json", "ana", ("Ana", old));
        var second = await memory.SayAsync("two.json", "ana", Later, ("Ana", now));
        var item = Assert.Single(second.Items, i => i.Action == "superseded");
        Assert.Contains(first.Items.Single().Path[..^3], memory.Read(item.Path));
        Assert.Contains($"[{tag}]", memory.Read(item.Path).Replace("\"", ""));
        Assert.Equal("", memory.Git("status", "--porcelain"));
    }

    [Theory]
    [InlineData("My birthday is on 3 May.", "Lena's birthday is on 4 May.")]
    [InlineData("小雨的生日是11月12号。", "小明的生日是11月21号。")]
    [InlineData("My birthday is on 3 May.", "By the way, my birthday is on the 3 May, every year.")]
    [InlineData("I work for Northwind as a designer.", "I work at Contoso on Saturdays.")]
    public async Task Another_persons_value_or_the_same_again_supersedes_nothing(string old, string now)
    {
        using var memory = await TestMemory.CreateAsync();
        await memory.SayAsync("one.json", "ana", ("Ana", old));
        var second = await memory.SayAsync("two.json", "ana", Later, ("Ana", now));
        Assert.DoesNotContain(second.Items, i => i.Action == "superseded");
    }

    [Fact]
    public async Task The_birthday_that_an_example_corrects_supersedes_the_one_told_a_month_before()
    {
        using var memory = await TestMemory.CreateAsync();
        var october = await memory.MemorizeFileAsync(TestMemory.Example("conversations/linxiao-2026-10-11.json"), "linxiao");
        var november = await memory.MemorizeFileAsync(TestMemory.Example("conversations/linxiao-2026-11-08.json"), "linxiao");
        var old = Assert.Single(october.Items, i => i.Summary.Contains("生日是11月12号"));
        var corrected = Assert.Single(november.Items, i => i.Summary.Contains("小雨的生日是11月21号"));
        Assert.Equal("superseded", corrected.Action);
        Assert.Contains(old.Path[..^3], memory.Read(corrected.Path));
    }
}
