using MemU.Fs.History;

namespace MemU.Fs.Views;

/// <summary>The history, opened once more for the views, so that reading it waits for no operation of the memory; one reads at a time.</summary>
/// <param name="root">The root of the memory.</param>
internal sealed class OwnHistory(string root) : IDisposable
{
    private readonly SemaphoreSlim _one = new(1, 1);
    private GitHistory? _history;
    private (DateTime Packed, DateTime Purged) _stamp;

    /// <summary>Reads what takes no longer than a system call or two.</summary>
    /// <param name="read">Reads.</param>
    /// <param name="otherwise">The answer where there is no history.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async ValueTask<T> ReadAsync<T>(Func<GitHistory, T> read, T otherwise, CancellationToken cancellationToken)
    {
        await _one.WaitAsync(cancellationToken);
        try
        {
            return Open() is { } history ? read(history) : otherwise;
        }
        finally
        {
            _one.Release();
        }
    }

    /// <summary>Reads what takes longer, on another thread.</summary>
    public Task<T> WalkAsync<T>(Func<GitHistory, T> read, T otherwise, CancellationToken cancellationToken) =>
        Task.Run(async () => await ReadAsync(read, otherwise, cancellationToken), cancellationToken);

    /// <summary>Has the history for as long as something takes that goes on by itself.</summary>
    public Task<T> HoldAsync<T>(Func<GitHistory, Task<T>> use, T otherwise, CancellationToken cancellationToken) => Task.Run(async () =>
    {
        await _one.WaitAsync(cancellationToken);
        try
        {
            return Open() is { } history ? await use(history) : otherwise;
        }
        finally
        {
            _one.Release();
        }
    }, cancellationToken);

    // opened anew after a purge, and when packs have come or gone: what is open still has what was removed
    private GitHistory? Open()
    {
        if (_history is { } open)
        {
            if (_stamp == StampOf(open)) return open;
            open.Dispose();
        }
        _history = GitHistory.TryOpen(root);
        _stamp = _history is { } opened ? StampOf(opened) : default;
        return _history;
    }

    private (DateTime Packed, DateTime Purged) StampOf(GitHistory history) => (history.PackedAt, File.GetLastWriteTimeUtc(Path.Combine(root, ".memu", "tombstones")));

    /// <summary>Waits for whoever reads, and closes it.</summary>
    public void Dispose()
    {
        _one.Wait();
        _history?.Dispose();
        _one.Dispose();
    }
}
