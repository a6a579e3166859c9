using System.Buffers.Binary;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;

namespace MemU.Fs.Index.Embedded;

/// <summary>One vector as the file keeps it, of unit length: bytes with a scale behind them, or floats; padded to <see cref="Int8Vectors.Block"/> dimensions.</summary>
internal static class VectorRecord
{
    /// <summary>Writes a vector; values that are not finite make it the zero vector, which is like nothing.</summary>
    public static void Write(ReadOnlySpan<float> vector, VectorPrecision precision, Span<byte> record)
    {
        record.Clear();
        // what a provider gives need not be of unit length, and a product is a cosine only if it is
        var length = TensorPrimitives.Norm(vector);
        if (!float.IsFinite(length) || length == 0) return;
        if (precision == VectorPrecision.Float32)
        {
            TensorPrimitives.Divide(vector, length, MemoryMarshal.Cast<byte, float>(record)[..vector.Length]);
            return;
        }
        var bytes = record[..^sizeof(float)];
        BinaryPrimitives.WriteSingleLittleEndian(record[^sizeof(float)..], Int8Vectors.Quantize(vector, MemoryMarshal.Cast<byte, sbyte>(bytes)) / length);
    }
}
