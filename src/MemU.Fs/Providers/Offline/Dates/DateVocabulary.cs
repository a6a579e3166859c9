namespace MemU.Fs.Providers.Offline.Dates;

/// <summary>The words of one language, read from lines such as <c>W5 friday|fri~</c>: kind and value, then phrases; each <c>~</c> weakens one.</summary>
internal sealed class DateVocabulary
{
    private static readonly System.Buffers.SearchValues<char> ValueStart = System.Buffers.SearchValues.Create("-0123456789");
    private readonly Dictionary<string, List<(string[] Tokens, DateTerm Term)>> _phrases = new(StringComparer.Ordinal);

    /// <summary>Reads the words.</summary>
    public DateVocabulary(string name, bool eastern, string lines)
    {
        (Name, Eastern) = (name, eastern);
        foreach (var line in lines.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var space = line.IndexOf(' ', StringComparison.Ordinal);
            var head = line[..space];
            var digits = head.AsSpan().IndexOfAny(ValueStart);
            var kind = DateTerm.KindOf(digits < 0 ? head : head[..digits]);
            var value = digits < 0 ? 0 : int.Parse(head.AsSpan(digits), System.Globalization.CultureInfo.InvariantCulture);
            foreach (var phrase in line[(space + 1)..].Split('|', StringSplitOptions.TrimEntries))
                Add(kind, value, phrase.TrimEnd('~'), phrase.Length - phrase.TrimEnd('~').Length);
        }
    }

    /// <summary>The language's code.</summary>
    public string Name { get; }

    /// <summary>True where words are not set apart by spaces and dates go from year to day.</summary>
    public bool Eastern { get; }

    /// <summary>Adds the terms that start at a token.</summary>
    public void Read(DateToken[] tokens, int at, List<DateTerm> terms)
    {
        if (!_phrases.TryGetValue(tokens[at].Text, out var phrases)) return;
        foreach (var (words, term) in phrases)
            if (Matches(tokens, at, words)) terms.Add(term);
    }

    /// <summary>True when the token is a word of the language, which is evidence for it.</summary>
    public bool Knows(string token) => _phrases.ContainsKey(token);

    private static bool Matches(DateToken[] tokens, int at, string[] words)
    {
        if (at + words.Length > tokens.Length) return false;
        for (var i = 1; i < words.Length; i++)
            if (tokens[at + i].Text != words[i]) return false;
        return true;
    }

    private void Add(DateKind kind, int value, string phrase, int weak)
    {
        var words = DateTokens.Phrase(phrase);
        if (!_phrases.TryGetValue(words[0], out var list)) _phrases[words[0]] = list = [];
        list.Add((words, new(kind, value, words.Length, weak)));
    }
}
