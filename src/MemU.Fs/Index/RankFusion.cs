namespace MemU.Fs.Index;

/// <summary>Brings two rankings of different scales together.</summary>
public static class RankFusion
{
    /// <summary>
    /// The score of words as a share of the best one, plus the similarity above its floor times a weight; similarity alone when no word matched.
    /// Not reciprocal ranks: they forget by how much the first is ahead.
    /// </summary>
    /// <param name="words">Score by words; 0 when none matched.</param>
    /// <param name="best">The best score by words of the list.</param>
    /// <param name="cosine">Similarity of the vectors.</param>
    /// <param name="floor">Similarity that unrelated texts reach.</param>
    /// <param name="weight">What a similarity of 1 counts beside the best score by words.</param>
    public static double Blend(double words, double best, double cosine, double floor, double weight) =>
        (best > 0 ? words / best : 0) + (best > 0 ? weight : 1) * Math.Max(0, cosine - floor) / (1 - floor);
}
