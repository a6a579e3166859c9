using System.Runtime.InteropServices;

namespace MemU.Fs.Files.Linux;

/// <summary>Whether a file bears attributes that a copy of its content would lack.</summary>
internal static unsafe partial class ExtendedAttributes
{
    /// <summary>True when it has any but the label that the system gives to every file.</summary>
    public static bool AreOn(int descriptor)
    {
        var names = stackalloc byte[512];
        var length = List(descriptor, names, 512);
        if (length <= 0) return length < 0 && Marshal.GetLastPInvokeError() == 34; // ERANGE: more than fit in here
        foreach (var name in new ReadOnlySpan<byte>(names, (int)length - 1).Split((byte)0))
            if (!new ReadOnlySpan<byte>(names, (int)length - 1)[name].SequenceEqual("security.selinux"u8)) return true;
        return false;
    }

    [LibraryImport("libc", EntryPoint = "flistxattr", SetLastError = true), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial nint List(int descriptor, byte* names, nint size);
}
