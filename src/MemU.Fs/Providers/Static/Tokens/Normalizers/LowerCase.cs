using System.Buffers;
using System.Text;

namespace MemU.Fs.Providers.Static.Tokens.Normalizers;

/// <summary>Lower case character by character, whatever stands around it: a sigma at the end of a word is like any other.</summary>
internal sealed class LowerCase : INormalizer
{
    private const char DottedCapitalI = 'İ'; // the only character whose lower case is two

    /// <inheritdoc/>
    public void Apply(Passage passage)
    {
        var text = passage.Text.Span;
        if (text.Contains(DottedCapitalI))
        {
            var lower = passage.Anew();
            foreach (var unit in text)
            {
                lower.Append(unit == DottedCapitalI ? 'i' : unit);
                if (unit == DottedCapitalI) lower.Append('\u0307');
            }
            passage.Take();
            text = passage.Text.Span;
        }
        for (int i = 0, units = 1; i < text.Length; i += units, units = 1)
        {
            if (!char.IsSurrogate(text[i])) text[i] = char.ToLowerInvariant(text[i]);
            else if (Rune.DecodeFromUtf16(text[i..], out var rune, out units) == OperationStatus.Done) Rune.ToLowerInvariant(rune).EncodeToUtf16(text[i..]);
        }
    }
}
