using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using MemU.Fs.Files;
using MemU.Fs.Files.Linux;

namespace MemU.Fs.Benchmarks.Drive;

/// <summary>
/// What a program does with files, by bare system calls and in a process of its own: the runtime's own file classes ask more than the file system is measured for. Prints
/// one number or more, in milliseconds where nothing else is said.
/// </summary>
internal static unsafe class DriveClient
{
    private const int Here = LinuxFiles.NoParent; // full paths have none

    private delegate void Step(byte* path);

    /// <summary>Runs one loop over the files of a folder: <c>lstat</c>, <c>open</c>, <c>pauses</c>, <c>create</c>, <c>remove</c>, <c>save</c>, <c>big</c>, <c>search</c>.</summary>
    public static int Run(string what, string folder, int count)
    {
        var buffer = (byte*)NativeMemory.Alloc(1 << 20);
        new Span<byte>(buffer, 1 << 20).Fill((byte)'x');
        Console.WriteLine(what switch
        {
            "lstat" => Each(Files(folder, count), path => Must(-LinuxCalls.Look(Here, path, out _))),
            "open" => Each(Files(folder, count), path => OpenReadClose(path, buffer)),
            "pauses" => Pauses(Files(folder, 0), count, buffer),
            "create" => Each(New(folder, count), path => Write(path, buffer, 1024, sync: false)),
            "remove" => Each(New(folder, count), path => Must(LinuxCalls.Remove(Here, path, 0))),
            "save" => Saves(folder, count, buffer),
            "big" => Big(folder, buffer),
            "search" => Searches(folder, count),
            _ => throw new ArgumentException($"'{what}' is nothing that is measured"),
        });
        NativeMemory.Free(buffer);
        return 0;
    }

    private static string Each(List<byte[]> paths, Step step)
    {
        var start = Stopwatch.GetTimestamp();
        foreach (var path in paths)
            fixed (byte* text = path) step(text);
        return Text(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
    }

    /// <summary>Median, p99, the longest, and how many took more than 10 ms; the first two and the third in microseconds.</summary>
    private static string Pauses(List<byte[]> paths, int count, byte* buffer)
    {
        var took = new double[count];
        for (var i = -paths.Count; i < count; i++)
            fixed (byte* text = paths[(i + paths.Count) % paths.Count])
            {
                var start = Stopwatch.GetTimestamp();
                OpenReadClose(text, buffer);
                if (i >= 0) took[i] = Stopwatch.GetElapsedTime(start).TotalMicroseconds;
            }
        var pauses = took.Count(t => t > 10_000);
        Array.Sort(took);
        return $"{Text(took[count / 2])} {Text(took[(int)(count * 0.99)])} {Text(took[^1])} {pauses}";
    }

    /// <summary>Replaces files as editors do that care: a new file beside, made durable, renamed over.</summary>
    private static string Saves(string folder, int count, byte* buffer)
    {
        var names = New(folder, count);
        var beside = Path(System.IO.Path.Combine(folder, ".save.tmp"));
        var start = Stopwatch.GetTimestamp();
        foreach (var name in names)
            fixed (byte* text = name, temporary = beside)
            {
                Write(temporary, buffer, 1024, sync: true);
                Must(LinuxCalls.Rename(Here, temporary, Here, text, 0));
            }
        return Text(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
    }

    private static string Big(string file, byte* buffer)
    {
        var start = Stopwatch.GetTimestamp();
        fixed (byte* text = Path(file))
        {
            var open = Must(LinuxCalls.Open(Here, text, LinuxCalls.ReadOnly, 0));
            while (Must((int)LinuxCalls.ReadNext(open, buffer, 1 << 20)) > 0) { }
            _ = LinuxCalls.Close(open);
        }
        return Text(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
    }

    /// <summary>Lists folders of searches that nobody has asked for yet; a line of standard input is a search.</summary>
    private static string Searches(string folder, int count)
    {
        var times = new List<string>();
        for (var i = 0; i < count && Console.ReadLine() is { } query; i++)
        {
            var start = Stopwatch.GetTimestamp();
            var found = Directory.EnumerateFileSystemEntries(System.IO.Path.Combine(folder, query)).Count();
            var took = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
            if (found < 2) throw new IOException($"{query}: nothing was found");
            times.Add(Text(took));
        }
        return string.Join(' ', times);
    }

    private static void OpenReadClose(byte* path, byte* buffer)
    {
        var open = Must(LinuxCalls.Open(Here, path, LinuxCalls.ReadOnly, 0));
        Must((int)LinuxCalls.ReadNext(open, buffer, 4096));
        _ = LinuxCalls.Close(open);
    }

    private static void Write(byte* path, byte* buffer, int size, bool sync)
    {
        var open = Must(LinuxCalls.Open(Here, path, LinuxCalls.WriteOnly | LinuxCalls.Create | (sync ? LinuxCalls.Truncate : LinuxCalls.Exclusive), 0x1a4));
        Must((int)LinuxCalls.WriteNext(open, buffer, size));
        if (sync) Must(LinuxCalls.Sync(open));
        Must(LinuxCalls.Close(open));
    }

    /// <summary>The files of the tree: by their numbers, so that no listing tells the kernel of them before they are asked for; or, with 0, those that are there.</summary>
    private static List<byte[]> Files(string folder, int count) => count > 0
        ? [.. Enumerable.Range(0, count).Select(n => Path(System.IO.Path.Combine(folder, DriveTree.PlaceOf(n))))]
        : [.. Directory.EnumerateFiles(folder, "*.md", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Select(Path)];

    private static List<byte[]> New(string folder, int count) => [.. Enumerable.Range(0, count).Select(n => Path(System.IO.Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"new-{n}.md"))))];

    private static byte[] Path(string path) => Encoding.UTF8.GetBytes(path + "\0");

    private static string Text(double value) => value.ToString("0.###", CultureInfo.InvariantCulture);

    private static int Must(int answer) => answer >= 0 ? answer : throw new IOException($"a call failed with {Marshal.GetLastPInvokeError()}");
}
