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

/// <summary>
/// Asks a model what becomes of new statements beside the items near to them; one call for up to twenty statements, none where nothing is near.
/// A decision holds only where it can: the item was offered, it is the same person's, and a merged text says nothing that neither said.
/// </summary>
internal sealed class PlacementJudge(IChatClient chat, ExtractionSettings settings)
{
    private const int Together = 20, MostNear = 4, MostShown = 600;
    private const double Surely = 0.5;

    private static readonly string[] s_actions = ["add", "reinforce", "merge", "supersede", "contradict"];

    private static readonly JsonObject s_schema = Schema.Object(("decisions", Schema.List(Schema.Object(
        ("statement", Schema.Number()), ("action", Schema.OneOf(s_actions)), ("with", Schema.TextOrNull()), ("text", Schema.TextOrNull()), ("reason", Schema.Text())))));

    /// <summary>The decisions; a draft without one has nothing near, or says word for word what is known.</summary>
    public async Task<IReadOnlyDictionary<MemoryDraft, PlacementDecision>> DecideAsync(IReadOnlyList<MemoryDraft> drafts, Placement placement, CancellationToken cancellationToken)
    {
        var asked = drafts.Where(d => d.Quarantine is null && !placement.Twins(d).Any()).Select(d => (Draft: d, Near: placement.Near(d, MostNear, Surely))).Where(d => d.Near.Count > 0).ToList();
        var decided = await Task.WhenAll(asked.Chunk(Together).Select(part => AskAsync(part, cancellationToken)));
        return decided.SelectMany(d => d).DistinctBy(d => d.Draft).ToDictionary(d => d.Draft, d => d.Decision);
    }

    private async Task<IReadOnlyList<(MemoryDraft Draft, PlacementDecision Decision)>> AskAsync((MemoryDraft Draft, IReadOnlyList<MemoryItem> Near)[] part, CancellationToken cancellationToken)
    {
        var statements = new StringBuilder();
        for (var i = 0; i < part.Length; i++)
        {
            var (draft, near) = part[i];
            statements.Append(CultureInfo.InvariantCulture, $"{i + 1}. {Line(draft.Text)} ({Who(draft.Author)}{(draft.HappenedAt is { } at ? $", {at.Text}" : "")}{(draft.Corrects is not null ? ", corrects something" : "")})\n");
            for (var n = 0; n < near.Count; n++)
                statements.Append(CultureInfo.InvariantCulture, $"   {Letter(n)}. {Line(near[n].Summary)} ({Who(AuthorOf(near[n]))}, learned {near[n].Created:yyyy-MM-dd}{(near[n].HappenedAt is { } then ? $", of {then.Text}" : "")})\n");
        }
        var (values, _) = await StructuredCall.AskAsync(chat, settings.Prompt("place").Fill(new Dictionary<string, string> { ["statements"] = statements.ToString() }), "placement", s_schema, ModelStep.Place, cancellationToken);
        var decisions = new List<(MemoryDraft, PlacementDecision)>();
        foreach (var said in values.Objects(["decisions"], "action"))
            if (said.Number("statement", "id") is { } number && number >= 1 && number <= part.Length && part[(int)number - 1] is var (draft, near)) decisions.Add((draft, Checked(draft, near, said)));
        return decisions;
    }

    private static PlacementDecision Checked(MemoryDraft draft, IReadOnlyList<MemoryItem> near, JsonObject said)
    {
        var action = said.Text("action")?.ToLowerInvariant() ?? "add";
        var reason = Line(said.Text("reason") ?? "", 160);
        var letter = said.Text("with")?.Trim('[', ']', '.', ' ');
        var with = letter is { Length: 1 } && char.ToLowerInvariant(letter[0]) - 'a' is >= 0 and var n && n < near.Count ? near[n] : null;
        var add = new PlacementDecision("add", null, null, reason);
        if (!s_actions.Contains(action) || action == "add" || with is null || with.ReadOnly) return add;
        if (AuthorOf(with) is { } theirs && draft.Author is { } ours && TextKey.Name(theirs) != TextKey.Name(ours)) return add;
        if (action == "supersede" && with.Created is { } created && draft.HappenedAt is { } at && at.Start.AddDays(1) < created.AddYears(-1)) return add; // what happened long before can't replace what was learned later
        if (action != "merge") return new(action, with.Path, null, reason);
        return said.Text("text") is { } text && IsOfBoth(text, draft.Text, with.Summary) ? new(action, with.Path, text, reason) : add with { Reason = reason };
    }

    /// <summary>A merged statement has words of both, is no secret and no order, and brings no number that neither had.</summary>
    private static bool IsOfBoth(string text, string one, string other)
    {
        if (text.Length > one.Length + other.Length + 80 || Sources.Secrets.SecretScanner.Scan(text).Count > 0 || Steering.Of(text, isOwn: true) is not null) return false;
        var words = TextKey.ContentWords(text);
        bool Shares(string with) => TextKey.ContentWords(with) is { Count: > 0 } theirs && theirs.Count(words.Contains) * 2 >= theirs.Count;
        return Shares(one) && Shares(other) && Numbers(text).IsSubsetOf(Numbers(one + " " + other));
    }

    private static HashSet<string> Numbers(string text) => [.. text.Split([.. text.Where(c => !char.IsDigit(c)).Distinct()], StringSplitOptions.RemoveEmptyEntries)];

    private static string? AuthorOf(MemoryItem item) => item.Sources.Select(s => s.Author).FirstOrDefault();

    private static string Who(string? author) => author is { Length: > 0 } ? Line(author, 60) : "the user";

    private static char Letter(int n) => (char)('A' + n);

    private static string Line(string text, int most = MostShown) => SafeText.OneLine(PromptTemplate.Quoted(text), most);
}
