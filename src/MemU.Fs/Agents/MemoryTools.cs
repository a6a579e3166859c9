using System.Globalization;
using System.Text;
using System.Text.Json;
using MemU.Fs.Model;
using Microsoft.Extensions.AI;

namespace MemU.Fs.Agents;

/// <summary>A memory as functions that a model may call: search, save, and open. Each answers in text, an error included, so that the model can correct itself.</summary>
public sealed class MemoryTools(MemoryService memory, MemoryScope? scope = null)
{
    private readonly MemoryScope _scope = scope ?? MemoryScope.None;

    /// <summary>All of them, for <see cref="ChatOptions.Tools"/>.</summary>
    public IReadOnlyList<AIFunction> All() => [Search, Save, Open];

    /// <summary><c>search_memory(query, limit)</c></summary>
    public AIFunction Search => new MemoryFunction("search_memory", "Search long-term memory for what is known about people, preferences, plans, events, projects and earlier conversations. Use it before you answer anything that may have come up before.",
        """{"type":"object","properties":{"query":{"type":"string","description":"what to look for, as a question or key words, in the user's language"},"limit":{"type":"integer","description":"at most so many of each kind, 1 to 50; 5 if left out"}},"required":["query"]}""",
        async (arguments, cancellationToken) =>
        {
            var limit = (int)(Number(arguments, "limit") ?? 5);
            var found = await memory.RetrieveAsync(new() { Query = Text(arguments, "query"), Limit = Math.Clamp(limit, 1, 50), Scope = _scope, Method = RetrieveMethod.Rules, Always = true, Literal = true }, cancellationToken);
            if (found.IsEmpty) return "Nothing is known about that.";
            var text = new StringBuilder();
            foreach (var item in found.Items) text.Append(CultureInfo.InvariantCulture, $"- {SafeText.OneLine(item.Summary)} ({item.MemoryType}{(item.HappenedAt is { } at ? $", {at}" : "")}{(item.SupersededBy is not null ? ", no longer so" : "")}, score {item.Score:0.00}) [{item.Path}]\n");
            foreach (var hit in found.Resources) text.Append(CultureInfo.InvariantCulture, $"- {(hit.Speaker is { } who ? $"{who}: " : "")}{SafeText.OneLine(hit.Snippet)} ({(hit.Date is { } at ? $"{at:yyyy-MM-dd}, " : "")}score {hit.Score:0.00}) [{hit.Path}{(hit.Anchor is null ? "" : $"#^{hit.Anchor}")}]\n");
            return text.ToString();
        });

    /// <summary><c>save_memory(content, type, category)</c></summary>
    public AIFunction Save => new MemoryFunction("save_memory", "Save one fact that will matter in later conversations: a preference, a decision, a date, something about a person or project, or a way of doing things that worked. One complete sentence that can be understood alone.",
        """{"type":"object","properties":{"content":{"type":"string","description":"the fact, as one sentence"},"type":{"type":"string","enum":["profile","event","knowledge","behavior","skill","tool"],"description":"left out: chosen by the words"},"category":{"type":"string","description":"left out: chosen by the words"}},"required":["content"]}""",
        async (arguments, cancellationToken) =>
        {
            var done = await memory.AddAsync(new() { Text = Text(arguments, "content"), Type = Maybe(arguments, "type"), Category = Maybe(arguments, "category"), Scope = _scope }, cancellationToken);
            return done.Unchanged ? $"That was known already: {done.Items[0].Path}" : $"Saved as {done.Items[0].Path}";
        });

    /// <summary><c>open_memory(path)</c></summary>
    public AIFunction Open => new MemoryFunction("open_memory", "Read a memory or a source in full, by the path that search_memory gave.",
        """{"type":"object","properties":{"path":{"type":"string","description":"a path from search_memory, without #"}},"required":["path"]}""",
        async (arguments, cancellationToken) =>
        {
            var path = Text(arguments, "path").Split('#')[0];
            // what is kept apart tries to steer its reader
            if (path.Split('/').Contains("quarantine", StringComparer.OrdinalIgnoreCase)) throw new MemUException(MemUErrorKind.NotAllowed, $"{path} is kept apart, because it tries to steer its reader; a person can open it.");
            return (await memory.ShowAsync(path, _scope, cancellationToken)).Text;
        });

    private static string Text(AIFunctionArguments arguments, string name) => Maybe(arguments, name) ?? throw new MemUException(MemUErrorKind.BadArgument, $"'{name}' is missing.");

    private static string? Maybe(AIFunctionArguments arguments, string name) => arguments.TryGetValue(name, out var value) ? value switch
    {
        JsonElement { ValueKind: JsonValueKind.String } json => json.GetString(),
        JsonElement { ValueKind: JsonValueKind.Null or JsonValueKind.Undefined } => null,
        _ => value?.ToString(),
    } is { Length: > 0 } text ? text : null : null;

    private static double? Number(AIFunctionArguments arguments, string name) => double.TryParse(Maybe(arguments, name), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>A function with a schema of its own: nothing is looked up by reflection.</summary>
    private sealed class MemoryFunction : AIFunction
    {
        private readonly Func<AIFunctionArguments, CancellationToken, Task<string>> _run;

        public MemoryFunction(string name, string description, string schema, Func<AIFunctionArguments, CancellationToken, Task<string>> run)
        {
            (Name, Description, _run) = (name, description, run);
            using var document = JsonDocument.Parse(schema);
            JsonSchema = document.RootElement.Clone();
        }

        public override string Name { get; }

        public override string Description { get; }

        public override JsonElement JsonSchema { get; }

        protected override async ValueTask<object?> InvokeCoreAsync(AIFunctionArguments arguments, CancellationToken cancellationToken)
        {
            try
            {
                return await _run(arguments, cancellationToken);
            }
            catch (MemUException e)
            {
                return $"error: {e.Message}";
            }
        }
    }
}
