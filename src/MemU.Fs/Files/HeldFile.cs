using MemU.Fs.Model;

namespace MemU.Fs.Files;

/// <summary>A file by which one process keeps others from the same work; the system lets it go when its owner dies.</summary>
internal static class HeldFile
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>Keeps other processes from changing a file meanwhile.</summary>
    /// <param name="path">The lock.</param>
    /// <param name="patience">How long to wait for whoever has it; null for ten seconds.</param>
    /// <param name="otherwise">What to say when that was not long enough.</param>
    /// <exception cref="MemUException">Another one has held it for too long.</exception>
    public static IDisposable Hold(string path, TimeSpan? patience = null, Func<string>? otherwise = null)
    {
        var since = Environment.TickCount64;
        for (var pause = 1; ; pause = Math.Min(pause * 2, 100))
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException e) when (File.Exists(path))
            {
                if (TimeSpan.FromMilliseconds(Environment.TickCount64 - since) >= (patience ?? Patience)) throw new MemUException(MemUErrorKind.Locked, otherwise?.Invoke() ?? $"{path} is held by another process; run the command again when it is done.", e);
                Thread.Sleep(pause);
            }
        }
    }
}
