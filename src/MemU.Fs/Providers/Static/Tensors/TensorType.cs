namespace MemU.Fs.Providers.Static.Tensors;

/// <summary>Kinds of numbers that are read here.</summary>
internal static class TensorType
{
    /// <summary>Bytes of a number; 0 for a kind that is not known here.</summary>
    public static int SizeOf(string type) => type switch
    {
        "F64" or "I64" or "U64" => 8,
        "F32" or "I32" or "U32" => 4,
        "F16" or "BF16" or "I16" or "U16" => 2,
        "I8" or "U8" or "BOOL" => 1,
        _ => 0,
    };
}

/// <summary>Where a tensor lies in its file: kind of numbers, shape, first byte, number of bytes.</summary>
internal sealed record Tensor(string Name, string Type, IReadOnlyList<long> Shape, long Start, long Length)
{
    /// <summary>How many numbers it has.</summary>
    public long Count => Length / TensorType.SizeOf(Type);

    /// <summary>Kind and shape, for messages.</summary>
    public override string ToString() => $"'{Name}' ({Type} [{string.Join(", ", Shape)}])";
}
