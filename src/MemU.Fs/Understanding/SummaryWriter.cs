using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using MemU.Fs.Model;
using MemU.Fs.Providers.Calls;
using MemU.Fs.Providers.Prompts;
using MemU.Fs.Providers.Replies;
using MemU.Fs.Providers.WithModel;
using Microsoft.Extensions.AI;

namespace MemU.Fs.Understanding;

/// <summary>Has a model write the summaries of categories anew, several in one call; a category with a prompt of its own has a call of its own.</summary>
internal sealed class SummaryWriter(IChatClient chat, ExtractionSettings settings)
{
    private const int Together = 8, TokensTogether = 8_000, MostChanged = 60;

    private static readonly JsonObject s_schema = Schema.Object(("pages", Schema.List(Schema.Object(("category", Schema.Text()), ("summary", Schema.Text())))));

    /// <summary>The summaries by page, unchecked; a page that the model left out is not among them.</summary>
    public async Task<IReadOnlyDictionary<MemoryPath, string>> WriteAsync(IReadOnlyList<PageDraft> drafts, CancellationToken cancellationToken)
    {
        var written = await Task.WhenAll(Groups(drafts).Select(g => AskAsync(g, cancellationToken)));
        return written.SelectMany(w => w).ToDictionary(w => w.Key, w => w.Value);
    }

    private IEnumerable<List<PageDraft>> Groups(IReadOnlyList<PageDraft> drafts)
    {
        var (group, tokens) = (new List<PageDraft>(), 0);
        foreach (var draft in drafts)
        {
            if (settings.CategoryPrompts.ContainsKey(draft.Name))
            {
                yield return [draft];
                continue;
            }
            var needs = TextTokens.Of(Described(draft, 'A'));
            if (group.Count > 0 && (group.Count == Together || tokens + needs > TokensTogether))
            {
                yield return group;
                (group, tokens) = ([], 0);
            }
            group.Add(draft);
            tokens += needs;
        }
        if (group.Count > 0) yield return group;
    }

    private async Task<IReadOnlyDictionary<MemoryPath, string>> AskAsync(List<PageDraft> group, CancellationToken cancellationToken)
    {
        var own = settings.CategoryPrompts.GetValueOrDefault(group[0].Name);
        var prompt = own is null ? settings.Prompt("summarize") : PromptTemplate.Of("summarize", own);
        var (values, isCut) = await StructuredCall.AskAsync(chat, prompt.Fill(new Dictionary<string, string>
        {
            ["categories"] = string.Join("\n", group.Select((d, i) => Described(d, (char)('A' + i)))),
            ["target_length"] = (group.Count == 1 ? group[0].TargetLength ?? settings.TargetLength : settings.TargetLength).ToString(CultureInfo.InvariantCulture),
            // the placeholders of memU's own prompts
            ["category"] = group[0].Name, ["original_content"] = group[0].Present, ["new_memory_items_text"] = NewItems(group[0]),
        }), "pages", s_schema, ModelStep.Summarize, cancellationToken, own?.Text is null ? null : reply => [new JsonObject { ["category"] = "A", ["summary"] = reply }]);
        var pages = values.Objects(["pages"], "summary");
        var written = new Dictionary<MemoryPath, string>();
        foreach (var (page, position) in pages.Select((p, i) => (p, i)))
        {
            var letter = page.Text("category", "name", "id") ?? "";
            var at = letter.Length == 1 ? char.ToUpperInvariant(letter[0]) - 'A' : group.FindIndex(d => string.Equals(d.Name, letter, StringComparison.OrdinalIgnoreCase));
            if (at < 0 && group.Count == 1) at = 0;
            // the last page of an answer that was cut off may lack its end
            if (at < 0 || at >= group.Count || isCut && position == pages.Count - 1) continue;
            if (page.Text("summary", "content", "markdown") is { } summary) written[group[at].Page] = summary;
        }
        return written;
    }

    private string Described(PageDraft draft, char letter)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"## {letter}: {draft.Name} ({draft.Description ?? draft.Title})\n");
        if (draft.TargetLength is { } words && words != settings.TargetLength) text.Append(CultureInfo.InvariantCulture, $"About {words} words.\n");
        text.Append("### Present page\n").Append(draft.Present is { Length: > 0 } present && present != "_No memories yet._" ? PromptTemplate.Quoted(present) : "(empty)").Append('\n');
        text.Append("### New or changed\n").Append(NewItems(draft)).Append('\n');
        if (draft.Gone.Count > 0) text.Append("### Replaced or gone\n").AppendJoin('\n', draft.Gone.Where(g => draft.Present.Contains(g, StringComparison.Ordinal)).Take(MostChanged).Select(g => $"- [[{g}]]")).Append('\n');
        return text.ToString();
    }

    private static string NewItems(PageDraft draft) =>
        string.Join('\n', draft.Changed.Where(c => !draft.Gone.Contains(LinkIndex.Bare(c.Item.Path))).TakeLast(MostChanged).Select(c => $"- {PromptTemplate.Quoted(WrittenSummary.Statement(c.Item))}{(c.Item.HappenedAt is { } at ? $" ({at.Text})" : "")} [[{LinkIndex.Bare(c.Item.Path)}]]"));
}
