namespace MemU.Fs.Providers.Static.Tokens.Normalizers;

/// <summary>Several normalizers, one after the other.</summary>
internal sealed class InOrder(IReadOnlyList<INormalizer> normalizers) : INormalizer
{
    /// <inheritdoc/>
    public void Apply(Passage passage)
    {
        foreach (var normalizer in normalizers) normalizer.Apply(passage);
    }
}
