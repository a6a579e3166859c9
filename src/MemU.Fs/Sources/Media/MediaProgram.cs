using System.Diagnostics;
using System.Text;
using MemU.Fs.Model;

namespace MemU.Fs.Sources.Media;

/// <summary>Runs <c>ffmpeg</c> and <c>ffprobe</c>: by their full names, without a shell, for a limited time, in a folder of their own and without a way to the network.</summary>
/// <param name="folder">Where they work.</param>
/// <param name="most">How long one call may take.</param>
internal sealed class MediaProgram(string folder, TimeSpan most)
{
    private const int MostOutput = 1 << 20;

    // whatever a file names within itself, only files of ours and these containers are opened
    private static readonly string[] Always =
    [
        "-protocol_whitelist", "file", "-format_whitelist", "mov,mp4,m4a,3gp,3g2,mj2,matroska,webm,matroska,webm,avi,mpeg,mpegvideo,mpegts,ogg,wav,mp3,flac,aac",
    ];

    /// <summary>A program on the search path, by its full name: one in the current folder is never taken.</summary>
    /// <param name="name">Its name without extension.</param>
    /// <param name="path">The search path; null for the environment's.</param>
    /// <exception cref="MemUException">There is none.</exception>
    public static string Find(string name, string? path = null)
    {
        foreach (var place in (path ?? Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator))
        {
            if (!Path.IsPathFullyQualified(place)) continue;
            var file = Path.Combine(place, OperatingSystem.IsWindows() ? name + ".exe" : name);
            if (File.Exists(file)) return file;
        }
        throw new MemUException(MemUErrorKind.System, $"{name} was not found on the PATH, and without it no video can be looked at: install the package ffmpeg (apt install ffmpeg, brew install ffmpeg, winget install ffmpeg).");
    }

    /// <summary>Runs one to its end and gives its standard output; null when it failed.</summary>
    /// <exception cref="MemUException">It is not installed, or took too long.</exception>
    public async Task<string?> RunAsync(string program, IEnumerable<string> arguments, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(Find(program), [.. program == "ffmpeg" ? (string[])["-nostdin", "-hide_banner", "-y"] : ["-hide_banner"], "-v", "error", .. Always, .. arguments])
        {
            WorkingDirectory = folder, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, StandardOutputEncoding = Encoding.UTF8,
        };
        // nothing of the environment steers it, such as a report file or a proxy
        foreach (var name in start.Environment.Keys.Where(k => k is not ("PATH" or "LD_LIBRARY_PATH" or "DYLD_LIBRARY_PATH" or "SystemRoot" or "TEMP" or "TMP")).ToList()) start.Environment.Remove(name);
        using var process = Process.Start(start) ?? throw new MemUException(MemUErrorKind.System, $"{program} could not be started.");
        process.StandardInput.Close();
        using var ends = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        ends.CancelAfter(most);
        try
        {
            var (output, error) = (ReadAsync(process.StandardOutput, ends.Token), ReadAsync(process.StandardError, ends.Token));
            await process.WaitForExitAsync(ends.Token);
            await error;
            return process.ExitCode == 0 ? await output : null;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new MemUException(MemUErrorKind.System, $"{program} took longer than {most.TotalSeconds:0} seconds and was ended; make the video shorter or smaller.");
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
                await process.WaitForExitAsync(CancellationToken.None); // its files are closed before the folder goes
            }
        }
    }

    // all is read, so that it never waits for us, and only the beginning is kept
    private static async Task<string> ReadAsync(StreamReader from, CancellationToken cancellationToken)
    {
        var text = new StringBuilder();
        var part = new char[4096];
        for (int read; (read = await from.ReadAsync(part, cancellationToken)) > 0;)
            if (text.Length < MostOutput) text.Append(part, 0, read);
        return text.ToString();
    }
}
