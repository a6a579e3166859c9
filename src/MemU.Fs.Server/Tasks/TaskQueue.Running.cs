using MemU.Fs.Model;

namespace MemU.Fs.Server.Tasks;

public sealed partial class TaskQueue
{
    /// <summary>Begins as many tasks as may run; one of each lane in turn, so that nobody waits for all that somebody else has sent.</summary>
    private void Pump()
    {
        while (!_isStopping && _running < _options.MaxRunning && _ready.TryDequeue(out var lane))
        {
            lane.IsReady = false;
            if (lane.IsRunning || lane.Timer is not null || lane.Tasks.First?.Value is not { } queued) continue;
            _running++;
            lane.IsRunning = true;
            queued.Task = queued.Task with { State = TaskState.Running, Attempts = queued.Task.Attempts + 1, StartedAt = _options.Clock.GetUtcNow(), Progress = 0, NextTryAt = null };
            queued.Stop = new();
            Note(queued, isDurable: false);
            var run = RunAsync(lane, queued);
            _runs.Add(run);
            _ = run.ContinueWith(ended =>
            {
                lock (_gate) _runs.Remove(ended);
            }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        }
    }

    private async Task RunAsync(Lane lane, QueuedTask queued)
    {
        await Task.Yield(); // out of the lock
        try
        {
            await TryAsync(queued);
        }
        finally
        {
            lock (_gate)
            {
                _running--;
                lane.IsRunning = false;
                if (!_isStopping) WaitFor(lane);
                Leave(lane);
                Pump();
            }
        }
    }

    private async Task TryAsync(QueuedTask queued)
    {
        var task = queued.Task;
        using var own = queued.Stop!;
        using var time = new CancellationTokenSource(_options.TimeLimit, _options.Clock);
        using var any = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token, own.Token, time.Token);
        try
        {
            var result = await _body(new(task, PayloadOf(queued), percent => Report(queued, percent)), any.Token);
            CrashPoint.Reach("task-done");
            await EndAsync(queued, task with { State = TaskState.Succeeded, Progress = 100, Error = null }, result);
        }
        catch (OperationCanceledException) when (any.IsCancellationRequested)
        {
            if (queued.IsCanceling) await EndAsync(queued, task with { State = TaskState.Canceled, Error = null });
            else if (_stop.IsCancellationRequested) await PutBackAsync(queued, task);
            else await EndAsync(queued, task with { State = TaskState.TimedOut, Error = $"it took longer than {_options.TimeLimit.TotalSeconds:0} seconds; send less at a time." });
        }
        catch (MemUException e) when ((e.Kind is MemUErrorKind.Provider or MemUErrorKind.System or MemUErrorKind.Locked) && task.Attempts < _options.MaxAttempts)
        {
            await TryLaterAsync(queued, task, e);
        }
        catch (MemUException e)
        {
            await EndAsync(queued, task with { State = TaskState.Failed, Error = LineOf(e) });
        }
        catch (Exception e)
        {
            _options.Unforeseen?.Invoke(e);
            await EndAsync(queued, task with { State = TaskState.Failed, Error = $"something went wrong that nobody foresaw ({e.GetType().Name}); the server's log says more." });
        }
    }

    private ReadOnlyMemory<byte> PayloadOf(QueuedTask queued) =>
        (queued.IsPayloadApart ? _apart.Read(queued.PayloadFile) : queued.Payload is { } slot ? _journal.Read(slot)?.Payload : null)
        ?? throw new MemUException(MemUErrorKind.Format, "what was to be done can't be read any more: the disk has lost it. Send it again.");

    private void Report(QueuedTask queued, int percent)
    {
        lock (_gate)
            if (queued.Task.State == TaskState.Running) queued.Task = queued.Task with { Progress = percent };
    }

    /// <summary>The queue stops: the task runs again at the next start, and this try does not count.</summary>
    private Task PutBackAsync(QueuedTask queued, ServerTask task)
    {
        lock (_gate)
        {
            queued.Task = task with { State = TaskState.Pending, Attempts = task.Attempts - 1, StartedAt = null, Progress = 0 };
            return Note(queued, isDurable: true);
        }
    }

    private Task TryLaterAsync(QueuedTask queued, ServerTask task, MemUException error)
    {
        lock (_gate)
        {
            if (queued.IsCanceling) return EndAsync(queued, task with { State = TaskState.Canceled, Error = null });
            queued.Task = task with { State = TaskState.Pending, Progress = 0, Error = LineOf(error), NextTryAt = _options.Clock.GetUtcNow() + WaitBefore(task.Attempts) };
            return Note(queued, isDurable: false);
        }
    }

    private TimeSpan WaitBefore(int tries)
    {
        var longest = _options.FirstRetry * Math.Pow(2, tries - 1);
        if (longest > _options.LongestRetry) longest = _options.LongestRetry;
#pragma warning disable CA5394 // chance for politeness, not for secrecy
        return longest * (0.5 + Random.Shared.NextDouble() / 2);
#pragma warning restore CA5394
    }

    // a message of ours says no secret, but what a service answered may
    private static string LineOf(MemUException error) => SafeText.OneLine(Verbs.Secrets.Mask(error.Message), 500);

    /// <summary>Writes how a task stands; what can't be written is so in memory alone, and the task may run once more after a restart.</summary>
    private Task Note(QueuedTask queued, bool isDurable)
    {
        var slot = new JournalSlot();
        return ToldAsync(_journal.Append(slot, TaskLine.Of(queued.Task, queued.Number) with { IsCanceling = queued.IsCanceling }, isDurable, () => Replace(queued, slot)));
    }

    private async Task ToldAsync(Task written)
    {
        try
        {
            await written;
        }
        catch (MemUException e)
        {
            _options.Notice?.Invoke(e.Message);
        }
    }

    private void Replace(QueuedTask queued, JournalSlot slot)
    {
        lock (_gate)
        {
            _journal.Release(queued.Last);
            queued.Last = slot;
        }
    }
}
