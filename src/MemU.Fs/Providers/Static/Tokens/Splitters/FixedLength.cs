namespace MemU.Fs.Providers.Static.Tokens.Splitters;

/// <summary>Cuts after every so many characters.</summary>
internal sealed class FixedLength(int length) : ISplitter
{
    /// <inheritdoc/>
    public void Split(ReadOnlySpan<char> piece, bool atStart, Pieces pieces, Workbench bench)
    {
        int from = 0, count = 0;
        for (int i = 0, units; i < piece.Length; i += units)
        {
            CodePoints.At(piece, i, out units);
            if (++count < length) continue;
            pieces.Add(piece[from..(i + units)], atStart && from == 0);
            (from, count) = (i + units, 0);
        }
        pieces.Add(piece[from..], atStart && from == 0);
    }
}
