namespace MemU.Fs.Providers.Static.Tokens.Models;

/// <summary>Byte pair encoding: a word's characters, merged pair by pair in the order in which the pairs were learned.</summary>
internal sealed class BytePairModel(Vocabulary vocabulary, Dictionary<(int, int), (int Rank, int Merged)> merges, BytePairOptions options) : ITokenModel
{
    private readonly int _unknown = options.Unknown is null ? Vocabulary.None : vocabulary.Find(options.Unknown);
    private readonly int[]? _bytes = options.BytesForUnknown ? ByteTokens.Of(vocabulary) : null;

    /// <inheritdoc/>
    public void Tokenize(ReadOnlySpan<char> piece, Workbench bench)
    {
        if (options.WholeWordsFirst && vocabulary.Find(piece) is >= 0 and var whole)
        {
            bench.Tokens.Add(whole);
            return;
        }
        var chain = bench.Symbols;
        chain.Begin();
        var pending = false; // an unknown symbol waits for what follows, since unknown ones in a row may be one
        for (var at = 0; at < piece.Length;)
        {
            CodePoints.At(piece, at, out var units);
            var symbol = Decorated(piece, at, units, bench.Changed);
            at += units;
            if (vocabulary.Find(symbol) is >= 0 and var token)
            {
                if (pending) chain.Add(_unknown);
                pending = false;
                chain.Add(token);
            }
            else if (!TryAddBytes(symbol, bench) && _unknown >= 0)
            {
                if (pending && !options.FuseUnknown) chain.Add(_unknown);
                pending = true;
            }
        }
        if (pending) chain.Add(_unknown);
        chain.Merge(merges, bench.Tokens);
    }

    private ReadOnlySpan<char> Decorated(ReadOnlySpan<char> piece, int at, int units, TextBuffer buffer)
    {
        var isLast = at + units == piece.Length;
        if ((at == 0 || options.Continuing.Length == 0) && (!isLast || options.Ending.Length == 0)) return piece.Slice(at, units);
        buffer.Clear();
        if (at > 0) buffer.Append(options.Continuing);
        buffer.Append(piece.Slice(at, units));
        if (isLast) buffer.Append(options.Ending);
        return buffer.Span;
    }

    private bool TryAddBytes(ReadOnlySpan<char> symbol, Workbench bench)
    {
        if (_bytes is null) return false;
        var first = bench.Tokens.Count;
        if (!ByteTokens.TryAddReversed(symbol, _bytes, bench.Tokens)) return false;
        for (var i = bench.Tokens.Count - 1; i >= first; i--) bench.Symbols.Add(bench.Tokens[i]);
        bench.Tokens.RemoveRange(first, bench.Tokens.Count - first);
        return true;
    }
}

/// <summary>What a byte pair model does besides merging; texts are empty where the file has none.</summary>
internal sealed record BytePairOptions(string? Unknown, string Continuing, string Ending, bool FuseUnknown, bool BytesForUnknown, bool WholeWordsFirst);
