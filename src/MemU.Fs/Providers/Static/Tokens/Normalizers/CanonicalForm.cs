using System.Text;

namespace MemU.Fs.Providers.Static.Tokens.Normalizers;

/// <summary>One of Unicode's normal forms.</summary>
internal sealed class CanonicalForm(NormalizationForm form) : INormalizer
{
    private const char Unnormalizable = '\uFFFE'; // .NET refuses a text that has it

    /// <inheritdoc/>
    public void Apply(Passage passage)
    {
        ReadOnlySpan<char> text = passage.Text.Span;
        if (System.Text.Ascii.IsValid(text)) return;
        var normal = passage.Anew();
        for (var cut = text.IndexOf(Unnormalizable); cut >= 0; cut = text.IndexOf(Unnormalizable))
        {
            Append(text[..cut], normal);
            normal.Append(Unnormalizable);
            text = text[(cut + 1)..];
        }
        Append(text, normal);
        passage.Take();
    }

    private void Append(ReadOnlySpan<char> text, TextBuffer normal)
    {
        if (text.IsEmpty) return;
        int written;
        for (var room = text.Length * 2; !text.TryNormalize(normal.Room(room), out written, form);) room *= 2;
        normal.Advance(written);
    }
}
