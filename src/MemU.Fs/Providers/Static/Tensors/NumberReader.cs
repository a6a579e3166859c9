using System.Buffers.Binary;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;

namespace MemU.Fs.Providers.Static.Tensors;

/// <summary>Turns a tensor's little-endian bytes into numbers to calculate with.</summary>
internal static class NumberReader
{
    /// <summary>Whether numbers of a kind can be read as fractions.</summary>
    public static bool IsFraction(string type) => type is "F64" or "F32" or "F16" or "BF16" or "I8";

    /// <summary>Whether numbers of a kind are whole.</summary>
    public static bool IsWhole(string type) => type is "I64" or "U64" or "I32" or "U32" or "I16" or "U16" or "I8" or "U8";

    /// <summary>Reads as many numbers as <paramref name="numbers"/> holds.</summary>
    public static void Read(string type, ReadOnlySpan<byte> bytes, Span<float> numbers)
    {
        switch (type)
        {
            case "F32":
                MemoryMarshal.Cast<byte, float>(bytes).CopyTo(numbers);
                break;
            case "F16":
                TensorPrimitives.ConvertToSingle(MemoryMarshal.Cast<byte, Half>(bytes), numbers);
                break;
            case "BF16":
                var halves = MemoryMarshal.Cast<byte, ushort>(bytes);
                for (var i = 0; i < numbers.Length; i++) numbers[i] = BitConverter.UInt32BitsToSingle((uint)halves[i] << 16);
                break;
            case "I8":
                for (var i = 0; i < numbers.Length; i++) numbers[i] = (sbyte)bytes[i];
                break;
            default:
                for (var i = 0; i < numbers.Length; i++) numbers[i] = (float)BinaryPrimitives.ReadDoubleLittleEndian(bytes[(i * 8)..]);
                break;
        }
    }

    /// <summary>Reads a whole tensor of fractions.</summary>
    public static float[] Fractions(SafeTensors tensors, Tensor tensor)
    {
        if (!IsFraction(tensor.Type)) throw new InvalidDataException($"tensor {tensor} is none of fractions");
        var numbers = new float[Length(tensor)];
        tensors.File.Hold();
        try
        {
            Read(tensor.Type, tensors.File.Slice(tensor.Start, (int)tensor.Length), numbers);
        }
        finally
        {
            tensors.File.Release();
        }
        return numbers;
    }

    /// <summary>Reads a whole tensor of whole numbers; one that is beyond 32 bits is -1.</summary>
    public static int[] Whole(SafeTensors tensors, Tensor tensor)
    {
        if (!IsWhole(tensor.Type)) throw new InvalidDataException($"tensor {tensor} is none of whole numbers");
        var numbers = new int[Length(tensor)];
        var size = TensorType.SizeOf(tensor.Type);
        tensors.File.Hold();
        try
        {
            var bytes = tensors.File.Slice(tensor.Start, (int)tensor.Length);
            for (var i = 0; i < numbers.Length; i++)
            {
                var number = One(tensor.Type, bytes.Slice(i * size, size));
                numbers[i] = number is >= 0 and <= int.MaxValue ? (int)number : -1;
            }
        }
        finally
        {
            tensors.File.Release();
        }
        return numbers;
    }

    private static long One(string type, ReadOnlySpan<byte> bytes) => type switch
    {
        "I64" or "U64" => BinaryPrimitives.ReadInt64LittleEndian(bytes),
        "I32" => BinaryPrimitives.ReadInt32LittleEndian(bytes),
        "U32" => BinaryPrimitives.ReadUInt32LittleEndian(bytes),
        "I16" => BinaryPrimitives.ReadInt16LittleEndian(bytes),
        "U16" => BinaryPrimitives.ReadUInt16LittleEndian(bytes),
        "I8" => (sbyte)bytes[0],
        _ => bytes[0],
    };

    private static int Length(Tensor tensor) =>
        tensor.Shape.Count == 1 && tensor.Length <= int.MaxValue ? (int)tensor.Count : throw new InvalidDataException($"tensor {tensor} is no list of a size to be read");
}
