using System.Diagnostics;

namespace MemU.Fs.Mount.Fuse;

/// <summary>
/// Decides which threads wait for requests. As long as one keeps up, it alone does: the kernel wakes another waiting one for each request that comes while the first has
/// not yet run, and that costs more than most answers. When a request takes long, or requests wait for each other, more threads read for a while; and should the
/// only one not come back at all, another takes its place.
/// </summary>
/// <param name="most">At most so many threads.</param>
/// <param name="hasMore">Whether requests wait that nobody has read yet.</param>
/// <param name="add">Starts a thread more.</param>
internal sealed class FuseCrew(int most, Func<bool> hasMore, Action add)
{
    private const int MostQuiet = 200;

    // how often it is looked whether requests wait (not in step with what one file brings: open, read, close), and how often in a row they must
    private const int Seldom = 7, Backlog = 16;

    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(5);
    private static readonly long Long = Stopwatch.Frequency / 1000, Together = Stopwatch.Frequency / 50;

    private readonly object _calling = new(); // waited on with a limit of time, which a Lock can't be
    private int _threads, _reading, _parked, _watching, _calls;
    private long _taken, _togetherUntil;
    private volatile bool _isAsleep, _isOver;

    /// <summary>The state of one thread.</summary>
    internal struct Member
    {
        internal long Took;
        internal int Count, Waiting;
    }

    /// <summary>Counts a thread that is about to start; false when there are enough.</summary>
    public bool Join()
    {
        if (Interlocked.Increment(ref _threads) <= most) return true;
        Interlocked.Decrement(ref _threads);
        return false;
    }

    /// <summary>Counts a thread that ends; true for the last one.</summary>
    public bool Leave() => Interlocked.Decrement(ref _threads) == 0;

    /// <summary>Returns when it is this thread's turn to wait for a request; false when there are none any more.</summary>
    public bool AwaitTurn(ref Member member)
    {
        while (!_isOver)
        {
            if (Interlocked.Increment(ref _reading) == 1 || Stopwatch.GetTimestamp() < Volatile.Read(ref _togetherUntil)) return true;
            Interlocked.Decrement(ref _reading);
            Park();
            member.Waiting = 0;
        }
        return false;
    }

    /// <summary>A thread has a request.</summary>
    public void Took(ref Member member)
    {
        // should this one not come back, another has to be there
        if (Interlocked.Decrement(ref _reading) == 0 && Volatile.Read(ref _parked) == 0 && Volatile.Read(ref _threads) < most) add();
        Volatile.Write(ref _taken, _taken + 1); // only whether it moves is looked at
        member.Took = Stopwatch.GetTimestamp();
        if (_isAsleep)
        {
            _isAsleep = false;
            Wake(1);
        }
        if (Environment.ProcessorCount == 1 || ++member.Count % Seldom != 0) return;
        member.Waiting = hasMore() ? member.Waiting + 1 : 0;
        if (member.Waiting >= Backlog) CallHelp();
    }

    /// <summary>A thread has served its request, or somebody else will; its own part was ready at <paramref name="readyAt"/>.</summary>
    public void Served(in Member member, long readyAt)
    {
        if (readyAt - member.Took > Long) CallHelp();
    }

    /// <summary>More threads are to read for a while.</summary>
    public void CallHelp()
    {
        Volatile.Write(ref _togetherUntil, Stopwatch.GetTimestamp() + Together);
        if (Volatile.Read(ref _parked) > 0) Wake(1);
        else if (Volatile.Read(ref _threads) < most) add();
    }

    /// <summary>The mount is gone: all threads end.</summary>
    public void End()
    {
        _isOver = true;
        Wake(most);
    }

    private void Park()
    {
        Interlocked.Increment(ref _parked);
        if (Interlocked.CompareExchange(ref _watching, 1, 0) != 0)
        {
            WaitForCall(Timeout.InfiniteTimeSpan);
            Interlocked.Decrement(ref _parked);
            return;
        }
        Watch();
        Volatile.Write(ref _watching, 0);
        if (Interlocked.Decrement(ref _parked) > 0) Wake(1); // another one watches
    }

    /// <summary>Looks now and then whether those who read come back; not while nothing is asked.</summary>
    private void Watch()
    {
        for (var (last, quiet) = (-1L, 0); ;)
        {
            if (WaitForCall(quiet > MostQuiet ? Timeout.InfiniteTimeSpan : Look)) return;
            var taken = Volatile.Read(ref _taken);
            if (taken != last) (last, quiet, _isAsleep) = (taken, 0, false);
            else if (Volatile.Read(ref _reading) == 0) return; // nobody reads, and nobody has for a while
            else if (++quiet > MostQuiet)
            {
                _isAsleep = true; // who takes a request from here on wakes this one
                if (Volatile.Read(ref _taken) != last) (quiet, _isAsleep) = (0, false);
            }
        }
    }

    /// <summary>Wakes so many of those that are parked; those who are not yet, when they are about to be.</summary>
    private void Wake(int count)
    {
        lock (_calling)
        {
            _calls = Math.Min(_calls + count, most);
            for (var i = 0; i < count; i++) Monitor.Pulse(_calling);
        }
    }

    private bool WaitForCall(TimeSpan most)
    {
        lock (_calling)
        {
            while (_calls == 0)
                if (_isOver || !Monitor.Wait(_calling, most)) return _isOver;
            _calls--;
            return true;
        }
    }
}
