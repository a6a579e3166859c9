using System.Security.Cryptography;

namespace MemU.Fs.Providers.Static.Tokens;

/// <summary>
/// The tokens of a model by their text: one array of characters and a hash table of numbers, for half a million strings would be as many objects. Texts are
/// walked unit by unit, and two bits for each beginning of a token say where to stop, so that the longest token, or all that begin at a place, are found in one
/// pass.
/// </summary>
internal sealed class Vocabulary
{
    /// <summary>What is returned for a text that is no token.</summary>
    public const int None = -1;

    private readonly char[] _text;
    private readonly VocabularyEntry[] _entries;
    private readonly int[] _slots; // number of an entry plus one, 0 for none
    private readonly ulong[] _beginnings; // two bits each: something begins so, something ends here; a wrong one costs a look, no more

    internal Vocabulary(char[] text, VocabularyEntry[] entries, int[] slots, ulong[] beginnings) => (_text, _entries, _slots, _beginnings) = (text, entries, slots, beginnings);

    /// <summary>Number of different tokens.</summary>
    public int Count => _entries.Length;

    /// <summary>Texts and numbers of all tokens.</summary>
    public ReadOnlySpan<VocabularyEntry> Entries => _entries;

    /// <summary>The text of an entry.</summary>
    public ReadOnlySpan<char> TextOf(in VocabularyEntry entry) => _text.AsSpan(entry.Start, entry.Length);

    /// <summary>The greatest number of a token; -1 where there is none.</summary>
    public int Greatest => _entries.Length == 0 ? None : _entries.Max(e => e.Id);

    /// <summary>The number of a token, or <see cref="None"/>.</summary>
    public int Find(ReadOnlySpan<char> text)
    {
        var hash = PrefixHash.Empty;
        foreach (var unit in text) hash.Add(unit);
        return Find(hash, [], text);
    }

    /// <summary>The longest token that a text begins with, as if <paramref name="before"/> stood before it; its length does not count that.</summary>
    public int Longest(PrefixHash start, ReadOnlySpan<char> before, ReadOnlySpan<char> text, out int length)
    {
        var (hash, best) = (start, None);
        length = 0;
        for (var i = 0; i < text.Length; i++)
        {
            hash.Add(text[i]);
            var bits = Bits(hash);
            if (bits == 0) break;
            if ((bits & 2) == 0 || Find(hash, before, text[..(i + 1)]) is not (>= 0 and var found)) continue;
            (best, length) = (found, i + 1);
        }
        return best;
    }

    /// <summary>Goes one unit on; false where no token begins so. <paramref name="token"/> is the one that ends here.</summary>
    public bool Step(ref PrefixHash hash, ReadOnlySpan<char> soFar, out int token)
    {
        hash.Add(soFar[^1]);
        var bits = Bits(hash);
        token = (bits & 2) != 0 ? Find(hash, [], soFar) : None;
        return bits != 0;
    }

    private int Find(PrefixHash hash, ReadOnlySpan<char> before, ReadOnlySpan<char> text)
    {
        var mask = _slots.Length - 1;
        for (var slot = hash.Low & mask; _slots[slot] is > 0 and var number; slot = (slot + 1) & mask)
        {
            ref readonly var entry = ref _entries[number - 1];
            if (entry.Hash != hash.High || entry.Length != before.Length + text.Length) continue;
            var mine = _text.AsSpan(entry.Start, entry.Length);
            if (mine.StartsWith(before) && mine[before.Length..].SequenceEqual(text)) return entry.Id;
        }
        return None;
    }

    private int Bits(PrefixHash hash)
    {
        var at = hash.Spread & ((_beginnings.Length * 32) - 1);
        return (int)(_beginnings[at >> 5] >> ((at & 31) << 1)) & 3;
    }
}

/// <summary>A token: half of its hash, where its text lies, its number.</summary>
internal record struct VocabularyEntry(int Hash, int Start, int Length, int Id);

/// <summary>The hash of a text, made unit by unit.</summary>
internal struct PrefixHash
{
    private static readonly ulong s_factor = BitConverter.ToUInt64(RandomNumberGenerator.GetBytes(sizeof(ulong))) | 1; // a file can't be made so that all its tokens meet

    private ulong _state;

    /// <summary>The hash of no text.</summary>
    public static PrefixHash Empty => new() { _state = 0x9E3779B97F4A7C15 };

    /// <summary>Where to look in the table.</summary>
    public readonly int Low => (int)_state & int.MaxValue;

    /// <summary>What is kept to compare with.</summary>
    public readonly int High => (int)(_state >> 32);

    /// <summary>Where its bits lie.</summary>
    public readonly int Spread => (int)(_state >> 20) & int.MaxValue;

    /// <summary>Goes one unit on.</summary>
    public void Add(char unit)
    {
        _state = (_state ^ unit) * s_factor;
        _state ^= _state >> 31;
    }

    /// <summary>The hash of a text.</summary>
    public static PrefixHash Of(ReadOnlySpan<char> text)
    {
        var hash = Empty;
        foreach (var unit in text) hash.Add(unit);
        return hash;
    }
}
