using MemU.Fs.Context;
using Microsoft.ML.Tokenizers;
using Xunit;

namespace MemU.Fs.Tests.Context;

public sealed class TokenCounterTests
{
    // finds its table by itself, through reflection
    private static readonly Tokenizer Packaged = TiktokenTokenizer.CreateForEncoding("o200k_base");

    [Theory]
    [InlineData("")]
    [InlineData("hello world")]
    [InlineData("It's 2026-11-27, isn't it?\r\n\r\n- [[a/b#^m12|x]] (y)\n")]
    [InlineData("我对花生过敏，挺严重的。")]
    [InlineData("こんにちは 안녕하세요 شكرًا जल 👩‍👩‍👧‍👦🐉")]
    [InlineData("a\ud800b")]
    public void It_counts_as_the_package_does(string text) => Assert.Equal(Packaged.CountTokens(text, considerNormalization: false), TokenCounter.Count(text));

    [Theory]
    [InlineData("hello world")]
    [InlineData("It's 2026-11-27, isn't it?\r\n\r\n- [[a/b#^m12|x]] (y)\n")]
    [InlineData("我对花生过敏，挺严重的。  \n\n")]
    [InlineData("こんにちは 안녕하세요 شكرًا जल 👩‍👩‍👧‍👦🐉")]
    [InlineData("kimzedekol greedili extremist, kur fatal kiln zofova\n  busis fumenzasu brash ho steril\n")]
    public void A_text_fits_into_exactly_as_many_tokens_as_are_counted(string text)
    {
        var count = TokenCounter.Count(text);
        Assert.Equal((true, count), (TokenCounter.Fits(text, count, out var all), all));
        Assert.Equal((true, count), (TokenCounter.Fits(text, count + 100, out all), all));
        for (var fewer = -1; fewer < count; fewer++) Assert.False(TokenCounter.Fits(text, fewer, out _), $"{fewer} of {count}");
    }

    [Fact]
    public void What_was_forgotten_is_read_again()
    {
        TokenCounter.Forget();
        Assert.Equal(2, TokenCounter.Count("hello world"));
    }

    [Fact]
    public void A_mark_that_models_know_is_text_like_any_other() => Assert.True(TokenCounter.Count("<|endoftext|>") > Packaged.CountTokens("<|endoftext|>", considerNormalization: false));

    [Fact]
    public void Hello_world_has_two_tokens() => Assert.Equal(2, TokenCounter.Count("hello world"));

    [Fact]
    public void A_long_text_is_counted_in_parts_that_make_hardly_a_difference()
    {
        var text = string.Concat(Enumerable.Range(0, 4000).Select(i => $"The {i}. heron stood in the river, 第{i}只苍鹭站在河里。\n"));
        Assert.InRange(TokenCounter.CountLong(text) / (double)TokenCounter.Count(text), 0.999, 1.001);
    }

    // merged as one piece it would take time that grows with the square of its length
    [Fact]
    public void One_endless_word_is_counted_in_parts_of_a_thousand()
    {
        var tokens = TokenCounter.CountLong(new string('x', 200_000));
        Assert.InRange(tokens, 10_000, 200_000);
        Assert.Equal(200 * TokenCounter.Count(new string('x', 1000)), tokens);
    }
}
