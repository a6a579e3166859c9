using System.Text.RegularExpressions;
using MemU.Fs.Providers.Offline.Lexicons;

namespace MemU.Fs.Providers.Offline.Rules;

/// <summary>English statements with time at their core: habits, dated events, turning points.</summary>
internal static partial class EnglishTime
{
    /// <summary>Something that comes again and again.</summary>
    public static Finding? Habit(Clause c, Talk talk)
    {
        if (c.Has(Field.Incident) && PastVerb().IsMatch(c.Low)) return null;
        var often = c.HasRecurrence || c.Has(Field.Often) || PerDay().IsMatch(c.Low) || Pattern().IsMatch(c.Low);
        if (!often || NoHabit().IsMatch(c.Low)) return null;
        var personal = Personal().IsMatch(c.Low) || c.Has(Field.Kin | Field.Relation | Field.Activity);
        if (GenericYou().IsMatch(c.Low)) return null;
        if (AsAdjective().IsMatch(c.Low) && !EveryDay().IsMatch(c.Low)) return null;
        if (c.Code || (c.Has(Field.Tech) && !personal)) return null;
        if (!personal && !c.HasRecurrence && !Strong().IsMatch(c.Low)) return null;
        if (OnlyPast().IsMatch(c.Low) && !c.HasRecurrence) return null;
        var category = talk.AtWork && c.Has(Field.Work) ? Sort.WorkLife
            : c.Has(Field.Activity) && Together().IsMatch(c.Low) ? Sort.Activities
            : c.Has(Field.Work) && !c.Has(Field.Activity) && talk.AtWork ? Sort.WorkLife : Sort.Habits;
        return Finding.Behavior(category, "habit", c.HasRecurrence && personal ? 3 : 2);
    }

    /// <summary>Something at a point in time.</summary>
    public static Finding? Event(Clause c, Talk talk)
    {
        if (!c.HasPoint)
            return c.Dates.Any(d => d.Since) && SinceThen().IsMatch(c.Low) ? Finding.Behavior(Sort.Habits, "since", 2) : null;
        if (c.Dates.All(d => d.Since || Passing(d.Phrase)) && !Planned().IsMatch(c.Low)) return null;
        if (NoEvent().IsMatch(c.Low) || (EnglishGuards.IsRequest(c) && !c.Low.StartsWith("make it ", StringComparison.Ordinal))) return null;
        if (c.Words.Count < 3 || !(c.Words.Any(w => w.Lower.Length > 2 && !Topics.IsCommon(w.Lower) && !c.Dates.Any(d => w.Start >= d.Start && w.Start < d.Start + d.Length)) || Refers().IsMatch(c.Low))) return null;
        return Finding.Event(Category(c, talk), "dated event", 3);
    }

    /// <summary>A turning point without a date: "Brightwater signed", "I got the job".</summary>
    public static Finding? Milestone(Clause c, Talk talk)
    {
        if (c.Has(Field.Incident) && (talk.AtWork || c.Has(Field.Work | Field.Tech)) && PastVerb().IsMatch(c.Low)) return Finding.Event(Sort.WorkLife, "incident");
        if (c.Has(Field.Decision) && DecisionWords().IsMatch(c.Low)) return Finding.Event(Category(c, talk), "decision");
        if (!c.Has(Field.Milestone) || !Turned().IsMatch(c.Low) || NoEvent().IsMatch(c.Low)) return null;
        return Finding.Event(Category(c, talk), "turning point");
    }

    /// <summary>Where an event belongs.</summary>
    private static string Category(Clause c, Talk talk)
    {
        if (c.Has(Field.Family) && c.Has(Field.Kin | Field.Relation | Field.Person)) return Sort.Relationships;
        if (c.Has(Field.Contest) && !PastVerb().IsMatch(c.Low)) return talk.AtWork ? Sort.WorkLife : Sort.Goals;
        if (EnglishWishes.IsGoal(c)) return Sort.Goals;
        if (talk.AtWork && !c.Has(Field.Kin | Field.Travel | Field.Family | Field.Activity | Field.Home | Field.Health)) return Sort.WorkLife;
        if (c.Has(Field.Work) && !c.Has(Field.Travel | Field.Family | Field.Activity | Field.Health)) return Sort.WorkLife;
        return Sort.Experiences;
    }

    /// <summary>Days that are only now.</summary>
    private static bool Passing(string phrase) => phrase.ToLowerInvariant() is "today" or "tonight" or "this morning" or "this evening" or "this afternoon" or "now" or "this week" or "these days" or "last night" or "this time";

    [GeneratedRegex(@"\b(?:i|we|he|she|they) (?:start|starts|finish|finishes|get up|gets up|wake up|go to bed|leave|leaves) (?:\w+ )?(?:at|around|before|by) (?:\d|noon|midnight|five|six|seven|eight|nine|ten|eleven|half)|\b(?:first|second|third|fourth|last) \w+day of (?:the|each|every) month|\b(?:when(?:ever)? i|every time i) (?:run|cook|drive|work|travel|write|read|train|walk|swim|sleep|study|cycle|go|eat|play|get|feel|code)\b|\b(?:once|twice|\w+ (?:times|evenings|nights|days|mornings|hours)) (?:a|per) (?:day|week|fortnight|month|year)\b|\b(?:mon|tue|wed|thu|fri|sat|sun)(?:s|\w*days)?\b.{0,30}\b(?:and|to|plus|or) (?:mon|tue|wed|thu|fri|sat|sun)", RegexOptions.CultureInvariant, MatchPatience.Milliseconds)]
    private static partial Regex Pattern();

    [GeneratedRegex(@"\b(?:has|have|'s|'ve) never\b|\bi never\W*$|\bwhenever (?:i|we|you) (?:say|ask)\b|\b(?:never|always) (?:had|been|knew|heard|lost|let|wanted|thought|seen|met|be|would|told|changed|got|was|were|did|said|says|ever|mind|gets?|again)\b|\bthan\b.*\b(?:usually|always|normally)\b|\bevery (?:minute|second|single (?:thing|one)|bit|inch|penny|word|box)\b|\b(?:as|like) (?:always|usual|usually)\b|^(?:always|never|usually)\b[^a-z]*$|\bthan usual\b|\ba night in\b", RegexOptions.CultureInvariant, MatchPatience.Milliseconds)]
    private static partial Regex NoHabit();

    [GeneratedRegex(@"\b(?:one|two|three|four|five|six|[1-9])(?: \w+)? a (?:day|week|night)\b", RegexOptions.CultureInvariant, MatchPatience.Milliseconds)]
    private static partial Regex PerDay();

    [GeneratedRegex(@"^(?:here )?you (?:can|get|have|need|must|may)\b", RegexOptions.CultureInvariant, MatchPatience.Milliseconds)]
    private static partial Regex GenericYou();

    [GeneratedRegex(@"\b(?:nightly|daily|weekly|monthly|yearly|annual|quarterly|hourly) (?!basis)[a-z]+", RegexOptions.CultureInvariant, MatchPatience.Milliseconds)]
    private static partial Regex AsAdjective();

    [GeneratedRegex(@"\b(?:every|each|on \w+days?|\w+days|always|usually|mornings|evenings)\b", RegexOptions.CultureInvariant, MatchPatience.Milliseconds)]
    private static partial Regex EveryDay();

    [GeneratedRegex(@"\b(?:i|i'm|i've|we|we're|we've|my|our|me|he|she|he's|she's|they|they're|mum|dad|mine)\b", RegexOptions.CultureInvariant, MatchPatience.Milliseconds)]
    private static partial Regex Personal();

    [GeneratedRegex(@"\b(?:\w+ times|once|twice|three times) (?:a|per|every) (?:day|week|month|year)|\bevery \w+|\bmost (?:days|evenings|mornings|nights)|\b(?:one|two|three|four|five|six|[1-9])(?: \w+)? a (?:day|week|night)\b|house rule|same as ever|\bmornings only\b|that's what (?:we|i) always do|\bnever (?!again|mind)\w+", RegexOptions.CultureInvariant, MatchPatience.Milliseconds)]
    private static partial Regex Strong();

    [GeneratedRegex(@"\b(?:used to|would always|had been|was|were|did)\b(?!.*\b(?:now|still)\b)", RegexOptions.CultureInvariant, MatchPatience.Milliseconds)]
    private static partial Regex OnlyPast();

    [GeneratedRegex(@"\b(?:with|club|class|classes|lesson|lessons|band|choir|group|team|online|coach|teacher|course|league|together)\b", RegexOptions.CultureInvariant, MatchPatience.Milliseconds)]
    private static partial Regex Together();

    [GeneratedRegex(@"\b(?:haven't|hasn't|have not|has not|speak|speaks|only|(?:been|'m|'s) (?:learning|studying|training|practi[sc]ing|taking|playing|writing|collecting))\b", RegexOptions.CultureInvariant, MatchPatience.Milliseconds)]
    private static partial Regex SinceThen();

    [GeneratedRegex(@"\bit(?:'s| is| was)\b|\bnow\b|\binstead\b|\bmake it\b|\boff\b|\b(?:we|i|they|he|she)(?:'re|'m|'s| are| am| is| start| leave| arrive)", RegexOptions.CultureInvariant, MatchPatience.Milliseconds)]
    private static partial Regex Refers();

    [GeneratedRegex(@"\b(?:decision|decided|signed|got|booked|moving|leaving|starts?|deadline|due|every|arriv\w+|flying)\b", RegexOptions.CultureInvariant, MatchPatience.Milliseconds)]
    private static partial Regex Planned();

    [GeneratedRegex("""
        \b(?:can't|cannot|couldn't)\s+(?:do|make|come|get|reach|talk|wait)\b[^,;]*$ | \b(?:noted|got\s+it|sounds\s+good|works\s+for\s+me|fine\s+with\s+me|see\s+you|talk\s+(?:soon|tomorrow)|same\s+time|until\s+tomorrow|good\s+luck)\b
        | \b(?:most|half|all|rest)\s+of\s+(?:last\s+|this\s+)?\w+day\b | \b(?:does|did|do|is|are|will|shall|can|could)\s+(?:you|it|we|that)\b[^,]*$ | \b(?:i'll|i\s+will|let\s+me)\s+(?:send|look|check|have|do|ask|tell|write|put|let|try|think|see|get)\b | \b(?:i|we)\s+(?:could|might|may|should)\b
        | \bin\s+a\s+(?:mood|sec|minute|moment|bit)\b | \bsince\s+forever\b | \b(?:remind\s+me)\b | \b(?:isn't|is\s+not|not)\s+(?:on\s+)?the\s+\d | ^(?:an?|the|his|her|my)\s+\w+\s+from\s+\d{4}\b(?!.*\b(?:i|we|he|she|they)\b) | \bwould(?:'ve|\s+have)\b | \b(?:i|you|we)\s+said\b | ^\w+day\s+is\s+(?:for|my|a)\b | \b(?:my|your|that)\s+\w+day\s*$ | \b(?:it|has)\s+(?:rained|snowed|rain|snow)\b
        """, RegexOptions.IgnorePatternWhitespace | RegexOptions.CultureInvariant, MatchPatience.Milliseconds)]
    private static partial Regex NoEvent();

    [GeneratedRegex(@"\b\w{2,}ed\b|\b(?:was|were|had|did|went|got|came|took|made|put|gave|found|left|began|met|ran|paid|built|bought|sold|won|lost|broke|fell|drove|ate|told|wrote|sent|flew|rode|lead|led|saw|brought|cut|spent|signed|full|down)\b", RegexOptions.CultureInvariant, MatchPatience.Milliseconds)]
    private static partial Regex PastVerb();

    [GeneratedRegex(@"(?:^decision\b|\bdecided\b|\bwe(?:'ve)? (?:agreed|chose|opted|settled|decided)|\bit is decided\b|\bthat's settled\b|\bgoing with\b|\bwent with\b|\bwe'll go with\b)", RegexOptions.CultureInvariant, MatchPatience.Milliseconds)]
    private static partial Regex DecisionWords();

    [GeneratedRegex("""
        \b(?:i|we|he|she|they|mum|dad|it|who|my\s+\w+|our\s+\w+|his\s+\w+|her\s+\w+|^[a-z]+)(?:'ve|'s|\s+have|\s+has|\s+just|\s+finally|\s+also)*\s+
        (?:just\s+|finally\s+|already\s+)?(?:signed|moved|bought|sold|got\s+(?:married|engaged|promoted|divorced|accepted|the\s+(?:job|offer|part|place|keys)|into)|passed|retired|graduated|quit|resigned|joined|launched|shipped|adopted|won|enrolled|registered|proposed|inherited|founded|migrated|upgraded|cancelled|canceled|postponed|rescheduled|merged|handed\s+in|gave\s+notice|published|was\s+(?:promoted|elected|hired|fired|diagnosed|born|accepted)|been\s+(?:promoted|elected|hired|fired|diagnosed|accepted)|went\s+live|gone\s+up|died|broke\s+(?:my|his|her))\b
        | \b(?:till|until)\s+(?:i|he|she|we)\s+(?:was|were)\s+\d+ | \b(?:i'm|we're|he's|she's|they're)\s+(?:away|abroad|on\s+(?:holiday|leave))\b.{3,} | ^(?:quit|left|joined|signed|sold|bought|passed)\s+(?:my|the|our)\s+\w+
        """, RegexOptions.IgnorePatternWhitespace | RegexOptions.CultureInvariant, MatchPatience.Milliseconds)]
    private static partial Regex Turned();
}
