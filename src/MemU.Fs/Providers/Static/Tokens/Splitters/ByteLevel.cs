namespace MemU.Fs.Providers.Static.Tokens.Splitters;

/// <summary>Cuts into GPT-2's words, if it is to, and writes their bytes as visible characters.</summary>
internal sealed class ByteLevel(bool prefixSpace, bool cut) : ISplitter
{
    private static readonly ByteLevelWords s_words = new();

    /// <inheritdoc/>
    public void Split(ReadOnlySpan<char> piece, bool atStart, Pieces pieces, Workbench bench)
    {
        var (text, bytes) = (bench.Changed, bench.Bytes);
        text.Clear();
        if (prefixSpace && piece[0] != ' ') text.Append(' ');
        text.Append(piece);
        bench.Stretches.Clear();
        if (cut) s_words.Find(text.Span, bench.Stretches);
        else bench.Stretches.Add(new(0, text.Length, true));
        foreach (var word in bench.Stretches)
        {
            bytes.Clear();
            ByteAlphabet.Append(text.Span[word.Start..word.End], bytes);
            pieces.Add(bytes.Span, atStart && word.Start == 0);
        }
    }
}
