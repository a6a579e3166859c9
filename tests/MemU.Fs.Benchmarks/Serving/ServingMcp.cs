using System.Globalization;
using System.Text.Json.Nodes;
using MemU.Fs.Benchmarks.Corpus;
using MemU.Fs.Benchmarks.Measuring;

namespace MemU.Fs.Benchmarks.Serving;

/// <summary><c>memu mcp</c> beside <c>@modelcontextprotocol/server-memory</c>, both as processes over standard input and output.</summary>
internal sealed class ServingMcp(ServingOptions options, ServingTable table, string work)
{
    private const int Calls = 60, Batch = 500;

    /// <summary>Measures both on the same items.</summary>
    public void Run(SyntheticTree tree, SyntheticTree large, int starts)
    {
        var start = new Samples();
        for (var i = 0; i < starts; i++)
            start.Add(Samples.Time(() =>
            {
                using var client = Memu(tree);
            }));
        table.Add("`memu mcp`: start, `initialize`, end", start.ToString(), target: "≤ 60 ms", isMet: start.Median <= 60);
        foreach (var which in new[] { tree, large })
        {
            using var idle = Memu(which);
            idle.Call("memory_recall", new JsonObject { ["query"] = Questions(which, 1)[0] });
            foreach (var (seconds, when) in new[] { (2, "two seconds"), (63, "a minute") })
            {
                Thread.Sleep(TimeSpan.FromSeconds(seconds)); // a benchmark: what it holds when nobody asks
                table.Add($"… resident, {when} after a recall, {which.Size:N0} items", $"{ServingJob.Megabytes(idle.Resident)}, of which its own (not the program or the index, which processes share): {ServingJob.Megabytes(idle.Own)}", target: "≤ 60 MB", isMet: idle.Resident <= 60_000_000);
            }
        }
        var questions = Questions(tree, Calls);
        Samples recall = new(), remember = new();
        long recalled = 0;
        using (var client = Memu(tree))
        {
            client.Call("memory_recall", new JsonObject { ["query"] = questions[0] });
            foreach (var question in questions) recall.Add(Samples.Time(() => recalled += client.Call("memory_recall", new JsonObject { ["query"] = question })));
            for (var i = 0; i < Calls; i++) remember.Add(Samples.Time(() => client.Call("memory_remember", New(i))));
        }
        if (options.Peer is null)
        {
            table.Add($"`memory_recall`, {tree.Size:N0} items", recall.ToString());
            table.Add("`memory_remember`", remember.ToString());
            return;
        }
        Samples search = new(), create = new();
        long searched = 0;
        var file = Path.Combine(work, $"peer-{Guid.NewGuid():N}.jsonl");
        using (var client = new StdioClient("node", [options.Peer], new Dictionary<string, string> { ["MEMORY_FILE_PATH"] = file }))
        {
            foreach (var batch in tree.Items.Chunk(Batch))
                client.Call("create_entities", new JsonObject { ["entities"] = new JsonArray([.. batch.Select(i => (JsonNode)Entity(i.Title, i.Text))]) });
            foreach (var question in questions) search.Add(Samples.Time(() => searched += client.Call("search_nodes", new JsonObject { ["query"] = Longest(question) })));
            for (var i = 0; i < Calls; i++) create.Add(Samples.Time(() => client.Call("create_entities", new JsonObject { ["entities"] = new JsonArray(Entity($"new {Word(i)}", $"The {Word(i)} is kept in the third drawer.")) })));
        }
        var (faster, smaller, quicker) = (search.Median / recall.Median, (double)searched / recalled, create.Median / remember.Median);
        table.Add($"`memory_recall` of a question of 5–8 words, {tree.Size:N0} items", recall.ToString(), $"`search_nodes` of its longest word: {search}, **{ServingJob.Times(faster)}**", "20 × faster", faster >= 20);
        table.Add("… answer", $"{recalled / Calls:N0} bytes", $"{searched / Calls:N0} bytes, **{ServingJob.Times(smaller)}**", "20 × smaller", smaller >= 20);
        table.Add("`memory_remember`, committed and durable", remember.ToString(), $"`create_entities` of one: {create}, **{ServingJob.Times(quicker)}**", "10 × faster", quicker >= 10);
    }

    private StdioClient Memu(SyntheticTree tree) => new(options.Memu, ["mcp", "--root", tree.Root]);

    private static List<string> Questions(SyntheticTree tree, int count) => [.. tree.Queries(count).Select(q => string.Join(' ', q))];

    // it finds a text that holds the whole query, so that a question would find nothing
    private static string Longest(string question) => question.Split(' ').MaxBy(w => w.Length)!;

    private static JsonObject Entity(string name, string text) => new() { ["name"] = name, ["entityType"] = "knowledge", ["observations"] = new JsonArray(text) };

    private static JsonObject New(int number) => new() { ["content"] = $"The {Word(number)} is kept in the third drawer.", ["category"] = "knowledge" };

    private static string Word(int number) => string.Create(CultureInfo.InvariantCulture, $"okapi{number}x{Environment.ProcessId}");
}
