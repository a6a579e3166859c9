namespace MemU.Fs.Files.Nodes;

/// <summary>
/// The time in which a driver drops or fills what it keeps of a file that it opens. Nobody begins to write to the file meanwhile, for whoever else opens it waits:
/// content that is dropped while a write is on its way may be read again before the write has come, and then stays, older than the file.
/// </summary>
public sealed class Renewal
{
    private static readonly TaskCompletionSource _over = Completed();

    private TaskCompletionSource? _waited; // made for who waits, which is seldom

    /// <summary>Whether what the driver keeps is as the file is.</summary>
    public bool IsFinished => ReferenceEquals(Volatile.Read(ref _waited), _over);

    /// <summary>Ends with <see cref="Finish"/>.</summary>
    public Task Finished
    {
        get
        {
            if (Volatile.Read(ref _waited) is { } waited) return waited.Task;
            var own = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return (Interlocked.CompareExchange(ref _waited, own, null) ?? own).Task;
        }
    }

    /// <summary>What the driver keeps is as the file is, or nothing.</summary>
    public void Finish() => Interlocked.Exchange(ref _waited, _over)?.TrySetResult();

    private static TaskCompletionSource Completed()
    {
        var completed = new TaskCompletionSource();
        completed.SetResult();
        return completed;
    }
}
