using System.Text;
using MemU.Fs.Files;

namespace MemU.Fs.Care;

/// <summary>The machine: Unicode, disk space, who holds the lock, what a process that died left behind.</summary>
internal static class SystemCheck
{
    public static void Run(OpenTree open, Findings findings)
    {
        if ("e\u0301".Normalize(NormalizationForm.FormC) == "é") findings.Ok("system", "Unicode normalization works");
        else findings.Error("system", "Unicode normalization does nothing: the ICU library is missing", "install libicu (Debian: apt install libicu72)");
        Disk(open, findings);
        if (TreeLock.Holder(open.Tree.Root) is { } holder) findings.Warn("lock", $"the memory is being written by {holder}", "wait for it, or end that process; its lock goes with it");
        if (Leftovers.Find(open) is { Count: > 0 } left)
            findings.Warn("leftovers", $"{left.Count} {(left.Count == 1 ? "file" : "files")} of a process that died: {string.Join(", ", left.Take(3).Select(Path.GetFileName))}{(left.Count > 3 ? ", …" : "")}", "memu doctor --fix");
    }

    private static void Disk(OpenTree open, Findings findings)
    {
        try
        {
            var drive = new DriveInfo(open.Tree.Root);
            if (drive.AvailableFreeSpace < 100 << 20) findings.Warn("disk", $"only {drive.AvailableFreeSpace >> 20} MiB are free", "free some space; memu gc makes the memory smaller");
            else findings.Ok("disk", $"{drive.AvailableFreeSpace >> 30} GiB are free");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            findings.Warn("disk", $"the free space is unknown ({e.Message.ReplaceLineEndings(" ")})", null);
        }
    }
}
