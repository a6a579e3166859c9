namespace MemU.Fs.Providers.Static.Tokens.Normalizers;

/// <summary>Leaves the characters of a set out.</summary>
internal sealed class WithoutMarks(CharacterSet marks) : INormalizer
{
    /// <inheritdoc/>
    public void Apply(Passage passage)
    {
        var text = passage.Text.Span;
        var written = text.IndexOfAnyExceptInRange('\0', '\u02FF'); // no mark lies below
        if (written < 0) return;
        for (int i = written, units; i < text.Length; i += units)
        {
            if (marks.Has(CodePoints.At(text, i, out units)))
            {
                if (written == 0) passage.AtStart = false;
                continue;
            }
            text.Slice(i, units).CopyTo(text[written..]);
            written += units;
        }
        passage.Text.Cut(written);
    }
}
