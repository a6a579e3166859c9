using System.Buffers;
using System.Globalization;
using System.Text;

namespace MemU.Fs.Providers.Offline;

/// <summary>Signed feature hashing of a text: each feature adds to one dimension, with a sign from its hash, so that collisions cancel out on average.</summary>
internal static class TextFeatures
{
    /// <summary>Raise it when the same text gives another vector than before.</summary>
    public const int Version = 1;

    private const float Word = 1f, Pair = 0.6f, Three = 0.25f, Four = 0.3f, Five = 0.3f, Ideograph = 0.5f, IdeographPair = 1f;
    private const uint Prime = 0x9E3779B1;

    /// <summary>Adds the text's features to an empty vector and brings it to unit length.</summary>
    public static void Add(string text, Span<float> vector)
    {
        var normal = Normal(text);
        var chars = ArrayPool<char>.Shared.Rent(normal.Length + 2);
        try
        {
            Read(normal, chars, new Sink(vector));
        }
        finally
        {
            ArrayPool<char>.Shared.Return(chars);
        }
        Normalize(vector);
    }

    // one sum in one order, so that every machine gets the same bits
    private static void Normalize(Span<float> vector)
    {
        var squares = 0.0;
        foreach (var v in vector) squares += (double)v * v;
        if (squares == 0) return;
        var length = (float)Math.Sqrt(squares);
        foreach (ref var v in vector) v /= length;
    }

    private static void Read(string text, char[] word, Sink sink)
    {
        uint previous = 0;
        for (var i = 0; i < text.Length;)
        {
            if (IsIdeograph(text[i]))
            {
                sink.Add(Mix(text[i], 11), Ideograph);
                if (i + 1 < text.Length && IsIdeograph(text[i + 1])) sink.Add(Mix(((uint)text[i] << 16) | text[i + 1], 12), IdeographPair);
                (previous, i) = (0, i + 1);
                continue;
            }
            var length = 0;
            for (; i < text.Length && IsWord(text[i]) && !IsIdeograph(text[i]); i++) word[length++ + 1] = Lower(text[i]);
            if (length == 0)
            {
                i++;
                continue;
            }
            previous = OneWord(word, length, previous, sink);
        }
    }

    // the word with a mark before and after it, so that beginnings and ends are features of their own
    private static uint OneWord(char[] word, int length, uint previous, Sink sink)
    {
        var whole = 2166136261u;
        for (var i = 1; i <= length; i++) whole = (whole ^ word[i]) * 16777619;
        whole = Mix(whole, 1);
        // short function words would make all texts of a language alike
        sink.Add(whole, length <= 3 ? Word * 0.5f : Word);
        if (previous != 0) sink.Add(Mix(previous ^ (whole * Prime), 2), Pair);
        word[0] = word[length + 1] = '\u0001';
        if (length > 3)
        {
            for (var i = 0; i + 3 <= length + 2; i++)
            {
                var h = ((word[i] * Prime) ^ word[i + 1]) * Prime ^ word[i + 2];
                sink.Add(Mix(h, 3), Three);
                if (i + 4 > length + 2) continue;
                h = h * Prime ^ word[i + 3];
                sink.Add(Mix(h, 4), Four);
                if (i + 5 <= length + 2) sink.Add(Mix(h * Prime ^ word[i + 4], 5), Five);
            }
        }
        return whole;
    }

    private static uint Mix(uint value, uint seed)
    {
        var x = value ^ (seed * 0x85EBCA6B);
        x = (x ^ (x >> 16)) * 0x7FEB352D;
        x = (x ^ (x >> 15)) * 0x846CA68B;
        return x ^ (x >> 16);
    }

    private static bool IsWord(char c) => c < 128 ? char.IsAsciiLetterOrDigit(c)
        : char.IsLetterOrDigit(c) || char.IsSurrogate(c) || char.GetUnicodeCategory(c) is UnicodeCategory.SpacingCombiningMark or UnicodeCategory.NonSpacingMark;

    private static bool IsIdeograph(char c) => c >= '\u0e01' && (c is >= '\u3041' and <= '\u30ff' or >= '\u3400' and <= '\u9fff' or >= '\uac00' and <= '\ud7a3'
        or >= '\uf900' and <= '\ufaff' or >= '\u0e01' and <= '\u0eff' or >= '\u1000' and <= '\u109f' or >= '\u1780' and <= '\u17ff');

    private static char Lower(char c) => c < 128 ? (char)(c | (char.IsAsciiLetterUpper(c) ? 0x20 : 0)) : char.ToLowerInvariant(c);

    // accents are dropped where the text has any, so that é is e here; the marks of other scripts stay
    private static string Normal(string text)
    {
        if (Ascii.IsValid(text)) return text;
        // half a surrogate pair and other non-characters can't be normalized
        var repaired = string.Concat(text.EnumerateRunes().Select(r => (r.Value & 0xFFFE) == 0xFFFE || r.Value is >= 0xFDD0 and <= 0xFDEF ? " " : r.ToString()));
        return string.Concat(repaired.Normalize(NormalizationForm.FormKD).Where(c => c is < '\u0300' or > '\u036f')).Normalize(NormalizationForm.FormC);
    }

    private readonly ref struct Sink(Span<float> vector)
    {
        private readonly Span<float> _vector = vector;

        // the lowest bits choose the dimension, the highest the sign
        public void Add(uint hash, float weight) => _vector[(int)(hash & (uint)(_vector.Length - 1))] += (hash & 0x80000000) == 0 ? weight : -weight;
    }
}
