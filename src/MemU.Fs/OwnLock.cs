using MemU.Fs.Files;
using MemU.Fs.Model;

namespace MemU.Fs;

/// <summary>
/// The lock of a tree as a process that stays sees it: an operation holds it, and what tidies up after operations on another thread may do so
/// while one of this process is at work, or when nobody is, but never while another process is.
/// </summary>
internal sealed class OwnLock(string root)
{
    private readonly Lock _gate = new();
    private bool _held;

    /// <summary>An operation of this process has taken the tree's lock; disposing of what this returns, before the lock is released, waits for what is tidying up.</summary>
    public IDisposable Taken()
    {
        lock (_gate) _held = true;
        return new Operation(this);
    }

    /// <summary>Lets the calling thread tidy up until it disposes of what it got; null while another process is at work.</summary>
    public IDisposable? TryTidy()
    {
        _gate.Enter();
        Tidying? tidying = null;
        try
        {
            return tidying = new(_gate, _held ? null : TreeLock.Take(root, TimeSpan.Zero));
        }
        catch (MemUException e) when (e.Kind is MemUErrorKind.Locked or MemUErrorKind.System)
        {
            return null;
        }
        finally
        {
            if (tidying is null) _gate.Exit();
        }
    }

    private sealed class Operation(OwnLock own) : IDisposable
    {
        public void Dispose()
        {
            lock (own._gate) own._held = false;
        }
    }

    private sealed class Tidying(Lock gate, TreeLock? taken) : IDisposable
    {
        public void Dispose()
        {
            taken?.Dispose();
            gate.Exit();
        }
    }
}
