using System.Diagnostics;
using System.Globalization;
using System.Text;
using MemU.Fs.Model;
using MemU.Fs.Server.Changes;
using MemU.Fs.Server.Tasks;
using MemU.Fs.Server.Webhooks;

namespace MemU.Fs.Benchmarks;

/// <summary>A process that has a queue of tasks: to be killed by tests, and to be measured.</summary>
internal static class Queueing
{
    public const string Usage = """
        dotnet run -c Release --project tests/MemU.Fs.Benchmarks -- queue <root> <folder> <count>
            accepts so many conversations of three users, says which, memorizes them and all that an earlier process had accepted, and says when each has ended
        dotnet run -c Release --project tests/MemU.Fs.Benchmarks -- hooks <root> <folder>
            tells the webhooks that are kept in a folder what is committed, until standard input ends
        dotnet run -c Release --project tests/MemU.Fs.Benchmarks -- accept <folder> <count> <callers>
            says how many small conversations a second are accepted
        """;

    private static readonly string[] Users = ["ana", "bo", "cy"];

    /// <summary>A conversation, given its number.</summary>
    public static string Conversation(int number) =>
        $$"""[{"role":"user","name":"Ana","content":"My friend quagga{{number}} lives in Lima.","created_at":"2026-11-20T09:00:00Z"},{"role":"assistant","content":"Noted."}]""";

    public static async Task<int> RunAsync(string root, string folder, int count)
    {
        using var memory = MemoryService.Open(new() { Root = root, StayOpen = true });
        await using var queue = TaskQueue.Open(folder, new() { Notice = Console.Error.WriteLine }, async (run, cancellation) =>
        {
            var result = await memory.MemorizeAsync(new() { Sources = [new($"{run.Id}.json", _ => Task.FromResult(run.Payload))], Scope = run.Scope }, cancellation);
            return JsonBytes(result);
        });
        var before = queue.List(new() { Limit = 1000 }).Tasks.Where(t => !t.HasEnded).ToList();
        var ends = before.Select(t => SayEndAsync(queue, t.Id)).ToList();
        for (var i = 0; i < count; i++)
        {
            var task = await queue.EnqueueAsync(Encoding.UTF8.GetBytes(Conversation(i)), MemoryScope.Of(Users[i % 3]));
            Say($"accepted {i} {task.Id}");
            ends.Add(SayEndAsync(queue, task.Id));
        }
        await Task.WhenAll(ends);
        Say("idle");
        return 0;
    }

    /// <summary>Tells the receivers of a tree what is committed, until standard input ends.</summary>
    public static async Task<int> HooksAsync(string root, string folder)
    {
        MemoryOptions options = new() { Root = root };
        using var memory = MemoryService.Open(options);
        using var feed = new ChangeFeed(memory, options);
        await using var hooks = WebhookSet.Open(folder, feed, new() { Notice = Console.Error.WriteLine });
        while (await Console.In.ReadLineAsync() is not null) { }
        return 0;
    }

    public static async Task<int> AcceptAsync(string folder, int count, int callers)
    {
        var done = new TaskCompletionSource();
        await using var queue = TaskQueue.Open(folder, new() { MaxWaiting = count, StopPatience = TimeSpan.Zero }, async (_, cancellation) =>
        {
            await done.Task.WaitAsync(cancellation);
            return default;
        });
        var payload = Encoding.UTF8.GetBytes(Conversation(0).Replace("Noted.", new string('x', 1000), StringComparison.Ordinal));
        var left = count;
        var watch = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, callers).Select(_ => Task.Run(async () =>
        {
            while (Interlocked.Decrement(ref left) >= 0) await queue.EnqueueAsync(payload, MemoryScope.None);
        })));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{callers} callers: {count / watch.Elapsed.TotalSeconds:0} accepted/s, {queue.Syncs} waits for the disk"));
        return 0;
    }

    private static async Task SayEndAsync(TaskQueue queue, string id)
    {
        var task = await queue.WaitAsync(id, MemoryScope.None, CancellationToken.None);
        Say($"ended {id} {task!.State}");
    }

    private static byte[] JsonBytes(MemorizeResult result) => System.Text.Json.JsonSerializer.SerializeToUtf8Bytes(result, MemoryJson.Default.MemorizeResult);

    private static void Say(string line)
    {
        lock (Users) Console.WriteLine(line);
    }
}
