namespace MemU.Fs.Index.Embedded;

/// <summary>A unit that a search looks at.</summary>
/// <param name="Leaf">Its segment.</param>
/// <param name="Doc">Its number there.</param>
/// <param name="Words">What its words reach.</param>
/// <param name="Cosine">How similar its vector is.</param>
/// <param name="IsOwn">Whether a word of the question itself was found, where there are related ones.</param>
internal readonly record struct Candidate(int Leaf, int Doc, float Words, float Cosine, bool IsOwn = false);

/// <summary>Keeps the best so many candidates; equal scores keep the one that came first.</summary>
internal sealed class Best(int count)
{
    private readonly PriorityQueue<Candidate, (float Score, int Order)> _heap = new(Comparer<(float Score, int Order)>.Create(
        (a, b) => a.Score != b.Score ? a.Score.CompareTo(b.Score) : b.Order.CompareTo(a.Order)));

    private int _order;

    /// <summary>What a score has to be above to be kept.</summary>
    public float Least { get; private set; } = float.NegativeInfinity;

    /// <summary>True when others may have been left out.</summary>
    public bool IsFull => _heap.Count == count;

    /// <summary>Offers a candidate.</summary>
    public void Offer(in Candidate candidate, float score)
    {
        if (score <= Least) return;
        if (_heap.Count < count) _heap.Enqueue(candidate, (score, _order++));
        else _heap.EnqueueDequeue(candidate, (score, _order++));
        if (_heap.Count == count && _heap.TryPeek(out _, out var least)) Least = least.Score;
    }

    /// <summary>What was kept, in no order.</summary>
    public IEnumerable<Candidate> All => _heap.UnorderedItems.Select(i => i.Element);
}
