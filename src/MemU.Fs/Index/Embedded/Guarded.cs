using System.Collections;

namespace MemU.Fs.Index.Embedded;

/// <summary>A sequence that remembers whether it was itself what failed, so that a caller's exception is not taken for a broken index.</summary>
internal sealed class Guarded<T>(IEnumerable<T> inner) : IEnumerable<T>
{
    /// <summary>True after the inner sequence has thrown.</summary>
    public bool Failed { get; private set; }

    /// <inheritdoc/>
    public IEnumerator<T> GetEnumerator()
    {
        Failed = true;
        using var each = inner.GetEnumerator();
        while (each.MoveNext())
        {
            Failed = false;
            yield return each.Current;
            Failed = true;
        }
        Failed = false;
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
