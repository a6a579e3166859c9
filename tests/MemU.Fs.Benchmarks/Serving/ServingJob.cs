using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using MemU.Fs.Benchmarks.Corpus;
using MemU.Fs.Benchmarks.Measuring;
using MemU.Fs.Model;

namespace MemU.Fs.Benchmarks.Serving;

/// <summary>Measures <c>memu serve</c> and <c>memu mcp</c>: beside the library in one process, and beside the reference memory server of MCP.</summary>
internal sealed class ServingJob(ServingOptions options, string work)
{
    private const int Connections = 32, Small = 1000, Starts = 21;

    private readonly ServingTable _table = new();
    private readonly Vocabulary _words = new();

    private string State => Path.Combine(work, "state");

    public static async Task<int> RunAsync(IReadOnlyList<string> flags, CancellationToken cancellationToken)
    {
        if (ServingOptions.Parse(flags) is not { } options)
        {
            Console.Error.WriteLine(ServingOptions.Usage);
            return 2;
        }
        var work = options.Work ?? Directory.CreateTempSubdirectory("memu-bench-").FullName;
        try
        {
            await new ServingJob(options, work).RunAsync(cancellationToken);
            return 0;
        }
        finally
        {
            if (options.Work is null) Directory.Delete(work, recursive: true);
        }
    }

    private async Task RunAsync(CancellationToken cancellationToken)
    {
        var watch = Stopwatch.StartNew();
        var large = await TreeAsync(options.Items, cancellationToken);
        await AskedAsync(large, cancellationToken);
        await AcceptedAsync(cancellationToken);
        var beside = await TreeAsync(options.Entities, cancellationToken);
        new ServingMcp(options, _table, work).Run(beside, large, Starts);
        if (options.Tenants > 0) await TenantsAsync(cancellationToken);
        var text = $"""
            Measured {DateTime.UtcNow:yyyy-MM-dd HH:mm} UTC in {watch.Elapsed.TotalMinutes:0.0} minutes on {Machine.Describe()}; load {Machine.Load()}. The native binary serves; wrk, the callers and the server share the processors.

            {_table}
            """.ReplaceLineEndings("\n");
        Console.WriteLine(text);
        if (!options.PrintOnly) await Home.PutAsync("tests/MemU.Fs.Benchmarks/README.md", "serving", text, cancellationToken);
    }

    private async Task<SyntheticTree> TreeAsync(int size, CancellationToken cancellationToken)
    {
        var folder = Path.Combine(work, $"tree-{size}");
        if (Directory.Exists(Path.Combine(folder, "memory", ".git"))) return SyntheticTree.Unwritten(folder, size, _words);
        var tree = await SyntheticTree.MakeAsync(folder, size, _words, cancellationToken);
        Command.Run(options.Memu, ["reindex", "--root", tree.Root]);
        return tree;
    }

    /// <summary>Questions by HTTP, against the same questions asked of the library by as many callers.</summary>
    private async Task AskedAsync(SyntheticTree tree, CancellationToken cancellationToken)
    {
        var questions = tree.Queries(Small).Select(q => string.Join(' ', q)).ToList();
        double inProcess;
        using (var memory = MemoryService.Open(tree.Options with { StayOpen = true }))
        {
            await AskAsync(memory, questions, Small, cancellationToken); // the compiler's warming up
            var watch = Stopwatch.StartNew();
            var asked = await AskAsync(memory, questions, int.MaxValue, cancellationToken, TimeSpan.FromSeconds(options.Seconds));
            inProcess = asked / watch.Elapsed.TotalSeconds;
        }
        var script = Path.Combine(work, "ask.lua");
        await File.WriteAllTextAsync(script, Lua(questions.Select(q => $$"""{"query":"{{q}}","limit":5}""")), cancellationToken);
        var key = ServedProcess.Key(options.Memu, State, "--root", tree.Root);
        using var server = ServedProcess.Start(options.Memu, State, ["--root", tree.Root], key);
        server.Wrk(key, "/v1/retrieve", script, Connections, 2);
        var (perSecond, p50, p99) = server.Wrk(key, "/v1/retrieve", script, Connections, options.Seconds);
        _table.Add($"`/v1/retrieve`, {tree.Size:N0} items, {Connections} connections, by wrk", $"{perSecond:N0}/s", $"the library in one process (JIT), {Connections} callers: {inProcess:N0}/s, **{Share(perSecond / inProcess)}**", "≥ 60 %", perSecond >= 0.6 * inProcess);
        _table.Add("… p50 / p99", $"{Samples.Text(p50)} / {Samples.Text(p99)} ms", $"**{Times(p99 / p50)}**", "p99 ≤ 5 × p50", p99 <= 5 * p50);
        _table.Add("… resident after it", Megabytes(server.Resident));
    }

    private static async Task<int> AskAsync(MemoryService memory, List<string> questions, int most, CancellationToken cancellationToken, TimeSpan? time = null)
    {
        var (next, done, watch) = (-1, 0, Stopwatch.StartNew());
        await Task.WhenAll(Enumerable.Range(0, Connections).Select(_ => Task.Run(async () =>
        {
            while (Interlocked.Increment(ref next) is var n && n < most && (time is null || watch.Elapsed < time))
            {
                await memory.RetrieveAsync(new() { Query = questions[n % questions.Count], Limit = 5 }, cancellationToken);
                Interlocked.Increment(ref done);
            }
        }, cancellationToken)));
        return done;
    }

    /// <summary>How many small conversations are accepted, and how fast they are worked off beside the library memorizing the same.</summary>
    private async Task AcceptedAsync(CancellationToken cancellationToken)
    {
        const int count = 2000, callers = 64, learned = 200;
        var root = Path.Combine(Directory.CreateDirectory(Path.Combine(work, $"learning-{Guid.NewGuid():N}")).FullName, "memory");
        Command.Run(options.Memu, ["init", root]);
        var alone = Path.Combine(Path.GetDirectoryName(root)!, "alone");
        double inProcess;
        using (var memory = MemoryService.Open(new() { Root = alone, StayOpen = true }))
        {
            await memory.InitAsync(new(), cancellationToken);
            var watch = Stopwatch.StartNew();
            for (var i = 0; i < learned; i++)
            {
                var bytes = Encoding.UTF8.GetBytes(Queueing.Conversation(i));
                await memory.MemorizeAsync(new() { Sources = [new($"{i}.json", _ => Task.FromResult<ReadOnlyMemory<byte>>(bytes))], Scope = MemoryScope.Of("ana") }, cancellationToken);
            }
            inProcess = learned / watch.Elapsed.TotalSeconds;
        }
        var key = ServedProcess.Key(options.Memu, State, "--root", root);
        using var server = ServedProcess.Start(options.Memu, State, ["--root", root], key);
        var next = -1;
        var accepting = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, callers).Select(_ => Task.Run(async () =>
        {
            while (Interlocked.Increment(ref next) is var n && n < count)
            {
                using var answer = await server.Client.PostAsync(new Uri("/v1/memorize?name=talk.json&user_id=ana", UriKind.Relative), new StringContent(Queueing.Conversation(n), Encoding.UTF8, "application/octet-stream"), cancellationToken);
                if ((int)answer.StatusCode != 202) throw new InvalidOperationException($"{answer.StatusCode}: {await answer.Content.ReadAsStringAsync(cancellationToken)}");
            }
        }, cancellationToken)));
        var accepted = count / accepting.Elapsed.TotalSeconds;
        var (before, working) = (await EndedAsync(server, cancellationToken), Stopwatch.StartNew());
        await Task.Delay(TimeSpan.FromSeconds(options.Seconds), cancellationToken);
        var workedOff = (await EndedAsync(server, cancellationToken) - before) / working.Elapsed.TotalSeconds;
        _table.Add($"small conversations accepted and durable, {callers} callers", $"{accepted:N0}/s", target: "≥ 500/s", isMet: accepted >= 500);
        _table.Add("… worked off, one user", $"{workedOff:N0}/s", $"the library, one after the other (JIT): {inProcess:N0}/s", "the pipeline's rate", workedOff >= 0.8 * inProcess);
    }

    private static async Task<int> EndedAsync(ServedProcess server, CancellationToken cancellationToken)
    {
        var (ended, cursor) = (0, "");
        do
        {
            var page = await server.Client.GetFromJsonAsync<JsonObject>(new Uri($"/v1/tasks?limit=200&state=succeeded{(cursor.Length > 0 ? $"&cursor={cursor}" : "")}", UriKind.Relative), cancellationToken);
            ended += page!["tasks"]!.AsArray().Count;
            cursor = (string?)page["next_cursor"] ?? "";
        }
        while (cursor.Length > 0);
        return ended;
    }

    /// <summary>Many tenants, each asked once; then what the server holds.</summary>
    private async Task TenantsAsync(CancellationToken cancellationToken)
    {
        var model = await TreeAsync(Small, cancellationToken);
        var folder = Path.Combine(work, "tenants");
        Directory.CreateDirectory(folder);
        for (var n = 0; n < options.Tenants; n++)
            if (Path.Combine(folder, Tenant(n)) is var target && !Directory.Exists(target)) Command.Run("cp", ["-a", model.Root, target]);
        var keys = Enumerable.Range(0, options.Tenants).Select(n => ServedProcess.Key(options.Memu, State, "--tenants", folder, "--tenant", Tenant(n))).ToList();
        using var server = ServedProcess.Start(options.Memu, State, ["--tenants", folder], null);
        var question = string.Join(' ', model.Queries(1).First());
        var (most, watch) = (0L, Stopwatch.StartNew());
        foreach (var key in keys)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, new Uri($"/v1/retrieve?query={Uri.EscapeDataString(question)}&limit=1", UriKind.Relative));
            request.Headers.Authorization = new("Bearer", key);
            using var answer = await server.Client.SendAsync(request, cancellationToken);
            if (!(await answer.Content.ReadAsStringAsync(cancellationToken)).Contains("\"path\"", StringComparison.Ordinal)) throw new InvalidOperationException($"{answer.StatusCode}: nothing was found");
            most = Math.Max(most, server.Resident);
        }
        _table.Add($"{options.Tenants} tenants of {Small:N0} items, each asked once (built its index first)", $"{Megabytes(most)} at most", $"{watch.Elapsed.TotalSeconds / options.Tenants * 1000:N0} ms each", "≤ 1 GB", most <= 1_000_000_000);
    }

    private static string Tenant(int number) => string.Create(CultureInfo.InvariantCulture, $"t{number:000}");

    private static string Lua(IEnumerable<string> bodies) => $$"""
        local bodies = { {{string.Join(", ", bodies.Select(b => $"[==[{b}]==]"))}} }
        local n = 0
        wrk.method = "POST"
        wrk.headers["Content-Type"] = "application/json"
        request = function()
          n = n % #bodies + 1
          return wrk.format(nil, nil, nil, bodies[n])
        end
        """;

    public static string Share(double value) => value.ToString("0 %", CultureInfo.InvariantCulture);

    public static string Times(double value) => value.ToString(value >= 10 ? "N0" : "0.0", CultureInfo.InvariantCulture) + " ×";

    public static string Megabytes(long bytes) => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e6:N0} MB");
}
