using System.Buffers.Binary;

namespace MemU.Fs.Index.Embedded;

/// <summary>The vectors that a search compares: those of the mapped file and those in memory.</summary>
internal sealed unsafe class VectorScan
{
    private readonly byte* _most, _since;
    private readonly long _mostBytes, _sinceBytes;
    private readonly int _stride;
    private readonly MemoryVectors _memory;

    /// <summary>Compares with what is mapped as long as that is.</summary>
    public VectorScan(VectorViews? file, MemoryVectors memory)
    {
        (_memory, _stride) = (memory, file?.Stride ?? 0);
        if (file?.Most is { } most)
        {
            _most = most.Start;
            _mostBytes = most.Length;
        }
        if (file?.Since is { } since)
        {
            _since = since.Start;
            _sinceBytes = since.Length;
        }
    }

    /// <summary>The cosine of the question's vector and the one that a document names; 0 for none.</summary>
    /// <param name="query">The question's bytes, widened.</param>
    /// <param name="scale">The question's scale.</param>
    /// <param name="vector">The document's value.</param>
    public float Cosine(short[] query, float scale, long vector)
    {
        if (vector == 0) return 0;
        if (vector < 0)
        {
            var (bytes, memoryScale) = _memory[(int)(-vector - 1)];
            fixed (sbyte* at = bytes) return Int8Vectors.Dot(query, at) * memoryScale * scale;
        }
        var offset = (vector - 1) * _stride;
        if (offset < _mostBytes) return Cosine(query, scale, _most + offset);
        offset -= _mostBytes;
        return offset < _sinceBytes ? Cosine(query, scale, _since + offset) : 0;
    }

    private float Cosine(short[] query, float scale, byte* record) =>
        Int8Vectors.Dot(query, (sbyte*)record) * BinaryPrimitives.ReadSingleLittleEndian(new ReadOnlySpan<byte>(record + _stride - sizeof(float), sizeof(float))) * scale;
}
