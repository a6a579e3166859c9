using MemU.Fs.Providers.Offline.Lexicons;
using MemU.Fs.Providers.Offline.Rules;

namespace MemU.Fs.Providers.Offline.Learned;

/// <summary>A clause as two runs of tokens: its words, and its pattern, in which words that carry a topic are replaced by what they are about ("my KIN is a OCCUPATION in NAME").</summary>
internal static class Tokens
{
    /// <summary>Words that carry the pattern of a sentence; all others are replaced by their kind.</summary>
    private static readonly HashSet<string> s_little = """
        i i'm i've i'd i'll me my mine myself we we're we've we'd we'll us our ours you you're you've your yours he he's he'd she she's she'd it it's its they they're they've them their his her him hers one ones someone everyone nobody
        this that that's these those there there's here the a an some any no none not never n't each every all both most many much few more less another other same such own
        am is are was were be been being do does did don't doesn't didn't have has had haven't hasn't hadn't can can't could couldn't will won't would wouldn't should shouldn't may might must need needs needn't ought shall
        and or but so because bc cause if unless when whenever while until till since before after though although as than then that which who whose whom what where why how whether
        in on at to from for with without about of by into onto out off up down over under between through during against near around along across behind per via like
        now still already yet again just only even also too very really quite pretty so much always usually often sometimes rarely ever once twice anymore instead actually maybe probably definitely apparently basically finally
        get gets got getting gotten go goes went going gone come comes came coming make makes made making take takes took taking taken put keep keeps kept let lets give gives gave given say says said tell tells told know knows knew known think thinks thought
        want wants wanted like likes liked love loves loved hate hates hated prefer prefers use uses used using try tries tried trying work works worked working live lives lived living start starts started starting stop stops stopped find finds found
        see saw look looks feel feels felt mean means meant remember forget turn turns turned run runs ran set sets leave leaves left move moved moves moving change changed bought buy sold book booked meet met call called ask asked show showed
        learn learned learnt teach taught decide decided agreed plan planning plans hope wish trying supposed able allowed afraid sure sorry thanks thank please yes no ok okay oh well right good great bad better best worse worst new old first last next ago later
        long time times day days week weeks month months year years today tomorrow yesterday tonight morning evening night weekend
        """.Split((char[])[' ', '\n'], StringSplitOptions.RemoveEmptyEntries).ToHashSet(StringComparer.Ordinal);

    /// <summary>Stands for an emoji and for any other character beyond the first plane.</summary>
    private const string Picture = "PICTURE";

    private static readonly (Field Field, string Name)[] s_topics =
    [
        (Field.Kin, "KIN"), (Field.Relation, "RELATION"), (Field.Pet, "PET"), (Field.Occupation, "OCCUPATION"), (Field.Health, "HEALTH"), (Field.Diet, "DIET"), (Field.Activity, "ACTIVITY"), (Field.Family, "FAMILY"),
        (Field.Possession, "POSSESSION"), (Field.Tech, "TECH"), (Field.Outcome, "OUTCOME"), (Field.Setting, "SETTING"), (Field.Workplace, "WORKPLACE"), (Field.Work, "WORK"), (Field.Contest, "CONTEST"), (Field.Travel, "TRAVEL"),
        (Field.Mood, "MOOD"), (Field.Milestone, "MILESTONE"), (Field.Incident, "INCIDENT"), (Field.Reply, "REPLY"), (Field.Age, "AGE"), (Field.Home, "HOME"), (Field.Number, "NUMBER"), (Field.Often, "OFTEN"), (Field.Past, "PAST"),
        (Field.Like, "LIKE"), (Field.Dislike, "DISLIKE"), (Field.Opinion, "OPINION"), (Field.Goal, "GOAL"), (Field.Able, "ABLE"), (Field.Decision, "DECISION"), (Field.Say, "SAY"), (Field.Learned, "LEARNED"), (Field.Step, "STEP"), (Field.Rule, "RULE"),
    ];

    /// <summary>The words in lower case, numbers made alike.</summary>
    public static string[] Words(Clause c) => [.. c.Words.Select(w => w.Lower.Any(char.IsAsciiDigit) ? Number(w.Lower) : w.Lower)];

    /// <summary>The pattern of a clause in a spaced language.</summary>
    public static string[] Pattern(Clause c)
    {
        List<string> pattern = ["^"];
        var hit = 0;
        for (var i = 0; i < c.Words.Count; i++)
        {
            var word = c.Words[i];
            while (hit < c.Hits.Count && c.Hits[hit].Start + c.Hits[hit].Length <= word.Start) hit++;
            var date = Dated(c, word.Start);
            if (date is not null) { if (pattern[^1] != date) pattern.Add(date); continue; }
            if (s_little.Contains(word.Lower)) { pattern.Add(word.Lower); continue; }
            var field = hit < c.Hits.Count && c.Hits[hit].Start <= word.Start ? c.Hits[hit].Field : Field.None;
            if (field != Field.None && Topic(field) is { } topic) { if (pattern[^1] != topic) pattern.Add(topic); continue; }
            pattern.Add(Kind(word, i == 0));
        }
        pattern.Add("$");
        return [.. pattern];
    }

    /// <summary>The pattern of a clause in an unspaced language: characters, with known words replaced by what they are about.</summary>
    public static string[] EasternPattern(Clause c)
    {
        List<string> pattern = ["^"];
        var hit = 0;
        for (var i = 0; i < c.Text.Length;)
        {
            while (hit < c.Hits.Count && c.Hits[hit].Start < i) hit++;
            if (Dated(c, i) is { } date)
            {
                pattern.Add(date);
                while (i < c.Text.Length && Dated(c, i) == date) i++;
                continue;
            }
            if (hit < c.Hits.Count && c.Hits[hit].Start == i && Topic(c.Hits[hit].Field) is { } topic) { pattern.Add(topic); i += c.Hits[hit].Length; continue; }
            if (char.IsAsciiLetterOrDigit(c.Text[i]))
            {
                var digits = char.IsAsciiDigit(c.Text[i]);
                while (i < c.Text.Length && (char.IsAsciiLetterOrDigit(c.Text[i]) || c.Text[i] is '.' or '-' or '_' or '/')) i++;
                pattern.Add(digits ? "#" : "LATIN");
                continue;
            }
            if (char.IsSurrogate(c.Text[i])) { if (pattern[^1] != Picture) pattern.Add(Picture); }
            else if (!char.IsWhiteSpace(c.Text[i])) pattern.Add(char.ToString(c.Text[i]));
            i++;
        }
        pattern.Add("$");
        return [.. pattern];
    }

    /// <summary>The characters of a text, with numbers and Latin words each as one.</summary>
    public static string[] Characters(string text)
    {
        List<string> all = ["^"];
        for (var i = 0; i < text.Length;)
        {
            if (char.IsSurrogate(text[i])) { if (all[^1] != Picture) all.Add(Picture); i++; continue; }
            if (!char.IsAsciiLetterOrDigit(text[i])) { if (!char.IsWhiteSpace(text[i])) all.Add(char.ToString(text[i])); i++; continue; }
            var start = i;
            while (i < text.Length && (char.IsAsciiLetterOrDigit(text[i]) || text[i] is '.' or '-' or '_')) i++;
            all.Add(char.IsAsciiDigit(text[start]) ? "#" : text[start..i].ToLowerInvariant());
        }
        all.Add("$");
        return [.. all];
    }

    private static string? Dated(Clause c, int at)
    {
        foreach (var d in c.Dates)
            if (at >= d.Start && at < d.Start + d.Length) return d.Recurring ? "RECURRING" : d.Since ? "SINCE" : "DATE";
        return null;
    }

    private static string? Topic(Field field)
    {
        foreach (var (f, name) in s_topics) if ((field & f) != 0) return name;
        return null;
    }

    private static string Kind(Text.Word word, bool first)
    {
        var w = word.Lower;
        if (w.Any(char.IsAsciiDigit)) return Number(w);
        if (word.Capital && !first) return "NAME";
        if (w.Contains('_', StringComparison.Ordinal) || w.Contains('.', StringComparison.Ordinal)) return "CODE";
        if (w.Contains('\'', StringComparison.Ordinal)) return w.EndsWith("'s", StringComparison.Ordinal) ? "X's" : "X'";
        if (w.EndsWith("ing", StringComparison.Ordinal)) return "Xing";
        if (w.EndsWith("ed", StringComparison.Ordinal)) return "Xed";
        if (w.EndsWith("ly", StringComparison.Ordinal)) return "Xly";
        if (w.EndsWith('s') && !w.EndsWith("ss", StringComparison.Ordinal)) return "Xs";
        if (w.EndsWith("er", StringComparison.Ordinal) || w.EndsWith("est", StringComparison.Ordinal)) return "Xer";
        return "X";
    }

    private static string Number(string word) => word.All(char.IsAsciiDigit) ? word.Length == 4 && word[0] is '1' or '2' ? "####" : word.Length == 1 ? "#" : "##" : word.Any(char.IsAsciiLetter) && word.Length > 1 && char.IsAsciiDigit(word[0]) ? "#X" : "X#";
}
