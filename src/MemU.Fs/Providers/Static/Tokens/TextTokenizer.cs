using System.Collections.Concurrent;
using MemU.Fs.Providers.Static.Tokens.Models;
using MemU.Fs.Providers.Static.Tokens.Normalizers;
using MemU.Fs.Providers.Static.Tokens.Splitters;

namespace MemU.Fs.Providers.Static.Tokens;

/// <summary>Cuts texts into numbers of tokens just as Hugging Face's <c>tokenizers</c> do without special tokens. May be used by several threads.</summary>
internal sealed class TextTokenizer
{
    private readonly ConcurrentBag<Workbench> _benches = [];

    /// <summary>A tokenizer of the parts that are given.</summary>
    public TextTokenizer() => IsUnknown = token => token == Unknown;

    /// <summary>How a piece becomes tokens.</summary>
    public required ITokenModel Model { get; init; }

    /// <summary>What is done to a text first; null for nothing.</summary>
    public required INormalizer? Normalizer { get; init; }

    /// <summary>How a text becomes pieces, step by step.</summary>
    public required IReadOnlyList<ISplitter> Splitters { get; init; }

    /// <summary>Tokens that are found in the source as it is.</summary>
    public required AddedTokens Raw { get; init; }

    /// <summary>Tokens that are found once the source is normalized.</summary>
    public required AddedTokens Normalized { get; init; }

    /// <summary>How many tokens of a text are kept; null for all.</summary>
    public required TokenLimit? Limit { get; init; }

    /// <summary>The token of unknown words, which Model2Vec leaves out; -1 where it has none that is left out.</summary>
    public required int Unknown { get; init; }

    /// <summary>Whether a token is <see cref="Unknown"/>; made once, for it is asked for each text.</summary>
    public Predicate<int> IsUnknown { get; }

    /// <summary>Half of the vocabulary's tokens are no longer than this, in characters.</summary>
    public required int MedianLength { get; init; }

    /// <summary>The greatest number that a token may have.</summary>
    public required int Greatest { get; init; }

    /// <summary>A place to work at, to be given back.</summary>
    public Workbench Rent() => _benches.TryTake(out var bench) ? bench : new();

    /// <summary>Takes a place to work at back.</summary>
    public void Return(Workbench bench) => _benches.Add(bench);

    /// <summary>Puts the tokens of the first characters of a text into <see cref="Workbench.Tokens"/>.</summary>
    public void Encode(ReadOnlySpan<char> text, int characters, Workbench bench)
    {
        bench.Tokens.Clear();
        bench.Before.Clear();
        bench.After.Clear();
        TakeSource(text, characters, bench.Source);
        Raw.Split(bench.Source.Span, atStart: true, bench.After);
        bench.NextStep();
        foreach (var piece in bench.Before.All)
        {
            if (piece.IsToken) bench.After.AddToken(piece.Token);
            else Normalize(bench.Before.TextOf(piece), piece.AtStart, bench);
        }
        foreach (var splitter in Splitters)
        {
            bench.NextStep();
            foreach (var piece in bench.Before.All)
            {
                if (piece.IsToken) bench.After.AddToken(piece.Token);
                else splitter.Split(bench.Before.TextOf(piece), piece.AtStart, bench.After, bench);
            }
        }
        foreach (var piece in bench.After.All)
        {
            if (piece.IsToken) bench.Tokens.Add(piece.Token);
            else Model.Tokenize(bench.After.TextOf(piece), bench);
        }
        Limit?.Apply(bench.Tokens);
    }

    private void Normalize(ReadOnlySpan<char> text, bool atStart, Workbench bench)
    {
        var passage = bench.Passage;
        passage.Set(text, atStart);
        Normalizer?.Apply(passage);
        Normalized.Split(passage.Text.Span, passage.AtStart, bench.After);
    }

    /// <summary>The first characters of a text; halves of pairs, which UTF-8 can't hold, become U+FFFD.</summary>
    private static void TakeSource(ReadOnlySpan<char> text, int characters, TextBuffer source)
    {
        source.Clear();
        for (int i = 0, units; i < text.Length && characters > 0; i += units, characters--)
        {
            var c = CodePoints.At(text, i, out units);
            source.AppendCodePoint(c);
        }
    }
}

/// <summary>Keeps the first or the last tokens of a text.</summary>
internal sealed record TokenLimit(int Most, bool KeepsLast)
{
    /// <summary>Takes what is too much out.</summary>
    public void Apply(List<int> tokens)
    {
        if (tokens.Count > Most) tokens.RemoveRange(KeepsLast ? 0 : Most, tokens.Count - Most);
    }
}
