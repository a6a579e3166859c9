using System.Text.RegularExpressions;
using MemU.Fs.Providers.Offline.Dates;

namespace MemU.Fs.Providers.Offline.Text;

/// <summary>Cuts a sentence into the pieces that may be statements of their own.</summary>
internal static partial class ClauseCuts
{
    /// <summary>Starts and lengths of the pieces in order, without the punctuation between them.</summary>
    public static List<(int Start, int Length)> Of(string sentence, Tongue tongue, IReadOnlyList<DateMention> dates)
    {
        List<(int, int)> pieces = [];
        var start = 0;
        foreach (Match cut in (tongue.Unspaced() ? Eastern() : Western()).Matches(sentence))
        {
            if (cut.Index <= start || Inside(sentence, cut.Index) || dates.Any(d => cut.Index > d.Start && cut.Index < d.Start + d.Length)) continue;
            Add(pieces, sentence, start, cut.Index);
            start = cut.Index + cut.Length;
        }
        Add(pieces, sentence, start, sentence.Length);
        return pieces;
    }

    /// <summary>Inside code, brackets or a quotation nothing is cut.</summary>
    private static bool Inside(string text, int index)
    {
        int ticks = 0, depth = 0;
        for (var i = 0; i < index; i++)
        {
            if (text[i] == '`') ticks++;
            else if (text[i] is '(' or '（' or '“' or '「' or '《' or '«') depth++;
            else if (text[i] is ')' or '）' or '”' or '」' or '》' or '»') depth--;
        }
        return ticks % 2 == 1 || depth > 0;
    }

    private static void Add(List<(int, int)> pieces, string text, int start, int end)
    {
        while (start < end && (char.IsWhiteSpace(text[start]) || text[start] is ',' or '，' or '、' or ':' or '：')) start++;
        while (end > start && (char.IsWhiteSpace(text[end - 1]) || text[end - 1] is '.' or '!' or '。' or '！' or '~' or '…')) end--;
        if (end - start > 1) pieces.Add((start, end - start));
    }

    [GeneratedRegex("""
        ,\s+(?!\d{3}\b) | ;\s* | \s+[-–—]+\s+ | :\s+(?=\S+\s\S+\s)
        | \s+(?=(?:and|but|so|then|which|because|bc|cause)\s+(?:i|we|he|she|they|it|you|that|this|there|who|my|our|his|her|the|[A-Z]\w+)(?:'\w+)?\s)
        | \s+(?=and\s+(?:wrote|went|put|got|took|made|bought|sold|moved|started|left|became|is|are|am|was|has|have|'m|can|do|does|don't|doesn't|love|hate|like|prefer|live|work|need|want|\w{3,}ed)\b)
        """, RegexOptions.IgnorePatternWhitespace | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, MatchPatience.Milliseconds)]
    private static partial Regex Western();

    [GeneratedRegex(@"[，；,;]\s*|(?<=[\u4E00-\u9FFF])\s+(?=[\u4E00-\u9FFF])|[—…]{1,6}|[：:](?=[^/\s\d])|、(?=我|他|她)", RegexOptions.CultureInvariant, MatchPatience.Milliseconds)]
    private static partial Regex Eastern();
}
