using System.Buffers;

namespace MemU.Fs.Sources.Secrets;

/// <summary>Words and sentences around the name of a secret.</summary>
internal static class SpokenText
{
    private static readonly SearchValues<char> Ends = SearchValues.Create(" \t,.;:!?\n");
    private static readonly SearchValues<char> EndsOrHyphen = SearchValues.Create(" \t,.;:!?-");

    /// <summary>Words that hold a digit, or that are passwords by themselves, with where they stand.</summary>
    public static List<(int Start, int Length)> Candidates(ReadOnlySpan<char> text, int from, int limit)
    {
        List<(int, int)> words = [];
        for (var i = from; i < limit;)
        {
            if (char.IsWhiteSpace(text[i]) || SpokenWords.IsEastern(text[i]) || text[i] is '"' or '\'' or '“' or '”' or '(' or '`' or '*' or ':' or '=' or ',' or '‘')
            {
                i++;
                continue;
            }
            var end = i;
            while (end < text.Length && end - i < 160 && !char.IsWhiteSpace(text[end]) && !SpokenWords.IsEastern(text[end]) && text[end] is not ('"' or '”' or '“' or ',' or '`')) end++;
            var length = end - i;
            while (length > 0 && text[i + length - 1] is '.' or ';' or ':' or ')' or '\'' or '’' or '?' or '!' or ']') length--;
            var word = text.Slice(i, length);
            if (word.ContainsAnyInRange('0', '9') || SpokenWords.IsNotorious(word)) words.Add((i, length));
            i = end;
        }
        return words;
    }

    /// <summary>The length with a code's second group ("4471 09"), or with the mark at a password's end, which may be part of it.</summary>
    public static int Grown(ReadOnlySpan<char> text, int start, int length, SpokenKind kind)
    {
        var end = start + length;
        if (kind == SpokenKind.Password) while (end < text.Length && text[end] is '!' or '?' or '#' or '*') end++;
        if (kind != SpokenKind.Code || end + 2 >= text.Length || text[end] != ' ' || text.Slice(start, length).ContainsAnyExceptInRange('0', '9')) return end - start;
        var group = end + 1;
        while (group < text.Length && char.IsAsciiDigit(text[group])) group++;
        var size = group - end - 1;
        return size is >= 2 and <= 4 && length + size <= 8 && (group == text.Length || !char.IsLetterOrDigit(text[group])) ? group - start : end - start;
    }

    public static int SentenceEnd(ReadOnlySpan<char> text)
    {
        for (var i = 0; i < text.Length; i++)
            if (text[i] is '?' or '!' or '.' && (i + 1 == text.Length || char.IsWhiteSpace(text[i + 1]))) return i;
        return -1;
    }

    public static int Words(ReadOnlySpan<char> text)
    {
        var count = 1;
        foreach (var c in text)
            if (c == ' ') count++;
        return count;
    }

    public static ReadOnlySpan<char> Word(ReadOnlySpan<char> text)
    {
        var end = text.IndexOfAny(Ends);
        return end < 0 ? text : text[..end];
    }

    public static ReadOnlySpan<char> LastWord(ReadOnlySpan<char> text) => text[(text.LastIndexOfAny(EndsOrHyphen) + 1)..];
}
