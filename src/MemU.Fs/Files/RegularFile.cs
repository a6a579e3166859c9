using System.Runtime.InteropServices;
using MemU.Fs.Files.Linux;
using Microsoft.Win32.SafeHandles;

namespace MemU.Fs.Files;

/// <summary>
/// Reads files of a tree in which anybody may put anything. Whoever opens a pipe waits for somebody at its other end, and to look first would not do, for a
/// pipe may take the name of a file between the look and the opening: it is opened without waiting, and then looked at.
/// </summary>
internal static class RegularFile
{
    /// <summary>The bytes of a file.</summary>
    /// <exception cref="FileNotFoundException">There is none of that name, or what has it is no file.</exception>
    public static byte[] ReadAllBytes(string path)
    {
        using var file = Open(path);
        var length = RandomAccess.GetLength(file);
        if (length > Array.MaxLength) throw new IOException($"'{path}' is too large to be read at once");
        var bytes = new byte[length];
        var read = 0;
        for (int got; read < bytes.Length && (got = RandomAccess.Read(file, bytes.AsSpan(read), read)) > 0;) read += got;
        return read == bytes.Length ? bytes : bytes[..read]; // it was cut meanwhile
    }

    /// <summary>A file to be read from anywhere, while others write, replace or remove it.</summary>
    /// <exception cref="FileNotFoundException">There is none of that name, or what has it is no file.</exception>
    public static FileStream OpenRead(string path)
    {
#pragma warning disable CA2000 // the stream's from then on
        return new(Open(path), FileAccess.Read, bufferSize: 0);
#pragma warning restore CA2000
    }

    private static SafeFileHandle Open(string path)
    {
        if (!LinuxFiles.AreUsable) return File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var descriptor = LinuxCalls.Open(path, LinuxCalls.ReadOnly | LinuxCalls.CloseOnExec | LinuxCalls.NonBlocking, 0);
        if (descriptor < 0)
            throw Marshal.GetLastPInvokeError() switch
            {
                LinuxFiles.NoEntry or NoDevice => new FileNotFoundException($"there is no file '{path}'", path),
                LinuxFiles.NoFolder => new DirectoryNotFoundException($"there is no file '{path}'"),
                var error => LinuxFiles.Error(error, path),
            };
        var file = new SafeFileHandle(descriptor, ownsHandle: true);
        if (LinuxCalls.Look(descriptor, out var status) == 0 && status.IsFile) return file;
        file.Dispose();
        throw new FileNotFoundException($"'{path}' is no file", path);
    }

    private const int NoDevice = 6; // ENXIO, of a socket
}
