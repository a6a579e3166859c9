using MemU.Fs.Markdown;
using MemU.Fs.Model;
using MemU.Fs.Providers;

namespace MemU.Fs.Verbs;

/// <summary>A call of add: one memory, in the words given.</summary>
public sealed record AddRequest : WriteRequest
{
    /// <summary>The statement, as markdown; nothing in it can forge a section or a link.</summary>
    public required string Text { get; init; }

    /// <summary>One of the six types, or one of the user's own; null to have the extractor say it, else <c>knowledge</c>.</summary>
    public string? Type { get; init; }

    /// <summary>Name or folder of a category; null to have the extractor choose one.</summary>
    public string? Category { get; init; }

    /// <summary>A category whose folder need not be there yet; goes before <see cref="Category"/>.</summary>
    internal CategoryDefinition? Into { get; init; }

    /// <summary>Its title; null for one made of the text.</summary>
    public string? Title { get; init; }

    /// <summary>Tags, without <c>#</c>.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>When it took place: an ISO 8601 date, time or interval.</summary>
    public string? HappenedAt { get; init; }

    /// <summary>Whose memory it becomes.</summary>
    public MemoryScope Scope { get; init; } = MemoryScope.None;

    /// <summary>Further categories in which it counts.</summary>
    public IReadOnlyList<string> AlsoIn { get; init; } = [];
}

/// <summary>Adds a memory; the same words again change nothing.</summary>
internal sealed class AddVerb(Verb verb, IMemoryExtractor extractor, AddRequest request)
{
    private const int MostCharacters = 256 * 1024;

    /// <summary>Plans and carries out.</summary>
    public async Task<WriteResult> RunAsync(CancellationToken cancellationToken)
    {
        var document = await PlanAsync(null, cancellationToken);
        return await verb.FinishAsync(verb.Plan.Items.GetValueOrDefault(document.Path)?.Action ?? "skipped", document.ToItem().Title, relink: false, cancellationToken);
    }

    /// <summary>Plans the memory, or finds the one that says the same; <paramref name="older"/> is what it replaces.</summary>
    public async Task<MemoryDocument> PlanAsync(MemoryItem? older, CancellationToken cancellationToken)
    {
        var open = verb.Open;
        var scope = request.Scope.IsNone ? older is null ? open.Layout.Own : verb.ScopeOf(older) : request.Scope;
        var text = Secrets.Mask(request.Text.Trim(), verb.Plan.Notes);
        if (text.Length == 0) throw new MemUException(MemUErrorKind.BadArgument, "there is nothing to add: the text is empty.");
        if (text.Length > MostCharacters) throw new MemUException(MemUErrorKind.BadArgument, "the text is too long for one memory; learn from it as a document instead: memu memorize <file>");
        if (request.HappenedAt is { } when && !EventTime.TryParse(when, out _)) throw new MemUException(MemUErrorKind.BadArgument, $"'{when}' is no date; write it like 2026-11-20, 2026-11 or 2026-11-16/2026-11-22.");
        if (Known(text, scope) is { } known)
        {
            verb.Keep(known);
            return known;
        }
        var category = request.Into ?? (request.Category is { } named ? Categories.Find(open, named, scope) : null);
        var draft = await DraftAsync(text, category, scope, cancellationToken);
        var placement = new Placement(open.Config, open.Layout, open.Tree, open.Synchronizer.Manifest, open.Index, verb.Plan, scope);
        var placed = placement.Add(draft, new PlacedSource("", "", verb.Now, new Dictionary<int, SourceMessage>(), null), [], category ?? open.Config.Category(draft.Category) ?? open.Config.Categories[0]);
        var document = verb.Read(placed.Item.Path);
        foreach (var tag in request.Tags) document.AddToList("tags", Secrets.Mask(tag.TrimStart('#')));
        foreach (var also in request.AlsoIn) document.AddToList("also_in", Categories.Link(Categories.Find(open, also, scope), open.Layout.FolderOf(scope)));
        if (older is not null) document.AddToList("supersedes", $"[[{LinkTargets.Bare(older.Path.Value)}]]");
        if (request.Title is not null) TellTwins(document, scope);
        verb.Put(document, document.ToItem().Supersedes.Count > 0 ? "superseded" : "added", needsPage: true);
        return document;
    }

    /// <summary>Says which memories bear nearly the same title: that they say something else may be meant, that there are two of them may not.</summary>
    private void TellTwins(MemoryDocument document, MemoryScope scope)
    {
        var twins = verb.Open.Index.FindKeys([$"name={TextKey.Name(document.ToItem().Title)}"], scope).Select(h => h.Path).Where(p => p != document.Path.Value && verb.Open.Tree.Exists(MemoryPath.FromListing(p))).Distinct().Order(StringComparer.Ordinal);
        foreach (var twin in twins) verb.Plan.Notes.Add($"{twin} has nearly the same title and says something else; to have one memory of both: memu merge {document.Path} {twin}");
    }

    /// <summary>The memory of that scope that says the same, word for word.</summary>
    private MemoryDocument? Known(string text, MemoryScope scope)
    {
        var words = string.Join(' ', TextKey.Words(text));
        return verb.Open.Index.FindKeys([$"text={TextKey.Statement(null, text)}"], scope).Select(h => MemoryPath.FromListing(h.Path)).Where(verb.Open.Tree.Exists).Select(verb.Read)
            .FirstOrDefault(d => string.Join(' ', TextKey.Words(d.ToItem().Summary)) == words);
    }

    /// <summary>What the extractor makes of the text, with what the caller says instead; the words stay the caller's.</summary>
    private async Task<MemoryDraft> DraftAsync(string text, CategoryDefinition? category, MemoryScope scope, CancellationToken cancellationToken)
    {
        IReadOnlyList<MemoryDraft> found = [];
        if (request.Type is null || category is null || request.Title is null)
        {
            found = (await extractor.ExtractAsync(new()
            {
                Source = new() { Name = "add", Modality = Modality.Conversation, Extension = ".txt", MaskedBytes = [], Sha256 = "", Messages = [new(1, "user", scope.UserId, null, text)] },
                Categories = verb.Open.Config.Categories,
            }, cancellationToken)).Drafts;
        }
        var only = found.Count == 1 ? found[0] : null;
        return new()
        {
            Type = OneLine(request.Type) ?? found.FirstOrDefault()?.Type ?? MemoryType.Knowledge,
            Text = text,
            Title = OneLine(request.Title) ?? only?.Title ?? TitleOf(text),
            Category = category?.Name ?? found.FirstOrDefault()?.Category ?? "knowledge",
            Messages = [],
            HappenedAt = request.HappenedAt is { } when ? EventTime.Parse(when) : only?.HappenedAt,
            Mentions = only?.Mentions ?? [],
            Corrects = only?.Corrects,
            Slot = only?.Slot,
        };
    }

    private static string? OneLine(string? text) => text is null ? null : string.Join(' ', Secrets.Mask(text).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)) is { Length: > 0 } line ? line : null;

    /// <summary>A title made of a text's first line.</summary>
    public static string TitleOf(string text)
    {
        const int most = 72;
        var line = string.Join(' ', text.TrimStart('#', ' ', '-', '*', '>').Split('\n')[0].Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        if (line.Length == 0) return "Note";
        if (line.Length <= most) return line.TrimEnd('.', '。');
        var cut = char.IsHighSurrogate(line[most - 1]) ? most - 1 : most;
        return line[..(line.LastIndexOf(' ', cut - 1, cut / 2) is var space and > 0 ? space : cut)];
    }
}
