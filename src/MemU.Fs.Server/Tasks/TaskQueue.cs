using System.Security.Cryptography;
using MemU.Fs.Files;
using MemU.Fs.Model;
using MemU.Fs.Remotes;
using MemU.Fs.Server.Access;

namespace MemU.Fs.Server.Tasks;

/// <summary>
/// The tasks of one tree: what was accepted is on the disk and is done, whatever happens to the process. Those of one scope are done in the order in which they were
/// accepted, those of different scopes side by side. Usable from several threads; one process has a queue at a time.
/// </summary>
public sealed partial class TaskQueue : IAsyncDisposable
{
    private const string JournalFile = "tasks";

    private readonly TaskQueueOptions _options;
    private readonly TaskBody _body;
    private readonly IDisposable _lock;
    private readonly TaskJournal _journal;
    private readonly ApartFiles _apart;
    private readonly Lock _gate = new();
    private readonly Dictionary<string, QueuedTask> _byId = new(StringComparer.Ordinal);
    private readonly List<QueuedTask> _all = []; // in the order of acceptance, forgotten ones among them for a while
    private readonly Queue<QueuedTask> _ended = new();
    private readonly Dictionary<string, Lane> _lanes = new(StringComparer.Ordinal);
    private readonly Queue<Lane> _ready = new();
    private readonly HashSet<Task> _runs = [];
    private readonly CancellationTokenSource _stop = new();
    private TimeSpan _usual = TimeSpan.FromMilliseconds(100); // what a task takes
    private long _number;
    private int _open, _running, _forgotten;
    private bool _isStopping;
    private Task? _stopped;

    private TaskQueue(string folder, TaskQueueOptions options, TaskBody body)
    {
        (_options, _body) = (options, body);
        UserState.Make(folder);
        _lock = HeldFile.Hold(Path.Combine(folder, "lock"), TimeSpan.Zero, () => $"the task queue in {folder} is used by another process; only one serves a tree at a time. End that one first.");
        try
        {
            _apart = new(Path.Combine(folder, "large"));
            _journal = TaskJournal.Open(Path.Combine(folder, JournalFile), options.Notice, Load);
            _apart.RemoveOthers(_byId.Values.SelectMany(t => new[] { t.IsPayloadApart ? t.PayloadFile : "", t.IsResultApart ? t.ResultFile : "" }).ToHashSet());
        }
        catch
        {
            _lock.Dispose();
            throw;
        }
        Begin();
    }

    /// <summary>Opens the queue that lies in a folder, and goes on with what was accepted.</summary>
    /// <param name="folder">The folder, outside the tree: what comes with a tree from elsewhere must not be done here.</param>
    /// <param name="options">How it works.</param>
    /// <param name="body">Does the work of a task.</param>
    /// <exception cref="MemUException">Another process has it, or the folder can't be used.</exception>
    public static TaskQueue Open(string folder, TaskQueueOptions options, TaskBody body)
    {
        ArgumentNullException.ThrowIfNull(options);
        return new(Path.GetFullPath(folder), options, body);
    }

    /// <summary>Whether a folder holds tasks that were accepted and have not ended; nothing is changed, and nothing is made where there is none.</summary>
    public static bool HasOpen(string folder)
    {
        var journal = Path.Combine(folder, JournalFile);
        if (!File.Exists(journal)) return false;
        var open = new HashSet<string>(StringComparer.Ordinal);
        using var file = new FileStream(journal, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
        JournalScan.Run(file, (_, _, text) =>
        {
            if (TaskLine.Parse(text) is not { } line) return;
            if (line.ToTask().HasEnded) open.Remove(line.Id);
            else open.Add(line.Id);
        });
        return open.Count > 0;
    }

    /// <summary>How many tasks wait or run.</summary>
    public int Waiting
    {
        get
        {
            lock (_gate) return _open;
        }
    }

    /// <summary>How many tasks run.</summary>
    public int Running
    {
        get
        {
            lock (_gate) return _running;
        }
    }

    /// <summary>True when nothing is to be done.</summary>
    public bool IsIdle => Waiting == 0;

    /// <summary>How often the disk was waited for.</summary>
    internal long Syncs => _journal.Syncs;

    /// <summary>Accepts a task; it is on the disk when this returns.</summary>
    /// <param name="payload">What is to be done; the body is given it.</param>
    /// <param name="scope">Whose memory it is about.</param>
    /// <param name="kind">The kind of work, of lower-case letters.</param>
    /// <param name="cancellationToken">Gives up before it is written; after that it is accepted.</param>
    /// <exception cref="QueueFullException">Too many wait already; nothing was stored.</exception>
    /// <exception cref="MemUException">The disk refuses, or the queue stops; nothing was stored.</exception>
    public async Task<ServerTask> EnqueueAsync(ReadOnlyMemory<byte> payload, MemoryScope scope, string kind = "memorize", CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Reserve();
        var id = $"{kind}-{RandomNumberGenerator.GetHexString(32, lowercase: true)}";
        var isApart = payload.Length > ApartFiles.From;
        try
        {
            if (isApart) _apart.Write($"{id}.payload", payload.Span);
            ServerTask task;
            Task written;
            lock (_gate)
            {
                task = new() { Id = id, Kind = kind, Scope = scope, State = TaskState.Pending, CreatedAt = _options.Clock.GetUtcNow() };
                var queued = new QueuedTask(task, ++_number) { Payload = new(), IsPayloadApart = isApart };
                var line = TaskLine.Of(task, queued.Number) with { Payload = isApart ? null : payload.ToArray(), IsPayloadApart = isApart };
                written = _journal.Append(queued.Payload, line, isDurable: true, () => Accept(queued));
            }
            await written;
            return task;
        }
        catch
        {
            if (isApart) _apart.Remove($"{id}.payload");
            lock (_gate) _open--;
            throw;
        }
    }

    private void Reserve()
    {
        lock (_gate)
        {
            if (_isStopping) throw new MemUException(MemUErrorKind.Locked, "the server is ending, so nothing more is accepted; try again when it is back.");
            if (_open >= _options.MaxWaiting) throw new QueueFullException(_open, RetryAfter);
            _open++;
        }
    }

    // until a tenth of the queue is done, as far as one can say
    private TimeSpan RetryAfter
    {
        get
        {
            var soon = _usual * (_options.MaxWaiting / 10.0 / _options.MaxRunning);
            return TimeSpan.FromSeconds(Math.Ceiling(Math.Clamp(soon.TotalSeconds, 1, 60)));
        }
    }

    /// <summary>Takes in what was written; called in the order of the lines.</summary>
    private void Accept(QueuedTask queued)
    {
        lock (_gate)
        {
            Add(queued);
            Line(queued);
            Pump();
        }
    }

    private void Add(QueuedTask queued)
    {
        _byId[queued.Task.Id] = queued;
        _all.Add(queued);
    }

    /// <summary>Puts a task at the end of the lane of its scope.</summary>
    private void Line(QueuedTask queued)
    {
        var key = queued.Task.Scope.Key;
        if (!_lanes.TryGetValue(key, out var lane)) _lanes[key] = lane = new(key);
        queued.Place = lane.Tasks.AddLast(queued);
        MakeReady(lane);
    }

    private void MakeReady(Lane lane)
    {
        if (lane.IsReady || lane.IsRunning || lane.Timer is not null || lane.Tasks.Count == 0) return;
        lane.IsReady = true;
        _ready.Enqueue(lane);
    }
}
