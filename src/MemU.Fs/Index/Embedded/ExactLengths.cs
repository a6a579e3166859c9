using Lucene.Net.Index;
using Lucene.Net.Search;
using Lucene.Net.Search.Similarities;

namespace MemU.Fs.Index.Embedded;

/// <summary>
/// Keeps the number of terms of each field as its norm, in one byte: exact up to 64, then in steps of 3 %.
/// Lucene's own norm has steps of up to 25 %, which is coarse for texts of one sentence. Scores are computed by <see cref="TermScorer"/>.
/// </summary>
internal sealed class ExactLengths : Similarity
{
    private static readonly float[] Decoded = [.. Enumerable.Range(0, 256).Select(b => b <= 64 ? b : (float)(64 * Math.Pow(2, (b - 64) / 24.0)))];

    /// <summary>The length that a norm stands for.</summary>
    public static float Decode(long norm) => Decoded[(byte)norm];

    /// <inheritdoc/>
    public override long ComputeNorm(FieldInvertState state) => Encode(state.Length);

    /// <inheritdoc/>
    public override SimWeight ComputeWeight(float queryBoost, CollectionStatistics collectionStats, params TermStatistics[] termStats) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override SimScorer GetSimScorer(SimWeight weight, AtomicReaderContext context) => throw new NotSupportedException();

    private static long Encode(int length) => length <= 64 ? length : Math.Min(255, 64 + (long)Math.Round(24 * Math.Log2(length / 64.0)));
}
