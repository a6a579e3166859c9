using System.Buffers.Binary;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;

namespace MemU.Fs.Index.Embedded;

/// <summary>A question's vector, made ready once for many products with records of one precision.</summary>
internal sealed unsafe class VectorQuery
{
    private readonly float[]? _floats;
    private readonly short[] _wide = [];
    private readonly float _scale;

    private VectorQuery(ReadOnlySpan<float> vector, VectorPrecision precision)
    {
        var record = new byte[VectorHeader.StrideOf(vector.Length, precision)];
        VectorRecord.Write(vector, precision, record);
        if (precision == VectorPrecision.Float32)
        {
            _floats = MemoryMarshal.Cast<byte, float>(record).ToArray();
            IsZero = !_floats.AsSpan().ContainsAnyExcept(0f);
            return;
        }
        _wide = Int8Vectors.Widen(MemoryMarshal.Cast<byte, sbyte>(record.AsSpan(0, record.Length - sizeof(float))));
        _scale = BinaryPrimitives.ReadSingleLittleEndian(record.AsSpan(record.Length - sizeof(float)));
        IsZero = _scale == 0;
    }

    private bool IsZero { get; }

    /// <summary>Makes it ready; null for a vector that is like nothing: all zeros, or not finite.</summary>
    public static VectorQuery? Of(ReadOnlySpan<float> vector, VectorPrecision precision) => new VectorQuery(vector, precision) is { IsZero: false } query ? query : null;

    /// <summary>The cosine with the vector of a record.</summary>
    public float Cosine(byte* record) => _floats is { } floats
        ? TensorPrimitives.Dot(floats, new ReadOnlySpan<float>(record, floats.Length))
        : Int8Vectors.Dot(_wide, (sbyte*)record) * BinaryPrimitives.ReadSingleLittleEndian(new ReadOnlySpan<byte>(record + _wide.Length, sizeof(float))) * _scale;
}
