using System.Globalization;

namespace MemU.Fs.Index.Embedded;

/// <summary>What a commit says of itself; an index whose stamp does not fit is made new.</summary>
/// <param name="Identity">The index's random name.</param>
/// <param name="Vectors">The id of the vector file that its numbers refer to.</param>
/// <param name="Space">The folder of that file; empty where there are no vectors.</param>
/// <param name="VectorCount">How many vectors that file had when everything fed so far had been taken; 0 until then.</param>
/// <param name="Lacks">True when files were fed without vectors, because those on the disk are of another space than the one that was set.</param>
internal sealed record IndexStamp(string Identity, Guid Vectors, string Space, long VectorCount, bool Lacks)
{
    private static readonly string Schema = string.Create(CultureInfo.InvariantCulture, $"{UnitWriter.Version}.{TextAnalysis.Version}.{WordVectors.Fingerprint:x}");

    /// <summary>A new identity.</summary>
    public static string NewIdentity() => Guid.NewGuid().ToString("N");

    /// <summary>As Lucene keeps it.</summary>
    public IDictionary<string, string> ToCommitData() => new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["schema"] = Schema,
        ["identity"] = Identity,
        ["vectors"] = Vectors.ToString("N"),
        ["space"] = Space,
        ["lacks"] = Lacks ? "1" : "0",
        ["vector_count"] = VectorCount.ToString(CultureInfo.InvariantCulture),
    };

    /// <summary>Reads a commit's data; null when another version wrote it.</summary>
    public static IndexStamp? Read(IDictionary<string, string> data) =>
        data.TryGetValue("schema", out var schema) && schema == Schema && data.TryGetValue("identity", out var identity)
        && data.TryGetValue("vectors", out var v) && Guid.TryParseExact(v, "N", out var vectors)
        && data.TryGetValue("space", out var space) && data.TryGetValue("lacks", out var lacks)
        && data.TryGetValue("vector_count", out var c) && long.TryParse(c, NumberStyles.None, CultureInfo.InvariantCulture, out var count)
            ? new(identity, vectors, space, count, lacks == "1") : null;
}
