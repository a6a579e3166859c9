using System.Globalization;
using MemU.Fs.Benchmarks.Corpus;
using MemU.Fs.Benchmarks.Measuring;
using MemU.Fs.Model;
using MemU.Fs.Providers.Calls;
using MemU.Fs.Sources;

namespace MemU.Fs.Benchmarks.Models;

/// <summary>What memorize and retrieve ask of models, counted beside memU's own formula, and how long they take beside the model.</summary>
internal static class ModelCost
{
    private const int Milliseconds = 500, Large = 100_000, Questions = 200;

    public const string Usage = "usage: models [--print] [--size 100000] [--work <folder>]";

    public static async Task<int> RunAsync(string[] arguments, CancellationToken cancellationToken)
    {
        string? Value(string name) => Array.IndexOf(arguments, name) is >= 0 and var at && at + 1 < arguments.Length ? arguments[at + 1] : null;
        var size = int.TryParse(Value("--size"), NumberStyles.None, CultureInfo.InvariantCulture, out var given) ? given : Large;
        var work = Value("--work") ?? Directory.CreateTempSubdirectory("memu-bench-").FullName;
        try
        {
            var text = $"""
                Measured {DateTime.UtcNow:yyyy-MM-dd HH:mm} UTC on {Machine.Describe()}.

                {await MemorizeAsync(work, cancellationToken)}

                {await RetrieveAsync(work, size, cancellationToken)}
                """.ReplaceLineEndings("\n");
            Console.WriteLine(text);
            if (!arguments.Contains("--print")) await Home.PutAsync("tests/MemU.Fs.Benchmarks/README.md", "models", text, cancellationToken);
            return 0;
        }
        finally
        {
            if (Value("--work") is null) Directory.Delete(work, recursive: true);
        }
    }

    private static async Task<string> MemorizeAsync(string work, CancellationToken cancellationToken)
    {
        var rows = new List<string>();
        var (calls, tokens, theirCalls, theirTokens, allCalls, allTokens) = (0, 0, 0, 0, 0, 0);
        var root = Path.Combine(work, "cost");
        var trips = new RoundTrips();
        var model = new SimulatedModel(TimeSpan.FromMilliseconds(Milliseconds), trips);
        var embedder = new SimulatedEmbedder(TimeSpan.FromMilliseconds(Milliseconds), trips);
        using var memory = MemoryService.Open(new() { Root = root, Models = ModelSet.Of(model, embedder) });
        await memory.InitAsync(new() { FromTemplate = true }, cancellationToken);
        await memory.AddAsync(new() { Text = "The first memory.", Category = "knowledge", Type = "knowledge" }, cancellationToken); // what is compiled at the first call is not measured
        await memory.MemorizeAsync(new() { Sources = [new("first.json", _ => Task.FromResult<ReadOnlyMemory<byte>>("""[{"role":"user","content":"This is only the beginning."}]"""u8.ToArray()))] }, cancellationToken);
        var listed = string.Join('\n', MemoryConfig.DefaultCategories.Take(10).Select(c => $"- {c.Name}: {c.Description}"));
        var largest = 0;
        foreach (var file in Directory.GetFiles(Home.Place("examples/conversations"), "*.json").Order(StringComparer.Ordinal))
        {
            var bytes = await File.ReadAllBytesAsync(file, cancellationToken);
            var source = SourceReader.Read(Path.GetFileName(file), bytes, SourceOptions.Default, cancellationToken);
            model.Drafts = await SimulatedModel.FoundAsync(source);
            model.Calls.Clear();
            trips.Count = 0;
            var vectors = embedder.Calls;
            MemorizeResult result = null!;
            var time = await Samples.TimeAsync(async () => result = await memory.MemorizeAsync(new() { Sources = [new(Path.GetFileName(file), _ => Task.FromResult<ReadOnlyMemory<byte>>(bytes))] }, cancellationToken));
            var conversation = string.Join('\n', source.Messages.Select(m => $"[{m.Number}] {m.Time:yyyy-MM-dd HH:mm:ss} [{m.Role}]: {m.Text}"));
            var touched = result.Categories.Select(c => $"{c.Summary}\n{string.Join('\n', result.Items.Where(i => i.Categories.Contains(c.Name)).Select(i => $"- {i.Summary}"))}").ToList();
            var segments = Math.Max(1, source.Messages.Count / 40); // it parts a conversation into topics of at least twenty messages
            var (usual, all) = (MemUFormula.Of(segments, MemUFormula.Usual, conversation, listed, touched), MemUFormula.Of(segments, MemUFormula.All, conversation, listed, touched));
            var ours = (Calls: model.Calls.Count, Tokens: model.Tokens);
            largest = Math.Max(largest, trips.Count);
            rows.Add(string.Create(CultureInfo.InvariantCulture, $"| `{Path.GetFileName(file)}` | {source.Messages.Count} | {result.Items.Count} | {usual.Calls} / {usual.Tokens:N0} | {all.Calls} / {all.Tokens:N0} | {ours.Calls} / {ours.Tokens:N0} | {embedder.Calls - vectors} | {trips.Count} round trips, {time / 1000:0.00} s |"));
            (calls, tokens, theirCalls, theirTokens, allCalls, allTokens) = (calls + ours.Calls, tokens + ours.Tokens, theirCalls + usual.Calls, theirTokens + usual.Tokens, allCalls + all.Calls, allTokens + all.Tokens);
        }
        rows.Add(string.Create(CultureInfo.InvariantCulture, $"| all | | | {theirCalls} / {theirTokens:N0} | {allCalls} / {allTokens:N0} | {calls} / {tokens:N0} | | |"));
        var verdict = string.Create(CultureInfo.InvariantCulture, $"Ours, with all six types, against memU's two: **{100.0 * calls / theirCalls:0} % of its calls** (at most 50: {Met(calls * 2 <= theirCalls)}) and **{100.0 * tokens / theirTokens:0} % of its prompt tokens** (at most 60: {Met(tokens * 10 <= theirTokens * 6)}); against memU with the same six types {100.0 * calls / allCalls:0} % and {100.0 * tokens / allTokens:0} %. A conversation takes at most {largest} round trips to a model that answers in {Milliseconds} ms (at most 4: {Met(largest <= 4)}).");
        const string asked = "which tea does Ana like, and where does she work?";
        var retrieved = new List<string>();
        foreach (var (name, request, theirs) in new (string, RetrieveRequest, string)[]
        {
            ("rag", new() { Query = asked, Method = RetrieveMethod.Rag }, "3 chat, 1 to 3 for the question's vector, 1 for those of all category summaries"),
            ("rag, routing and sufficiency off", new() { Query = asked, Method = RetrieveMethod.Rag, RouteIntention = false, SufficiencyCheck = false }, "0 chat, 1 and 1"),
            ("llm", new() { Query = asked, Method = RetrieveMethod.Llm }, "6 chat"),
        })
        {
            model.Calls.Clear();
            var vectors = embedder.Calls;
            await memory.RetrieveAsync(request, cancellationToken);
            retrieved.Add(string.Create(CultureInfo.InvariantCulture, $"| {name} | {theirs} | {model.Calls.Count} chat, {embedder.Calls - vectors} for the question's vector | {model.Tokens:N0} |"));
        }
        return $"""
            {verdict}

            | conversation | messages | items | memU, profile and event: calls / prompt tokens | memU, all six types | ours, all six types | requests for vectors | with a model and an embedder that answer in {Milliseconds} ms |
            | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |
            {string.Join('\n', rows)}

            In that memory, "{asked}":

            | retrieve | memU at most | ours | our prompt tokens |
            | --- | --- | --- | ---: |
            {string.Join('\n', retrieved)}
            """;
    }

    private static async Task<string> RetrieveAsync(string work, int size, CancellationToken cancellationToken)
    {
        var folder = Path.Combine(work, $"tree-{size}");
        var words = new Vocabulary();
        var tree = Directory.Exists(Path.Combine(folder, "memory", ".memu")) ? SyntheticTree.Unwritten(folder, size, words) : await SyntheticTree.MakeAsync(folder, size, words, cancellationToken);
        var model = new SimulatedModel(TimeSpan.Zero, new());
        var embedder = new SimulatedEmbedder(TimeSpan.Zero, new());
        using var memory = MemoryService.Open(tree.Options with { Models = ModelSet.Of(model, embedder), StayOpen = true });
        await memory.ReindexAsync(cancellationToken);
        Samples overhead = new();
        foreach (var query in tree.Queries(Questions + 20).Select((q, i) => (Text: string.Join(' ', q), IsWarm: i >= 20)))
        {
            var before = embedder.Milliseconds;
            var time = await Samples.TimeAsync(() => memory.RetrieveAsync(new() { Query = query.Text, Method = RetrieveMethod.Rag, RouteIntention = false, SufficiencyCheck = false }, cancellationToken));
            if (query.IsWarm) overhead.Add(time - (embedder.Milliseconds - before));
        }
        return string.Create(CultureInfo.InvariantCulture, $"""
            `rag` takes **{overhead.Median:0.0} ms** beside the call for the question's vector in a memory of {size:N0} items, p99 {overhead.At(0.99):0.0} ms (median at most 10 ms: {Met(overhead.Median <= 10)}).
            """);
    }

    private static string Met(bool isMet) => isMet ? "met" : "**missed**";
}
