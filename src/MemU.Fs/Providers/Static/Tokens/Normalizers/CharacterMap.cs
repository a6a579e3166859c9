using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using System.Text.Unicode;

namespace MemU.Fs.Providers.Static.Tokens.Normalizers;

/// <summary>
/// SentencePiece's own rules (Precompiled): a double-array trie from UTF-8 to places in a text of replacements. As in Hugging Face's reading of it, a grapheme
/// of up to five bytes is replaced as a whole by what its shortest known beginning maps to, others character by character.
/// </summary>
internal sealed class CharacterMap : INormalizer
{
    private const int LongestWhole = 5;
    private readonly uint[] _units;
    private readonly byte[] _replacements;

    private CharacterMap(uint[] units, byte[] replacements) => (_units, _replacements) = (units, replacements);

    /// <summary>Reads the map: the length of the trie in bytes, the trie, then replacements that end with a zero each.</summary>
    /// <exception cref="InvalidDataException">It is cut off or its replacements are no UTF-8.</exception>
    public static CharacterMap Read(ReadOnlySpan<byte> map)
    {
        if (map.Length < 4 || BinaryPrimitives.ReadUInt32LittleEndian(map) is var length && length > map.Length - 4) throw new InvalidDataException("the normalizer 'Precompiled' has a character map that is cut off");
        var units = new uint[length / 4];
        for (var i = 0; i < units.Length; i++) units[i] = BinaryPrimitives.ReadUInt32LittleEndian(map[(4 + (i * 4))..]);
        var replacements = map[(4 + (units.Length * 4))..].ToArray();
        if (!Utf8.IsValid(replacements)) throw new InvalidDataException("the normalizer 'Precompiled' has replacements that are no UTF-8");
        return new(units, replacements);
    }

    /// <inheritdoc/>
    public void Apply(Passage passage)
    {
        ReadOnlySpan<char> text = passage.Text.Span;
        var mapped = passage.Anew();
        for (var i = 0; i < text.Length;)
        {
            var length = GraphemeAt(text, i);
            var grapheme = text.Slice(i, length);
            i += length;
            if (TryMapWhole(grapheme, mapped)) continue;
            for (int at = 0, units; at < length; at += units)
            {
                CodePoints.At(grapheme, at, out units);
                var character = grapheme.Slice(at, units);
                if (!TryMap(character, mapped)) mapped.Append(character);
            }
        }
        passage.Take();
    }

    private static int GraphemeAt(ReadOnlySpan<char> text, int index) =>
        text[index] is < '\u0080' and not '\r' && (index + 1 == text.Length || text[index + 1] < '\u0080') ? 1 // the usual case, without the tables
        : StringInfo.GetNextTextElementLength(text[index..]);

    private bool TryMapWhole(ReadOnlySpan<char> grapheme, TextBuffer mapped) =>
        grapheme.Length <= LongestWhole && Encoding.UTF8.GetByteCount(grapheme) <= LongestWhole && TryMap(grapheme, mapped);

    private bool TryMap(ReadOnlySpan<char> text, TextBuffer mapped)
    {
        Span<byte> utf8 = stackalloc byte[LongestWhole];
        var count = Encoding.UTF8.GetBytes(text, utf8);
        if (Find(utf8[..count]) is not (>= 0 and var place) || place > _replacements.Length) return false;
        var replacement = _replacements.AsSpan(place);
        if (replacement.IndexOf((byte)0) is >= 0 and var end) replacement = replacement[..end];
        mapped.Advance(Encoding.UTF8.GetChars(replacement, mapped.Room(replacement.Length)));
        return true;
    }

    /// <summary>The place of the replacement for the shortest known beginning; -1 for none, also where the trie leads out of itself.</summary>
    private int Find(ReadOnlySpan<byte> key)
    {
        if (_units.Length == 0) return -1;
        var at = Offset(_units[0]);
        foreach (var b in key)
        {
            if (b == 0) return -1;
            at ^= b;
            if (at >= _units.Length) return -1;
            var unit = _units[at];
            if ((unit & 0x800000FF) != b) return -1;
            at ^= Offset(unit);
            if ((unit & 0x100) != 0) return at < _units.Length ? (int)(_units[at] & int.MaxValue) : -1;
        }
        return -1;
    }

    private static uint Offset(uint unit) => (unit >> 10) << (int)((unit & 0x200) >> 6);
}
