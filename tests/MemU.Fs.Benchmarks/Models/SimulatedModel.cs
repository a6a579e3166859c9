using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using MemU.Fs.Context;
using MemU.Fs.Model;
using MemU.Fs.Providers.Offline;
using Microsoft.Extensions.AI;

namespace MemU.Fs.Benchmarks.Models;

/// <summary>A model in name only: it says what the rules find, after a while, and counts what it is asked.</summary>
internal sealed partial class SimulatedModel(TimeSpan delay, RoundTrips trips) : IChatClient
{
    private readonly Lock _gate = new();

    /// <summary>What it was asked: prompt and schema.</summary>
    public List<string[]> Calls { get; } = [];

    /// <summary>The tokens of all that; counted afterwards, for counting takes time too.</summary>
    public int Tokens => Calls.Sum(c => c.Sum(TokenCounter.Count));

    /// <summary>The conversation from which it answers.</summary>
    public IReadOnlyList<MemoryDraft> Drafts { get; set; } = [];

    /// <summary>Drafts that the rules find in a source.</summary>
    public static async Task<IReadOnlyList<MemoryDraft>> FoundAsync(SourceDocument source) => (await new OfflineExtractor().ExtractAsync(new() { Source = source, Categories = MemoryConfig.DefaultCategories })).Drafts;

    public async Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        var json = options?.ResponseFormat as ChatResponseFormatJson;
        List<ChatMessage> asked = [.. messages];
        lock (_gate) Calls.Add([.. asked.Select(m => m.Text), json?.Schema?.GetRawText() ?? ""]);
        using (trips.Begin()) await Task.Delay(delay, cancellationToken);
        var user = asked[^1].Text;
        JsonNode answer = json?.SchemaName switch
        {
            "memories" => Memories(user),
            "segments" => new JsonObject { ["segments"] = new JsonArray() },
            "placement" => new JsonObject { ["decisions"] = new JsonArray([.. Statements().Matches(user).Select(m => (JsonNode)new JsonObject { ["statement"] = int.Parse(m.Groups[1].Value), ["action"] = "add", ["with"] = null, ["text"] = null, ["reason"] = "new" })]) },
            "pages" => new JsonObject { ["pages"] = new JsonArray([.. Letters().Matches(user).Select(m => (JsonNode)new JsonObject { ["category"] = m.Groups[1].Value, ["summary"] = "- What is known." })]) },
            "route" => new JsonObject { ["decision"] = "RETRIEVE", ["rewritten_query"] = "" },
            "sufficiency" => new JsonObject { ["decision"] = "MORE", ["next_step_query"] = null },
            "ranking" => new JsonObject { ["analysis"] = "", ["ranked"] = new JsonArray([.. Entries().Matches(user).Take(5).Select((m, i) => (JsonNode)new JsonObject { ["id"] = m.Groups[1].Value, ["score"] = 1 - i / 10.0 })]) },
            var other => throw new UnreachableException(other),
        };
        return new(new ChatMessage(ChatRole.Assistant, answer.ToJsonString()));
    }

    private JsonObject Memories(string user) => new()
    {
        ["caption"] = "A conversation.", ["overview"] = null,
        ["items"] = new JsonArray([.. Drafts.Where(d => user.Contains($"\n[{d.Messages[0]}] ", StringComparison.Ordinal)).Select(d => (JsonNode)new JsonObject
        {
            ["type"] = d.Type, ["text"] = d.Text, ["title"] = d.Title, ["categories"] = new JsonArray(d.Category), ["messages"] = new JsonArray([.. d.Messages.Select(m => (JsonNode)m)]), ["author"] = d.Author,
            ["happened_at"] = d.HappenedAt?.Text, ["attribute"] = null, ["negated"] = d.Negated, ["corrects"] = false, ["when_to_use"] = null, ["mentions"] = new JsonArray([.. d.Mentions.Select(m => (JsonNode)m)]),
        })]),
    };

    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        foreach (var update in (await GetResponseAsync(messages, options, cancellationToken)).ToChatResponseUpdates()) yield return update;
    }

    public object? GetService(Type serviceType, object? serviceKey = null) => serviceType.IsInstanceOfType(this) ? this : null;

    public void Dispose()
    {
        // nothing is open
    }

    [GeneratedRegex(@"^(\d+)\. ", RegexOptions.Multiline)]
    private static partial Regex Statements();

    [GeneratedRegex(@"^## ([A-Z]): ", RegexOptions.Multiline)]
    private static partial Regex Letters();

    [GeneratedRegex(@"^\[(\w+)\] ", RegexOptions.Multiline)]
    private static partial Regex Entries();
}

/// <summary>Makes vectors of the offline kind after a while, as a service would.</summary>
internal sealed class SimulatedEmbedder(TimeSpan delay, RoundTrips trips) : DelegatingEmbeddingGenerator<string, Embedding<float>>(new HashingEmbedder())
{
    /// <summary>How often it was asked.</summary>
    public int Calls { get; private set; }

    /// <summary>How long it took in all, in milliseconds.</summary>
    public double Milliseconds { get; private set; }

    public override async Task<GeneratedEmbeddings<Embedding<float>>> GenerateAsync(IEnumerable<string> values, EmbeddingGenerationOptions? options = null, CancellationToken cancellationToken = default)
    {
        Calls++;
        var clock = Stopwatch.GetTimestamp();
        using (trips.Begin()) await Task.Delay(delay, cancellationToken);
        var made = await base.GenerateAsync(values, options, cancellationToken);
        Milliseconds += Stopwatch.GetElapsedTime(clock).TotalMilliseconds;
        return made;
    }
}

/// <summary>Counts how often one has to wait: calls that are under way together are waited for once.</summary>
internal sealed class RoundTrips
{
    private readonly Lock _gate = new();
    private int _under;

    /// <summary>How often.</summary>
    public int Count { get; set; }

    /// <summary>A call that lasts until it is disposed of.</summary>
    public IDisposable Begin()
    {
        lock (_gate)
            if (_under++ == 0) Count++;
        return new Call(this);
    }

    private sealed class Call(RoundTrips trips) : IDisposable
    {
        public void Dispose()
        {
            lock (trips._gate) trips._under--;
        }
    }
}
