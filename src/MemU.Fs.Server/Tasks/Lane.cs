namespace MemU.Fs.Server.Tasks;

/// <summary>The tasks of one scope, in the order of acceptance; the first runs, or waits for its next try, and the others wait for it.</summary>
internal sealed class Lane(string key)
{
    public string Key => key;

    public LinkedList<QueuedTask> Tasks { get; } = [];

    /// <summary>The first one runs.</summary>
    public bool IsRunning { get; set; }

    /// <summary>It stands in line for a free place.</summary>
    public bool IsReady { get; set; }

    /// <summary>Wakes the lane when the first one is tried again; null when it does not wait.</summary>
    public ITimer? Timer { get; set; }

    /// <summary>Nothing is waited for any more.</summary>
    public void StopWaiting()
    {
        Timer?.Dispose();
        Timer = null;
    }
}
