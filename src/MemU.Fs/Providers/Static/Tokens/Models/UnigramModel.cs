namespace MemU.Fs.Providers.Static.Tokens.Models;

/// <summary>
/// SentencePiece's model: of all ways to cut a piece into tokens the one with the greatest sum of scores (Viterbi). A character that is no token costs ten more
/// than the worst token, and unknown ones in a row are one.
/// </summary>
internal sealed class UnigramModel : ITokenModel
{
    private const double Penalty = 10;
    private readonly Vocabulary _vocabulary;
    private readonly double[] _scores;
    private readonly double _unknownScore;
    private readonly int _unknown;
    private readonly int[]? _bytes;

    /// <summary>A model of tokens whose numbers are places in <paramref name="scores"/>; <paramref name="unknown"/> is -1 for none, and characters that are no tokens are then left out.</summary>
    public UnigramModel(Vocabulary vocabulary, double[] scores, int unknown, bool bytesForUnknown)
    {
        (_vocabulary, _scores, _unknown) = (vocabulary, scores, unknown);
        _unknownScore = (scores.Length == 0 ? 0 : scores.Min()) - Penalty;
        _bytes = bytesForUnknown ? ByteTokens.Of(vocabulary) : null;
    }

    /// <inheritdoc/>
    public void Tokenize(ReadOnlySpan<char> piece, Workbench bench)
    {
        var path = bench.Path;
        path.Begin(piece.Length);
        for (var at = 0; at < piece.Length;)
        {
            CodePoints.At(piece, at, out var units);
            var (score, hash, single) = (path.ScoreAt(at), PrefixHash.Empty, false);
            for (var end = at + 1; end <= piece.Length && _vocabulary.Step(ref hash, piece[at..end], out var token); end++)
            {
                if (token < 0) continue;
                path.Offer(at, end, score + _scores[token], token);
                single |= end - at == units;
            }
            if (!single) path.Offer(at, at + units, score + _unknownScore, _unknown);
            at += units;
        }
        Take(piece, path, bench.Tokens);
    }

    private void Take(ReadOnlySpan<char> piece, BestPath path, List<int> tokens)
    {
        var first = tokens.Count;
        for (var end = piece.Length; end > 0;)
        {
            var start = path.StartOf(end);
            if (path.TokenOf(end) is var token && token != _unknown) tokens.Add(token);
            else
            {
                while (start > 0 && path.TokenOf(start) == _unknown) start = path.StartOf(start);
                Unknown(piece[start..end], tokens);
            }
            end = start;
        }
        tokens.Reverse(first, tokens.Count - first); // they were found from the end
    }

    private void Unknown(ReadOnlySpan<char> text, List<int> tokens)
    {
        if (_vocabulary.Find(text) is >= 0 and var whole) tokens.Add(whole);
        else if (_bytes is null || !ByteTokens.TryAddReversed(text, _bytes, tokens))
        {
            if (_unknown >= 0) tokens.Add(_unknown);
        }
    }
}
