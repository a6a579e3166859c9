using System.Diagnostics;
using MemU.Fs.Files;
using MemU.Fs.Model;
using MemU.Fs.Providers;
using MemU.Fs.Providers.Calls;

namespace MemU.Fs.Watching;

/// <summary>
/// Watches what is said elsewhere (session logs of agents' hosts) and what is dropped into the inbox, and learns from it. Each log has a cursor that moves when what was
/// learned is committed: a process that dies learns nothing twice and loses nothing. One process watches a tree at a time.
/// </summary>
public sealed class MemoryWatch
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(1), AfterFailure = TimeSpan.FromSeconds(30), LongestPause = TimeSpan.FromMinutes(10);

    private readonly MemoryService _memory;
    private readonly MemoryOptions _options;
    private readonly WatchOptions _watch;
    private readonly WatchStore _store;
    private readonly LogLearning _learning;
    private readonly Dictionary<string, LogCursor> _cursors = new(StringComparer.Ordinal); // of the logs that there are
    private readonly Dictionary<string, long> _grown = new(StringComparer.Ordinal); // when a log was last seen to grow
    private readonly TimeSpan _idle;
    private TimeSpan _pause; // what failed is not tried again before
    private long _failed;
    private (string? Head, DateTime Day) _prepared;

    /// <summary>Watches for a memory.</summary>
    /// <param name="memory">The memory; it stays open.</param>
    /// <param name="options">How it was opened.</param>
    /// <param name="watch">When what is said is learned; null for the defaults.</param>
    public MemoryWatch(MemoryService memory, MemoryOptions options, WatchOptions? watch = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        (_memory, _options, _watch, _store) = (memory, options, watch ?? new(), new(options.Root, options.StateFolder));
        _learning = new(memory, _store, _watch, options.Clock);
        var asks = options.Models?.Begin("watch") is { } models && ModelStep.OfMemorize.Any(s => models.Chat(s) is not null);
        _idle = _watch.Idle ?? (asks ? WatchOptions.LongIdle : TimeSpan.Zero);
    }

    /// <summary>Looks at all sources once, and learns what is new, however little it is.</summary>
    /// <exception cref="MemUException">Another process watches this memory, or what is watched can't be read.</exception>
    public async Task<WatchSweep> SweepAsync(CancellationToken cancellationToken = default)
    {
        using var held = _store.Hold();
        return await SweepAsync(_ => true, _store.List(), cancellationToken);
    }

    /// <summary>Watches until it is cancelled, or told to end (<see cref="WatchList.Stop"/>).</summary>
    /// <param name="told">Called with what was learned, and with what can't be; the same trouble once.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="MemUException">Another process watches this memory.</exception>
    public async Task RunAsync(Action<WatchSweep> told, CancellationToken cancellationToken)
    {
        using var held = _store.Hold();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var events = new WatchEvents(_options.Root, _store.StopFile, () => End(stop));
        using var idle = new IdleMemory();
        idle.Worked(); // what opening the memory took
        var problems = "";
        try
        {
            while (!events.IsStopped)
            {
                var sweep = await LookAsync(events, stop.Token);
                if (Stopwatch.GetElapsedTime(_failed) >= _pause) (_pause, _failed) = (sweep.Problems.Count == 0 ? TimeSpan.Zero : Next(_pause), Stopwatch.GetTimestamp());
                var now = string.Join('\n', sweep.Problems);
                if (sweep.Messages > 0 || sweep.Items.Count > 0 || now != problems)
                {
                    Note(sweep, now != problems);
                    told(sweep);
                    idle.Worked();
                }
                problems = now;
                if (!await events.WaitAsync(UntilDue(), _watch.Quiet, Longest, stop.Token)) return;
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return; // what was not learned is the next time
        }
    }

    private static void End(CancellationTokenSource stop)
    {
        try
        {
            stop.Cancel();
        }
        catch (ObjectDisposedException)
        {
            return; // it has ended by itself meanwhile
        }
    }

    private async Task<WatchSweep> LookAsync(WatchEvents events, CancellationToken cancellationToken)
    {
        try
        {
            var sources = _store.List();
            events.Follow(sources);
            foreach (var log in events.Take()) _grown[log] = Stopwatch.GetTimestamp();
            return await SweepAsync(IsDue, sources, cancellationToken);
        }
        catch (Exception e) when (e is MemUException or IOException or UnauthorizedAccessException)
        {
            return new(0, [], 0) { Problems = [e.Message] }; // of the state, not of one log
        }
    }

    private static TimeSpan Next(TimeSpan pause) => pause == TimeSpan.Zero ? AfterFailure : pause * 2 is var longer && longer < LongestPause ? longer : LongestPause;

    private bool IsDue(string log) => Stopwatch.GetElapsedTime(_grown.TryGetValue(log, out var since) ? since : _grown[log] = Stopwatch.GetTimestamp()) >= _idle;

    private bool IsPausing => _pause > TimeSpan.Zero && Stopwatch.GetElapsedTime(_failed) < _pause;

    private TimeSpan UntilDue()
    {
        var wait = _pause > TimeSpan.Zero && _pause < _watch.Look ? _pause : _watch.Look;
        foreach (var (log, cursor) in _cursors)
            if (cursor is { Waiting: > 0, Problem: null } && _grown.TryGetValue(log, out var since) && _idle - Stopwatch.GetElapsedTime(since) is var left && left < wait) wait = left;
        return wait < _watch.Quiet ? _watch.Quiet : wait;
    }

    private async Task<WatchSweep> SweepAsync(Func<string, bool> isDue, IReadOnlyList<WatchedSource> sources, CancellationToken cancellationToken)
    {
        var (messages, waiting, items, problems, seen) = (0, 0, new List<string>(), new List<string>(), new HashSet<string>(StringComparer.Ordinal));
        foreach (var source in sources)
            foreach (var log in Logs(source, problems))
            {
                cancellationToken.ThrowIfCancellationRequested();
                seen.Add(log);
                try
                {
                    var cursor = _cursors.TryGetValue(log, out var known) ? known : _cursors[log] = _store.CursorOf(log);
                    if (cursor is { Problem: { } still, Size: < 0 } && IsPausing) problems.Add($"{log}: {still}");
                    else if (IsNew(cursor))
                    {
                        var done = await _learning.RunAsync(source, cursor, isDue(log), cancellationToken);
                        _cursors[log] = done.Cursor;
                        messages += done.Learned;
                        items.AddRange(done.Items);
                        if (done.Cursor.Problem is { } why) problems.Add($"{log}: {why}");
                    }
                    waiting += _cursors[log].Waiting;
                }
                catch (Exception e) when (e is MemUException or IOException or UnauthorizedAccessException)
                {
                    problems.Add($"{log}: {e.Message}");
                    Note(log, e.Message);
                }
            }
        foreach (var gone in _cursors.Keys.Where(k => !seen.Contains(k)).ToList())
        {
            _cursors.Remove(gone);
            _grown.Remove(gone);
        }
        await InboxAsync(items, problems, cancellationToken);
        if (_watch.Prepares) await PrepareAsync(sources, problems, cancellationToken);
        return new(messages, items, waiting) { Problems = problems };
    }

    private void Note(WatchSweep sweep, bool hasNews)
    {
        try
        {
            if (sweep.Messages + sweep.Items.Count > 0) _store.Note(_options.Clock.GetUtcNow(), $"{sweep.Messages} {(sweep.Messages == 1 ? "message" : "messages")} learned: {string.Join(", ", sweep.Items.Distinct().Take(20))}");
            if (hasNews)
                foreach (var problem in sweep.Problems) _store.Note(_options.Clock.GetUtcNow(), problem);
        }
        catch (MemUException e)
        {
            _options.Notice?.Invoke($"the log of what is watched can't be written: {e.Message}");
        }
    }

    private void Note(string log, string problem)
    {
        try
        {
            _cursors[log] = _store.CursorOf(log) with { Problem = problem, Size = -1 }; // as far as it came; looked at again, though it stands still
            _store.Save(_cursors[log]);
        }
        catch (MemUException e)
        {
            _options.Notice?.Invoke(e.Message); // where nothing can be written, it is only said
        }
    }

    private static IEnumerable<string> Logs(WatchedSource source, List<string> problems)
    {
        try
        {
            return LogFiles.Of(source);
        }
        catch (MemUException e)
        {
            problems.Add($"{source.Name}: {e.Message}");
            return [];
        }
    }

    private bool IsNew(LogCursor cursor)
    {
        var (size, modified) = LogLearning.SizeOf(cursor.Path);
        var isChanged = size != cursor.Size || modified != cursor.Modified;
        // also where the system does not tell of changes
        if (isChanged && cursor.Size >= 0) _grown[cursor.Path] = Stopwatch.GetTimestamp();
        return !cursor.IsOwn && (cursor.Waiting > 0 || isChanged);
    }

    private async Task PrepareAsync(IReadOnlyList<WatchedSource> sources, List<string> problems, CancellationToken cancellationToken)
    {
        try
        {
            var now = (await HeadAsync(cancellationToken), _options.Clock.GetLocalNow().Date);
            if (now == _prepared) return;
            foreach (var scope in sources.Select(s => MemoryScope.Of(s.Scope)).Append(MemoryScope.None).Distinct()) await _memory.PrepareAsync(new() { Scope = scope }, cancellationToken);
            _prepared = (await HeadAsync(cancellationToken), now.Date);
        }
        catch (MemUException e)
        {
            problems.Add($"nothing was prepared for the next session: {e.Message}");
        }
    }

    private async Task<string?> HeadAsync(CancellationToken cancellationToken) => (await _memory.LogAsync(max: 1, cancellationToken: cancellationToken)).FirstOrDefault()?.Commit;

    private async Task InboxAsync(List<string> items, List<string> problems, CancellationToken cancellationToken)
    {
        try
        {
            var done = await _memory.InboxAsync(cancellationToken);
            items.AddRange(done.Files.SelectMany(f => f.Items));
            problems.AddRange(done.Files.Where(f => f.Reason is not null).Select(f => $"{f.Path}: {f.Reason}"));
        }
        catch (MemUException e)
        {
            problems.Add($"the inbox waits: {e.Message}");
        }
    }
}
