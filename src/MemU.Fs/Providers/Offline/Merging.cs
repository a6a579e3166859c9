using MemU.Fs.Model;
using MemU.Fs.Providers.Offline.Dates;
using MemU.Fs.Providers.Offline.Lexicons;
using MemU.Fs.Providers.Offline.Rules;
using MemU.Fs.Providers.Offline.Text;

namespace MemU.Fs.Providers.Offline;

/// <summary>Decides which pieces are one statement, and which statements are one fact.</summary>
internal static class Merging
{
    /// <summary>The second clause of a sentence is a fact of its own.</summary>
    public static bool SplitsOff(Finding first, Clause a, Finding second, Clause b)
    {
        if (second.Weight < 2) return false;
        if (first.Type == second.Type)
        {
            if (first.Type == MemoryType.Event) return StandsAlone(b) && Day(a) is { } x && Day(b) is { } y && x.Text != y.Text;
            return first.Type == MemoryType.Profile && StandsAlone(b) && first.Rule != second.Rule && first.Weight + second.Weight >= 5;
        }
        // a tool's story contains conditions and habits of the tool, not of a person
        if (first.Type is MemoryType.Tool or MemoryType.Skill && second.Type is MemoryType.Knowledge or MemoryType.Tool or MemoryType.Skill) return false;
        if (first.Type == MemoryType.Knowledge && second.Type == MemoryType.Tool) return false;
        return StandsAlone(b) || first.Weight + second.Weight >= 6;
    }

    /// <summary>What is said twice in a message, or as one story in several sentences, becomes one statement.</summary>
    public static List<Statement> WithinMessage(List<Statement> statements, Talk talk, IReadOnlyList<Sentence> sentences)
    {
        List<Statement> kept = [];
        foreach (var statement in statements)
        {
            var same = kept.FindIndex(k => OneStory(k, statement) || SameDay(k, statement));
            if (same < 0) kept.Add(statement);
            else kept[same] = kept[same].Finding.Type is MemoryType.Tool or MemoryType.Skill ? Joined(kept[same], statement, talk) : Better(kept[same], statement);
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

    private static bool StandsAlone(Clause c)
    {
        if (c.Tongue.Unspaced()) return c.Text.Length >= 4;
        if (c.Words.Count < 3) return false;
        var first = c.Words[0].Lower is "and" or "but" or "so" or "also" or "then" && c.Words.Count > 3 ? 1 : 0;
        var word = c.Words[first].Lower;
        return Subjects.Contains(word) || Subjects.Contains(word.Split('\'')[0]) || c.Words[first].Capital || (first == 1 && (word.EndsWith("ed", StringComparison.Ordinal) || English.Terms.Of(word).HasFlag(Field.Past)))
            || c.Words.Skip(first).Take(4).Any(w => Subjects.Contains(w.Lower.Split('\'')[0]));
    }

    private static readonly HashSet<string> Subjects = ["i", "we", "he", "she", "they", "my", "our", "his", "her", "their", "mum", "dad", "mom", "the", "there", "it"];

    private static EventTime? Day(Clause c) => c.Dates.FirstOrDefault(d => d is { Recurring: false, Since: false, When: not null })?.When;

    private static bool OneStory(Statement a, Statement b) =>
        (a.Finding.Type, b.Finding.Type) is (MemoryType.Tool, MemoryType.Tool) or (MemoryType.Skill, MemoryType.Skill) && b.Sentence - a.Sentence <= 2 && b.Sentence > a.Sentence;

    private static bool SameDay(Statement a, Statement b) =>
        a.Finding.Type == MemoryType.Event && b.Finding.Type == MemoryType.Event && a.When is { } x && b.When is { } y && x.Text == y.Text;

    private static Statement Joined(Statement a, Statement b, Talk talk) =>
        a.Text.Length + b.Text.Length > 400 ? a : With(a with { Sentence = b.Sentence }, talk.Tongue.Unspaced() ? a.Text.TrimEnd('。') + "。" + b.Text : a.Text.TrimEnd('.') + ". " + b.Text, talk);

    private static Statement Better(Statement a, Statement b) => (a.Text.Length >= 12 || b.Text.Length <= a.Text.Length ? a : b) with { Corrects = a.Corrects || b.Corrects };

    private static Statement With(Statement statement, string text, Talk talk)
    {
        var clause = Statements.Read(text, talk);
        return statement with { Text = text, Clause = clause, Dates = clause.Dates };
    }

    /// <summary>Both state the same fact: the same words, or the same day and the same matter.</summary>
    public static bool SameFact(Statement a, Statement b)
    {
        if (a.Finding.Type != b.Finding.Type || Corrections.Denies(a.Clause) != Corrections.Denies(b.Clause)) return false;
        var (x, y) = (Terms(a), Terms(b));
        if (x.Count == 0 || y.Count == 0) return false;
        var shared = x.Count(y.Contains);
        if (a.When?.Text != b.When?.Text) return false;
        if (a.When is not null && a.Finding.Type == MemoryType.Event) return shared >= 1 || (b.Message - a.Message <= 4 && Math.Min(x.Count, y.Count) <= 2);
        return shared * 10 >= Math.Min(x.Count, y.Count) * 7 && shared >= Math.Min(3, Math.Min(x.Count, y.Count)) && shared * 10 >= Math.Max(x.Count, y.Count) * 4;
    }

    private static HashSet<string> Terms(Statement statement)
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
}
