using System.Buffers;

namespace MemU.Fs.History;

/// <summary>The bytes of a file in a borrowed array: git's index is megabytes long and read after every few commits, and as many new arrays would have the collector at work all the time.</summary>
internal sealed class PooledBytes : IDisposable
{
    private byte[]? _array;

    private PooledBytes(byte[] array, int length) => (_array, Length) = (array, length);

    /// <summary>The array, longer than what was read.</summary>
    public byte[] Array => _array ?? throw new ObjectDisposedException(nameof(PooledBytes));

    /// <summary>Bytes that were read.</summary>
    public int Length { get; }

    /// <summary>Reads a file whole.</summary>
    public static PooledBytes Read(string path)
    {
        using var file = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var size = checked((int)RandomAccess.GetLength(file));
        var (array, length) = (ArrayPool<byte>.Shared.Rent(size), 0);
        while (length < size && RandomAccess.Read(file, array.AsSpan(length, size - length), length) is > 0 and var read) length += read;
        return new(array, length);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_array is not null) ArrayPool<byte>.Shared.Return(_array);
        _array = null;
    }
}
