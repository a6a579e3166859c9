using System.Globalization;

namespace MemU.Fs.Server.Tasks;

public sealed partial class TaskQueue
{
    /// <summary>Takes in a line of an earlier process; the last one of a task counts, and the one with its payload.</summary>
    private void Load(TaskJournal journal, JournalSlot slot, TaskLine line)
    {
        _number = Math.Max(_number, line.Number);
        if (!_byId.TryGetValue(line.Id, out var queued)) Add(queued = new(line.ToTask(), line.Number));
        if (queued.Payload is null && (line.Payload is not null || line.IsPayloadApart)) (queued.Payload, queued.IsPayloadApart) = (slot, line.IsPayloadApart);
        else
        {
            journal.Release(queued.Last);
            queued.Last = slot;
        }
        (queued.Task, queued.IsCanceling) = (line.ToTask(), line.IsCanceling);
        if (!queued.Task.HasEnded) return;
        (queued.HasResult, queued.IsResultApart) = (line.Result is not null || line.IsResultApart, line.IsResultApart);
        journal.Release(queued.Payload);
        (queued.Payload, queued.IsPayloadApart) = (null, false);
    }

    /// <summary>Goes on where an earlier process was: what ran when it died is begun again.</summary>
    private void Begin()
    {
        lock (_gate)
        {
            _all.Sort((a, b) => a.Number.CompareTo(b.Number)); // a line may have been broken before others of the same task
            foreach (var queued in _all.Where(q => q.Task.HasEnded).OrderBy(q => q.Task.FinishedAt)) Remember(queued);
            Forget();
            foreach (var queued in _all.Where(q => !q.Task.HasEnded))
            {
                _open++;
                var task = queued.Task;
                if (queued.IsCanceling) _ = EndAsync(queued, task with { State = TaskState.Canceled });
                else if (queued.Payload is null) _ = EndAsync(queued, task with { State = TaskState.Failed, Error = "what was to be done was on a line of the journal that is broken; send it again." });
                else if (task.State == TaskState.Running && task.Attempts >= _options.MaxAttempts) _ = EndAsync(queued, task with { State = TaskState.Failed, Error = string.Create(CultureInfo.InvariantCulture, $"the server ended {task.Attempts} times while it worked on this.") });
                else
                {
                    queued.Task = task with { State = TaskState.Pending, StartedAt = null };
                    Line(queued);
                }
            }
            foreach (var lane in _lanes.Values) WaitFor(lane);
            Pump();
        }
    }

    /// <summary>Lets a lane wait for the next try of its first task, if that is still to come.</summary>
    private void WaitFor(Lane lane)
    {
        if (lane.Tasks.First?.Value.Task.NextTryAt is not { } next || next - _options.Clock.GetUtcNow() is not { Ticks: > 0 } left) return;
        if (left > _options.LongestRetry) left = _options.LongestRetry; // the clock was set back
        lane.Timer = _options.Clock.CreateTimer(_ => Wake(lane), null, left, Timeout.InfiniteTimeSpan);
    }

    private void Wake(Lane lane)
    {
        lock (_gate)
        {
            if (_isStopping || lane.Timer is null) return;
            lane.StopWaiting();
            MakeReady(lane);
            Pump();
        }
    }
}
