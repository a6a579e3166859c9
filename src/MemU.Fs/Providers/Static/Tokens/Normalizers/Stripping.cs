namespace MemU.Fs.Providers.Static.Tokens.Normalizers;

/// <summary>Leaves spaces at the ends out.</summary>
internal sealed class Stripping(bool left, bool right) : INormalizer
{
    /// <inheritdoc/>
    public void Apply(Passage passage)
    {
        var text = passage.Text.Span;
        var length = right ? text.TrimEnd().Length : text.Length;
        var first = left ? length - text[..length].TrimStart().Length : 0;
        if (first > 0)
        {
            text[first..length].CopyTo(text);
            passage.AtStart = false;
        }
        passage.Text.Cut(length - first);
    }
}
