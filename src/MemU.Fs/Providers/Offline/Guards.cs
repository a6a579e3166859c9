using System.Text.RegularExpressions;
using MemU.Fs.Providers.Offline.Rules;
using MemU.Fs.Providers.Offline.Text;

namespace MemU.Fs.Providers.Offline;

/// <summary>Leads to the rules of a clause's language.</summary>
internal static partial class Guards
{
    /// <summary>Why a whole sentence is left out.</summary>
    public static string? Sentence(Clause c) => c.Tongue switch
    {
        Tongue.English => EnglishGuards.Sentence(c),
        Tongue.Chinese => ChineseGuards.Sentence(c),
        _ => GeneralRules.Excludes(c),
    };

    /// <summary>Why a part of a sentence is left out.</summary>
    public static string? Part(Clause c) => c.Tongue switch
    {
        Tongue.English => EnglishGuards.Part(c),
        Tongue.Chinese => ChineseGuards.Part(c),
        _ => null,
    };

    /// <summary>A whole sentence that lists the steps of something that works.</summary>
    public static Finding? Procedure(Clause c) => c.Tongue switch
    {
        Tongue.English => EnglishSkills.Procedure(c),
        Tongue.Chinese => ChineseRules.Procedure(c),
        _ => null,
    };

    /// <summary>What the clause states.</summary>
    public static Finding? Find(Clause c, Talk talk) => (c.Tongue switch
    {
        Tongue.English => EnglishRules.Find(c, talk),
        Tongue.Chinese => ChineseRules.Find(c, talk),
        _ => GeneralRules.Find(c),
    }) ?? (Slots.Of(c.Text) is { } slot ? Finding.Profile(slot.Contains('/', StringComparison.Ordinal) || slot == "partner" ? Sort.Relationships : Sort.PersonalInfo, "attribute", slot, 3) : null);

    /// <summary>The sentence says that the one before was a joke.</summary>
    public static bool TakesBack(string next) => next.Length < 40 && Kidding().IsMatch(next);

    /// <summary>The sentence says that what follows is only imagined.</summary>
    public static bool Supposes(string previous) => previous.Length < 40 && Imagined().IsMatch(previous);

    /// <summary>It gives a name and something like a password for signing in.</summary>
    public static bool Reveals(Clause c) => SignIn().IsMatch(c.Text);

    /// <summary>A question that asks for answers to be different from now on: "could you keep your replies shorter?"</summary>
    public static bool Instructs(Clause c) => c.Tongue == Tongue.English && EnglishWishes.AsksForStyle(c);

    /// <summary>A short word of agreement, greeting or feeling.</summary>
    public static bool IsInterjection(Clause c) => Interjection().IsMatch(c.Low);

    /// <summary>The statement needs what was said just before: it has no subject, or starts with a pronoun for a thing.</summary>
    public static bool LeansBack(string text) => Leaning().IsMatch(text);

    [GeneratedRegex(@"\b(?:log-?in|credentials?|user ?name)\b[^\n]*?(?:[A-Za-z]\S*[-@#!_]\S*\d|\S+@\S+\.\w+,|[Pp]ass)", RegexOptions.CultureInvariant, MatchPatience.Milliseconds)]
    private static partial Regex SignIn();

    [GeneratedRegex(@"\b(?:joking|just kidding|kidding|jk|not really)\b|开玩笑|逗你", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, MatchPatience.Milliseconds)]
    private static partial Regex Kidding();

    [GeneratedRegex(@"hypothetical|imagine|what if|假设|打个比方", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, MatchPatience.Milliseconds)]
    private static partial Regex Imagined();

    [GeneratedRegex(@"^(?:ok|okay|yes|yeah|yep|no|nope|nah|sure|right|true|great|nice|cool|perfect|thanks|thank|ta|hi|hello|hey|morning|good|lol|ha|haha|ugh|argh|hmm|hm|well|so|wow|oh|what|sorry|fine|done|update|gone|noted|exactly|same|honestly|sweet|lovely|smart|mhm|please|bye|brilliant|rude|grand|jealous|gulp|wait|stop|deleted|yours|mine|colleague|bad mood)\b", RegexOptions.CultureInvariant, MatchPatience.Milliseconds)]
    private static partial Regex Interjection();

    [GeneratedRegex(@"^(?:been|had|got|have|did|done|can|could|used|never|always|only|works?|took|takes|runs?|starts?|gave|makes?|was|were|is|it|it's|they|they're|them|that|those|these|one)\b|\b(?:it|them)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, MatchPatience.Milliseconds)]
    private static partial Regex Leaning();
}
