using System.ComponentModel;
using System.Diagnostics;
using MemU.Fs.Model;

namespace MemU.Fs.Cli;

/// <summary>Lets a person write in the editor that VISUAL or EDITOR names, on a copy outside the tree that nobody else can read.</summary>
internal sealed class Editor : IDisposable
{
    private string? _folder; // made when it is needed: most texts are given, and a killed process would leave it behind
    private bool _keep;

    /// <summary>What was written; null when the text was left as it was.</summary>
    public async Task<byte[]?> EditAsync(byte[] text, string name, CancellationToken cancellationToken)
    {
        var editor = Variable("VISUAL") ?? Variable("EDITOR") ?? throw new MemUException(MemUErrorKind.BadArgument, "no text was given, and neither VISUAL nor EDITOR names an editor; see the options with --help.");
        _folder ??= Directory.CreateTempSubdirectory("memu-edit-").FullName;
        var file = Path.Combine(_folder, name);
        await File.WriteAllBytesAsync(file, text, cancellationToken);
        var start = OperatingSystem.IsWindows() ? new ProcessStartInfo("cmd.exe", $"/c {editor} \"{file}\"") : new ProcessStartInfo("/bin/sh", ["-c", $"{editor} \"$1\"", "sh", file]);
        start.UseShellExecute = false;
        try
        {
            using var process = Process.Start(start)!;
            await process.WaitForExitAsync(cancellationToken);
            if (process.ExitCode != 0) throw new MemUException(MemUErrorKind.BadArgument, $"the editor ({editor}) ended with {process.ExitCode}; nothing was written.");
        }
        catch (Win32Exception e)
        {
            throw new MemUException(MemUErrorKind.BadArgument, $"the editor ({editor}) can't be started: {e.Message.ReplaceLineEndings(" ")}", e);
        }
        var written = await File.ReadAllBytesAsync(file, cancellationToken);
        return written.AsSpan().SequenceEqual(text) ? null : written;
    }

    /// <summary>Runs what takes the text over; if it fails the person's words stay in the file, and it is said where.</summary>
    public async Task<T> KeepingAsync<T>(Func<Task<T>> take)
    {
        try
        {
            return await take();
        }
        catch
        {
            if (_folder is null) throw; // it was given, and the caller still has it
            _keep = true;
            await Console.Error.WriteLineAsync($"memu: what you wrote is kept in {_folder}");
            throw;
        }
    }

    /// <summary>Removes the copy, unless it is all that is left of what was written.</summary>
    public void Dispose()
    {
        if (!_keep && _folder is not null) Directory.Delete(_folder, recursive: true);
    }

    private static string? Variable(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;
}
