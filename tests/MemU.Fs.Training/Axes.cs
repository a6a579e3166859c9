namespace MemU.Fs.Training;

/// <summary>
/// The directions in which vectors differ most (principal components), without the first few, which say how frequent a word is rather than what it means
/// (Mu and Viswanath 2018, "All-but-the-Top").
/// </summary>
internal sealed class Axes
{
    private readonly double[] _mean;
    private readonly double[][] _axes;

    /// <summary>Finds them in the vectors, the most frequent words' first.</summary>
    public Axes(List<float[]> rows, int dropped, int kept)
    {
        var (size, of) = (rows[0].Length, Math.Min(rows.Count, 30_000));
        _mean = new double[size];
        for (var i = 0; i < of; i++)
            for (var d = 0; d < size; d++) _mean[d] += rows[i][d] / (double)of;
        var covariance = Square(size);
        for (var i = 0; i < of; i++)
            for (var a = 0; a < size; a++)
                for (var b = a; b < size; b++) covariance[a][b] += (rows[i][a] - _mean[a]) * (rows[i][b] - _mean[b]) / of;
        for (var a = 0; a < size; a++)
            for (var b = 0; b < a; b++) covariance[a][b] = covariance[b][a];
        var (values, vectors) = Jacobi(covariance, size);
        _axes = [.. Enumerable.Range(0, size).OrderByDescending(i => values[i]).Skip(dropped).Take(kept).Select(i => Enumerable.Range(0, size).Select(d => vectors[d][i]).ToArray())];
    }

    /// <summary>A vector on these axes.</summary>
    public float[] Project(float[] row)
    {
        var projected = new float[_axes.Length];
        for (var a = 0; a < _axes.Length; a++)
        {
            var sum = 0.0;
            for (var d = 0; d < row.Length; d++) sum += (row[d] - _mean[d]) * _axes[a][d];
            projected[a] = (float)sum;
        }
        return projected;
    }

    private static double[][] Square(int size) => [.. Enumerable.Range(0, size).Select(_ => new double[size])];

    // rotates pairs of axes until nothing is left beside the diagonal (Jacobi 1846)
    private static (double[] Values, double[][] Vectors) Jacobi(double[][] matrix, int size)
    {
        var vectors = Square(size);
        for (var i = 0; i < size; i++) vectors[i][i] = 1;
        for (var sweep = 0; sweep < 60; sweep++)
        {
            var beside = 0.0;
            for (var p = 0; p < size; p++)
                for (var q = p + 1; q < size; q++)
                {
                    if (Math.Abs(matrix[p][q]) < 1e-14) continue;
                    beside += Math.Abs(matrix[p][q]);
                    var theta = (matrix[q][q] - matrix[p][p]) / (2 * matrix[p][q]);
                    var t = (theta >= 0 ? 1 : -1) / (Math.Abs(theta) + Math.Sqrt(theta * theta + 1));
                    var cos = 1 / Math.Sqrt(t * t + 1);
                    var sin = t * cos;
                    for (var k = 0; k < size; k++) (matrix[k][p], matrix[k][q]) = (cos * matrix[k][p] - sin * matrix[k][q], sin * matrix[k][p] + cos * matrix[k][q]);
                    for (var k = 0; k < size; k++) (matrix[p][k], matrix[q][k]) = (cos * matrix[p][k] - sin * matrix[q][k], sin * matrix[p][k] + cos * matrix[q][k]);
                    for (var k = 0; k < size; k++) (vectors[k][p], vectors[k][q]) = (cos * vectors[k][p] - sin * vectors[k][q], sin * vectors[k][p] + cos * vectors[k][q]);
                }
            if (beside < 1e-9) break;
        }
        return ([.. Enumerable.Range(0, size).Select(i => matrix[i][i])], vectors);
    }
}
