using System.Globalization;
using System.Runtime.InteropServices;

namespace MemU.Fs.Index.Embedded;

/// <summary>
/// Remembers in which run of the machine the index was last known to be whole. Nothing here is synced to the disk, so after a power cut files may hold
/// zeros where bytes were written: the first process after a start reads everything once against its checksums.
/// </summary>
internal sealed class BootMark(string folder)
{
    private readonly string _path = Path.Combine(folder, "boot");

    /// <summary>True when the index was checked, or made, since the machine started.</summary>
    public bool IsCurrent()
    {
        try
        {
            return File.ReadAllText(_path) == Current;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false; // then everything is checked, which is only slower
        }
    }

    /// <summary>Notes that the index is whole.</summary>
    public void Set()
    {
        try
        {
            File.WriteAllText(_path, Current);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return; // the next process checks again
        }
    }

    /// <summary>Names the run of the machine.</summary>
    /// <remarks>Where there is no such name it is the hour of the start: a clock that is set meanwhile only costs one check.</remarks>
    public static string Current { get; } = RuntimeInformation.IsOSPlatform(OSPlatform.Linux) && File.Exists("/proc/sys/kernel/random/boot_id")
        ? File.ReadAllText("/proc/sys/kernel/random/boot_id").Trim()
        : DateTimeOffset.UtcNow.AddMilliseconds(-Environment.TickCount64).ToString("yyyyMMddHH", CultureInfo.InvariantCulture);
}
