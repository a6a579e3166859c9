using Lucene.Net.Index;

namespace MemU.Fs.Index.Embedded;

/// <summary>Tells a broken index from a failing system.</summary>
internal static class IndexFaults
{
    /// <summary>
    /// True when the exception comes of bytes that are not what was written: the index is then made new. Lucene reads damaged files in good faith,
    /// so anything from a bad checksum to an index out of range may come.
    /// </summary>
    public static bool IsBroken(Exception e) => e is CorruptIndexException or IndexFormatTooOldException or IndexFormatTooNewException
        or IndexNotFoundException or EndOfStreamException or FileNotFoundException or DirectoryNotFoundException
        or IndexOutOfRangeException or ArgumentException or InvalidOperationException or NullReferenceException or OverflowException
        or InvalidCastException or KeyNotFoundException or FormatException or NotSupportedException or ArrayTypeMismatchException
        && e is not ObjectDisposedException and not OperationCanceledException;
}
