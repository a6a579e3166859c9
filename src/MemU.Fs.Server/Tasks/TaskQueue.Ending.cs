using MemU.Fs.Model;

namespace MemU.Fs.Server.Tasks;

public sealed partial class TaskQueue
{
    /// <summary>Ends a task. Whoever is told that it has ended is told the same after a restart.</summary>
    private async Task EndAsync(QueuedTask queued, ServerTask task, ReadOnlyMemory<byte>? result = null)
    {
        var ended = task with { FinishedAt = _options.Clock.GetUtcNow(), NextTryAt = null };
        var slot = new JournalSlot();
        var isApart = result is { Length: > ApartFiles.From };
        var payload = queued.IsPayloadApart ? queued.PayloadFile : null;
        lock (_gate) queued.IsEnding = true;
        try
        {
            if (isApart) _apart.Write(queued.ResultFile, result!.Value.Span);
            var line = TaskLine.Of(ended, queued.Number) with { Result = isApart ? null : result?.ToArray(), IsResultApart = isApart };
            await _journal.Append(slot, line, isDurable: true, () =>
            {
                lock (_gate)
                {
                    Replace(queued, slot);
                    (queued.HasResult, queued.IsResultApart) = (result is not null, isApart);
                    Close(queued, ended);
                }
            });
            if (payload is not null) _apart.Remove(payload); // not before: without it the task could not run again
        }
        catch (MemUException e)
        {
            _options.Notice?.Invoke($"{queued.Task.Id} has ended and that could not be noted, so it runs once more after a restart: {e.Message}");
            lock (_gate)
            {
                (queued.HasResult, queued.Kept) = (result is not null, result?.ToArray());
                Close(queued, ended);
            }
        }
    }

    private void Close(QueuedTask queued, ServerTask ended)
    {
        queued.Task = ended;
        _open--;
        _journal.Release(queued.Payload);
        queued.Payload = null;
        if (ended is { StartedAt: { } began, FinishedAt: { } end }) _usual = _usual * 0.9 + (end - began) * 0.1;
        Withdraw(queued);
        Remember(queued);
        Forget();
    }

    /// <summary>Takes a task out of its lane.</summary>
    private void Withdraw(QueuedTask queued)
    {
        if (queued.Place is not { List: { } list } place) return;
        var lane = _lanes[queued.Task.Scope.Key];
        if (list.First == place) lane.StopWaiting();
        list.Remove(place);
        queued.Place = null;
        Leave(lane);
    }

    /// <summary>A lane goes on, or goes away when it is empty.</summary>
    private void Leave(Lane lane)
    {
        if (lane.Tasks.Count == 0 && !lane.IsRunning) _lanes.Remove(lane.Key);
        else MakeReady(lane);
    }

    private void Remember(QueuedTask queued)
    {
        _ended.Enqueue(queued);
        queued.Ended.TrySetResult();
    }

    /// <summary>Forgets what ended too long ago, or when too much has ended since.</summary>
    private void Forget()
    {
        var before = _options.Clock.GetUtcNow() - _options.KeepFor;
        while (_ended.TryPeek(out var oldest) && (_ended.Count > _options.KeepMost || oldest.Task.FinishedAt < before))
        {
            _ended.Dequeue();
            oldest.IsForgotten = true;
            _byId.Remove(oldest.Task.Id);
            _journal.Release(oldest.Last);
            _journal.Release(oldest.Payload);
            if (oldest.IsResultApart) _apart.Remove(oldest.ResultFile);
            _forgotten++;
        }
        if (_forgotten * 2 <= _all.Count) return;
        _all.RemoveAll(q => q.IsForgotten);
        _forgotten = 0;
    }

    /// <summary>
    /// Stops: nothing more is accepted or begun; what runs may go on for a moment, and is then told to stop and put back, so that it runs at the next start.
    /// </summary>
    public Task StopAsync()
    {
        lock (_gate) return _stopped ??= StopOnceAsync();
    }

    private async Task StopOnceAsync()
    {
        await Task.Yield(); // out of the lock
        Task[] runs;
        lock (_gate)
        {
            _isStopping = true;
            foreach (var lane in _lanes.Values) lane.StopWaiting();
            runs = [.. _runs];
        }
        if (!await EndedInTimeAsync(runs))
        {
            await _stop.CancelAsync();
            if (!await EndedInTimeAsync(runs)) _options.Notice?.Invoke("a task did not stop when it was told to; it runs again at the next start");
        }
        await _journal.DisposeAsync();
        _lock.Dispose();
        lock (_gate)
            foreach (var queued in _byId.Values.Where(q => !q.Task.HasEnded)) queued.Ended.TrySetCanceled();
    }

    private async Task<bool> EndedInTimeAsync(Task[] runs)
    {
        try
        {
            await Task.WhenAll(runs).WaitAsync(_options.StopPatience, _options.Clock);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _stop.Dispose();
    }
}
