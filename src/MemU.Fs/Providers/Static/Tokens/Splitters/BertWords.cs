namespace MemU.Fs.Providers.Static.Tokens.Splitters;

/// <summary>BERT's words: cut at spaces, which are left out, and at each punctuation, which is a piece.</summary>
internal sealed class BertWords : ISplitter
{
    /// <inheritdoc/>
    public void Split(ReadOnlySpan<char> piece, bool atStart, Pieces pieces, Workbench bench)
    {
        var from = 0;
        for (int i = 0, units; i < piece.Length; i += units)
        {
            var c = CodePoints.At(piece, i, out units);
            var isSpace = CodePoints.IsSpace(c);
            if (!isSpace && (char.IsAsciiLetterOrDigit((char)c) && c < 128 || !CharacterSet.Punctuation.Has(c))) continue;
            pieces.Add(piece[from..i], atStart && from == 0);
            if (!isSpace) pieces.Add(piece.Slice(i, units), atStart && i == 0);
            from = i + units;
        }
        pieces.Add(piece[from..], atStart && from == 0);
    }
}
