using System.Text.RegularExpressions;
using MemU.Fs.Providers.Offline.Lexicons;

namespace MemU.Fs.Providers.Offline.Rules;

/// <summary>What English clauses say about people: relations, trades, homes, health, age, names, animals.</summary>
internal static partial class EnglishPersons
{
    /// <summary>When somebody was born.</summary>
    public static Finding? Born(Clause c) => Birthday().IsMatch(c.Low) ? Finding.Profile(Sort.PersonalInfo, "birthday", Self().IsMatch(c.Low) && !c.Has(Field.Kin | Field.Relation) ? "birthday" : null, 3) : null;

    /// <summary>Somebody's trade, said outright: "I'm a physics teacher".</summary>
    public static Finding? Trade(Clause c) => c is { HasPoint: false, HasRecurrence: false } && Outright().IsMatch(c.Low) && c.Has(Field.Occupation) && IsTrade(c) && !Relation().IsMatch(c.Low) ? Finding.Profile(Sort.WorkLife, "occupation", Self().IsMatch(c.Low) && c.Low.Contains("i'm", StringComparison.Ordinal) ? "job" : null, 3) : null;

    public static Finding? Find(Clause c)
    {
        if (Name().IsMatch(c.Text)) return Finding.Profile(Sort.PersonalInfo, "name", "name", 3);
        if (Relation().IsMatch(c.Low) && c.Has(Field.Kin | Field.Relation | Field.Occupation)) return Finding.Profile(Sort.Relationships, "relation", weight: 3);
        if (Body().IsMatch(c.Low)) return Finding.Profile(Sort.PersonalInfo, "health");
        if (c.Has(Field.Health | Field.Diet) && HasHealth(c)) return Finding.Profile(c.Has(Field.Diet) ? Sort.Preferences : Sort.PersonalInfo, c.Has(Field.Diet) ? "diet" : "health", weight: 3);
        if ((c.Has(Field.Occupation) && IsTrade(c)) || TradeSuffix().IsMatch(c.Low)) return Finding.Profile(Sort.WorkLife, "occupation", Self().IsMatch(c.Low) ? "job" : null, 3);
        if (Works().IsMatch(c.Low) && !Temporary().IsMatch(c.Low)) return Finding.Profile(Sort.WorkLife, "work", Self().IsMatch(c.Low) ? "job" : null);
        if (Home().IsMatch(c.Low) && !Temporary().IsMatch(c.Low)) return Finding.Profile(Sort.PersonalInfo, "home", Self().IsMatch(c.Low) ? "home" : null);
        if (Aged().IsMatch(c.Low) && c.Words.Count <= 16) return Finding.Profile(c.Has(Field.Kin) ? Sort.Relationships : Sort.PersonalInfo, "age", Self().IsMatch(c.Low) ? "age" : null);
        if (c.Has(Field.Pet) && PetOwned().IsMatch(c.Low)) return Finding.Profile(Sort.PersonalInfo, "pet");
        if (Origin().IsMatch(c.Low)) return Finding.Profile(c.Has(Field.Kin) ? Sort.Relationships : Sort.PersonalInfo, "origin");
        if (Named().IsMatch(c.Text)) return Finding.Profile(Sort.Relationships, "name of another");
        if (Persons.Introduced(c) is { Length: > 0, Project: false }) return Finding.Profile(Sort.Relationships, "introduction");
        if (Role().IsMatch(c.Text)) return Finding.Profile(Sort.Relationships, "role");
        return null;
    }

    /// <summary>The trade stands after "a", "as" or a form of "to be": "he's a paramedic", "31 years a signalman".</summary>
    private static bool IsTrade(Clause c)
    {
        foreach (var hit in c.Hits)
        {
            if ((hit.Field & Field.Occupation) == 0) continue;
            for (var i = c.Words.Count - 1; i > 0; i--)
            {
                if (c.Words[i].Start != hit.Start) continue;
                for (var back = 1; back <= 4 && i - back >= 0; back++)
                    if (c.Words[i - back].Lower is "a" or "an" or "as" or "became" or "retired" or "ex" || (back == 1 && c.Words[i - 1].Lower is "i'm" or "he's" or "she's" or "is" or "are" or "was" or "am" or "they're")) return back == 1 || TradeWords().IsMatch(c.Low);
            }
        }
        return false;
    }

    private static bool HasHealth(Clause c) => !Distant().IsMatch(c.Low) && (Condition().IsMatch(c.Low) || c.Has(Field.Kin | Field.Pet) || c.Words.Count <= 3) && !c.Low.StartsWith("not ", StringComparison.Ordinal);

    [GeneratedRegex(@"\b(?:[Mm]y|[Hh]is|[Hh]er) (?:full )?name(?:'s| is) [A-Z]|\b[Ii](?:'m|’m| am) [A-Z][a-zà-ÿ]+ [A-Z][a-zà-ÿ]+\b|\b(?:call me|known as) [A-Z]|\b[Ii](?:'m|’m| am) called [A-Z]", RegexOptions.CultureInvariant, MatchPatience.Milliseconds)]
    private static partial Regex Name();

    [GeneratedRegex("""
        \b(?:is|was|are|be|that's|he's|she's|they're|'s|called|meet)\s+(?:also\s+)?(?:the\s+(?=\w+\b[^\w]*$)|(?:my|our|his|her|their)\s+)(?:\w+(?:-\w+)?\s+){0,3}?
        (?:wife|husband|partner|boyfriend|girlfriend|fianc\S+|son|daughter|brother|sister|twin|mother|father|mum|mom|dad|uncle|aunt|auntie|cousin|nephew|niece|grand\w+|gran|nan|stepson|stepdaughter|stepmum|stepdad|\S+-in-law|friend|mate|colleague|coworker|boss|manager|flatmate|roommate|housemate|neighbou?r|landlord|landlady|teacher|tutor|coach|trainer|mentor|engineer|designer|lead|director|assistant|intern|godmother|godfather|godson|goddaughter|ex|classmate|nanny|childminder|therapist|physio|dentist|accountant|lawyer|conductor|supervisor|trainee|apprentice|bandmate)\b
        | \b(?:coaches|teaches|tutors|mentors|trains|supervises|manages|leads)\s+(?:us|me|our|my|the)\b | \bi(?:'ve)?\s+(?:have|got|have\s+got)\s+(?:a|an|one|two|three|four)\s+(?:\w+\s+){0,2}(?:brother|sister|son|daughter|kid|child|children|sons|daughters|brothers|sisters|kids|twins|cousin|grand\w+)\b
        """, RegexOptions.IgnorePatternWhitespace | RegexOptions.CultureInvariant, MatchPatience.Milliseconds)]
    private static partial Regex Relation();

    [GeneratedRegex(@"\b(?:i'm|i am|i've|i have|i've got|my|he's|she's|he has|she has|has|have|had|is|are|got|'s|allergic|intolerant|diagnosed|suffers?|since|wears?|needs?|on|wrote|with)\b", RegexOptions.CultureInvariant, MatchPatience.Milliseconds)]
    private static partial Regex Condition();

    [GeneratedRegex(@"\b(?:read|article|film|documentary|song|book|charity|research|heard of|awareness|stroke of|i've got the)\b", RegexOptions.CultureInvariant, MatchPatience.Milliseconds)]
    private static partial Regex Distant();

    [GeneratedRegex(@"\b(?:he's|she's|i'm|is|was|i am) (?:now |also |still )?an? (?:\w+ )?(?!other|brother|sister|member|winner|loser|teenager|monster|fighter|keeper|killer|disaster|matter|number|bother|minor|moment|parent|different|great|treat|point|patient|accident|incident|present|while|woman|man\b|stranger|beginner|vegetarian|believer|lover|fan|helper|charmer|stunner|bummer|corner|computer|paper|letter|water|summer|winter|dinner|newcomer|foreigner|regular|chemist\w)[a-z]{3,}(?:er|or|ist|ian|man|woman|ant|eer)\b(?: (?:at|in|for|by|with|on the) |\s*[,.;]|\s*$)", RegexOptions.CultureInvariant, MatchPatience.Milliseconds)]
    private static partial Regex TradeSuffix();

    [GeneratedRegex(@"\b(?:my|his|her|mum's|dad's) (?:left |right |lower |upper )?(?:eyes?|back|knees?|hips?|hearing|heart|shoulders?|ankles?|wrists?|neck|lungs?|feet|eyesight)(?:'s| is| are|'re) (?:\w+ )?(?:bad|shot|gone|weak|knackered|dodgy|failing|terrible|ruined|wrecked)\b", RegexOptions.CultureInvariant, MatchPatience.Milliseconds)]
    private static partial Regex Body();

    [GeneratedRegex(@"\b(?:birthday(?:'s| is) (?:on |the )|was born (?:on|in) )", RegexOptions.CultureInvariant, MatchPatience.Milliseconds)]
    private static partial Regex Birthday();

    [GeneratedRegex(@"\b(?:i'm|i am|i was|he's|he is|she's|she is|she was|he was|they're|is|was|are|works? as|working as|worked as|as|became|retired|train(?:ing|ed) (?:as|to be)|years|studying to be)\b(?: also| actually| now| still)? an? ", RegexOptions.CultureInvariant, MatchPatience.Milliseconds)]
    private static partial Regex TradeWords();

    [GeneratedRegex(@"\b(?:i'm|i am|he's|she's|he is|she is) an? ", RegexOptions.CultureInvariant, MatchPatience.Milliseconds)]
    private static partial Regex Outright();

    [GeneratedRegex(@"\b(?:i|he|she|we|they|who) (?:still |now |also |currently )?(?:teach(?:es)?|work(?:s)? (?:at|for|in|as|with|on|from)|run(?:s)? (?:a|the|my|our) (?:small |little |own )?(?:\w+ )?(?:shop|business|company|team|cafe|café|bakery|bar|restaurant|practice|studio|farm|school|agency|startup|salon|garage)|drives? (?:an?|the) (?:\w+ )?(?:van|bus|taxi|truck|lorry|tram|train|cab|ambulance|forklift)|manage(?:s)? (?:a|the) (?:team|shop|store|branch)|study|studies|lecture|own a|co-own)\b|\b(?:i'm|he's|she's) (?:at|with) (?:\w+ )?(?:university|uni|school|college)\b|\b(?:at|doing) (?:\w+ )?(?:doing|studying) \w+|\bbeen (?:driving|teaching|nursing|working|running|farming|selling|building|fishing|cooking|baking)\b.{0,50}\b(?:for|since)\b|\b\d+ years an? \w+|\b(?:he|she|they) do(?:es)? (?:the )?\w+ (?:at|for) (?:the |a )?[a-z]+|\bmy (?:job|work|day job|company|employer) is\b", RegexOptions.CultureInvariant, MatchPatience.Milliseconds)]
    private static partial Regex Works();

    [GeneratedRegex(@"\b(?:i|he|she|we|they|who|mum|dad|parents|sister|brother) (?:still |now |both |currently )?(?:live|lives|living|grew up|reside|rent|rents)\b(?: \w+){0,4} (?:in|on|near|at|with|outside|by|above|next)\b|\b(?:i'm|we're|he's|she's) (?:based|living|originally) (?:in|from|near)\b|\bour (?:new )?(?:flat|house|place|home|apartment) is (?:in|on|near)\b", RegexOptions.CultureInvariant, MatchPatience.Milliseconds)]
    private static partial Regex Home();

    [GeneratedRegex(@"\b(?:i'm|he's|she's|is|are|they're|'s|who's|turned) (?:only |now |already |almost |nearly )?(?:\d{1,3}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|(?:thir|four|fif|six|seven|eigh|nine)teen|(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:-\w+)?)(?: years old| and\b| now| this\b| next\b|\s*[,.!]|\s*$)|\b(?:years|year|months)[ -]old\b|^(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:-\w+)?(?:\s*[,.]|\s+and\s+(?:the|my|still)\b|\s*$)", RegexOptions.CultureInvariant, MatchPatience.Milliseconds)]
    private static partial Regex Aged();

    [GeneratedRegex(@"\b(?:i have|i've got|i've|we have|we've got|we've|have an?|got an?|my|our|there'?s the|has an?) (?:\w+ ){0,3}(?:cat|cats|dog|dogs|puppy|kitten|rabbit|rabbits|hamster|parrot|budgie|horse|pony|tortoise|terrier|labrador|spaniel|collie|greyhound|whippet|poodle|dachshund|beagle|hens|goats|guinea pigs?)\b", RegexOptions.CultureInvariant, MatchPatience.Milliseconds)]
    private static partial Regex PetOwned();

    [GeneratedRegex(@"\b(?:i'm|i am|he's|she's|family(?:'s| is)|parents are|we're|comes?|came) (?:originally )?from (?!the\b|my\b|our\b|a\b|work\b|school\b|here\b|there\b|home\b|now\b|\d)[a-z]+\b(?! to\b)|\bi was born in\b|\bhometown\b", RegexOptions.CultureInvariant, MatchPatience.Milliseconds)]
    private static partial Regex Origin();

    [GeneratedRegex(@"\b(?:wife|husband|son|daughter|cat|dog|sister|brother|boss|teacher|partner|baby|boy|girl|name)(?:'s| is|’s)? (?:called|named) [A-Z]", RegexOptions.CultureInvariant, MatchPatience.Milliseconds)]
    private static partial Regex Named();

    [GeneratedRegex(@"^(?:\S+ ){0,2}[A-Z][a-zà-ÿ]+(?: [A-Z][a-zà-ÿ]+)?,? (?:leads|manages|runs|heads|handles|owns|chairs|looks after|is in charge of|is responsible for|takes care of|is on the) ", RegexOptions.CultureInvariant, MatchPatience.Milliseconds)]
    private static partial Regex Role();

    [GeneratedRegex(@"\b(?:i|i'm|i've|we|we're|we've|my|our)\b", RegexOptions.CultureInvariant, MatchPatience.Milliseconds)]
    private static partial Regex Self();

    [GeneratedRegex(@"\b(?:from home today|for now|at the moment|right now|on it|for me|out)\s*[.!]*$|\bif\b", RegexOptions.CultureInvariant, MatchPatience.Milliseconds)]
    private static partial Regex Temporary();
}
