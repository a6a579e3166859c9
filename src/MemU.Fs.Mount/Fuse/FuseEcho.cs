using MemU.Fs.Files.Linux;

namespace MemU.Fs.Mount.Fuse;

/// <summary>Repeats a change through the mount. The server knows the thread and changes nothing; what watches the folder is told by the kernel as of any change.</summary>
internal static unsafe class FuseEcho
{
    /// <summary>What is repeated.</summary>
    internal enum Repetition
    {
        Added,
        Changed,
        Removed,
    }

    public const Repetition Added = Repetition.Added, Changed = Repetition.Changed, Removed = Repetition.Removed;

    /// <summary>The number of the file system at a folder; null when it can't be asked.</summary>
    public static ulong? DiskOf(string folder)
    {
        var open = LinuxCalls.Open(folder, LinuxCalls.CloseOnExec | LinuxCalls.Folder, 0);
        if (open < 0) return null;
        var disk = DiskOf(open);
        _ = LinuxCalls.Close(open);
        return disk;
    }

    /// <summary>Repeats a change of a name in a folder of the mount.</summary>
    public static void Run(string mount, ulong disk, string path, ReadOnlySpan<byte> name, Repetition what)
    {
        var open = LinuxCalls.Open(path.Length == 0 ? mount : $"{mount}/{path}", LinuxCalls.CloseOnExec | LinuxCalls.Folder, 0);
        if (open < 0) return; // it has gone meanwhile, with those who watched it
        Span<byte> text = stackalloc byte[name.Length + 1];
        name.CopyTo(text);
        text[^1] = 0;
        // never below a mount that is no longer there: that would change real files
        if (DiskOf(open) == disk)
            fixed (byte* at = text) Run(open, at, what);
        _ = LinuxCalls.Close(open);
    }

    private static void Run(int folder, byte* name, Repetition what)
    {
        switch (what)
        {
            case Repetition.Added:
                var made = LinuxCalls.Open(folder, name, LinuxCalls.Create | LinuxCalls.Exclusive | LinuxCalls.WriteOnly | LinuxCalls.CloseOnExec, 0x1a4);
                if (made >= 0) _ = LinuxCalls.Close(made);
                else if (FuseCalls.Error == (int)LinuxErrors.Exists) _ = LinuxCalls.MakeFolder(folder, name, 0x1ed); // the server says so of what is no file
                break;
            case Repetition.Changed:
                var times = stackalloc LinuxTime[2];
                (times[0].Nanoseconds, times[1].Nanoseconds) = (LinuxTime.Omit, LinuxTime.Current);
                _ = LinuxCalls.SetTimes(folder, name, times, LinuxCalls.NoFollowLink);
                break;
            case Repetition.Removed:
                if (LinuxCalls.Remove(folder, name, 0) != 0 && FuseCalls.Error == (int)LinuxErrors.IsFolder) _ = LinuxCalls.Remove(folder, name, LinuxCalls.RemoveFolder);
                break;
        }
    }

    private static ulong? DiskOf(int descriptor) => LinuxCalls.Look(descriptor, out var status) == 0 ? status.Identity.Disk : null;
}
