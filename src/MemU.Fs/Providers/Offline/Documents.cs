using System.Text.RegularExpressions;
using MemU.Fs.Model;
using MemU.Fs.Providers.Offline.Lexicons;
using MemU.Fs.Providers.Offline.Rules;
using MemU.Fs.Providers.Offline.Text;

namespace MemU.Fs.Providers.Offline;

/// <summary>Finds the statements of a document: at most one per paragraph, the one that carries most information.</summary>
internal static partial class Documents
{
    /// <summary>The statement of a paragraph; null when it only leads elsewhere.</summary>
    public static Statement? Of(Talk talk)
    {
        Statement? best = null;
        var most = 0;
        foreach (var sentence in Sentences.Of(Prose.Of(talk.Message.Text).Replace("**", "", StringComparison.Ordinal)))
        {
            if (sentence.IsQuestion || sentence.Text.Contains("****", StringComparison.Ordinal) || sentence.Text.Length < (talk.Tongue.Unspaced() ? 8 : 25)) continue;
            var text = Lead().Replace(sentence.Text, "");
            var clause = Statements.Read(text, talk);
            if (clause.Has(Field.Secret) || (!talk.Tongue.Unspaced() && clause.Words.Count < 6) || Leads().IsMatch(text)) continue;
            var score = Score(clause);
            if (score <= most) continue;
            most = score;
            best = new(talk.Message.Number, 0, text.Trim().TrimEnd(';', '；'), Find(clause), clause.Dates, clause);
        }
        return most >= 3 ? best : null;
    }

    private static int Score(Clause c)
    {
        var score = 0;
        if (c.HasNumber) score += 2;
        if (c.Code) score += 2;
        if (c.Has(Field.Rule | Field.Outcome | Field.Learned)) score++;
        if (c.Has(Field.Tech | Field.Work | Field.Health | Field.Occupation)) score++;
        if (c.HasPoint || c.HasRecurrence) score++;
        if (Definition().IsMatch(c.Text)) score += 2;
        if (Instructs().IsMatch(c.Text)) score++;
        if (c.Tongue is not (Tongue.English or Tongue.Chinese)) score++;
        if (Pointing().IsMatch(c.Text)) score--;
        return score;
    }

    private static Finding Find(Clause c) =>
        c.HasPoint && Future().IsMatch(c.Text) ? Finding.Event(Sort.WorkLife, "document: dated")
        : Instructs().IsMatch(c.Text) && (c.Code || c.Has(Field.Step)) ? Finding.Skill("document: procedure")
        : c.Code && c.Has(Field.Outcome) && !Definition().IsMatch(c.Text) ? Finding.Tool("document: tool") : Finding.Knowledge("document: fact");

    [GeneratedRegex(@"^(?:\d+[.)]\s+|\[[ xX]\]\s+)|\*\*", RegexOptions.CultureInvariant, MatchPatience.Milliseconds)]
    private static partial Regex Lead();

    [GeneratedRegex(@"[:：]\s*$|\]\(|^(?:see|table of contents|contents|figure|siehe|voir|目录|参见)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, MatchPatience.Milliseconds)]
    private static partial Regex Leads();

    [GeneratedRegex(@"^(?:\S+\s){0,4}(?:is|are|means|was|were|has|have|ist|sind|est|sont|es|son|è|sono|é|são)\s|是|指|属于|とは|이다", RegexOptions.CultureInvariant, MatchPatience.Milliseconds)]
    private static partial Regex Definition();

    [GeneratedRegex(@"^(?:[Ff]irst|[Tt]hen|[Nn]ext|[Ff]inally|[Ii]f\b.{3,80},|[Aa]fterwards|[Bb]efore\b.{3,80},|[Ww]hen\b.{3,80},)?\s*(?:[Rr]un|[Uu]se|[Ss]et|[Dd]elete|[Ll]oad|[Ss]tart|[Ss]top|[Pp]ause|[Cc]all|[Cc]heck|[Cc]ompare|[Oo]pen|[Ii]nstall|[Cc]reate|[Aa]dd|[Rr]emove|[Rr]estart|[Cc]opy|[Mm]ake|[Kk]eep|[Nn]ever|[Aa]lways|[Dd]o not|[Dd]on't|[Mm]ix|[Hh]eat|[Cc]onfigure)\b|^(?:先|再|然后|请|不要|使用|运行|打开)", RegexOptions.CultureInvariant, MatchPatience.Milliseconds)]
    private static partial Regex Instructs();

    [GeneratedRegex(@"\b(?:will|planned|scheduled|due|deadline|from|stands in|takes place)\b|计划|将于|截止", RegexOptions.CultureInvariant, MatchPatience.Milliseconds)]
    private static partial Regex Future();

    [GeneratedRegex(@"\b(?:this page|this document|this section|the next section|see below|see the|as above|for whoever)\b|本文|本页|下文", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, MatchPatience.Milliseconds)]
    private static partial Regex Pointing();
}
