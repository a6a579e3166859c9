namespace MemU.Fs.Providers.Static.Tokens;

/// <summary>A token beside the model's, found in a text as a whole before anything else is cut: what it looks like, and what may stand around it.</summary>
internal sealed record AddedToken(string Content, bool SingleWord, bool TakesSpacesBefore, bool TakesSpacesAfter, bool Normalized);

/// <summary>Cuts added tokens out of a text: always the leftmost, and of those the longest.</summary>
internal sealed class AddedTokens
{
    private readonly Vocabulary _patterns;
    private readonly Dictionary<int, AddedToken> _tokens = [];

    /// <summary>Tokens by number, each with the text that is looked for.</summary>
    public AddedTokens(IEnumerable<(string Pattern, int Id, AddedToken Token)> tokens)
    {
        var patterns = new VocabularyBuilder();
        foreach (var (pattern, id, token) in tokens)
        {
            patterns.Add(pattern, id);
            _tokens[id] = token;
        }
        _patterns = patterns.Build();
    }

    /// <summary>Adds the tokens in a text and what lies between them.</summary>
    public void Split(ReadOnlySpan<char> text, bool atStart, Pieces pieces)
    {
        var from = 0;
        for (var i = 0; i < text.Length && _patterns.Count > 0;)
        {
            var id = _patterns.Longest(PrefixHash.Empty, [], text[i..], out var length);
            if (id < 0 || length == 0)
            {
                i++;
                continue;
            }
            var (start, end, token) = (i, i + length, _tokens[id]);
            i = end;
            if (token.SingleWord && !StandsAlone(text, start, end)) continue;
            if (token.TakesSpacesBefore) start = Math.Max(from, text[..start].TrimEnd().Length);
            if (token.TakesSpacesAfter) end = text.Length - text[end..].TrimStart().Length;
            if (from < start) pieces.Add(text[from..start], atStart && from == 0);
            if (start < end) pieces.AddToken(id);
            from = end; // which may lie before the end of that token's spaces, as in Hugging Face's library
        }
        if (from < text.Length) pieces.Add(text[from..], atStart && from == 0);
    }

    private static bool StandsAlone(ReadOnlySpan<char> text, int start, int end) =>
        (start == 0 || !CodePoints.IsWord(CodePoints.Last(text[..start]))) && (end == text.Length || !CodePoints.IsWord(CodePoints.At(text, end, out _)));
}
