using System.Collections.Concurrent;
using System.Text;
using MemU.Fs.Model;
using MemU.Fs.Server.Tasks;

namespace MemU.Fs.Tests.Server.Tasks;

/// <summary>A queue in a folder of its own, whose tasks do what the test says of their payload; it can be closed and opened again.</summary>
internal sealed class TestQueue : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly ConcurrentQueue<string> _begun = new(), _done = new();
    private TaskQueue? _queue;

    public ManualClock Clock { get; } = new();

    public TaskQueueOptions Options { get; set; } = new();

    /// <summary>What a task does; its result is the payload in quotes.</summary>
    public Func<TaskRun, string, CancellationToken, Task> Work { get; set; } = (_, _, _) => Task.CompletedTask;

    public string Folder => _folder.File("queue");

    public string File => Path.Combine(Folder, "tasks");

    public ConcurrentQueue<string> Notices { get; } = new();

    /// <summary>The payloads of the tries, in their order.</summary>
    public IReadOnlyList<string> Begun => [.. _begun];

    public IReadOnlyList<string> Done => [.. _done];

    public TaskQueue Queue => _queue ??= Open();

    public TaskQueue Open() => _queue = TaskQueue.Open(Folder, Options with { Clock = Clock, Notice = Notices.Enqueue }, async (run, cancellation) =>
    {
        var text = Encoding.UTF8.GetString(run.Payload.Span);
        _begun.Enqueue(text);
        await Work(run, text, cancellation);
        _done.Enqueue(text);
        return Encoding.UTF8.GetBytes($"\"{text}\"");
    });

    public Task<ServerTask> SendAsync(string text, string? user = null) => Queue.EnqueueAsync(Encoding.UTF8.GetBytes(text), MemoryScope.Of(user));

    public async Task<ServerTask> EndOfAsync(string id) => (await Queue.WaitAsync(id, MemoryScope.None, CancellationToken.None).WaitAsync(ManualClock.Patience))!;

    /// <summary>Stops the queue and opens it again, as a restart does.</summary>
    public async Task ReopenAsync()
    {
        await Queue.DisposeAsync();
        Open();
    }

    public static string Text(ServerTask? task) => Encoding.UTF8.GetString(task!.Result!.Value.Span);

    public async ValueTask DisposeAsync()
    {
        if (_queue is not null) await _queue.DisposeAsync();
        _folder.Dispose();
    }
}

/// <summary>Lets work wait until a test opens it, and tells when it has come there.</summary>
internal sealed class Gate
{
    private readonly TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously), _open = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task Reached => _reached.Task;

    public void Open() => _open.TrySetResult();

    public Task PassAsync(CancellationToken cancellationToken)
    {
        _reached.TrySetResult();
        return _open.Task.WaitAsync(cancellationToken);
    }
}
