using System.Buffers.Binary;

namespace MemU.Fs.Index.Embedded;

/// <summary>The vectors that a search compares: those of the mapped file and those in memory.</summary>
internal sealed unsafe class VectorScan(MappedBytes? file, int stride, MemoryVectors memory)
{
    /// <summary>The cosine of the question's vector and the one that a document names; 0 for none.</summary>
    /// <param name="query">The question's bytes, widened.</param>
    /// <param name="scale">The question's scale.</param>
    /// <param name="vector">The document's value.</param>
    public float Cosine(short[] query, float scale, long vector)
    {
        if (vector == 0) return 0;
        if (vector < 0)
        {
            var (bytes, memoryScale) = memory[(int)(-vector - 1)];
            fixed (sbyte* at = bytes) return Int8Vectors.Dot(query, at) * memoryScale * scale;
        }
        var offset = VectorHeader.Bytes + (vector - 1) * stride;
        if (file is null || offset + stride > file.Length) return 0;
        var record = file.Start + offset;
        return Int8Vectors.Dot(query, (sbyte*)record) * BinaryPrimitives.ReadSingleLittleEndian(new ReadOnlySpan<byte>(record + stride - sizeof(float), sizeof(float))) * scale;
    }
}
