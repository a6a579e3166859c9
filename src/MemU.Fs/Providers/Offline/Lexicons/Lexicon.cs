using System.Collections.Frozen;
using MemU.Fs.Providers.Offline.Text;

namespace MemU.Fs.Providers.Offline.Lexicons;

/// <summary>A term that was found.</summary>
internal readonly record struct Hit(int Start, int Length, Field Field);

/// <summary>Finds the terms of a vocabulary in a text, the longest first, in time linear in the text.</summary>
internal sealed class Lexicon
{
    private readonly FrozenDictionary<string, Field> _terms;
    private readonly FrozenDictionary<string, Field>.AlternateLookup<ReadOnlySpan<char>> _lookup;
    private readonly int _longest;
    private readonly bool _unspaced;

    /// <summary>Builds it from lists of words; an underscore stands for the space inside a phrase.</summary>
    public Lexicon(bool unspaced, params ReadOnlySpan<(Field Field, string Words)> lists)
    {
        Dictionary<string, Field> terms = new(StringComparer.Ordinal);
        foreach (var (field, words) in lists)
            foreach (var word in words.Split((char[])[' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries))
            {
                var term = word.Replace('_', ' ');
                terms[term] = terms.GetValueOrDefault(term) | field;
            }
        _unspaced = unspaced;
        _terms = terms.ToFrozenDictionary(StringComparer.Ordinal);
        _lookup = _terms.GetAlternateLookup<ReadOnlySpan<char>>();
        _longest = terms.Keys.Max(t => unspaced ? t.Length : t.Count(c => c == ' ') + 1);
    }

    /// <summary>What a single term is about.</summary>
    public Field Of(string term) => _terms.GetValueOrDefault(term);

    /// <summary>The terms in a text; <paramref name="words"/> are its words, for spaced languages.</summary>
    public List<Hit> Scan(string text, IReadOnlyList<Word> words) => _unspaced ? ScanCharacters(text) : ScanWords(words);

    private List<Hit> ScanCharacters(string text)
    {
        List<Hit> hits = [];
        for (var i = 0; i < text.Length;)
        {
            var length = Math.Min(_longest, text.Length - i);
            var field = Field.None;
            for (; length > 0; length--) if (_lookup.TryGetValue(text.AsSpan(i, length), out field)) break;
            if (length > 0) hits.Add(new(i, length, field));
            i += Math.Max(1, length);
        }
        return hits;
    }

    private List<Hit> ScanWords(IReadOnlyList<Word> words)
    {
        List<Hit> hits = [];
        for (var i = 0; i < words.Count;)
        {
            var count = Math.Min(_longest, words.Count - i);
            var field = Field.None;
            for (; count > 0; count--)
            {
                var term = count == 1 ? words[i].Lower : string.Join(' ', words.Skip(i).Take(count).Select(w => w.Lower));
                if (_terms.TryGetValue(term, out field) || (count == 1 && TryStem(term, out field))) break;
            }
            if (count > 0) hits.Add(new(words[i].Start, words[i + count - 1].End - words[i].Start, field));
            i += Math.Max(1, count);
        }
        return hits;
    }

    /// <summary>Tries a word without its contraction or plural.</summary>
    private bool TryStem(string word, out Field field)
    {
        field = Field.None;
        if (word.Length < 4) return false;
        var apostrophe = word.IndexOf('\'', StringComparison.Ordinal);
        if (apostrophe > 1) return _terms.TryGetValue(word[..apostrophe], out field) || TryPlural(word[..apostrophe], out field);
        return TryPlural(word, out field);
    }

    private bool TryPlural(string word, out Field field)
    {
        field = Field.None;
        if (word.Length < 4 || word[^1] != 's') return false;
        return _terms.TryGetValue(word[..^1], out field)
            || (word.EndsWith("es", StringComparison.Ordinal) && _terms.TryGetValue(word[..^2], out field))
            || (word.EndsWith("ies", StringComparison.Ordinal) && _terms.TryGetValue(word[..^3] + "y", out field));
    }
}
