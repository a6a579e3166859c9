using System.Buffers.Binary;

namespace MemU.Fs.Providers.Static.Tensors;

/// <summary>A safetensors file: eight bytes with the length of a JSON header, the header, then numbers without gaps. Nothing in it is believed before it is checked.</summary>
internal sealed class SafeTensors : IDisposable
{
    /// <summary>The greatest header that the format allows, in bytes.</summary>
    private const int LongestHeader = 100_000_000;

    private const int LengthBytes = 8;
    private readonly Dictionary<string, Tensor> _tensors;

    private SafeTensors(MappedModel file, Dictionary<string, Tensor> tensors, int header) => (File, _tensors, HeaderLength) = (file, tensors, header);

    /// <summary>The file's bytes.</summary>
    public MappedModel File { get; }

    /// <summary>Bytes before the first number.</summary>
    public int HeaderLength { get; }

    /// <summary>All tensors.</summary>
    public IReadOnlyCollection<Tensor> Tensors => _tensors.Values;

    /// <summary>Opens a file and checks that its tensors lie in it one behind the other.</summary>
    /// <exception cref="InvalidDataException">They don't.</exception>
    /// <exception cref="System.Text.Json.JsonException">The header is no JSON.</exception>
    public static SafeTensors Open(string path)
    {
        MappedModel? file = null;
        try
        {
            file = MappedModel.Open(path);
            var header = HeaderOf(file);
            var tensors = TensorHeader.Read(header);
            foreach (var tensor in tensors.Values) Check(tensor);
            CheckOrder(tensors.Values, file.Length - LengthBytes - header.Length);
            var opened = new SafeTensors(file, tensors.ToDictionary(t => t.Key, t => t.Value with { Start = t.Value.Start + LengthBytes + header.Length }, StringComparer.Ordinal), LengthBytes + header.Length);
            file = null; // its own now
            return opened;
        }
        finally
        {
            file?.Dispose();
        }
    }

    /// <summary>A tensor by name; null when there is none.</summary>
    public Tensor? Find(string name) => _tensors.GetValueOrDefault(name);

    /// <inheritdoc/>
    public void Dispose() => File.Dispose();

    private static byte[] HeaderOf(MappedModel file)
    {
        file.Hold();
        try
        {
            if (file.Length < LengthBytes) throw new InvalidDataException($"it has {file.Length} bytes, too few for a safetensors file");
            var length = BinaryPrimitives.ReadUInt64LittleEndian(file.Slice(0, LengthBytes));
            if (length > LongestHeader || (long)length > file.Length - LengthBytes) throw new InvalidDataException($"its header says to be {length} bytes long in a file of {file.Length}: the file is cut off, or no safetensors file");
            return file.Slice(LengthBytes, (int)length).ToArray();
        }
        finally
        {
            file.Release();
        }
    }

    private static void Check(Tensor tensor)
    {
        if (TensorType.SizeOf(tensor.Type) is not (> 0 and var size)) return; // of a kind that no tensor used here may have
        UInt128 bytes = (uint)size; // can't overflow: each factor is below 2^63, and what has grown beyond 2^64 is refused before the next
        foreach (var dimension in tensor.Shape)
        {
            bytes *= (ulong)dimension;
            if (bytes > long.MaxValue) throw new InvalidDataException($"tensor {tensor} is larger than any file");
        }
        if (bytes != (UInt128)tensor.Length) throw new InvalidDataException($"tensor {tensor} needs {bytes} bytes and has {tensor.Length}");
    }

    private static void CheckOrder(IEnumerable<Tensor> tensors, long length)
    {
        var end = 0L;
        foreach (var tensor in tensors.OrderBy(t => t.Start).ThenBy(t => t.Length))
        {
            if (tensor.Start != end) throw new InvalidDataException($"tensor {tensor} begins at byte {tensor.Start} of the numbers, and the one before ends at {end}");
            end += tensor.Length;
            if (end > length) throw new InvalidDataException($"tensor {tensor} ends at byte {end} of the numbers, and the file has {length}: it is cut off");
        }
        if (end != length) throw new InvalidDataException($"{length - end} bytes behind the last tensor belong to none");
    }
}
