namespace MemU.Fs.Providers.Offline.Text;

/// <summary>A word of a text: where it stands, and its lower-case form with a straight apostrophe.</summary>
internal readonly record struct Word(int Start, int Length, string Lower, bool Capital)
{
    /// <summary>The position after its last character.</summary>
    public int End => Start + Length;
}

/// <summary>Cuts a text into words: letters, digits, and the apostrophes, hyphens and dots inside.</summary>
internal static class Words
{
    /// <summary>The words in order; characters of unspaced scripts are skipped.</summary>
    public static List<Word> Of(string text)
    {
        List<Word> words = [];
        for (var i = 0; i < text.Length;)
        {
            if (!Part(text[i])) { i++; continue; }
            var start = i;
            while (i < text.Length && (Part(text[i]) || (Joins(text[i]) && i + 1 < text.Length && Part(text[i + 1])))) i++;
            words.Add(new(start, i - start, text[start..i].ToLowerInvariant().Replace('’', '\''), char.IsUpper(text[start])));
        }
        return words;
    }

    private static bool Part(char c) => (char.IsLetterOrDigit(c) || c == '_') && !Script.IsEastern(c);

    private static bool Joins(char c) => c is '\'' or '’' or '-' or '.' or '@' or '&';
}
