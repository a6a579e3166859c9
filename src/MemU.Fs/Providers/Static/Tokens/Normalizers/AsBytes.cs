namespace MemU.Fs.Providers.Static.Tokens.Normalizers;

/// <summary>Writes every byte of the text's UTF-8 as a visible character.</summary>
internal sealed class AsBytes : INormalizer
{
    /// <inheritdoc/>
    public void Apply(Passage passage)
    {
        var bytes = passage.Anew();
        ByteAlphabet.Append(passage.Text.Span, bytes);
        passage.Take();
    }
}
