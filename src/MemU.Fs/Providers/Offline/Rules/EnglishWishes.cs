using System.Text.RegularExpressions;
using MemU.Fs.Providers.Offline.Lexicons;

namespace MemU.Fs.Providers.Offline.Rules;

/// <summary>What people like, want and think, and how they want to be answered.</summary>
internal static partial class EnglishWishes
{
    /// <summary>A standing instruction on how answers, messages or code should be.</summary>
    public static Finding? Instruction(Clause c, Talk talk)
    {
        if (!talk.WithAssistant) return null;
        if (Answers().IsMatch(c.Low) || (Please().IsMatch(c.Low) && c.Has(Field.Reply)) || (No().IsMatch(c.Low) && (c.Has(Field.Reply) || c.Contains("please", "pls", "i mean it"))))
            return Finding.Profile(Sort.Preferences, "standing instruction", weight: 3);
        return null;
    }

    /// <summary>It asks for another style of answers.</summary>
    public static bool AsksForStyle(Clause c) => Answers().IsMatch(c.Low) && c.SaysAny("could you", "can you", "would you", "please");

    /// <summary>It states an aim.</summary>
    public static bool IsGoal(Clause c) => GoalForm().IsMatch(c.Low);

    /// <summary>Likes, dislikes, goals, opinions.</summary>
    public static Finding? Find(Clause c)
    {
        if (Passing().IsMatch(c.Low)) return null;
        if (c.Has(Field.Dislike) && Who().IsMatch(c.Low) && !c.Contains("avoid walking")) return Finding.Profile(Sort.Preferences, "dislike", weight: 3);
        if (c.Has(Field.Goal) && GoalForm().IsMatch(c.Low)) return Finding.Profile(Sort.Goals, "goal");
        if (LikeForm().IsMatch(c.Low)) return Finding.Profile(Sort.Preferences, "like", weight: 3);
        if (c.Has(Field.Opinion) && OpinionForm().IsMatch(c.Low)) return Finding.Profile(Sort.Opinions, "opinion");
        return null;
    }

    [GeneratedRegex("""
        \b(?:always|never)\s+(?:answer|reply|respond|explain|address|greet|write\s+(?:to\s+)?me|apologi[sz]e|ask\s+me)\b
        | \b(?:don't|do\s+not|never|always|please)\s+use\s+.{2,40}\b(?:code|answers?|replies|messages?|commits?|text|you\s+(?:give|write|send))\b
        | \b(?:please\s+)?keep\s+(?:it|them|your\s+\w+|the\s+\w+|answers?|replies|responses|explanations|messages)\s+(?:\w+\s+)?(?:short|shorter|brief|briefer|simple|simpler|concise|formal|informal|plain)\b
        | \b(?:answer|reply|respond|write|talk|speak)\s+(?:to\s+me\s+)?(?:only\s+)?in\s+(?:english|french|german|spanish|italian|portuguese|chinese|japanese|plain|bullet|full|british|american|metric|lower)\b
        | \b(?:short|shorter|brief|concise|longer|detailed)\s+(?:answers|replies|responses|explanations)\b | \bcode\s+first\b | \bcall\s+me\s+\w+ | \bfrom\s+now\s+on\b.{0,60}\b(?:answer|reply|use|give|send|write)\b
        | \bno\s+(?:emojis?|bullet\s+points|smalltalk|small\s+talk|jargon|apologies|exclamation\s+marks|markdown|preamble)\b
        | \b(?:use|give\s+me)\s+(?:metric|british|american|celsius|bullet\s+points|tables|24-hour)\b
        """, RegexOptions.IgnorePatternWhitespace | RegexOptions.CultureInvariant, MatchPatience.Milliseconds)]
    private static partial Regex Answers();

    [GeneratedRegex(@"^(?:and |also |oh |so )*(?:only |just )?(?:[\w-]+ ){1,4}(?:please|pls)\b", RegexOptions.CultureInvariant, MatchPatience.Milliseconds)]
    private static partial Regex Please();

    [GeneratedRegex(@"^(?:and |also |so |oh )*(?:no|nothing) \w+(?: \w+){0,3} (?:in|before|after|on|over|above|during)\b", RegexOptions.CultureInvariant, MatchPatience.Milliseconds)]
    private static partial Regex No();

    [GeneratedRegex(@"\b(?:look(?:s|ed)? like|like that|like this|like a|like an|like the|like it's|feel like|feels like|sounds? like|i'd like you|would you like|love to hear|if you like|anything like|like i|like he|like she|love you|love it|love that|hate to|hate it when you|loved it)\b(?!.*\b(?:can't stand|prefer|hate|favou?rite|allergic)\b)", RegexOptions.CultureInvariant, MatchPatience.Milliseconds)]
    private static partial Regex Passing();

    [GeneratedRegex(@"^|\b(?:i|we|he|she|they|mum|dad|my|our)\b", RegexOptions.CultureInvariant, MatchPatience.Milliseconds)]
    private static partial Regex Who();

    [GeneratedRegex("""
        \b(?:my|our|the|his|her)\s+(?:\w+\s+)?(?:goal|aim|dream|target|plan)(?:'s|\s+is)\b | \b(?:i'm|we're|i\s+am|he's|she's|been)\s+(?:still\s+|now\s+|currently\s+)?(?:trying\s+to|saving|hoping\s+to|planning\s+to|training\s+for|working\s+towards?|aiming)\b
        | \b(?:i|we|he|she|they)(?:'d|\s+would)\s+(?:really\s+)?(?:love|like)\s+to\s+(?!hear|know|see\s+you|ask|thank|say|add) | \b(?:i|he|she)\s+(?:really\s+|always\s+|also\s+)?wants?\s+to\s+(?:become|be\s+an?|learn|run|write|build|open|start|move|study|climb|visit|travel|finish|get\s+(?:into|better|fit)|quit|retire|switch|swim|play|do)\b
        | \bsome\s?day\b | \bi(?:'ve)?\s+always\s+wanted\s+to\b | \bwants\s+out\s+of\b | \b(?:save|saving)\s+up\s+for\b | \b(?:bucket\s+list)\b
        """, RegexOptions.IgnorePatternWhitespace | RegexOptions.CultureInvariant, MatchPatience.Milliseconds)]
    private static partial Regex GoalForm();

    [GeneratedRegex("""
        (?<!\b(?:how|what|as|if|like)\s)(?:\b(?:i|we|you\s+know\s+i|they|who|and)\s+(?:really\s+|also\s+|just\s+|still\s+|much\s+|absolutely\s+|quite\s+|only\s+)?(?:like|love|adore|enjoy|prefer)|\b[a-z]+\s+(?:really\s+|also\s+|still\s+|absolutely\s+)?(?:likes|loves|adores|enjoys|prefers))\s+(?!you|that\b|this\b|it\b|them\b|him\b|her\s*$|her\b(?!\s\w)|to\s+hear)\w+
        | \b(?:my|our|his|her)\s+(?:absolute\s+|all-time\s+)?favou?rite\b | \b(?:i'm|he's|she's|we're)\s+(?:really\s+|very\s+|a\s+bit\s+)?(?:into|fond\s+of|keen\s+on|mad\s+about|obsessed\s+with|a\s+(?:big|huge)\s+fan\s+of|addicted\s+to)\b
        | \b(?:i'd|i\s+would)\s+(?:much\s+|far\s+)?(?:rather|prefer)\b | \bi\s+swear\s+by\b
        """, RegexOptions.IgnorePatternWhitespace | RegexOptions.CultureInvariant, MatchPatience.Milliseconds)]
    private static partial Regex LikeForm();

    [GeneratedRegex(@"\bi (?:still |really |honestly |also )?(?:think|believe|find|don't think|don't believe|feel) (?!so\b|it's\b|i\b|you\b|that's it|of\b|about\b|we (?:should|could|can)|he\b|she\b|they\b)(?:\S+ ){3,}|\b(?:is|are) (?:over|under)rated\b|\bin my (?:opinion|view)\b|\bi'm convinced\b", RegexOptions.CultureInvariant, MatchPatience.Milliseconds)]
    private static partial Regex OpinionForm();
}
