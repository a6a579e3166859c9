namespace MemU.Fs.Index.Embedded;

/// <summary>
/// The published vectors, mapped in two parts: most of them, and those that came since. A mapping of all of them for each that is added would have
/// the next search fault in every page anew.
/// </summary>
internal sealed class VectorViews : IDisposable
{
    private int _users = 1;

    private VectorViews(MappedBytes? most, MappedBytes? since, int stride, long count) => (Most, Since, Stride, Count) = (most, since, stride, count);

    /// <summary>The first part.</summary>
    public MappedBytes? Most { get; }

    /// <summary>What follows it.</summary>
    public MappedBytes? Since { get; }

    /// <summary>Bytes of a record.</summary>
    public int Stride { get; }

    /// <summary>Number of vectors.</summary>
    public long Count { get; }

    /// <summary>Maps the vectors of a file, and goes on using the first part of an earlier view of it as long as what came since is little.</summary>
    public static VectorViews Of(VectorFile file, VectorViews? earlier)
    {
        var stride = file.Stride;
#pragma warning disable CA2000 // owned by the views that are returned
        return earlier?.Most is { } most && most.Length / stride is var first && file.Count >= first && file.Count - first <= Math.Max(1024, first / 8)
            ? new(most.Share(), file.View(first), stride, file.Count)
            : new(file.View(), null, stride, file.Count);
#pragma warning restore CA2000
    }

    /// <summary>Counts one user more; only for who holds it already.</summary>
    public VectorViews Share()
    {
        Interlocked.Increment(ref _users);
        return this;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (Interlocked.Decrement(ref _users) != 0) return;
        Most?.Dispose();
        Since?.Dispose();
    }
}
