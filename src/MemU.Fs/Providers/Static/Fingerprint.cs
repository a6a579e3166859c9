using System.Buffers.Binary;
using System.Globalization;
using System.IO.Hashing;
using MemU.Fs.Providers.Static.Tensors;

namespace MemU.Fs.Providers.Static;

/// <summary>
/// Eight hexadecimal digits that tell models apart by content: the whole tokenizer, the header, every small tensor, and of a large one its length and a
/// thousand places spread over it. So a model of half a gigabyte costs a thousand pages, and one trained differently, which has other numbers everywhere, gets
/// another print; a file changed by hand in a few numbers between the places would not.
/// </summary>
internal static class Fingerprint
{
    /// <summary>Part of every print: raise it when the same files give other vectors here than before.</summary>
    private const int Version = 1;

    private const int Whole = 1 << 20; // bytes up to which all is read

    private const int Samples = 1024, SampleBytes = 64;

    /// <summary>The print of a model.</summary>
    public static string Of(SafeTensors tensors, ReadOnlySpan<byte> tokenizer)
    {
        var hash = new XxHash64();
        Append(hash, Version);
        Append(hash, tokenizer.Length);
        hash.Append(tokenizer);
        Append(hash, tensors.File.Length);
        tensors.File.Hold();
        try
        {
            hash.Append(tensors.File.Slice(0, tensors.HeaderLength));
            foreach (var tensor in tensors.Tensors.OrderBy(t => t.Start).ThenBy(t => t.Name, StringComparer.Ordinal)) Append(hash, tensors.File, tensor);
        }
        finally
        {
            tensors.File.Release();
        }
        return ((uint)hash.GetCurrentHashAsUInt64()).ToString("x8", CultureInfo.InvariantCulture);
    }

    private static void Append(XxHash64 hash, MappedModel file, Tensor tensor)
    {
        if (tensor.Length <= Whole) hash.Append(file.Slice(tensor.Start, (int)tensor.Length));
        else
            for (var i = 0; i < Samples; i++) hash.Append(file.Slice(tensor.Start + (long)((Int128)(tensor.Length - SampleBytes) * i / (Samples - 1)), SampleBytes));
    }

    private static void Append(XxHash64 hash, long number)
    {
        Span<byte> bytes = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, number);
        hash.Append(bytes);
    }
}
