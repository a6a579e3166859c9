using System.Collections.Concurrent;

namespace MemU.Fs.Index.Embedded;

/// <summary>Vectors that can't be written because another process writes or the folder is read-only.</summary>
internal sealed class MemoryVectors
{
    private readonly Dictionary<UInt128, int> _numbers = [];
    private readonly ConcurrentDictionary<int, (sbyte[] Vector, float Scale)> _vectors = [];
    private readonly List<float[]> _originals = [];

    /// <summary>Number of vectors.</summary>
    public int Count => _vectors.Count;

    /// <summary>The number of a text's vector, or -1.</summary>
    public int Find(UInt128 key) => _numbers.GetValueOrDefault(key, -1);

    /// <summary>Adds a vector.</summary>
    public void Add(UInt128 key, ReadOnlySpan<float> vector)
    {
        var bytes = new sbyte[Int8Vectors.Padded(vector.Length)];
        var scale = Int8Vectors.Quantize(vector, bytes);
        _vectors[_originals.Count] = (bytes, scale);
        _numbers[key] = _originals.Count;
        _originals.Add(vector.ToArray());
    }

    /// <summary>A vector by its number.</summary>
    public (sbyte[] Vector, float Scale) this[int number] => _vectors[number];

    /// <summary>All of them, for writing to the file once that is possible.</summary>
    public IEnumerable<(UInt128 Key, float[] Vector)> All() => _numbers.Select(n => (n.Key, _originals[n.Value]));
}
