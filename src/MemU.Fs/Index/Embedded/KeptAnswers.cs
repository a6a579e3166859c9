using System.Collections.Concurrent;

namespace MemU.Fs.Index.Embedded;

/// <summary>What a process that answers many questions is asked for again and again; all of it is forgotten when there is too much. Usable from several threads.</summary>
/// <param name="most">About how many are kept.</param>
/// <param name="comparer">Tells keys apart; null for their own.</param>
internal sealed class KeptAnswers<TKey, TValue>(int most, IEqualityComparer<TKey>? comparer = null) where TKey : notnull
{
    private int _count;

    /// <summary>What is kept; to be looked up, and added to by <see cref="Add"/> alone.</summary>
    public ConcurrentDictionary<TKey, TValue> All { get; } = new(comparer);

    /// <summary>Keeps an answer, and gives it back.</summary>
    public TValue Add(TKey key, TValue value)
    {
        if (Interlocked.Increment(ref _count) > most)
        {
            All.Clear();
            Volatile.Write(ref _count, 0);
        }
        return All[key] = value;
    }
}
