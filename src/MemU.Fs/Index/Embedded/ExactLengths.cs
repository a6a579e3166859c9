namespace MemU.Fs.Index.Embedded;

/// <summary>
/// The number of terms of a field as its norm, in one byte: exact up to 64, then in steps of 3 %.
/// Lucene's own norm has steps of up to 25 %, which is coarse for texts of one sentence. Scores are computed by <see cref="TermScorer"/>.
/// </summary>
internal static class ExactLengths
{
    private static readonly float[] Decoded = [.. Enumerable.Range(0, 256).Select(b => b <= 64 ? b : (float)(64 * Math.Pow(2, (b - 64) / 24.0)))];

    /// <summary>The length that a norm stands for.</summary>
    public static float Decode(long norm) => Decoded[(byte)norm];

    /// <summary>The norm of a length.</summary>
    public static byte Encode(int length) => (byte)(length <= 64 ? length : Math.Min(255, 64 + (long)Math.Round(24 * Math.Log2(length / 64.0))));
}
