using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using MemU.Fs.Model;
using MemU.Fs.Providers.Calls;
using MemU.Fs.Providers.Prompts;
using MemU.Fs.Providers.Replies;
using MemU.Fs.Providers.WithModel;
using Microsoft.Extensions.AI;

namespace MemU.Fs.Understanding;

/// <summary>Has a model answer a question from what was found, and holds it to that: numbers that name no evidence are taken out, and an answer without any is none.</summary>
internal sealed partial class Answering(IChatClient chat, PromptTemplate prompt)
{
    private static readonly JsonObject s_schema = Schema.Object(("known", Schema.Flag()), ("answer", Schema.Text()));

    /// <summary>Answers from what was found.</summary>
    public async Task<AskResult> RunAsync(RetrieveResult found, int budget, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var answer = new AskResult { Question = found.OriginalQuery, RewrittenQuery = found.RewrittenQuery, Known = false, Answer = "Nothing is known about that.", Citations = [], NearMisses = found.NearMisses, Notes = found.Notes };
        return found.NeedsRetrieval ? await RunAsync(answer, Evidence(found, budget), now, cancellationToken) : answer with { Answer = "This asks nothing of a memory." };
    }

    /// <summary>Answers from evidence that is numbered from 1.</summary>
    public Task<AskResult> RunAsync(string question, IReadOnlyList<Citation> evidence, DateTimeOffset now, CancellationToken cancellationToken) =>
        RunAsync(new AskResult { Question = question, RewrittenQuery = question, Known = false, Answer = "Nothing is known about that.", Citations = [] }, evidence, now, cancellationToken);

    private async Task<AskResult> RunAsync(AskResult answer, IReadOnlyList<Citation> evidence, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (evidence.Count == 0) return answer; // no evidence needs no model to say so
        var text = new StringBuilder();
        foreach (var piece in evidence) text.Append(CultureInfo.InvariantCulture, $"[{piece.Number}] {Said(piece)}\n");
        var (values, _) = await StructuredCall.AskAsync(chat, prompt.Fill(new Dictionary<string, string>
        {
            ["query"] = PromptTemplate.Quoted(answer.RewrittenQuery), ["now"] = now.ToString("yyyy-MM-dd ddd", CultureInfo.InvariantCulture), ["evidence"] = text.ToString(),
        }), "answer", s_schema, ModelStep.Answer, cancellationToken);
        var said = values.Select(v => v.Text("answer", "text")).FirstOrDefault(a => a is not null) ?? throw new MemUException(MemUErrorKind.Provider, "the model gave no answer in the form that was asked for; try again, or another model.");
        var known = values.Any(v => v.Flag("known"));
        said = Numbers().Replace(said, m => m.Groups[2].Value.Split(',', StringSplitOptions.TrimEntries).Where(n => int.TryParse(n, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= 1 && number <= evidence.Count).Select(n => $"[{n}]") is var real && real.Any() ? m.Groups[1].Value + string.Concat(real) : "").Trim();
        var cited = Numbers().Matches(said).Select(m => int.Parse(m.Groups[2].Value, CultureInfo.InvariantCulture)).ToHashSet();
        if (known && cited.Count == 0) return answer with { Evidence = evidence.Count, Answer = said, Notes = [.. answer.Notes ?? [], "the model named no evidence for its answer, so it does not count as known"] };
        return answer with { Known = known, Answer = said, Evidence = evidence.Count, Citations = [.. evidence.Where(e => cited.Contains(e.Number))] };
    }

    /// <summary>Items and messages, the best first, each once, as many as fit.</summary>
    private static List<Citation> Evidence(RetrieveResult found, int budget)
    {
        var pieces = new List<Citation>();
        var (left, seen) = (budget, new HashSet<string>(StringComparer.Ordinal));
        var items = found.Items.Select(i => (i.Score, Piece: new Citation { Number = 0, Path = i.Path, Lines = i.Lines, Title = i.Title, Date = i.CreatedAt, Snippet = i.SupersededBy is null ? i.Summary : $"{i.Summary} (no longer so: see {i.SupersededBy})" }));
        var messages = found.Resources.Where(r => r.Missing is null).Select(r => (r.Score, Piece: new Citation { Number = 0, Path = r.Path, Anchor = r.Anchor, Lines = r.Lines, Title = r.Title, Speaker = r.Speaker, Date = r.Date, Snippet = r.Snippet })).ToList();
        // the two lists have scores of their own, so they are taken in turn; of an item and a message that say the same, the message is who said it and when
        var spoken = messages.Select(m => m.Piece.Snippet.Trim()).ToHashSet(StringComparer.Ordinal);
        foreach (var piece in items.Where(i => !spoken.Contains(i.Piece.Snippet.Trim())).Select((p, i) => (p.Piece, Place: i * 2)).Concat(messages.Select((p, i) => (p.Piece, Place: i * 2 + 1))).OrderBy(p => p.Place).Select(p => p.Piece))
        {
            if (!seen.Add(piece.Snippet.Trim())) continue;
            var tokens = TextTokens.Of(piece.Snippet) + 24;
            if (tokens > left && pieces.Count > 0) continue;
            left -= tokens;
            pieces.Add(piece with { Number = pieces.Count + 1 });
        }
        return pieces;
    }

    private static string Said(Citation piece)
    {
        var about = string.Join(", ", new[] { piece.Speaker, piece.Date?.ToString("yyyy-MM-dd HH:mm ddd", CultureInfo.InvariantCulture), piece.Title }.Where(s => !string.IsNullOrWhiteSpace(s)));
        return $"({about}) {PromptTemplate.Quoted(SafeText.OneLine(piece.Snippet))}";
    }

    [GeneratedRegex(@"(\s*)\[(\d{1,3}(?:\s*,\s*\d{1,3})*)\]", RegexOptions.CultureInvariant, MatchPatience.Milliseconds)]
    private static partial Regex Numbers();
}
