using System.Text.RegularExpressions;
using MemU.Fs.Model;
using MemU.Fs.Providers.Offline.Dates;
using MemU.Fs.Providers.Offline.Lexicons;
using MemU.Fs.Providers.Offline.Rules;
using MemU.Fs.Providers.Offline.Text;

namespace MemU.Fs.Providers.Offline;

/// <summary>Decides which pieces are one statement, and which statements are one fact.</summary>
internal static partial class Merging
{
    /// <summary>The second clause of a sentence is a fact of its own.</summary>
    public static bool SplitsOff(Finding first, Clause a, Finding second, Clause b)
    {
        if (second.Weight < 2) return false;
        if (Again(first, a, second, b)) return false;
        if (IsWish(first) && IsWish(second) || (first.Type == MemoryType.Profile && second.Type == MemoryType.Profile && StartsWithPronoun(b))) return false;
        if (first.Type is MemoryType.Event && second.Type is MemoryType.Profile or MemoryType.Behavior && !HasSubject(b)) return false;
        if (first.Type == second.Type)
        {
            if (first.Type == MemoryType.Event) return StandsAlone(b) && Day(a) is { } x && Day(b) is { } y && x.Text != y.Text;
            if (first.Type == MemoryType.Profile && first.Rule != second.Rule && (second.Rule == "health" || first.Rule is "home" or "age") && second.Rule is "health" or "work" or "occupation" or "home" && HasSubject(b)) return true;
            return first.Type == MemoryType.Profile && StandsAlone(b) && first.Rule != second.Rule && first.Weight + second.Weight >= 6;
        }
        // a tool's story contains conditions and habits of the tool, not of a person
        if (first.Type is MemoryType.Tool or MemoryType.Skill && second.Type is MemoryType.Knowledge or MemoryType.Tool or MemoryType.Skill) return false;
        if (first.Type == MemoryType.Knowledge && second.Type == MemoryType.Tool) return false;
        return (b.Tongue.Unspaced() ? b.Text.Length >= 5 : StandsAlone(b)) || first.Weight + second.Weight >= 6;
    }

    /// <summary>What is said twice in a message, or as one story in several sentences, becomes one statement.</summary>
    public static List<Statement> WithinMessage(List<Statement> statements, Talk talk, IReadOnlyList<Sentence> sentences)
    {
        List<Statement> kept = [];
        foreach (var statement in statements)
        {
            var same = kept.FindIndex(k => OneStory(k, statement) || SameDay(k, statement));
            if (same < 0) kept.Add(statement);
            else kept[same] = !SameDay(kept[same], statement) ? Joined(kept[same], statement, talk) : Better(kept[same], statement);
        }
        // "Try orjson. I swapped it in …": the sentence before names what the story is about
        for (var i = 0; i < kept.Count; i++)
        {
            if (kept[i].Finding.Type != MemoryType.Tool || kept[i].Sentence == 0 || kept.Exists(k => k.Sentence == kept[i].Sentence - 1)) continue;
            var before = sentences[kept[i].Sentence - 1];
            if (!before.IsQuestion && before.Text.Length < 60 && !before.Text.Contains("****", StringComparison.Ordinal) && Guards.LeansBack(kept[i].Text)) kept[i] = With(kept[i], Trim.Statement(before.Text, talk.Tongue).TrimEnd('.') + ". " + kept[i].Text, talk);
        }
        return kept;
    }

    /// <summary>A bare weekday beside a habit is part of the habit: "Tue and Thu short runs, Sundays long".</summary>
    private static bool Again(Finding first, Clause a, Finding second, Clause b) =>
        (first.Type == MemoryType.Behavior && second is { Type: MemoryType.Event, Rule: "dated event" } && OnlyWeekdays(b)) || (second.Type == MemoryType.Behavior && first is { Type: MemoryType.Event, Rule: "dated event" } && OnlyWeekdays(a));

    private static bool OnlyWeekdays(Clause c) => c.Dates.Count > 0 && c.Dates.All(d => d.Recurring || Weekday().IsMatch(d.Phrase));

    private static bool IsWish(Finding f) => f.Rule is "standing instruction" or "like" or "dislike" or "opinion" or "goal";

    private static bool StartsWithPronoun(Clause c) => c.Tongue.Unspaced() ? c.Text.Length > 0 && c.Text[0] is '她' or '他' or '它' : c.Words.Count > 0 && c.Words[0].Lower.Split('\'')[0] is "he" or "she" or "they" or "it" && c.Has(Field.Occupation | Field.Work);

    private static bool HasSubject(Clause c) => c.Tongue.Unspaced() ? EasternSubject().IsMatch(c.Text) : StandsAlone(c);

    /// <summary>It has a subject of its own.</summary>
    public static bool StandsAlone(Clause c)
    {
        if (c.Tongue.Unspaced()) return EasternSubject().IsMatch(c.Text);
        if (c.Words.Count < 3 || c.Words[0].Lower is "which" or "who" or "that" or "whose") return false;
        var first = c.Words[0].Lower is "and" or "but" or "so" or "also" or "then" && c.Words.Count > 3 ? 1 : 0;
        var word = c.Words[first].Lower;
        return Subjects.Contains(word) || Subjects.Contains(word.Split('\'')[0]) || (c.Words[first].Capital && !c.Dates.Any(d => d.Start <= c.Words[first].Start && c.Words[first].Start < d.Start + d.Length)) || (first == 1 && (word.EndsWith("ed", StringComparison.Ordinal) || English.Terms.Of(word).HasFlag(Field.Past)))
            || c.Words.Skip(first).Take(4).Any(w => Subjects.Contains(w.Lower.Split('\'')[0]));
    }

    private static readonly HashSet<string> Subjects = ["i", "we", "he", "she", "they", "my", "our", "his", "her", "their", "mum", "dad", "mom", "the", "there", "it"];

    /// <summary>A piece needs what stands before it in the sentence: it has no subject, or hardly a word beside its date.</summary>
    public static bool Leans(Clause c)
    {
        if (c.Tongue.Unspaced()) return !EasternSubject().IsMatch(c.Text) || c.Text.Length - c.Dates.Sum(d => d.Length) < 5;
        return !StandsAlone(c) || c.Words.Count(w => w.Lower.Length > 2 && !Subjects.Contains(w.Lower) && !Topics.IsCommon(w.Lower) && !c.Dates.Any(d => w.Start >= d.Start && w.Start < d.Start + d.Length)) < 2;
    }

    /// <summary>The speaker goes on in the first person, after what somebody else said.</summary>
    public static bool Speaks(Clause c) => c.Tongue.Unspaced() ? SpeaksEastern(c) : c.Words.Count > 0 && (c.Words[0].Lower is "but" || StandsAlone(c));

    private static bool SpeaksEastern(Clause c) => c.Text.Length > 0 && (c.Text[0] is '我' or '咱' || c.Text[0] == '但');

    private static EventTime? Day(Clause c) => c.Dates.FirstOrDefault(d => d is { Recurring: false, Since: false, When: not null })?.When;

    private static bool OneStory(Statement a, Statement b) =>
        b.Sentence > a.Sentence && b.Sentence - a.Sentence <= 2 && ((a.Finding.Type, b.Finding.Type) is (MemoryType.Tool, MemoryType.Tool) or (MemoryType.Skill, MemoryType.Skill)
            || ((a.Finding.Type, b.Finding.Type) is (MemoryType.Behavior, MemoryType.Behavior) && a.Clause.Words.Count is > 0 and <= 3)
            || (a.Finding is { Type: MemoryType.Event, Rule: not "dated event" } && b.Finding.Type == MemoryType.Event && !b.Clause.Tongue.Unspaced() && b.Clause.Words.Count is > 0 and <= 5)
            || (a.Finding is { Type: MemoryType.Knowledge, Rule: "technical fact" } && b.Finding.Rule == "setting that helped"));

    private static bool SameDay(Statement a, Statement b) =>
        a.Finding.Type == MemoryType.Event && b.Finding.Type == MemoryType.Event && a.When is { } x && b.When is { } y && x.Text == y.Text;

    private static Statement Joined(Statement a, Statement b, Talk talk) =>
        a.Text.Length + b.Text.Length > 400 ? a : With(a with { Sentence = b.Sentence, Finding = b.Finding.Weight >= a.Finding.Weight && b.Finding.Type != a.Finding.Type ? b.Finding : a.Finding }, talk.Tongue.Unspaced() ? a.Text.TrimEnd('。') + "。" + b.Text : a.Text.TrimEnd('.') + ". " + b.Text, talk);

    private static Statement Better(Statement a, Statement b) => (a.Text.Length >= 12 || b.Text.Length <= a.Text.Length ? a : b) with { Corrects = a.Corrects || b.Corrects };

    private static Statement With(Statement statement, string text, Talk talk)
    {
        var clause = Statements.Read(text, talk);
        return statement with { Text = text, Clause = clause, Dates = clause.Dates };
    }

    /// <summary>Both state the same fact: the same words, or the same day and the same matter.</summary>
    public static bool SameFact(Statement a, IReadOnlySet<string> x, Statement b, IReadOnlySet<string> y)
    {
        if (a.Finding.Type != b.Finding.Type || Corrections.Denies(a.Clause) != Corrections.Denies(b.Clause)) return false;
        if (a.When is { } day && day.Text == b.When?.Text && b.Message - a.Message <= 4 && (x.Count == 0 || y.Count == 0)) return true;
        if (x.Count == 0 || y.Count == 0) return false;
        var shared = x.Count(y.Contains);
        if (a.When?.Text != b.When?.Text) return false;
        if (a.Finding.Rule == "health" && b.Finding.Rule == "health" && shared >= 2) return true;
        if (a.Finding.Type == MemoryType.Behavior && ClockTime().Match(a.Text) is { Success: true } clock && b.Text.Contains(clock.Value, StringComparison.Ordinal) && shared >= 1) return true;
        if (a.When is not null && a.Finding.Type == MemoryType.Event) return shared >= 1 || (b.Message - a.Message <= 4 && Math.Min(x.Count, y.Count) <= 2);
        return shared * 10 >= Math.Min(x.Count, y.Count) * 7 && shared >= Math.Min(3, Math.Min(x.Count, y.Count)) && shared * 10 >= Math.Max(x.Count, y.Count) * 4;
    }

    /// <summary>The words of a statement that tell it from others, without its dates.</summary>
    public static HashSet<string> Terms(Statement statement)
    {
        var dates = statement.Dates;
        HashSet<string> terms = [];
        foreach (var word in statement.Clause.Words)
            if (word.Lower.Length > 2 && !Topics.IsCommon(word.Lower) && !dates.Any(d => word.Start >= d.Start && word.Start < d.Start + d.Length)) terms.Add(Topics.Stem(word.Lower));
        if (statement.Clause.Tongue.Unspaced())
            for (var i = 0; i + 1 < statement.Text.Length; i++)
                if (Script.IsEastern(statement.Text[i]) && Script.IsEastern(statement.Text[i + 1]) && !Topics.IsCommon(statement.Text.Substring(i, 2)) && !dates.Any(d => i >= d.Start && i < d.Start + d.Length)) terms.Add(statement.Text.Substring(i, 2));
        return terms;
    }

    [GeneratedRegex(@"^(?:the )?(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*(?: (?:morning|evening|afternoon|night)s?)?$|^(?:下一?个)?(?:周|星期|礼拜)[一二三四五六日天末]\S{0,2}$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, MatchPatience.Milliseconds)]
    private static partial Regex Weekday();

    [GeneratedRegex(@"[一二三四五六七八九十两\d]{1,3}点(?:半|[一二三四五六七八九十\d]{1,3}分?)?|\b\d{1,2}(?::\d\d|\s?[ap]m)\b", RegexOptions.CultureInvariant, MatchPatience.Milliseconds)]
    private static partial Regex ClockTime();

    [GeneratedRegex(@"^(?:而且|但是?|不过|然后|所以)?(?:我|他|她|它|咱|人家|老\S|小\S|阿\S|弟弟|妹妹|哥哥|姐姐|女儿|儿子|闺女|孩子|对象|媳妇|老公|老婆|外婆|爸|妈|室友|同事)", RegexOptions.CultureInvariant, MatchPatience.Milliseconds)]
    private static partial Regex EasternSubject();
}
