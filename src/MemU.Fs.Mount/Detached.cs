using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using MemU.Fs.Model;
using MemU.Fs.Remotes;

namespace MemU.Fs.Mount;

/// <summary>A drive whose process goes on in the background: the same command once more, apart from the terminal, which says when the drive is there.</summary>
public static partial class Detached
{
    private const string Variable = "MEMU_MOUNT_READY", Ready = "ready";

    /// <summary>Where a process in the background writes what it has to say.</summary>
    public static string LogFile(string? stateFolder = null) => Path.Combine(UserState.Folder(stateFolder), "mounts", "mount.log");

    /// <summary>Starts this very command in the background, without the word that asks for that.</summary>
    /// <returns>The exit code: 0 when the drive is there.</returns>
    public static async Task<int> StartAsync(IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        var own = Environment.ProcessPath ?? throw new MemUException(MemUErrorKind.System, "this program does not know where it lies, so it can't be started in the background.");
        var command = Environment.GetCommandLineArgs();
        // run by the dotnet host, the program itself is the first argument
        var start = new ProcessStartInfo(own) { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true };
        if (Path.GetFileNameWithoutExtension(own) == "dotnet") start.ArgumentList.Add(command[0]);
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        start.Environment[Variable] = "1";
        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        var errors = RelayAsync(process.StandardError, Console.Error);
        while (await process.StandardOutput.ReadLineAsync(cancellationToken) is { } line)
        {
            if (line == Ready) return 0;
            await Console.Out.WriteLineAsync(line);
        }
        await process.WaitForExitAsync(cancellationToken);
        await errors;
        return process.ExitCode == 0 ? 4 : process.ExitCode;
    }

    /// <summary>True in a process that was started in the background.</summary>
    public static bool IsOne => Environment.GetEnvironmentVariable(Variable) == "1";

    /// <summary>Tells whoever started this process that the drive is there, and lets go of the terminal.</summary>
    public static void SayReady(string? stateFolder = null)
    {
        if (!IsOne) return;
        Console.Out.WriteLine(Ready);
        Console.Out.Flush();
        if (!OperatingSystem.IsLinux() && !OperatingSystem.IsMacOS()) return;
        _ = NewSession();
        var log = LogFile(stateFolder);
        UserState.Make(Path.GetDirectoryName(log)!);
        using var file = File.OpenHandle(log, FileMode.Append, FileAccess.Write, FileShare.ReadWrite);
        using var nothing = File.OpenHandle("/dev/null", FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
        _ = Duplicate((int)nothing.DangerousGetHandle(), 0);
        _ = Duplicate((int)nothing.DangerousGetHandle(), 1);
        _ = Duplicate((int)file.DangerousGetHandle(), 2);
        Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{DateTimeOffset.Now:O} process {Environment.ProcessId}"));
    }

    private static async Task RelayAsync(StreamReader from, TextWriter to)
    {
        while (await from.ReadLineAsync() is { } line) await to.WriteLineAsync(line);
    }

    [LibraryImport("libc", EntryPoint = "setsid"), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int NewSession();

    [LibraryImport("libc", EntryPoint = "dup2"), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Duplicate(int from, int to);
}
