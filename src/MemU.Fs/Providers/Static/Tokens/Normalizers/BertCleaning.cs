namespace MemU.Fs.Providers.Static.Tokens.Normalizers;

/// <summary>BERT's rules: controls out and every space the same, spaces around Chinese characters, no accents, lower case; each may be switched off.</summary>
internal sealed class BertCleaning(bool clean, bool chinese, bool stripAccents, bool lowercase) : INormalizer
{
    private static readonly CanonicalForm s_decomposed = new(System.Text.NormalizationForm.FormD);
    private static readonly WithoutMarks s_unaccented = new(CharacterSet.NonSpacing);
    private static readonly LowerCase s_lower = new();

    /// <inheritdoc/>
    public void Apply(Passage passage)
    {
        if (clean) Clean(passage);
        if (chinese) SetApart(passage);
        if (stripAccents)
        {
            s_decomposed.Apply(passage);
            s_unaccented.Apply(passage);
        }
        if (lowercase) s_lower.Apply(passage);
    }

    private static void Clean(Passage passage)
    {
        var text = passage.Text.Span;
        var written = 0;
        for (int i = 0, units; i < text.Length; i += units)
        {
            var c = CodePoints.At(text, i, out units);
            if (c is >= ' ' and < 127 || !CharacterSet.Dropped.Has(c))
            {
                if (CodePoints.IsSpace(c)) text[written++] = ' ';
                else
                {
                    text.Slice(i, units).CopyTo(text[written..]);
                    written += units;
                }
            }
            else if (written == 0) passage.AtStart = false;
        }
        passage.Text.Cut(written);
    }

    private static void SetApart(Passage passage)
    {
        var text = passage.Text.Span;
        if (!text.ContainsAnyExceptInRange('\0', '\u33FF')) return;
        var apart = passage.Anew();
        for (int i = 0, units; i < text.Length; i += units)
        {
            var isChinese = IsChinese(CodePoints.At(text, i, out units));
            if (isChinese) apart.Append(' ');
            apart.Append(text.Slice(i, units));
            if (isChinese) apart.Append(' ');
        }
        passage.Take();
    }

    private static bool IsChinese(int c) =>
        c is (>= 0x4E00 and <= 0x9FFF) or (>= 0x3400 and <= 0x4DBF) or (>= 0x20000 and <= 0x2A6DF) or (>= 0x2A700 and <= 0x2B73F) or (>= 0x2B740 and <= 0x2B81F)
            or (>= 0x2B920 and <= 0x2CEAF) or (>= 0xF900 and <= 0xFAFF) or (>= 0x2F800 and <= 0x2FA1F);
}
