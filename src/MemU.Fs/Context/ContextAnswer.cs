using System.Text;
using MemU.Fs.Markdown;
using MemU.Fs.Model;

namespace MemU.Fs.Context;

/// <summary>The steps of context: retrieve, put together what says the same, fill the budget, and say what that saves.</summary>
internal sealed class ContextAnswer(OpenTree open, ContextRequest request)
{
    private const string Nothing = "Nothing is known about that.", NotAsked = "Nothing was looked up: this asks nothing of a memory.", NoRoom = "Something is known, but no part of it fits into this budget.";

    /// <summary>Answers.</summary>
    public async Task<ContextResult> RunAsync(CancellationToken cancellationToken)
    {
        var answer = await new Retrieve(open).RunAsync(request.Retrieve, cancellationToken);
        if (!answer.NeedsRetrieval) await open.SyncAsync(Freshness.Quick, null, cancellationToken); // nothing was looked up, and what is pinned is to be known all the same
        var found = new Found(open);
        var pack = new Pack(request.Budget);
        var pinned = found.Pinned(request.Where.And(request.Scope));
        pack.Fill(pinned, Merged.Of(found.In(answer), pinned));
        var remark = !answer.NeedsRetrieval ? NotAsked : answer.IsEmpty ? WithNearest(pack, answer) : pack.Entries.Count == 0 ? NoRoom : null;
        var markdown = pack.Markdown(remark);
        var tokens = TokenCounter.Count(markdown);
        var (total, estimated) = request.CountsSaving ? MemorySize.Of(open, request.Scope) : (0, false);
        return new()
        {
            Markdown = markdown,
            Tokens = tokens,
            Budget = request.Budget,
            TotalTokens = total,
            TotalEstimated = estimated,
            Saving = total <= tokens ? 0 : Math.Floor(1000 - 1000.0 * tokens / total) / 10,
            NeedsRetrieval = answer.NeedsRetrieval,
            RewrittenQuery = answer.RewrittenQuery,
            NextStepQuery = answer.NextStepQuery,
            Entries = pack.Entries,
            LeftOut = pack.LeftOut,
            Problems = answer.Problems ?? [],
            IsEmpty = answer.IsEmpty,
        };
    }

    /// <summary>That nothing is known, and what comes nearest as far as there is room.</summary>
    private static string WithNearest(Pack pack, RetrieveResult answer)
    {
        var text = new StringBuilder(Nothing);
        foreach (var near in answer.NearMisses)
        {
            var line = $"\n- nearest: [[{Reading.LinkKey(near.Path)}{(near.Anchor is null ? "" : $"#^{near.Anchor}")}]] {FirstWords(near.Snippet)}";
            if (TokenCounter.Count($"{text}{line}\n") + 2 <= pack.Left) text.Append(line);
        }
        return text.ToString();
    }

    private static string FirstWords(string text) => Passages.Of(MarkdownText.Plain(text)) is [var first, ..] ? Retrieve.Clip(first.Text.ReplaceLineEndings(" "), 120) : "";
}
