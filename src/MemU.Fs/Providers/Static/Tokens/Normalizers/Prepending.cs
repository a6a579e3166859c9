namespace MemU.Fs.Providers.Static.Tokens.Normalizers;

/// <summary>Puts a text before every other that is not empty.</summary>
internal sealed class Prepending(string before) : INormalizer
{
    /// <inheritdoc/>
    public void Apply(Passage passage)
    {
        if (passage.Text.Length == 0) return;
        var longer = passage.Anew();
        longer.Append(before);
        longer.Append(passage.Text.Span);
        passage.Take();
    }
}
