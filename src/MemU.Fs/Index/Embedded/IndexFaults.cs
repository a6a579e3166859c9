using Lucene.Net.Index;
using MemU.Fs.Model;

namespace MemU.Fs.Index.Embedded;

/// <summary>Tells a broken index from a failing system.</summary>
internal static class IndexFaults
{
    /// <summary>
    /// True when the exception may come of bytes that are not what was written. Lucene reads damaged files in good faith, so anything from a bad
    /// checksum to an index out of range may come; whether the bytes are at fault is then decided by their checksums.
    /// </summary>
    public static bool MayBeBroken(Exception e) => e is not OperationCanceledException and not MemUException and not OutOfMemoryException and not ObjectDisposedException
        && (e is not IOException || IsUnreadable(e));

    /// <summary>True when the exception says itself that files are missing, cut off or of another version.</summary>
    public static bool IsUnreadable(Exception e) => e is CorruptIndexException or IndexFormatTooOldException or IndexFormatTooNewException
        or EndOfStreamException or FileNotFoundException or DirectoryNotFoundException
        // Lucene's own, of a checksum that is missing or wrong; one of the system has the system's number
        || (e.GetType() == typeof(IOException) && e.HResult == GeneralFault);

    private const int GeneralFault = unchecked((int)0x8013_1620); // COR_E_IO

    /// <summary>Reads all bytes of the segments against their checksums.</summary>
    public static bool IsWhole(IEnumerable<AtomicReader> segments)
    {
        try
        {
            foreach (var segment in segments) segment.CheckIntegrity();
            return true;
        }
        catch (Exception e) when (MayBeBroken(e))
        {
            return false;
        }
    }
}
