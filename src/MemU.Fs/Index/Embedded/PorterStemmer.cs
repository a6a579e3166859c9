namespace MemU.Fs.Index.Embedded;

/// <summary>Porter's stemmer for English (M. F. Porter, "An algorithm for suffix stripping", 1980, with his later departures), in place.</summary>
internal ref struct PorterStemmer
{
    private readonly Span<char> _w;
    private int _n;

    private PorterStemmer(Span<char> word, int length)
    {
        _w = word;
        _n = length;
    }

    /// <summary>Stems a word of ASCII lower-case letters in place; the span must have room for one letter more. Returns the new length.</summary>
    public static int Stem(Span<char> buffer, int length)
    {
        if (length <= 2) return length;
        var s = new PorterStemmer(buffer, length);
        s.Plurals();
        s.PastAndGerund();
        if (s.Ends("y") && s.HasVowel(s._n - 1)) s._w[s._n - 1] = 'i';
        s.Replace(0, Step2);
        s.Replace(0, Step3);
        s.Step4();
        s.FinalE();
        return s._n;
    }

    private static readonly (string, string)[] Step2 =
    [
        ("ational", "ate"), ("tional", "tion"), ("enci", "ence"), ("anci", "ance"), ("izer", "ize"), ("bli", "ble"), ("alli", "al"), ("entli", "ent"),
        ("eli", "e"), ("ousli", "ous"), ("ization", "ize"), ("ation", "ate"), ("ator", "ate"), ("alism", "al"), ("iveness", "ive"), ("fulness", "ful"),
        ("ousness", "ous"), ("aliti", "al"), ("iviti", "ive"), ("biliti", "ble"), ("logi", "log"),
    ];

    private static readonly (string, string)[] Step3 =
        [("icate", "ic"), ("ative", ""), ("alize", "al"), ("iciti", "ic"), ("ical", "ic"), ("ful", ""), ("ness", "")];

    private static readonly string[] Step4Endings =
        ["al", "ance", "ence", "er", "ic", "able", "ible", "ant", "ement", "ment", "ent", "ion", "ou", "ism", "ate", "iti", "ous", "ive", "ize"];

    private void Plurals()
    {
        if (_w[_n - 1] != 's') return;
        if (Ends("sses") || Ends("ies")) _n -= 2;
        else if (_w[_n - 2] != 's') _n--;
    }

    private void PastAndGerund()
    {
        if (Ends("eed"))
        {
            if (Measure(_n - 3) > 0) _n--;
            return;
        }
        var cut = Ends("ed") ? 2 : Ends("ing") ? 3 : 0;
        if (cut == 0 || !HasVowel(_n - cut)) return;
        _n -= cut;
        if (Ends("at") || Ends("bl") || Ends("iz")) _w[_n++] = 'e';
        else if (DoubleConsonant() && _w[_n - 1] is not ('l' or 's' or 'z')) _n--;
        else if (Measure(_n) == 1 && ConsonantVowelConsonant(_n)) _w[_n++] = 'e';
    }

    private void Replace(int least, (string Ending, string By)[] rules)
    {
        if (_n < 3) return;
        var mark = _w[_n - 2]; // one look spares most comparisons
        foreach (var (ending, by) in rules)
        {
            if (ending[^2] != mark || !Ends(ending)) continue;
            var stem = _n - ending.Length;
            if (Measure(stem) > least)
            {
                by.CopyTo(_w[stem..]);
                _n = stem + by.Length;
            }
            return;
        }
    }

    private void Step4()
    {
        var longest = 0;
        if (_n < 3) return;
        var (mark, last) = (_w[_n - 2], _w[_n - 1]);
        foreach (var ending in Step4Endings)
            if (ending[^1] == last && ending[^2] == mark && ending.Length > longest && Ends(ending)) longest = ending.Length;
        var stem = _n - longest;
        if (longest == 0 || Measure(stem) <= 1) return;
        if (Ends("ion") && (stem == 0 || _w[stem - 1] is not ('s' or 't'))) return;
        _n = stem;
    }

    private void FinalE()
    {
        if (_w[_n - 1] == 'e' && Measure(_n - 1) is var m && (m > 1 || (m == 1 && !ConsonantVowelConsonant(_n - 1)))) _n--;
        if (_n > 1 && _w[_n - 1] == 'l' && DoubleConsonant() && Measure(_n) > 1) _n--;
    }

    private readonly bool Ends(string ending) => _n > ending.Length && _w[..(_n)].EndsWith(ending, StringComparison.Ordinal);

    private readonly bool IsConsonant(int i) => _w[i] switch
    {
        'a' or 'e' or 'i' or 'o' or 'u' => false,
        'y' => i == 0 || !IsConsonant(i - 1),
        _ => true,
    };

    private readonly bool HasVowel(int length)
    {
        for (var i = 0; i < length; i++)
            if (!IsConsonant(i)) return true;
        return false;
    }

    private readonly bool DoubleConsonant() => _n >= 2 && _w[_n - 1] == _w[_n - 2] && IsConsonant(_n - 1);

    private readonly bool ConsonantVowelConsonant(int length) =>
        length >= 3 && IsConsonant(length - 1) && !IsConsonant(length - 2) && IsConsonant(length - 3) && _w[length - 1] is not ('w' or 'x' or 'y');

    // the number of vowel-consonant sequences in the first letters
    private readonly int Measure(int length)
    {
        int m = 0, i = 0;
        while (i < length && IsConsonant(i)) i++;
        while (true)
        {
            while (i < length && !IsConsonant(i)) i++;
            if (i >= length) return m;
            while (i < length && IsConsonant(i)) i++;
            m++;
        }
    }
}
