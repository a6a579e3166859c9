namespace MemU.Fs.Model;

/// <summary>
/// A query with what its writer marked in it: <c>"phrases"</c>, <c>-exclusions</c>, <c>field:value</c> and <c>prefix*</c>. Nothing else in it has a meaning
/// and none of it is an error: what does not look exactly like a mark is a word, and so is all of a long text or one of several lines.
/// </summary>
public sealed record QueryText
{
    private const int Longest = 1000, MostMarks = 32, ShortestWithout = 3, ShortestPrefix = 2;
    private const string Opening = "\"“„«「『", Closing = "\"”“»」』";

    /// <summary>What is searched for by its words: everything but exclusions, fields and prefixes.</summary>
    public required string Words { get; init; }

    /// <summary>Runs of words that are wanted as they stand.</summary>
    public IReadOnlyList<string> Phrases { get; init; } = [];

    /// <summary>Single words that are quoted: wanted in any of their forms, and not what is like them.</summary>
    public IReadOnlyList<string> Quoted { get; init; } = [];

    /// <summary>Words or phrases that must not be there.</summary>
    public IReadOnlyList<string> Without { get; init; } = [];

    /// <summary>Beginnings of words.</summary>
    public IReadOnlyList<string> Prefixes { get; init; } = [];

    /// <summary>Conditions, as <see cref="Where.Parse(string)"/> takes them.</summary>
    public IReadOnlyList<string> Conditions { get; init; } = [];

    /// <summary>True when nothing but phrases and other marks is asked for, so that only what holds them is an answer.</summary>
    public bool IsOnlyMarks { get; init; }

    /// <summary>A text in which nothing is a mark.</summary>
    public static QueryText Literal(string text) => new() { Words = text };

    /// <summary>Reads a query as a person types it.</summary>
    /// <param name="text">The query.</param>
    /// <param name="isField">Whether a name is one of a field.</param>
    public static QueryText Parse(string text, Func<string, bool> isField)
    {
        if (text.Length > Longest || text.AsSpan().IndexOfAny('\n', '\r') >= 0) return Literal(text);
        var marks = new Marks(text, isField);
        marks.Read();
        return marks.Result() ?? Literal(text);
    }

    private sealed class Marks(string text, Func<string, bool> isField)
    {
        // in a question a dash belongs to what is asked about: what does grep -r do?
        private readonly bool _isQuestion = text.AsSpan().IndexOfAny('?', '？') >= 0;
        private readonly List<string> _phrases = [], _quoted = [], _without = [], _prefixes = [], _conditions = [];
        private readonly System.Text.StringBuilder _words = new();
        private bool _hasPlain;
        private int _at;

        private int Count => _phrases.Count + _quoted.Count + _without.Count + _prefixes.Count + _conditions.Count;

        public QueryText? Result()
        {
            var words = _words.ToString().Trim();
            // with nothing that is wanted the marks can't be meant
            if (Count == 0 || Count > MostMarks || (words.Length == 0 && _prefixes.Count == 0 && _conditions.Count == 0)) return null;
            return new() { Words = words, Phrases = _phrases, Quoted = _quoted, Without = _without, Prefixes = _prefixes, Conditions = _conditions, IsOnlyMarks = !_hasPlain };
        }

        public void Read()
        {
            for (; _at < text.Length;)
            {
                var starts = _at == 0 || !char.IsLetterOrDigit(text[_at - 1]) && text[_at - 1] is not ('_' or '-');
                if (char.IsWhiteSpace(text[_at])) _words.Append(text[_at++]);
                else if ((text[_at] != '"' || starts) && QuotedAt(_at) is var (phrase, end)) Phrase(phrase, end);
                else if ((_at == 0 || char.IsWhiteSpace(text[_at - 1])) && (Excluded() || Field() || Prefix())) _words.Append(' ');
                else Plain();
            }
        }

        private void Plain()
        {
            _hasPlain |= char.IsLetterOrDigit(text[_at]) || text[_at] > '\u00ff';
            _words.Append(text[_at++]);
        }

        private void Phrase(string phrase, int end)
        {
            var isTight = end - _at - 2 == phrase.Length; // between two quotes that belong to others there are spaces
            _at = end;
            _words.Append(' ').Append(phrase).Append(' ');
            if (IsSeveral(phrase)) _phrases.Add(phrase);
            else if (isTight) _quoted.Add(phrase);
            else _hasPlain = true;
        }

        private static bool IsSeveral(string phrase) => phrase.Any(char.IsWhiteSpace) || (phrase.Length > 1 && phrase.Any(c => c >= '\u2e80'));

        private (string Phrase, int End)? QuotedAt(int at)
        {
            if (at >= text.Length || Opening.IndexOf(text[at], StringComparison.Ordinal) is not (>= 0 and var kind)) return null;
            var end = text.IndexOf(Closing[kind], at + 1);
            if (end < 0 && text[at] == '„') end = text.IndexOf('”', at + 1);
            var phrase = end < 0 ? "" : text[(at + 1)..end].Trim();
            return phrase.Any(char.IsLetterOrDigit) ? (phrase, end + 1) : null;
        }

        private bool Excluded()
        {
            if (text[_at] != '-' || _isQuestion) return false;
            if (QuotedAt(_at + 1) is var (phrase, end))
            {
                _without.Add(phrase);
                _at = end;
                return true;
            }
            var word = Word(_at + 1);
            // a letter or two are an option of some program
            if (word.Length == 0 || !word.All(IsOfWord) || !char.IsLetter(word[0]) || (word.Length < ShortestWithout && word[0] < '\u2e80')) return false;
            _without.Add(word);
            _at += 1 + word.Length;
            return true;
        }

        private bool Field()
        {
            var name = Word(_at);
            var colon = name.IndexOf(':', StringComparison.Ordinal);
            if (colon < 1 || !name.AsSpan(0, colon).ContainsOnlyNameCharacters() || !isField(name[..colon])) return false;
            var (value, end) = QuotedAt(_at + colon + 1) ?? (name[(colon + 1)..], _at + name.Length);
            if (value.Length == 0 || value[0] is '/' or ':') return false;
            _conditions.Add($"{name[..colon]}={value}");
            _at = end;
            return true;
        }

        private bool Prefix()
        {
            var word = Word(_at);
            if (word.Length <= ShortestPrefix || word[^1] != '*' || !word[..^1].All(IsOfWord)) return false;
            _prefixes.Add(word[..^1]);
            _at += word.Length;
            return true;
        }

        private string Word(int from)
        {
            var end = from;
            while (end < text.Length && !char.IsWhiteSpace(text[end])) end++;
            return text[from..end];
        }

        private static bool IsOfWord(char c) => char.IsLetterOrDigit(c) || char.GetUnicodeCategory(c) is System.Globalization.UnicodeCategory.NonSpacingMark or System.Globalization.UnicodeCategory.SpacingCombiningMark || c is '_' or '-' or '\'' or '’';
    }
}

/// <summary>Names of fields.</summary>
file static class FieldNameCharacters
{
    public static bool ContainsOnlyNameCharacters(this ReadOnlySpan<char> name)
    {
        foreach (var c in name)
            if (!char.IsLetterOrDigit(c) && c is not ('_' or '-')) return false;
        return true;
    }
}
