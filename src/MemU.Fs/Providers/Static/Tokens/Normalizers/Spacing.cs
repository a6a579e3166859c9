namespace MemU.Fs.Providers.Static.Tokens.Normalizers;

/// <summary>The rules of machine translation (Nmt): some controls out, separators, joiners and broken characters as spaces.</summary>
internal sealed class Spacing : INormalizer
{
    /// <inheritdoc/>
    public void Apply(Passage passage)
    {
        var text = passage.Text.Span;
        var written = 0;
        foreach (var unit in text)
        {
            if (unit is (>= '\u0001' and <= '\u0008') or '\u000B' or (>= '\u000E' and <= '\u001F') or '\u007F' or '\u008F' or '\u009F')
            {
                if (written == 0) passage.AtStart = false;
                continue;
            }
            text[written++] = unit is '\t' or '\n' or '\f' or '\r' or '\u1680' or (>= '\u200B' and <= '\u200F') or '\u2028' or '\u2029' or '\u2581' or '\uFEFF' or '\uFFFD' ? ' ' : unit;
        }
        passage.Text.Cut(written);
    }
}
