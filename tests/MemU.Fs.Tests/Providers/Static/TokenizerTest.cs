using System.Text;
using MemU.Fs.Providers.Static.Tokens.Reading;
using Xunit;

namespace MemU.Fs.Tests.Providers.Static;

/// <summary>Compares tokens by their texts. What is expected was also asked of Hugging Face's tokenizers 0.22.2, once, with the same files.</summary>
public abstract class TokenizerTest
{
    /// <summary>Asserts that a text has these tokens, written with bars between; those beyond the vocabulary as numbers.</summary>
    internal static void Expect(string tokenizer, IReadOnlyList<string> vocabulary, string text, string expected)
    {
        var read = TokenizerFile.Read(Encoding.UTF8.GetBytes(tokenizer), "tokenizer.json");
        var bench = read.Rent();
        read.Encode(text, int.MaxValue, bench);
        Assert.Equal(expected, string.Join('|', bench.Tokens.Select(t => t < vocabulary.Count ? vocabulary[t] : $"#{t}")));
    }
}
