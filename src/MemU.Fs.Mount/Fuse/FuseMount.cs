using System.Diagnostics;
using System.Globalization;
using MemU.Fs.Files.Linux;
using MemU.Fs.Model;

namespace MemU.Fs.Mount.Fuse;

/// <summary>Mounts and unmounts: as root by the system call, else through the program that systems have for ordinary users (<c>fusermount3</c>).</summary>
internal static unsafe class FuseMount
{
    private const string Device = "/dev/fuse";

    /// <summary>Mounts a folder; whoever reads the descriptor answers for it.</summary>
    /// <param name="folder">Where, absolute.</param>
    /// <param name="source">What the list of mounts says is mounted.</param>
    /// <param name="isReadOnly">Whether the kernel refuses writes.</param>
    /// <param name="allowOther">Whether other users may look into it.</param>
    /// <exception cref="MemUException">It can't be mounted; the message says why and what to do.</exception>
    public static int Mount(string folder, string source, bool isReadOnly, bool allowOther)
    {
        var device = LinuxCalls.Open(Device, LinuxCalls.ReadWrite | LinuxCalls.CloseOnExec, 0);
        if (device < 0 && FuseCalls.Error == FuseCalls.NoEntry)
            throw new MemUException(MemUErrorKind.System, $"there is no {Device} here, so nothing can be mounted. Load it with 'modprobe fuse', give it to the container (--device /dev/fuse --cap-add SYS_ADMIN), or use memu mount --webdav");
        if (device >= 0)
        {
            var options = $"fd={device.ToString(CultureInfo.InvariantCulture)},rootmode=40000,user_id={LinuxCalls.User()},group_id={LinuxCalls.Group()},default_permissions{(allowOther ? ",allow_other" : "")}";
            if (FuseCalls.Mount(source, folder, MountInfo.DriveType, FuseCalls.NoSetUser | FuseCalls.NoDevices | (isReadOnly ? FuseCalls.ReadOnly : 0), options) == 0) return device;
            var error = FuseCalls.Error;
            _ = LinuxCalls.Close(device);
            if (error != FuseCalls.NotPermitted) throw Failed(folder, error);
        }
        return ThroughProgram(folder, source, isReadOnly, allowOther);
    }

    /// <summary>Unmounts a folder.</summary>
    /// <param name="folder">Where.</param>
    /// <param name="isLazy">Whether it goes from the tree at once, and for those who still use it when they are done.</param>
    /// <returns>Null when it is unmounted, else why not.</returns>
    public static string? Unmount(string folder, bool isLazy)
    {
        if (FuseCalls.Unmount(folder, isLazy ? FuseCalls.Detach : 0) == 0) return null;
        var error = FuseCalls.Error;
        if (error == FuseCalls.Busy) return "it is in use";
        if (error == FuseCalls.Invalid) return "nothing is mounted there";
        if (Program() is not { } program) return System.Runtime.InteropServices.Marshal.GetPInvokeErrorMessage(error);
        using var run = Process.Start(new ProcessStartInfo(program, isLazy ? ["-u", "-z", "--", folder] : ["-u", "--", folder]) { RedirectStandardError = true })!;
        var said = run.StandardError.ReadToEnd().Trim();
        run.WaitForExit();
        return run.ExitCode == 0 ? null : said.Contains("busy", StringComparison.OrdinalIgnoreCase) ? "it is in use" : said.ReplaceLineEndings(" ");
    }

    private static int ThroughProgram(string folder, string source, bool isReadOnly, bool allowOther)
    {
        var program = Program() ?? throw new MemUException(MemUErrorKind.System, "only root can mount without the program fusermount3, and it is not installed. Install it (Debian, Ubuntu: apt install fuse3; Fedora: dnf install fuse3), or use memu mount --webdav");
        var pair = stackalloc int[2];
        const int unix = 1, stream = 1, setDescriptorFlags = 2, closeOnExec = 1;
        if (FuseCalls.SocketPair(unix, stream, 0, pair) != 0) throw Failed(folder, FuseCalls.Error);
        try
        {
            _ = FuseCalls.Control(pair[1], setDescriptorFlags, closeOnExec);
            var options = $"fsname={source.Replace("\\", "\\\\", StringComparison.Ordinal).Replace(",", "\\,", StringComparison.Ordinal)},subtype=memu,default_permissions,nosuid,nodev{(isReadOnly ? ",ro" : "")}{(allowOther ? ",allow_other" : "")}";
            var start = new ProcessStartInfo(program, ["-o", options, "--", folder]) { RedirectStandardError = true };
            start.Environment["_FUSE_COMMFD"] = pair[0].ToString(CultureInfo.InvariantCulture);
            using var run = Process.Start(start)!;
            var said = run.StandardError.ReadToEnd().Trim().ReplaceLineEndings("; ");
            run.WaitForExit();
            if (run.ExitCode != 0) throw new MemUException(MemUErrorKind.System, $"{folder} can't be mounted: {(said.Length == 0 ? $"{program} failed" : said)}{Advice(said)}");
            return Receive(pair[1]) is >= 0 and var device ? device : throw Failed(folder, FuseCalls.Error);
        }
        finally
        {
            _ = LinuxCalls.Close(pair[0]);
            _ = LinuxCalls.Close(pair[1]);
        }
    }

    private static string Advice(string said) =>
        said.Contains(Device, StringComparison.Ordinal) ? $". Ask whoever runs this machine to let you use {Device} (mode 666 on most systems), or use memu mount --webdav"
        : said.Contains("user_allow_other", StringComparison.Ordinal) ? ". Without --allow-other only you can look into the drive"
        : "";

    /// <summary>Takes the descriptor that the program sends.</summary>
    private static int Receive(int socket)
    {
        const int controlLength = 24;
        byte one;
        var control = stackalloc byte[controlLength];
        var vector = new Vector { Base = &one, Length = 1 };
        var message = new MessageHeader { Vectors = &vector, VectorCount = 1, Control = control, ControlLength = controlLength };
        const int closeOnExec = 0x40000000;
        return FuseCalls.Receive(socket, &message, closeOnExec) > 0 && message.ControlLength >= 20 ? *(int*)(control + 16) : -1;
    }

    private static string? Program()
    {
        foreach (var name in new[] { "fusermount3", "fusermount" })
            foreach (var folder in (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Concat(["/usr/bin", "/bin", "/run/wrappers/bin"]))
                if (folder.StartsWith('/') && File.Exists(Path.Combine(folder, name))) return Path.Combine(folder, name);
        return null;
    }

    private static MemUException Failed(string folder, int error) => new(MemUErrorKind.System, $"{folder} can't be mounted: {System.Runtime.InteropServices.Marshal.GetPInvokeErrorMessage(error)}.");
}
