namespace MemU.Fs.Providers.Static.Tokens.Models;

/// <summary>BERT's model: always the longest token that fits next; a word that is not made of tokens to its end is unknown as a whole.</summary>
internal sealed class WordPieceModel(Vocabulary vocabulary, string unknown, string continuing, int longest) : ITokenModel
{
    private readonly int _unknown = vocabulary.Find(unknown);
    private readonly PrefixHash _continuing = PrefixHash.Of(continuing);

    /// <inheritdoc/>
    public void Tokenize(ReadOnlySpan<char> piece, Workbench bench)
    {
        var before = bench.Tokens.Count;
        if (IsTooLong(piece))
        {
            Unknown(bench, before);
            return;
        }
        for (var at = 0; at < piece.Length;)
        {
            var token = at == 0 ? vocabulary.Longest(PrefixHash.Empty, [], piece, out var length) : vocabulary.Longest(_continuing, continuing, piece[at..], out length);
            if (token < 0)
            {
                Unknown(bench, before);
                return;
            }
            bench.Tokens.Add(token);
            at += length;
        }
    }

    private void Unknown(Workbench bench, int before)
    {
        bench.Tokens.RemoveRange(before, bench.Tokens.Count - before);
        if (_unknown >= 0) bench.Tokens.Add(_unknown);
    }

    private bool IsTooLong(ReadOnlySpan<char> piece)
    {
        if (piece.Length <= longest) return false;
        var characters = piece.Length;
        foreach (var unit in piece)
            if (char.IsLowSurrogate(unit)) characters--;
        return characters > longest;
    }
}
