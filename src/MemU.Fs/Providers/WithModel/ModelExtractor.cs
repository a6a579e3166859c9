using System.Text;
using System.Text.Json.Nodes;
using MemU.Fs.Model;
using MemU.Fs.Providers.Calls;
using MemU.Fs.Providers.Offline;
using MemU.Fs.Providers.Offline.Text;
using MemU.Fs.Providers.Prompts;
using MemU.Fs.Providers.Replies;

namespace MemU.Fs.Providers.WithModel;

/// <summary>Finds memories with a model: one structured call for each part of a source, or one for each type and part.</summary>
public sealed class ModelExtractor(OperationModels models, ExtractionSettings settings) : IMemoryExtractor
{
    private const int ContextMessages = 6, OverviewFrom = 2_500, MostCaption = 300;

    private static readonly HashSet<string> s_blocks = new(StringComparer.Ordinal) { "objective", "rules" };

    /// <inheritdoc/>
    public async Task<Extraction> ExtractAsync(ExtractionRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        var chat = models.Chat(ModelStep.Extract) ?? throw new MemUException(MemUErrorKind.Provider, "no chat model is configured for extracting memories.");
        var windows = await new SourceWindows(request, settings, models.Chat(ModelStep.Segment)).CutAsync(cancellationToken);
        var jobs = windows.SelectMany(w => Jobs().Select(job => (Window: w, Job: job))).ToList();
        if (jobs.Count > settings.MaxCalls) throw new MemUException(MemUErrorKind.NotAllowed, $"{request.Source.Name} would take {jobs.Count:N0} calls of the model, more than the {settings.MaxCalls:N0} allowed for one source; nothing was asked. Raise max_calls below memorize: in .memu/config.yaml, split the source, or memorize it without a model (MEMU_OFFLINE=1).");
        var overview = OverviewAsync(request, cancellationToken);
        var replies = await Task.WhenAll(jobs.Select(async j => (j.Window, j.Job, await AskAsync(chat, request, j.Window, j.Job, cancellationToken))));
        var rejected = new List<RejectedDraft>();
        var reader = new DraftReader(request, settings, rejected);
        var drafts = new List<MemoryDraft>();
        var captions = new Dictionary<SourceWindow, string>();
        var notes = new List<string>();
        foreach (var (window, job, (values, isCut)) in replies)
        {
            if (values.Select(v => v.Text("caption")).FirstOrDefault(c => c is not null) is { } caption) captions.TryAdd(window, SafeText.OneLine(caption));
            if (isCut) notes.Add($"{request.Source.Name}: the model's answer about m{window.First} to m{window.Last} was cut off; what was whole is kept. A smaller window (memorize: window_tokens) or a larger limit of output helps.");
            foreach (var entry in values.Objects(["items", "memories", "entries"], "text").Concat(values.OfType<JsonObject>().Where(v => !v.ContainsKey("items") && v.ContainsKey("content"))).Distinct())
                if (reader.Read(entry, window, job.OnlyType) is { } draft) drafts.Add(draft);
        }
        var (condensed, said) = await overview;
        var whole = said ?? Joined(windows.Select(w => captions.GetValueOrDefault(w)).OfType<string>());
        return new()
        {
            Caption = whole.Length > 0 ? whole : (request.Source.Modality == Modality.Conversation ? Captions.Of(request, Tongues.Of(string.Join(" ", request.Source.Messages.Take(20).Select(m => m.Text)), Tongue.English), [], new HashSet<string>()) : Captions.OfDocument(request.Source)),
            Drafts = [.. drafts.OrderBy(d => d.Messages[0])],
            Rejected = rejected,
            Segments = [.. windows.Select(w => new SourceSegment(w.First, w.Last, captions.GetValueOrDefault(w) ?? w.Topic ?? ""))],
            NewCategories = reader.NewCategories,
            Overview = condensed,
            Notes = notes,
        };
    }

    /// <summary>What one call asks for: the prompt, and the only type where it asks for one.</summary>
    private sealed record Job(PromptTemplate Prompt, string Types, string? OnlyType, IReadOnlyList<string> Names);

    /// <summary>One call for all types; a type whose prompt is a whole text or changes the form of the answer has a call of its own.</summary>
    private IEnumerable<Job> Jobs()
    {
        var shared = settings.Prompt("extract");
        var together = settings.Types.Where(t => !settings.PerType && IsShared(t)).ToList();
        if (together.Count > 0) yield return new(shared, string.Join("\n", together.Select(Described)), null, [.. together.Select(t => t.Name)]);
        foreach (var type in settings.Types.Except(together))
            yield return IsShared(type) ? new(shared, Described(type), type.Name, [type.Name]) : new(Own(type, settings.Prompts.GetValueOrDefault("extract")), Described(type), type.Name, [type.Name]);
    }

    private static bool IsShared(MemoryTypeDefinition type) => type.Prompt is null || type.Prompt.Text is null && type.Prompt.Blocks.Keys.All(s_blocks.Contains);

    /// <summary>The shared prompt with the blocks of one type in it, or that type's whole text.</summary>
    private static PromptTemplate Own(MemoryTypeDefinition type, CustomPrompt? shared) => type.Prompt!.Text is not null
        ? PromptTemplate.Of("extract", type.Prompt)
        : PromptTemplate.Of("extract", new() { Blocks = (shared?.Blocks ?? new Dictionary<string, PromptBlock>()).Concat(type.Prompt.Blocks.Where(b => !s_blocks.Contains(b.Key))).GroupBy(b => b.Key).ToDictionary(g => g.Key, g => g.Last().Value) });

    private static string Described(MemoryTypeDefinition type)
    {
        var own = new CustomPrompt { Blocks = type.Prompt?.Blocks ?? new Dictionary<string, PromptBlock>() };
        var template = MemoryType.Items.Contains(type.Name) ? PromptTemplate.Of($"types/{type.Name}", own) : PromptTemplate.Parse("", own);
        return $"- `{type.Name}`: {string.Join(' ', new[] { template.Block("objective"), template.Block("rules") }.OfType<string>().Select(t => SafeText.OneLine(t)))}".TrimEnd();
    }

    private Task<(IReadOnlyList<JsonNode> Values, bool IsCut)> AskAsync(Microsoft.Extensions.AI.IChatClient chat, ExtractionRequest request, SourceWindow window, Job job, CancellationToken cancellationToken)
    {
        var categories = string.Join('\n', request.Categories.Select(c => $"- `{c.Name}`: {c.Description}"));
        if (settings.Taxonomy == Taxonomy.Open) categories += "\nWhere none of these fits, name a new one: one or two words, snake_case.";
        if (settings.Taxonomy == Taxonomy.Adaptive) categories += "\nOnly where none of these fits at all, name a new one: one or two words, snake_case.";
        var before = request.Source.Modality == Modality.Conversation ? request.Source.Messages.Where(m => m.Number < window.First).TakeLast(window.First == request.FirstMessage ? ContextMessages : 2).ToList() : [];
        var context = new StringBuilder();
        context.Append("Source: ").Append(PromptTemplate.Quoted(SafeText.OneLine(request.Source.Title ?? request.Source.Name)));
        if (request.Date is { } date) context.Append(System.Globalization.CultureInfo.InvariantCulture, $", of {date:yyyy-MM-dd}; lines without a time are of that day");
        context.Append(".\n");
        if (window.Topic is { Length: > 0 } topic) context.Append("Topic: ").Append(PromptTemplate.Quoted(SafeText.OneLine(topic))).Append('\n');
        if (request.KnownNames.Count > 0) context.Append("Known people: ").Append(PromptTemplate.Quoted(SafeText.OneLine(string.Join(", ", request.KnownNames.Take(60))))).Append('\n');
        if (before.Count > 0) context.Append("What was said before, for understanding only:\n<source>\n").Append(SourceLines.Write(before, request.Source.Modality, 300)).Append("\n</source>\n");
        var resource = SourceLines.Write(window.Messages, request.Source.Modality);
        return StructuredCall.AskAsync(chat, job.Prompt.Fill(new Dictionary<string, string>
        {
            ["types"] = job.Types, ["categories"] = categories, ["categories_str"] = categories, ["context"] = context.ToString(), ["resource"] = resource,
        }), "memories", SchemaOf(request, job), ModelStep.Extract, cancellationToken, MemoryMarkup.Read);
    }

    private JsonObject SchemaOf(ExtractionRequest request, Job job) => Schema.Object(
        ("caption", Schema.Text()),
        ("overview", Schema.TextOrNull()),
        ("items", Schema.List(Schema.Object(
            ("type", Schema.OneOf(job.Names)), ("text", Schema.Text()), ("title", Schema.Text()),
            ("categories", Schema.List(settings.Taxonomy == Taxonomy.Closed ? Schema.OneOf(request.Categories.Select(c => c.Name)) : Schema.Text())),
            ("messages", Schema.List(Schema.Number())), ("author", Schema.TextOrNull()), ("happened_at", Schema.TextOrNull()), ("attribute", Schema.TextOrNull()),
            ("negated", Schema.Flag()), ("corrects", Schema.Flag()), ("when_to_use", Schema.TextOrNull()), ("mentions", Schema.List(Schema.Text()))))));

    /// <summary>A long document in fewer words, asked for at the same time as its memories.</summary>
    private async Task<(string? Overview, string? Caption)> OverviewAsync(ExtractionRequest request, CancellationToken cancellationToken)
    {
        if (request.Source.Modality == Modality.Conversation || models.Chat(ModelStep.Document) is not { } chat) return (null, null);
        var text = SourceLines.Write(request.Source.Messages, request.Source.Modality);
        if (TextTokens.Of(text) is var tokens && tokens < OverviewFrom) return (null, null);
        var parts = new List<string>();
        string? caption = null;
        // a document that is larger than what one call can read is condensed part by part, in order
        foreach (var window in await new SourceWindows(request with { FirstMessage = 1 }, settings with { WindowTokens = Math.Max(settings.WindowTokens, 24_000) }, null).CutAsync(cancellationToken))
        {
            var (values, _) = await StructuredCall.AskAsync(chat, settings.Prompt("document").Fill(new Dictionary<string, string>
            {
                ["document_text"] = SourceLines.Write(window.Messages, request.Source.Modality),
                ["words"] = Math.Clamp(tokens / 8, 150, 800).ToString(System.Globalization.CultureInfo.InvariantCulture),
            }), "overview", Schema.Object(("overview", Schema.Text()), ("caption", Schema.Text())), ModelStep.Document, cancellationToken);
            if (values.Select(v => v.Text("overview", "processed_content", "content")).FirstOrDefault(t => t is not null) is { } part) parts.Add(part);
            caption ??= values.Select(v => v.Text("caption")).FirstOrDefault(t => t is not null);
        }
        return (parts.Count == 0 ? null : string.Join("\n\n", parts), caption is null ? null : SafeText.OneLine(caption));
    }

    private static string Joined(IEnumerable<string> captions)
    {
        var joined = new StringBuilder();
        foreach (var caption in captions)
        {
            if (joined.Length + caption.Length > MostCaption && joined.Length > 0) break;
            joined.Append(joined.Length > 0 ? " " : "").Append(caption);
        }
        return joined.ToString();
    }
}
