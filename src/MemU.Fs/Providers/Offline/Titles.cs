using System.Text;
using System.Text.RegularExpressions;
using MemU.Fs.Providers.Offline.Text;

namespace MemU.Fs.Providers.Offline;

/// <summary>Makes a short title of a statement: without its pronoun, in the third person where that is sure, at most eight words or sixteen characters.</summary>
internal static partial class Titles
{
    private const int MostWords = 8;
    private const int MostCharacters = 16;

    /// <summary>The title.</summary>
    public static string Of(string text, Tongue tongue)
    {
        text = Bracket().Replace(text, "");
        text = FirstSentence(text);
        var title = tongue.Unspaced() || (tongue == Tongue.Korean && text.Length < 24) ? Eastern(text, tongue) : Western(text, tongue);
        title = title.Trim().Trim('.', ',', ';', ':', '!', '?', '。', '，', '！', '？', '、', '…', '-', '–', '—', '"', '~').Trim();
        if (title.Length == 0) title = text.Length > 60 ? text[..60] : text;
        return char.IsLower(title[0]) && !title.StartsWith('`') ? char.ToUpperInvariant(title[0]) + title[1..] : title;
    }

    private static string FirstSentence(string text) => Sentences.Of(text) is { Count: > 1 } all && all[0].Text.Length >= 8 ? all[0].Text : text;

    private static string Western(string text, Tongue tongue)
    {
        if (tongue == Tongue.English) text = WithoutPronoun(text);
        var words = text.Split((char[])[' ', '\n', '\t'], StringSplitOptions.RemoveEmptyEntries);
        if (words.Length <= MostWords) return string.Join(' ', words);
        // a clause that ends early enough reads better than a cut
        var end = MostWords;
        for (var i = MostWords - 1; i >= 2; i--) if (words[i][^1] is ',' or ';' or ':') { end = i + 1; break; }
        while (end > 3 && Dangling().IsMatch(words[end - 1])) end--;
        return string.Join(' ', words.Take(end));
    }

    private static string WithoutPronoun(string text)
    {
        var match = FirstPerson().Match(text);
        if (!match.Success) return text;
        var rest = text[match.Length..].TrimStart();
        if (rest.Length < 4) return text;
        var pronoun = match.Groups[1].Value.ToLowerInvariant().Replace('’', '\'');
        if (pronoun.EndsWith("'ve", StringComparison.Ordinal)) return HaveVerb().IsMatch(rest) ? "Has " + rest[(rest.IndexOf(' ', StringComparison.Ordinal) + 1)..] : "Has " + rest;
        if (pronoun.EndsWith("'m", StringComparison.Ordinal) || pronoun.EndsWith("'re", StringComparison.Ordinal) || pronoun.EndsWith(" am", StringComparison.Ordinal)) return rest;
        if (pronoun.EndsWith("'d", StringComparison.Ordinal)) return "Would " + rest;
        if (pronoun.EndsWith("'ll", StringComparison.Ordinal)) return "Will " + rest;
        return ThirdPerson(rest);
    }

    /// <summary>"prefer short answers" becomes "prefers short answers"; what is not surely a present verb stays.</summary>
    private static string ThirdPerson(string rest)
    {
        var space = rest.IndexOf(' ', StringComparison.Ordinal);
        var verb = space < 0 ? rest : rest[..space];
        var tail = space < 0 ? "" : rest[space..];
        if (verb.ToLowerInvariant() is "still" or "always" or "usually" or "also" or "really" or "only" or "never" or "often" or "generally" or "normally" or "just" && tail.Length > 1) return verb + " " + ThirdPerson(tail[1..]);
        if (!PresentVerb().IsMatch(verb)) return rest;
        return verb.ToLowerInvariant() switch
        {
            "have" => "Has", "do" => "Does", "go" => "Goes", "am" => "Is", "don't" or "don’t" => "Doesn't",
            var v when v.EndsWith('y') && v.Length > 2 && v[^2] is not ('a' or 'e' or 'o' or 'u') => verb[..^1] + "ies",
            var v when v.EndsWith("ch", StringComparison.Ordinal) || v.EndsWith("sh", StringComparison.Ordinal) || v.EndsWith('s') || v.EndsWith('x') => verb + "es",
            _ => verb + "s",
        } + tail;
    }

    private static string Eastern(string text, Tongue tongue)
    {
        if (tongue == Tongue.Chinese) text = EasternSubject().Replace(text, "", 1);
        if (Width(text) <= MostCharacters) return text;
        var clauses = text.Split((char[])['，', '；', '。', '！', '、', ',', '：'], StringSplitOptions.RemoveEmptyEntries);
        if (clauses.Length > 1 && Width(clauses[0]) is >= 4 and <= MostCharacters) return Width(clauses[0] + clauses[1]) < MostCharacters ? clauses[0] + "，" + clauses[1] : clauses[0];
        var kept = new StringBuilder();
        var width = 0.0;
        foreach (var c in clauses.Length > 1 && Width(clauses[0]) < 4 ? clauses[0] + "，" + clauses[1] : clauses[0])
        {
            width += Script.IsEastern(c) ? 1 : 0.5;
            if (width > MostCharacters) break;
            kept.Append(c);
        }
        return kept.ToString();
    }

    private static double Width(string text) => text.Sum(c => Script.IsEastern(c) ? 1 : 0.5);

    [GeneratedRegex(@"\s?\[\d{4}[^\]]{0,40}\]", RegexOptions.CultureInvariant, MatchPatience.Milliseconds)]
    private static partial Regex Bracket();

    [GeneratedRegex(@"^(i(?:['’](?:m|ve|d|ll)| am)?|we(?:['’](?:re|ve|d|ll))?)\s+", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, MatchPatience.Milliseconds)]
    private static partial Regex FirstPerson();

    [GeneratedRegex(@"^(?:got|had)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, MatchPatience.Milliseconds)]
    private static partial Regex HaveVerb();

    [GeneratedRegex(@"^(?:like|love|hate|prefer|enjoy|live|work|teach|study|play|run|swim|cycle|walk|drive|eat|drink|cook|bake|read|write|speak|know|want|need|think|believe|use|go|do|have|don['’]t|start|finish|get|make|take|keep|sing|dance|train|climb|paint|draw|sew|knit|own|manage|lead|help|avoid|dislike|trust|find|wear|sleep|travel|commute|volunteer|practi[sc]e|review|grow|build|collect|visit|watch|listen|put|buy|sell|pay|save|hope|plan|call|meet|leave|wake|suffer|look|answer|deploy|ship|code|program|design|check|hum|lift|try|ride|row|sail)$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, MatchPatience.Milliseconds)]
    private static partial Regex PresentVerb();

    [GeneratedRegex(@"^(?:and|or|but|the|a|an|of|to|in|on|at|with|for|from|by|that|which|who|because|so|my|our|his|her|their|is|are|was|et|de|la|le|und|der|die|das|y|el|e|il)$|^\W+$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, MatchPatience.Milliseconds)]
    private static partial Regex Dangling();

    [GeneratedRegex(@"^(?:我们?|咱们?)(?!家|妈|爸|女儿|儿子|弟|妹|哥|姐|老公|老婆|对象|外婆|奶奶)(?:也|都|就|还|现在|一般|其实|最近)?(?=\S{3,})", RegexOptions.CultureInvariant, MatchPatience.Milliseconds)]
    private static partial Regex EasternSubject();
}
