namespace MemU.Fs.Providers.Offline.Text;

/// <summary>A sentence of a message, trimmed.</summary>
/// <param name="Text">Its words with the closing punctuation.</param>
/// <param name="Start">Where it starts in the message.</param>
/// <param name="IsQuestion">It ends in a question mark.</param>
internal readonly record struct Sentence(string Text, int Start, bool IsQuestion);

/// <summary>Cuts prose into sentences: at closing punctuation and line ends, not inside code, addresses, quotations, numbers or abbreviations.</summary>
internal static class Sentences
{
    /// <summary>Longer runs without an end are no statement of a person; they are left out, which bounds all later work.</summary>
    public const int Longest = 700;

    private static readonly HashSet<string> s_abbreviations = new(StringComparer.OrdinalIgnoreCase)
    {
        "mr", "mrs", "ms", "dr", "prof", "st", "vs", "e.g", "i.e", "etc", "approx", "ca", "no", "nr", "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec",
        "mon", "tue", "wed", "thu", "fri", "sat", "inc", "ltd", "co", "fig", "jr", "sr", "z.b", "d.h", "bzw", "usw", "str", "sra", "srta", "av", "cf", "art", "p.m", "a.m", "u.s",
    };

    /// <summary>The sentences in order.</summary>
    public static List<Sentence> Of(string text)
    {
        List<Sentence> sentences = [];
        var start = 0;
        var code = false;
        var quoteEnd = -1;
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (c == '\n') { Add(text, start, i, sentences); start = i + 1; code = false; quoteEnd = -1; continue; }
            if (c == '`') { code = !code && text.AsSpan(i + 1, Math.Min(200, text.Length - i - 1)).Contains('`'); continue; }
            if (code) continue;
            if (i >= quoteEnd && Closing(c) is { } close)
            {
                var length = text.AsSpan(i + 1, Math.Min(160, text.Length - i - 1)).IndexOf(close);
                if (length > 0) quoteEnd = i + 1 + length;
                continue;
            }
            if (i < quoteEnd || !Ends(text, i)) continue;
            var end = i + 1;
            while (end < text.Length && (IsEnd(text[end]) || text[end] is '"' or '”' or '»' or '」' or '』' or ')' or '）' or '~' or '～')) end++;
            Add(text, start, end, sentences);
            start = end;
            i = end - 1;
        }
        Add(text, start, text.Length, sentences);
        return sentences;
    }

    private static char? Closing(char open) => open switch { '“' => '”', '«' => '»', '「' => '」', '『' => '』', '"' => '"', _ => null };

    private static bool IsEnd(char c) => c is '.' or '!' or '?' or '。' or '！' or '？' or '…' or '；' or ';' or '．' or '｡' or '।';

    private static bool Ends(string text, int i)
    {
        var c = text[i];
        if (!IsEnd(c)) return false;
        if (c is '。' or '！' or '？' or '；' or '｡' or '।') return true;
        if (c is '…') return i + 1 >= text.Length || text[i + 1] != '…';
        if (i + 1 < text.Length && !char.IsWhiteSpace(text[i + 1]) && !IsEnd(text[i + 1]) && !Script.IsEastern(text[i + 1]) && text[i + 1] is not ('"' or '”' or ')' or '»' or '`')) return c is '!' or '?' && char.IsUpper(text[i + 1]);
        if (c != '.') return true;
        var first = i;
        while (first > 0 && i - first < 12 && (char.IsLetterOrDigit(text[first - 1]) || text[first - 1] == '.')) first--;
        var word = text[first..i];
        if (word.Length == 1 && char.IsUpper(word[0]) && word != "I") return false;
        if (word.Length is 1 or 2 && char.IsAsciiDigit(word[0]) && (first == 0 || text[first - 1] == '\n')) return false;
        if (s_abbreviations.Contains(word)) return i + 2 < text.Length && char.IsUpper(text[i + 2]) && (word is "no" or "No" or "art" or "co" or "sat" or "sun" or "mar" or "av" or "etc" or "usw" or "str" or "nr");
        return i + 2 >= text.Length || !char.IsAsciiDigit(text[i + 1]);
    }

    private static void Add(string text, int start, int end, List<Sentence> sentences)
    {
        while (start < end && (char.IsWhiteSpace(text[start]) || text[start] is '•' or '*' or '>' or '#' or '·')) start++;
        if (end - start > 2 && text[start] is '-' or '–' or '—' && text[start + 1] == ' ') start += 2;
        while (end > start && char.IsWhiteSpace(text[end - 1])) end--;
        if (end - start < 2 || end - start > Longest) return;
        var sentence = text[start..end];
        var mark = sentence.AsSpan(Math.Max(0, sentence.Length - 4));
        sentences.Add(new(sentence, start, mark.Contains('?') || mark.Contains('？')));
    }
}
