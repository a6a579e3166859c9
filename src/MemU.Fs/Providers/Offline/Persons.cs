using System.Text.RegularExpressions;
using MemU.Fs.Model;
using MemU.Fs.Providers.Offline.Lexicons;
using MemU.Fs.Providers.Offline.Rules;
using MemU.Fs.Providers.Offline.Text;

namespace MemU.Fs.Providers.Offline;

/// <summary>A person or project that a statement introduces by name.</summary>
internal sealed record Introduction(string Name, int Start, int Length, bool Project);

/// <summary>Finds the people, employers and projects that a statement is about.</summary>
internal static partial class Persons
{
    private static readonly HashSet<string> s_noName = """
        i monday tuesday wednesday thursday friday saturday sunday mon tue wed thu fri sat sun january february march april may june july august september october november december jan feb mar apr jun jul aug sep sept oct nov dec
        english french german spanish italian portuguese chinese japanese russian dutch polish easter christmas god ok okay tv uk us usa eu ai it hr pr prs qa ceo cto gp api sql csv json http vpn utc ssh dns aws css html faq pdf
        lol omg btw fyi tbh and but so no yes not just real also then never always thank thanks trial number new the a an in on at for with from to of my our his her their your this that these those what when where who why how
        which if as by or is are was were do does did have has had can could will would should may might must be been one two three next last first maybe every some any each all both today tomorrow yesterday internet spring summer autumn winter
        european american british scottish irish welsh mum dad mom mam he she they we you it everybody everyone nobody somebody taiwan it's that's there's he's she's we're they're i'm i've i'd i'll don't can't won't here there now after before since until while during because although though
        """.Split((char[])[' ', '\n'], StringSplitOptions.RemoveEmptyEntries).ToHashSet(StringComparer.Ordinal);

    /// <summary>The names, in order of appearance; close family is named by its relation when it has no name.</summary>
    public static List<string> Of(Statement statement, Talk talk)
    {
        List<string> names = [];
        var clause = statement.Clause;
        foreach (var name in clause.Tongue.Unspaced() ? EasternNames(clause, talk) : WesternNames(clause, talk))
            if (Linked(name, talk) is var link && !names.Contains(link, StringComparer.OrdinalIgnoreCase) && !string.Equals(name, talk.Message.Name, StringComparison.OrdinalIgnoreCase)) names.Add(link);
        // "Jonas is my boyfriend" is about Jonas
        if (statement.Finding.Rule is "relation" or "introduction" or "name of another" && names.Count > 1) names.RemoveAll(n => Close(n.ToLowerInvariant()) is not null || clause.Hits.Any(h => (h.Field & Field.Kin) != 0 && clause.TextOf(h) == n && clause.Tongue.Unspaced()));
        if (names.Count == 0 && talk.Person is { } person && Pronoun().IsMatch(clause.Low) && (statement.Finding.Type == MemoryType.Profile || clause.Tongue.Unspaced() || !clause.Low.Contains(" i ", StringComparison.Ordinal)) && !string.Equals(person, talk.Message.Name, StringComparison.OrdinalIgnoreCase)) names.Add(person);
        return names;
    }

    /// <summary>The only person that a text names; null when there is none, or when there are several.</summary>
    public static string? SpokenOf(Clause clause, Talk talk)
    {
        var named = (clause.Tongue.Unspaced() ? EasternNames(clause, talk) : WesternNames(clause, talk)).Select(n => Linked(n, talk)).Where(n => !string.Equals(n, talk.Message.Name, StringComparison.OrdinalIgnoreCase)).Where(n => talk.Names.ContainsKey(n.ToLowerInvariant()) || Introduced(clause)?.Name == n || Close(n.ToLowerInvariant()) is not null || clause.Tongue.Unspaced()).Distinct(StringComparer.OrdinalIgnoreCase).Take(3).ToList();
        var persons = named.Where(n => Close(n.ToLowerInvariant()) is null).ToList();
        return named.Count != 1 || (persons.Count == 1 && Introduced(clause) is { Project: true }) || Firm().IsMatch(named[0]) ? null : named[0];
    }

    /// <summary>A Chinese word for a relation, not a name.</summary>
    public static bool IsRelative(string word) => (Chinese.Terms.Of(word) & (Field.Kin | Field.Relation)) != 0 || (Chinese.Terms.Of("我" + word) & (Field.Kin | Field.Relation)) != 0;

    private static string Linked(string name, Talk talk) => talk.Names.GetValueOrDefault(name.ToLowerInvariant(), name);

    /// <summary>What the statement introduces: "my colleague Ben Okafor", "我女儿小雨", "our project Heron"; null when nothing.</summary>
    public static Introduction? Introduced(Clause clause) => clause.Tongue.Unspaced() ? Eastern(clause) : clause.Tongue == Tongue.English ? Western(clause) : null;

    private static Introduction? Western(Clause c)
    {
        var words = c.Words;
        foreach (var hit in c.Hits)
        {
            if ((hit.Field & (Field.Kin | Field.Relation | Field.Pet)) == 0) continue;
            var first = FirstWordAt(words, hit.Start);
            var next = FirstWordAt(words, hit.Start + hit.Length);
            var own = first > 0 && words[first - 1].Lower is "my" or "our" or "his" or "her" or "their" or "your" or "eldest" or "little" or "best" or "older" or "younger" or "old";
            if (own && next > 0 && next < words.Count && Between(c.Text, hit.Start + hit.Length, words[next].Start) is "" or "," && IsName(c, next) is { } end)
                return new(c.Text[words[next].Start..words[end].End], words[first - 1].Start, words[end].End - words[first - 1].Start, false);
            if (next > 0 && next + 1 < words.Count && words[next].Lower is "is" or "called" or "named" && words[next + (words[next].Lower == "is" && words[next + 1].Lower is "called" or "named" ? 1 : 0)] is var w && w.Lower is "called" or "named"
                && FirstWordAt(words, w.End) is > 0 and var at && at < words.Count && IsName(c, at) is { } last) return new(c.Text[words[at].Start..words[last].End], words[Math.Max(0, first - 1)].Start, words[last].End - words[Math.Max(0, first - 1)].Start, false);
            // "Ben Okafor is our platform engineer", "Jonas is my boyfriend"
        }
        return IsRelation().Match(c.Text) is { Success: true } m && !s_noName.Contains(m.Groups[1].Value.ToLowerInvariant()) && m.Groups[1].Value is not ("He" or "She" or "They" or "It" or "Who") ? new(m.Groups[1].Value, 0, 0, false)
            : CalledName().Match(c.Text) is { Success: true } n ? new(n.Groups[1].Value, 0, 0, false)
            : ProjectIs().Match(c.Text) is { Success: true } p && !s_noName.Contains(p.Groups[1].Value.ToLowerInvariant()) ? new(p.Groups[1].Value, 0, 0, true)
            : ProjectNamed().Match(c.Text) is { Success: true } q ? new(q.Groups[1].Value, 0, 0, true) : null;
    }

    private static Introduction? Eastern(Clause c)
    {
        if (EasternRelation().Match(c.Text) is { Success: true } m && !m.Value.AsSpan().ContainsAny('啥', '什', '谁')) return new(m.Groups.Cast<Group>().Skip(1).First(g => g.Success).Value, m.Index, m.Length, false);
        return EasternProject().Match(c.Text) is { Success: true } p ? new(p.Groups[1].Success ? p.Groups[1].Value : p.Groups[2].Value, p.Index, p.Length, true) : null;
    }

    private static IEnumerable<string> WesternNames(Clause c, Talk talk)
    {
        var words = c.Words;
        var kin = new List<string>();
        if (Western(c) is { } introduced) yield return introduced.Name;
        for (var i = 0; i < words.Count; i++)
        {
            var lower = words[i].Lower.Split('\'')[0];
            if ((talk.Names.ContainsKey(lower) && words[i].Capital && !(words[i].Start > 0 && c.Text[words[i].Start - 1] is '/')) || (words[i].Capital && words[i].Length > 1 && IsName(c, i) is not null && (NamedHere(c, i) || Employer(c, i))))
            {
                var last = talk.Names.ContainsKey(lower) ? i : IsName(c, i) ?? i;
                var name = c.Text[words[i].Start..words[last].End];
                yield return name.EndsWith("'s", StringComparison.Ordinal) || name.EndsWith("’s", StringComparison.Ordinal) ? KeepsGenitive(name) ? name : name[..^2] : name;
                i = last;
            }
        }
        foreach (var hit in c.Hits)
            if ((hit.Field & Field.Kin) != 0 && Close(c.TextOf(hit).ToLowerInvariant()) is { } relative && !(Western(c) is { Length: > 0 } named && hit.Start >= named.Start && hit.Start < named.Start + named.Length)) kin.Add(relative);
        foreach (var relative in kin) yield return relative;
    }

    private static bool KeepsGenitive(string name) => name.StartsWith("St ", StringComparison.Ordinal);

    /// <summary>A singular relative whom people speak of by the relation alone.</summary>
    private static string? Close(string relation)
    {
        relation = relation.Split('\'')[0];
        return relation is "mum" or "mom" or "dad" or "mother" or "father" or "wife" or "husband" or "partner" or "boyfriend" or "girlfriend" or "son" or "daughter" or "brother" or "sister" or "grandma" or "granny" or "gran" or "nan" or "grandad" or "grandpa"
            or "grandmother" or "grandfather" or "granddaughter" or "grandson" or "aunt" or "uncle" or "cousin" or "nephew" or "niece" or "fiancé" or "fiancée" or "mother-in-law" or "father-in-law" or "father in law" or "mother in law" or "sister-in-law" or "brother-in-law" or "twin" ? relation : null;
    }

    /// <summary>The last word of the name that starts there; null when it is no name.</summary>
    private static int? IsName(Clause c, int at)
    {
        if (!Plausible(c, at)) return null;
        var last = at;
        while (last + 1 < c.Words.Count && last - at < 3 && Plausible(c, last + 1) && Between(c.Text, c.Words[last].End, c.Words[last + 1].Start).Length == 0 && !c.Words[last].Lower.EndsWith("'s", StringComparison.Ordinal)) last++;
        return last;
    }

    private static bool Plausible(Clause c, int at)
    {
        var word = c.Words[at];
        var lower = word.Lower.Split('\'')[0];
        if (c.Hits.Any(h => (h.Field & Field.Tech) != 0 && h.Start <= word.Start && word.End <= h.Start + h.Length)) return false;
        if (lower.EndsWith("days", StringComparison.Ordinal)) return false;
        return word.Capital && word.Length > 1 && !(word.Start > 0 && c.Text[word.Start - 1] is '/' or '`') && !c.Text.AsSpan(word.Start, word.Length).ContainsAnyInRange('0', '9') && !s_noName.Contains(lower) && !s_noName.Contains(word.Lower) && !(c.Text.AsSpan(word.Start, word.Length).IndexOfAnyInRange('a', 'z') < 0);
    }

    /// <summary>Known before, or not at the start of a sentence and beside a verb or preposition of people.</summary>
    private static bool NamedHere(Clause c, int at)
    {
        if (at == 0) return at + 1 < c.Words.Count && c.Words[at + 1].Lower is "is" or "has" or "was" or "can" or "does" or "got" or "will" or "wants" or "takes" or "leads" or "gave" or "came" or "moved" or "started" or "signed" or "took" or "goes" or "works" or "coaches" && !Lexicons.English.Terms.Of(c.Words[at].Lower).HasFlag(Field.Tech) || c.Words[0].Lower.EndsWith("'s", StringComparison.Ordinal) && c.Words[0].Length > 3;
        if (at > 1 && c.Words[at - 1].Lower == "from") return c.Words[at - 2].Lower is "over" or "heard" or "letter" or "message" or "mail" or "call" or "gift" or "present" or "email";
        return c.Words[at - 1].Lower is "with" or "asked" or "and" or "told" or "called" or "named" or "put" or "by" or "met" or "visit" or "visiting" or "see" or "saw" or "for" or "when" or "that";
    }

    private static bool Employer(Clause c, int at) => at > 0 && c.Words[at - 1].Lower is "at" or "joined" or "joining" or "with" or "for" or "by" && c.Has(Field.Work | Field.Occupation | Field.Milestone | Field.Activity) || (at > 1 && c.Words[at - 1].Lower == "at" && c.Words[at - 2].Lower is not ("look" or "looking") && !(at + 1 < c.Words.Count && c.Words[at + 1].Lower is "doing" or "studying"));

    private static int FirstWordAt(IReadOnlyList<Word> words, int position)
    {
        for (var i = 0; i < words.Count; i++) if (words[i].Start >= position) return i;
        return -1;
    }

    private static string Between(string text, int from, int to) => from <= to ? text[from..to].Trim() : "x";

    private static IEnumerable<string> EasternNames(Clause c, Talk talk)
    {
        var introduced = Eastern(c);
        if (introduced is not null) yield return introduced.Name;
        foreach (var (key, name) in talk.Names)
            if (key.Length >= 2 && c.Low.Contains(key, StringComparison.Ordinal)) yield return name;
        foreach (var hit in c.Hits)
        {
            if ((hit.Field & Field.Kin) == 0) continue;
            var relation = c.TextOf(hit);
            if (relation.Length > 2 && relation[0] == '我') relation = relation[1..];
            if (relation is not ("孩子" or "父母" or "爸妈" or "宝宝" or "老大" or "老二" or "娃" or "阿姨" or "双胞胎" or "对象")) yield return relation;
            else if (relation == "对象" && !c.Contains("找对象", "换对象")) yield return relation;
        }
        foreach (Match m in EasternTitled().Matches(c.Text)) yield return m.Value;
    }
}
