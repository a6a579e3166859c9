using System.Diagnostics;
using MemU.Fs.Model;

namespace MemU.Fs.Mount;

/// <summary>The program that shows a drive on Windows. It is one of its own, because WinFsp's package needs the JIT and this one does without.</summary>
public static class WinFspHost
{
    private const string Program = "memu-winfsp.exe";

    /// <summary>Starts it and waits for its end.</summary>
    /// <returns>Its exit code.</returns>
    /// <exception cref="MemUException">It is not there.</exception>
    public static async Task<int> RunAsync(MountRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var program = Path.Combine(AppContext.BaseDirectory, Program);
        if (!File.Exists(program)) throw new MemUException(MemUErrorKind.System, $"{Program} is not beside this program, so nothing can be mounted at a letter or folder; use: memu mount --webdav");
        var start = new ProcessStartInfo(program) { RedirectStandardInput = true };
        start.ArgumentList.Add(Path.GetFullPath(request.Memory.Root));
        start.ArgumentList.Add(request.Folder);
        if (request.IsReadOnly || request.Memory.ReadOnly) start.ArgumentList.Add("--read-only");
        foreach (var (field, value) in request.Scope.Fields)
        {
            start.ArgumentList.Add("--scope");
            start.ArgumentList.Add($"{field}={value}");
        }
        using var host = Process.Start(start)!;
        try
        {
            await host.WaitForExitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            host.StandardInput.Close(); // it takes the drive away and commits what was saved
            await host.WaitForExitAsync(CancellationToken.None);
        }
        return host.ExitCode;
    }
}
