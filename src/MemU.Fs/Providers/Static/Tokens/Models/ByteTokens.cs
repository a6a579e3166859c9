using System.Text;

namespace MemU.Fs.Providers.Static.Tokens.Models;

/// <summary>The tokens <c>&lt;0x00&gt;</c> to <c>&lt;0xFF&gt;</c> that some vocabularies have for characters they lack.</summary>
internal static class ByteTokens
{
    /// <summary>The number of each byte's token, -1 where there is none.</summary>
    public static int[] Of(Vocabulary vocabulary) => [.. Enumerable.Range(0, 256).Select(b => vocabulary.Find($"<0x{b:X2}>"))];

    /// <summary>Adds the tokens of a text's bytes, the last first; nothing when one is missing.</summary>
    public static bool TryAddReversed(ReadOnlySpan<char> text, int[] bytes, List<int> tokens)
    {
        Span<byte> utf8 = stackalloc byte[4];
        var before = tokens.Count;
        for (var end = text.Length; end > 0;)
        {
            var start = end - (end > 1 && char.IsLowSurrogate(text[end - 1]) ? 2 : 1);
            for (var i = Encoding.UTF8.GetBytes(text[start..end], utf8) - 1; i >= 0; i--)
            {
                if (bytes[utf8[i]] < 0)
                {
                    tokens.RemoveRange(before, tokens.Count - before);
                    return false;
                }
                tokens.Add(bytes[utf8[i]]);
            }
            end = start;
        }
        return true;
    }
}
