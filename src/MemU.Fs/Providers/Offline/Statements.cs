using MemU.Fs.Model;
using MemU.Fs.Providers.Offline.Dates;
using MemU.Fs.Providers.Offline.Learned;
using MemU.Fs.Providers.Offline.Lexicons;
using MemU.Fs.Providers.Offline.Rules;
using MemU.Fs.Providers.Offline.Text;

namespace MemU.Fs.Providers.Offline;

/// <summary>A statement found in a message.</summary>
internal sealed record Statement(int Message, int Sentence, string Text, Finding Finding, IReadOnlyList<DateMention> Dates, Clause Clause)
{
    /// <summary>It says that something said before does not hold.</summary>
    public bool Corrects { get; init; }

    /// <summary>The date of the event, if it has one.</summary>
    public EventTime? When => Span(Text, Dates) ?? (Dates.FirstOrDefault(d => d is { Recurring: false, Since: false, Relative: false, When: not null }) ?? Dates.FirstOrDefault(d => d is { Recurring: false, Since: false, When: not null }))?.When;

    /// <summary>"from October 9 to October 11": the first and the last day.</summary>
    private static EventTime? Span(string text, IReadOnlyList<DateMention> dates)
    {
        for (var i = 0; i + 1 < dates.Count; i++)
        {
            var (a, b) = (dates[i], dates[i + 1]);
            if (a is not { Recurring: false, When: { } first } || b is not { Recurring: false, When: { } last } || a.Start + a.Length > b.Start) continue;
            if (last.Start <= first.Start && last.Text.Length == 10 && last.Start.AddMonths(1) > first.Start) last = EventTime.Day(DateOnly.FromDateTime(last.Start.UtcDateTime).AddMonths(1));
            if (last.Start <= first.Start) continue;
            if (text[(a.Start + a.Length)..b.Start].Trim() is not ("to" or "until" or "till" or "through" or "–" or "-" or "到" or "至" or "bis" or "au" or "al" or "until the" or "to the")) continue;
            var end = last.End > last.Start ? last.End.AddDays(-1) : last.End;
            if (dates.Take(i).Any(d => d is { Recurring: false, Since: false, When: not null })) return null;
            return EventTime.Days(DateOnly.FromDateTime(first.Start.UtcDateTime), DateOnly.FromDateTime(end.UtcDateTime));
        }
        return null;
    }
}

/// <summary>Reads the statements of one message.</summary>
internal static class Statements
{
    private const int LeadWords = 3;

    /// <summary>A message that says more than this is no conversation; the rest stays searchable in its transcript.</summary>
    private const int MostStatements = 60;

    /// <summary>The statements in order; reasons for what was left out go to <paramref name="rejected"/>.</summary>
    public static List<Statement> Of(Talk talk, List<RejectedDraft> rejected)
    {
        List<Statement> found = [];
        var sentences = Sentences.Of(Prose.Of(talk.Message.Text));
        string? lead = null;
        Candidate? last = null;
        for (var i = 0; i < sentences.Count && found.Count < MostStatements; i++)
        {
            var sentence = sentences[i];
            if (Masked(sentence.Text))
            {
                rejected.Add(new("secret", talk.Message.Number));
                lead = null;
                continue;
            }
            var clause = Read(sentence.Text, talk);
            // "If you write to him: Ben is away until Monday" – only what stands before the colon is imagined
            if (Guards.Sentence(clause) == "hypothetical" && sentence.Text.IndexOf(": ", StringComparison.Ordinal) is > 0 and var colon && colon + 12 < sentence.Text.Length) clause = Read(sentence.Text[(colon + 2)..], talk);
            var instructs = Guards.Instructs(clause);
            var reason = instructs ? null : sentence.IsQuestion ? "question" : clause.Has(Field.Secret) || Guards.Reveals(clause) ? "secret" : i + 1 < sentences.Count && Guards.TakesBack(sentences[i + 1].Text) ? "joke"
                : i > 0 && Guards.Supposes(sentences[i - 1].Text) ? "hypothetical" : Guards.Sentence(clause);
            if (reason == "secret") rejected.Add(new(reason, talk.Message.Number));
            if (reason is not null && (talk.Judge is null || reason is "secret" or "question" or "joke"))
            {
                lead = null;
                continue;
            }
            var corrects = Corrections.Marks(clause) || (i > 0 && sentences[i - 1].Text.Length < 40 && Corrections.Marks(new Clause(sentences[i - 1].Text, talk.Tongue, [])));
            var before = found.Count;
            var statements = Split(clause, talk, i).ToList();
            if (talk.Judge is { } judge)
            {
                var candidate = new Candidate(clause, talk, i, sentences, reason, statements) { Before = last, Next = i + 1 < sentences.Count ? Read(sentences[i + 1].Text, talk) : null };
                last = candidate with { Before = null };
                statements = Judged(judge, candidate);
            }
            foreach (var statement in statements)
            {
                found.Add(statement with { Corrects = corrects });
                if (Persons.SpokenOf(statement.Clause, talk) is { } person) talk.Person = person;
                if (statement.When is { } when && when.End - when.Start <= TimeSpan.FromDays(1) && (talk.Reference is not { } now || when.End > now)) talk.Near = DateOnly.FromDateTime(when.Start.UtcDateTime);
            }
            if (found.Count == before)
            {
                lead = clause.Words.Count is > 0 and <= LeadWords && !clause.Tongue.Unspaced() && clause.Words.Count <= 2 && clause.Words[0].Lower.Length > 2 && !clause.Text.AsSpan().ContainsAny('\'', '’') && !Guards.IsInterjection(clause) ? sentence.Text : null;
                continue;
            }
            if (lead is not null && before < found.Count && Guards.LeansBack(found[before].Text)) found[before] = Lead(found[before], lead, talk);
            lead = null;
        }
        return Merging.WithinMessage(found, talk, sentences);
    }

    /// <summary>What the judge keeps of a sentence: nothing, one statement, or two where both parts state a fact of their own.</summary>
    private static List<Statement> Judged(IJudge judge, Candidate candidate)
    {
        var verdict = judge.Judge(candidate);
        if (verdict.Sure < judge.Enough)
        {
            foreach (var (_, right) in Halves(candidate))
                if (Follows(candidate, right) && judge.Judge(right) is { } told && told.Sure >= judge.Enough) return [.. One(right, told)];
            return candidate.Reason is null ? [.. candidate.Rules.Where(Settled)] : [];
        }
        (Candidate Left, Verdict LeftVerdict, Candidate Right, Verdict RightVerdict)? parts = null;
        var least = judge.EnoughApart;
        (Candidate Candidate, Verdict Verdict) best = (candidate, verdict);
        foreach (var (left, right) in Halves(candidate))
        {
            var (l, r) = (judge.Judge(left), judge.Judge(right));
            if (l.Kept < Talkative && r.Sure > best.Verdict.Sure) best = (right, r);
            else if (r.Kept < Talkative && l.Sure > best.Verdict.Sure) best = (left, l);
            // what stands before a colon announces
            if (Follows(candidate, right) && left.Rules.Count == 0 && r.Sure >= judge.Enough && r.Sure >= best.Verdict.Sure * Announced) best = (right, r);
            // what a tool did and what helped are one story, and a half without a subject is no statement
            if (Math.Min(l.Sure, r.Sure) is var sure && (sure < least || (l.Type == r.Type && l.Type is MemoryType.Tool or MemoryType.Skill) || !(Merging.StandsAlone(right.Clause) || GoesOn(left.Clause)))) continue;
            (parts, least) = ((left, l, right, r), sure);
        }
        return parts is { } two ? [.. One(two.Left, two.LeftVerdict), .. One(two.Right, two.RightVerdict)] : [.. One(best.Candidate, best.Verdict)];
    }

    /// <summary>Half of a sentence that is less likely than this to be a memory is talk, and is left out of the statement.</summary>
    private const double Talkative = 0.15;

    /// <summary>How likely what follows a colon must be, as a share of the whole, to stand without what announces it.</summary>
    private const double Announced = 0.7;

    /// <summary>The half stands after a colon.</summary>
    private static bool Follows(Candidate whole, Candidate right) => EndsInColon(whole.Clause.Text, whole.Clause.Text.Length - right.Clause.Text.Length);

    /// <summary>Chinese goes on about the speaker without saying 我 again: 我叫林晓，家在杭州.</summary>
    private static bool GoesOn(Clause left) => left.Tongue == Tongue.Chinese && left.Text.Length > 1 && left.Text[0] == '我' && left.Text[1] != '们';

    /// <summary>An attribute in so many words ("my phone number is …"), or how answers should be: kept whatever the judge thinks.</summary>
    private static bool Settled(Statement statement) => Slots.Of(statement.Text) is not null || statement.Finding is { Weight: >= 3, Slot: not null } or { Weight: >= 3, Rule: "standing instruction" };

    private static IEnumerable<(Candidate Left, Candidate Right)> Halves(Candidate whole)
    {
        var cuts = ClauseCuts.Of(whole.Clause.Text, whole.Talk.Tongue, whole.Clause.Dates);
        if (cuts.Count is < 2 or > 8) yield break;
        for (var i = 1; i < cuts.Count; i++)
        {
            var end = cuts[i - 1].Start + cuts[i - 1].Length;
            yield return (PartOf(whole, 0, end), PartOf(whole, cuts[i].Start, whole.Clause.Text.Length - cuts[i].Start));
        }
    }

    private static Candidate PartOf(Candidate whole, int start, int length)
    {
        var clause = Read(whole.Clause.Text.Substring(start, length), whole.Talk);
        return whole with { Clause = clause, Part = start == 0 ? "left" : "right", Rules = [.. Split(clause, whole.Talk, whole.Index)] };
    }

    private static IEnumerable<Statement> One(Candidate candidate, Verdict verdict)
    {
        var talk = candidate.Talk;
        var text = Trim.Statement(candidate.Clause.Text, talk.Tongue);
        if (text.Length > 1 && text[^1] is '.' or '。' && text[^2] != '.') text = text[..^1];
        if (text.Length < (talk.Tongue.Unspaced() ? 4 : 6)) yield break;
        var clause = Read(text, talk);
        var known = candidate.Rules.FirstOrDefault(r => r.Finding.Type == verdict.Type)?.Finding;
        var finding = new Finding(verdict.Type, verdict.Category, known?.Rule ?? verdict.Why, 3) { Slot = known?.Slot, Introduces = known?.Introduces };
        yield return new(talk.Message.Number, candidate.Index, text, finding, clause.Dates, clause);
    }

    /// <summary>A clause with its dates.</summary>
    public static Clause Read(string text, Talk talk, bool technical = false) => new(text, talk.Tongue, TimePhrases.Find(text, talk.Reference, talk.Near), technical);

    private static Statement Lead(Statement statement, string lead, Talk talk)
    {
        var text = lead + " " + statement.Text;
        return statement with { Text = text, Dates = [.. statement.Dates.Select(d => d with { Start = d.Start + lead.Length + 1 })], Clause = Read(text, talk) };
    }

    private static IEnumerable<Statement> Split(Clause sentence, Talk talk, int index)
    {
        if (Guards.Procedure(sentence) is { } procedure)
        {
            var steps = Trim.Statement(sentence.Text, talk.Tongue);
            yield return new(talk.Message.Number, index, steps, procedure, [], Read(steps, talk));
            yield break;
        }
        var cuts = ClauseCuts.Of(sentence.Text, talk.Tongue, sentence.Dates);
        var pieces = cuts.ConvertAll(c => Piece.Of(sentence, c, talk));
        List<(int First, int Last, Finding Finding, Clause Clause)> groups = [];
        var pending = -1;
        var quoting = false;
        for (var j = 0; j < pieces.Count; j++)
        {
            var piece = pieces[j];
            if (piece.Excluded || (j > 0 && quoting && !Merging.Speaks(piece.Clause))) { pending = -1; quoting = piece.Quotes || quoting; continue; }
            quoting = false;
            var adjacent = groups.Count > 0 && groups[^1].Last == j - 1;
            if (piece.Finding is not { } finding)
            {
                if (adjacent) groups[^1] = groups[^1] with { Last = j };
                else if (pending < 0) pending = j;
                continue;
            }
            if (adjacent && !Merging.SplitsOff(groups[^1].Finding, groups[^1].Clause, finding, piece.Clause))
            {
                var group = groups[^1];
                groups[^1] = finding.Weight > group.Finding.Weight ? (group.First, j, finding, piece.Clause) : group with { Last = j };
            }
            else
            {
                groups.Add((pending >= 0 && Merging.Leans(piece.Clause) && !EndsInColon(sentence.Text, cuts[j].Start) ? pending : j, j, finding, piece.Clause));
            }
            pending = -1;
        }
        if (groups.Count == 0 && pieces.Count > 1 && pieces.TrueForAll(p => !p.Excluded) && Guards.Find(sentence, talk) is { } whole && whole.Rule != "dated event") groups.Add((0, pieces.Count - 1, whole, sentence));
        foreach (var (first, last, finding, _) in groups)
        {
            if (finding.Weight < 2) continue;
            var start = cuts[first].Start;
            var text = Trim.Statement(sentence.Text[start..(cuts[last].Start + cuts[last].Length)], talk.Tongue);
            if (text.Length < (talk.Tongue.Unspaced() ? 4 : 6)) continue;
            var dates = DatesIn(text, pieces, first, last);
            yield return new(talk.Message.Number, index, text, finding, dates, new(text, talk.Tongue, dates));
        }
    }

    /// <summary>The dates of the pieces, where they stand in the statement; each was read in its own clause, whose tense it follows.</summary>
    private static List<DateMention> DatesIn(string text, List<Piece> pieces, int first, int last)
    {
        List<DateMention> dates = [];
        var from = 0;
        for (var i = first; i <= last; i++)
            foreach (var date in pieces[i].Clause.Dates)
            {
                var at = text.IndexOf(date.Phrase, from, StringComparison.Ordinal);
                if (at < 0) continue;
                dates.Add(date with { Start = at });
                from = at + date.Length;
            }
        return dates;
    }

    /// <summary>What stands before a colon announces; it is no part of the statement.</summary>
    private static bool EndsInColon(string text, int start)
    {
        while (start > 0 && char.IsWhiteSpace(text[start - 1])) start--;
        return start > 0 && text[start - 1] is ':' or '：';
    }

    /// <summary>A run of asterisks is what masking leaves of a secret.</summary>
    private static bool Masked(string text) => text.Contains("****", StringComparison.Ordinal);

    private sealed record Piece(Clause Clause, Finding? Finding, bool Excluded, bool Quotes)
    {
        public static Piece Of(Clause sentence, (int Start, int Length) cut, Talk talk)
        {
            var text = sentence.Text.Substring(cut.Start, cut.Length);
            IReadOnlyList<DateMention> dates = sentence.Dates.Count == 0 ? [] : [.. TimePhrases.Find(text, talk.Reference, talk.Near).Select(d => sentence.Dates.FirstOrDefault(s => s.Follows && s.Start == cut.Start + d.Start) is { } whole ? whole with { Start = d.Start } : d)];
            var clause = new Clause(text, talk.Tongue, dates, sentence.Code || sentence.Has(Field.Tech) || ChineseTech.HasLatin(sentence));
            var reason = Guards.Part(clause);
            return new(clause, reason is null ? Guards.Find(clause, talk) : null, reason is not null, reason == "others_view");
        }
    }
}
