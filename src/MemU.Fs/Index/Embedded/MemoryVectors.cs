using System.Collections.Concurrent;

namespace MemU.Fs.Index.Embedded;

/// <summary>Vectors that can't be written because another process writes or the folder is read-only; of one space, like the file's.</summary>
internal sealed class MemoryVectors
{
    private readonly Dictionary<UInt128, int> _numbers = [];
    private readonly ConcurrentDictionary<int, (byte[] Record, float[] Original)> _vectors = [];

    /// <summary>Number of vectors.</summary>
    public int Count => _vectors.Count;

    /// <summary>How the records are kept.</summary>
    public VectorPrecision Precision { get; init; }

    /// <summary>Numbers in a vector; 0 while there is none.</summary>
    public int Dimensions => _vectors.TryGetValue(0, out var first) ? first.Original.Length : 0;

    /// <summary>The number of a text's vector, or -1.</summary>
    public int Find(UInt128 key) => _numbers.GetValueOrDefault(key, -1);

    /// <summary>Adds a vector.</summary>
    public void Add(UInt128 key, ReadOnlySpan<float> vector)
    {
        var record = new byte[VectorHeader.StrideOf(vector.Length, Precision)];
        VectorRecord.Write(vector, Precision, record);
        var number = _vectors.Count;
        _vectors[number] = (record, vector.ToArray());
        _numbers[key] = number;
    }

    /// <summary>A vector's record by its number.</summary>
    public byte[] this[int number] => _vectors[number].Record;

    /// <summary>All of them, for writing to the file once that is possible.</summary>
    public IEnumerable<(UInt128 Key, float[] Vector)> All() => _numbers.Select(n => (n.Key, _vectors[n.Value].Original));
}
