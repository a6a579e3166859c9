using System.Text.Json;
using MemU.Fs.Model;
using MemU.Fs.Server.Access;
using MemU.Fs.Server.Changes;
using MemU.Fs.Server.Http;
using MemU.Fs.Server.Learning;
using MemU.Fs.Server.Tasks;
using MemU.Fs.Server.Webhooks;

namespace MemU.Fs.Server.Tenants;

/// <summary>A tree that is open: its memory, and the tasks that were accepted for it.</summary>
internal sealed class Tenant : IAsyncDisposable
{
    private const string TasksFolder = "tasks", WebhooksFolder = "webhooks";

    private readonly ServeOptions _options;
    private readonly ServerMetrics _metrics;
    private readonly CancellationTokenSource _closing = new();
    private TaskQueue? _tasks;
    private WebhookSet? _webhooks;
    private Task _following = Task.CompletedTask;

    private Tenant(string name, string root, MemoryService memory, ChangeFeed changes, ServeOptions options, ServerMetrics metrics) => (Name, Root, Memory, Changes, _options, _metrics) = (name, root, memory, changes, options, metrics);

    /// <summary>Its name.</summary>
    public string Name { get; }

    /// <summary>The root of its tree.</summary>
    public string Root { get; }

    /// <summary>Its memory.</summary>
    public MemoryService Memory { get; }

    /// <summary>Its tasks.</summary>
    public TaskQueue Tasks => _tasks!;

    /// <summary>Its commits, as they happen.</summary>
    public ChangeFeed Changes { get; }

    /// <summary>Who is told of them.</summary>
    public WebhookSet Webhooks => _webhooks!;

    /// <summary>True when it may be closed: no task waits or runs, and nobody is to be told of what happens to it.</summary>
    public bool IsIdle => Tasks.IsIdle && !Webhooks.IsTelling;

    /// <summary>Whether a tree that is closed has something to do: tasks that were accepted, or somebody to be told of what happens to it.</summary>
    public static bool HasWork(string name, ServeOptions options)
    {
        var state = ServerState.FolderOf(RootOf(name, options), options.StateFolder);
        return TaskQueue.HasOpen(Path.Combine(state, TasksFolder)) || !options.Web.IsOffline && WebhookStore.HasAny(Path.Combine(state, WebhooksFolder));
    }

    /// <summary>Opens a tenant's tree, which is made when there is none yet, and goes on with its tasks.</summary>
    /// <exception cref="MemUException">It can't be opened.</exception>
    public static async Task<Tenant> OpenAsync(string name, ServeOptions options, ServerMetrics metrics)
    {
        var root = RootOf(name, options);
        var opening = options.Open(root) with { StayOpen = true };
#pragma warning disable CA2000 // owned by the tenant, which is returned or closed below
        var memory = MemoryService.Open(opening);
        var tenant = new Tenant(name, root, memory, new(memory, opening), options, metrics);
#pragma warning restore CA2000
        try
        {
            if (options.Tenants is not null && !Directory.Exists(Path.Combine(root, ".memu"))) await memory.InitAsync(new());
            var state = ServerState.FolderOf(root, options.StateFolder);
            tenant._webhooks = WebhookSet.Open(Path.Combine(state, WebhooksFolder), tenant.Changes, new() { Clock = options.Clock, Notice = options.Notice, IsOffline = options.Web.IsOffline, UseProxy = options.Web.UseProxy });
            tenant._tasks = TaskQueue.Open(Path.Combine(state, TasksFolder),
                new() { Clock = options.Clock, MaxWaiting = options.MaxWaiting, Notice = options.Notice, Unforeseen = e => options.Unforeseen?.Invoke(e) }, tenant.RunAsync);
            if (!opening.ReadOnly) tenant._following = tenant.FollowAsync();
            return tenant;
        }
        catch
        {
            await tenant.DisposeAsync();
            throw;
        }
    }

    /// <summary>Takes a job; it is on the disk when this returns.</summary>
    /// <exception cref="QueueFullException">Too many wait.</exception>
    public async Task<ServerTask> AcceptAsync(MemorizeJob job, MemoryScope scope)
    {
        var task = await Tasks.EnqueueAsync(JsonSerializer.SerializeToUtf8Bytes(job, ApiJson.Readable.MemorizeJob), scope);
        _metrics.Accepted();
        return task;
    }

    /// <summary>Lets running tasks end, and closes the tree; those that wait stay for the next time.</summary>
    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync();
        if (_tasks is not null) await _tasks.DisposeAsync();
        if (_webhooks is not null) await _webhooks.DisposeAsync();
        await _following;
        Changes.Dispose();
        Memory.Dispose();
        _closing.Dispose();
    }

    private static string RootOf(string name, ServeOptions options) => Path.GetFullPath(options.Tenants is { } folder ? Path.Combine(folder, TenantName.Check(name)) : options.Served);

    private async Task<ReadOnlyMemory<byte>> RunAsync(TaskRun run, CancellationToken cancellationToken)
    {
        var job = JsonSerializer.Deserialize(run.Payload.Span, ApiJson.Default.MemorizeJob) ?? throw new MemUException(MemUErrorKind.BadArgument, "the task is empty.");
        run.Report(10);
        var request = await job.ToRequestAsync(run.Scope, _options.Web, cancellationToken);
        run.Report(20);
        // the same source again is known, so that what a cut-off try had committed is not learned twice; its answer is that try's
        var learned = await Memory.MemorizeAsync(request, cancellationToken);
        if (run.Attempt > 1 && learned is { Unchanged: true, Resource.Path: { } source }) learned = await EarlierAsync(learned, source, cancellationToken);
        Changes.Wake();
        _metrics.Succeeded();
        return JsonSerializer.SerializeToUtf8Bytes(learned, MemoryJson.Compact.MemorizeResult);
    }

    private async Task<MemorizeResult> EarlierAsync(MemorizeResult known, string source, CancellationToken cancellationToken) => known with
    {
        Items = await Memory.LearnedFromAsync(source, cancellationToken),
        Commit = (await Memory.LogAsync(MemoryPath.FromListing(source), 1, cancellationToken)).FirstOrDefault()?.Commit,
        Unchanged = false,
    };

    /// <summary>What people edit by hand is in the index at once, and committed as theirs.</summary>
    private async Task FollowAsync()
    {
        try
        {
            await Changes.FollowAsync(_closing.Token);
        }
        catch (OperationCanceledException)
        {
            return; // it is closed
        }
        catch (MemUException e)
        {
            _options.Notice?.Invoke($"{Name}: edits are not followed any more, only seen when something is asked: {e.Message}");
        }
    }
}
