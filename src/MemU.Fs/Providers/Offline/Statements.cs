using MemU.Fs.Model;
using MemU.Fs.Providers.Offline.Dates;
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
    public EventTime? When => Dates.FirstOrDefault(d => d is { Recurring: false, Since: false, When: not null })?.When;
}

/// <summary>Reads the statements of one message.</summary>
internal static class Statements
{
    private const int LeadWords = 3;

    /// <summary>The statements in order; reasons for what was left out go to <paramref name="rejected"/>.</summary>
    public static List<Statement> Of(Talk talk, List<RejectedDraft> rejected)
    {
        List<Statement> found = [];
        var sentences = Sentences.Of(Prose.Of(talk.Message.Text));
        string? lead = null;
        for (var i = 0; i < sentences.Count; i++)
        {
            var sentence = sentences[i];
            if (Masked(sentence.Text))
            {
                rejected.Add(new("secret", talk.Message.Number));
                lead = null;
                continue;
            }
            var clause = Read(sentence.Text, talk);
            var reason = sentence.IsQuestion ? "question" : clause.Has(Field.Secret) ? "secret" : i + 1 < sentences.Count && Guards.TakesBack(sentences[i + 1].Text) ? "joke"
                : i > 0 && Guards.Supposes(sentences[i - 1].Text) ? "hypothetical" : Guards.Sentence(clause);
            if (reason is not null)
            {
                if (reason == "secret") rejected.Add(new(reason, talk.Message.Number));
                lead = null;
                continue;
            }
            var corrects = Corrections.Marks(clause) || (i > 0 && Corrections.Marks(Read(sentences[i - 1].Text, talk)) && sentences[i - 1].Text.Length < 40);
            var before = found.Count;
            foreach (var statement in Split(clause, talk, i)) found.Add(statement with { Corrects = corrects });
            if (found.Count == before)
            {
                lead = clause.Words.Count is > 0 and <= LeadWords && !clause.Tongue.Unspaced() && clause.Words[0].Lower.Length > 2 && !Guards.IsInterjection(clause) ? sentence.Text : null;
                continue;
            }
            if (lead is not null && before < found.Count && Guards.LeansBack(found[before].Text)) found[before] = Lead(found[before], lead, talk);
            lead = null;
        }
        return Merging.WithinMessage(found, talk, sentences);
    }

    /// <summary>A clause with its dates.</summary>
    public static Clause Read(string text, Talk talk) => new(text, talk.Tongue, DateResolver.Find(text, talk.Reference));

    private static Statement Lead(Statement statement, string lead, Talk talk)
    {
        var text = lead + " " + statement.Text;
        return statement with { Text = text, Dates = DateResolver.Find(text, talk.Reference), Clause = Read(text, talk) };
    }

    private static IEnumerable<Statement> Split(Clause sentence, Talk talk, int index)
    {
        var cuts = ClauseCuts.Of(sentence.Text, talk.Tongue);
        var pieces = cuts.ConvertAll(c => Piece.Of(sentence, c, talk));
        List<(int First, int Last, Finding Finding, Clause Clause)> groups = [];
        var pending = -1;
        for (var j = 0; j < pieces.Count; j++)
        {
            var piece = pieces[j];
            if (piece.Excluded) { pending = -1; continue; }
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
                groups.Add((pending >= 0 ? pending : j, j, finding, piece.Clause));
            }
            pending = -1;
        }
        if (groups.Count == 0 && pieces.Count > 1 && pieces.TrueForAll(p => !p.Excluded) && Guards.Find(sentence, talk) is { } whole) groups.Add((0, pieces.Count - 1, whole, sentence));
        foreach (var (first, last, finding, _) in groups)
        {
            if (finding.Weight < 2) continue;
            var start = cuts[first].Start;
            var text = Trim.Statement(sentence.Text[start..(cuts[last].Start + cuts[last].Length)], talk.Tongue);
            if (text.Length < (talk.Tongue.Unspaced() ? 4 : 6)) continue;
            var clause = Read(text, talk);
            yield return new(talk.Message.Number, index, text, finding, clause.Dates, clause);
        }
    }

    /// <summary>A run of asterisks is what masking leaves of a secret.</summary>
    private static bool Masked(string text) => text.Contains("****", StringComparison.Ordinal);

    private sealed record Piece(Clause Clause, Finding? Finding, bool Excluded)
    {
        public static Piece Of(Clause sentence, (int Start, int Length) cut, Talk talk)
        {
            var dates = sentence.Dates.Where(d => d.Start >= cut.Start && d.Start + d.Length <= cut.Start + cut.Length).Select(d => d with { Start = d.Start - cut.Start }).ToList();
            var clause = new Clause(sentence.Text.Substring(cut.Start, cut.Length), talk.Tongue, dates);
            var excluded = Guards.Part(clause) is not null;
            return new(clause, excluded ? null : Guards.Find(clause, talk), excluded);
        }
    }
}
