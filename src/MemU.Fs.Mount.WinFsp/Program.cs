using MemU.Fs.Model;
using MemU.Fs.Mount;
using MemU.Fs.Mount.WinFsp;

const string Help = """
    memu-winfsp <root> [<mount point>] [--read-only] [--scope user_id=<id>]
      Shows the memory at <root> as a drive: at a letter (M:), at a folder that doesn't exist yet, or at the next free letter.
      It ends, and the drive with it, with Ctrl+C or when its standard input is closed. `memu mount` starts it.

    It needs WinFsp to be installed, and uses it under its exception for free software:
      WinFsp - Windows File System Proxy, Copyright (C) Bill Zissimopoulos
      https://github.com/winfsp/winfsp
    """;

var words = args.Where((a, i) => !a.StartsWith("--", StringComparison.Ordinal) && (i == 0 || args[i - 1] != "--scope")).ToArray();
var unknown = args.FirstOrDefault(a => a.StartsWith("--", StringComparison.Ordinal) && a is not ("--read-only" or "--scope" or "--help"));
if (args.Contains("--help"))
{
    Console.WriteLine(Help);
    return 0;
}
if (words.Length is 0 or > 2 || unknown is not null)
{
    await Console.Error.WriteLineAsync(unknown is null ? "memu-winfsp: name the root of a memory, and where it is to be shown; see --help." : $"memu-winfsp: there is no {unknown}; see --help.");
    return 2;
}
if (!Directory.Exists(words[0]))
{
    await Console.Error.WriteLineAsync($"memu-winfsp: there is no folder {words[0]}.");
    return 2;
}
if (!OperatingSystem.IsWindows())
{
    await Console.Error.WriteLineAsync("memu-winfsp: WinFsp is for Windows; here `memu mount` has another drive.");
    return 5;
}
var scope = MemoryScope.None;
for (var i = 0; i + 1 < args.Length; i++)
    if (args[i] == "--scope" && args[i + 1].Split('=', 2) is [var field, var value]) scope = scope.With(field, value);
using var end = new CancellationTokenSource();
Console.CancelKeyPress += (_, key) =>
{
    key.Cancel = true;
    end.Cancel();
};
_ = Task.Run(() =>
{
    while (Console.In.ReadLine() is not null) { } // whoever started it has gone
    end.Cancel();
});
try
{
    var request = new MountRequest
    {
        Memory = new() { Root = words[0], PackInBackground = true },
        Folder = words.Length > 1 ? words[1] : "",
        IsReadOnly = args.Contains("--read-only"),
        Scope = scope,
        Notice = line => Console.Error.WriteLine($"memu: {line}"),
    };
    await using var mounted = MountedMemory.Start(request, tree => WinFspDrive.Mount(tree, words.Length > 1 ? words[1] : null));
    Console.WriteLine($"{words[0]} is mounted at {mounted.Drive.Place}. End it with Ctrl+C.");
    await mounted.RunAsync(end.Token);
    return 0;
}
catch (MemUException e)
{
    await Console.Error.WriteLineAsync($"memu-winfsp: {e.Message}");
    return 5;
}
catch (Exception e) when (e is DllNotFoundException or TypeInitializationException or FileNotFoundException or BadImageFormatException)
{
    await Console.Error.WriteLineAsync("memu-winfsp: WinFsp is not installed. Install it from https://github.com/winfsp/winfsp (winget install WinFsp.WinFsp) and try again, or use `memu mount --webdav`.");
    return 5;
}
