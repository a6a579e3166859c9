using System.Globalization;
using MemU.Fs.Model;

namespace MemU.Fs.Server.Tasks;

public sealed partial class TaskQueue
{
    /// <summary>A task with its result; null when there is none of that id, when it was another scope's, or ended too long ago.</summary>
    /// <param name="id">The task.</param>
    /// <param name="scope">Who asks; none for whoever may see everybody's.</param>
    public ServerTask? Find(string id, MemoryScope scope)
    {
        QueuedTask? queued;
        ServerTask task;
        lock (_gate)
        {
            Forget();
            queued = Visible(id, scope);
            if (queued is null) return null;
            task = queued.Task;
        }
        return queued.HasResult ? task with { Result = ResultOf(queued) } : task;
    }

    /// <summary>The tasks, newest first.</summary>
    /// <exception cref="MemUException">The cursor or the limit is none.</exception>
    public TaskPage List(TaskFilter filter)
    {
        ArgumentNullException.ThrowIfNull(filter);
        if (filter.Limit is < 1 or > 1000) throw new MemUException(MemUErrorKind.BadArgument, $"limit {filter.Limit} is out of range; give 1 to 1000.");
        var before = long.MaxValue;
        if (filter.Cursor is { } cursor && !long.TryParse(cursor, NumberStyles.None, CultureInfo.InvariantCulture, out before)) throw new MemUException(MemUErrorKind.BadArgument, "the cursor is none; give the next_cursor of the page before.");
        lock (_gate)
        {
            Forget();
            var tasks = new List<ServerTask>();
            var last = 0L;
            for (var at = FirstFrom(before) - 1; at >= 0; at--)
            {
                var queued = _all[at];
                if (queued.IsForgotten || !IsOf(queued, filter.Scope) || filter.State is { } state && queued.Task.State != state) continue;
                if (tasks.Count == filter.Limit) return new(tasks, last.ToString(CultureInfo.InvariantCulture));
                tasks.Add(queued.Task);
                last = queued.Number;
            }
            return new(tasks, null);
        }
    }

    /// <summary>Waits for the end of a task; null when there is none of that id and scope.</summary>
    /// <exception cref="OperationCanceledException">Gave up, or the queue stops.</exception>
    public async Task<ServerTask?> WaitAsync(string id, MemoryScope scope, CancellationToken cancellationToken)
    {
        QueuedTask? queued;
        lock (_gate) queued = Visible(id, scope);
        if (queued is null) return null;
        await queued.Ended.Task.WaitAsync(cancellationToken);
        return Find(id, scope);
    }

    /// <summary>Takes a task back: one that waits has ended when this returns, one that runs is told to stop, and one that has ended stays as it is.</summary>
    /// <returns>The task as it is then; null when there is none of that id and scope.</returns>
    public async Task<ServerTask?> CancelAsync(string id, MemoryScope scope)
    {
        QueuedTask? queued;
        ServerTask task;
        Task noted;
        CancellationTokenSource? stop = null;
        lock (_gate)
        {
            queued = Visible(id, scope);
            if (queued is null) return null;
            task = queued.Task;
            if (task.HasEnded || queued.IsCanceling && !queued.IsEnding) return task;
            if (queued.IsEnding) noted = queued.Ended.Task;
            else
            {
                queued.IsCanceling = true;
                if (task.State == TaskState.Running) (stop, noted) = (queued.Stop, Note(queued, isDurable: true));
                else
                {
                    Withdraw(queued); // so that it is not begun meanwhile
                    Pump();
                    noted = EndAsync(queued, task with { State = TaskState.Canceled, Error = null });
                }
            }
        }
        await noted;
        if (stop is not null) await TellAsync(stop);
        return Find(id, scope);
    }

    private static async Task TellAsync(CancellationTokenSource stop)
    {
        try
        {
            await stop.CancelAsync();
        }
        catch (ObjectDisposedException)
        {
            // it has just ended
        }
    }

    private QueuedTask? Visible(string id, MemoryScope scope) => _byId.TryGetValue(id, out var queued) && IsOf(queued, scope) ? queued : null;

    private static bool IsOf(QueuedTask queued, MemoryScope scope) => scope.IsNone || queued.Task.Scope.Equals(scope);

    private ReadOnlyMemory<byte>? ResultOf(QueuedTask queued)
    {
        if (queued.Kept is { } kept) return kept;
        var bytes = queued.IsResultApart ? _apart.Read(queued.ResultFile) : queued.Last is { } slot ? _journal.Read(slot)?.Result : null;
        return bytes is null ? null : (ReadOnlyMemory<byte>)bytes;
    }

    /// <summary>The place of the first task that is not before a number.</summary>
    private int FirstFrom(long number)
    {
        int from = 0, to = _all.Count;
        while (from < to)
        {
            var middle = (from + to) / 2;
            if (_all[middle].Number < number) from = middle + 1;
            else to = middle;
        }
        return from;
    }
}
