using System.Globalization;
using MemU.Fs.Model;

namespace MemU.Fs.Files;

/// <summary>
/// The one lock of a tree across processes, for whoever writes; readers never take it. The operating system releases it when its
/// owner dies, so nothing stale can remain; a file beside it says who holds it, for those who wait.
/// </summary>
public sealed class TreeLock : IDisposable
{
    private readonly FileStream _stream;

    private TreeLock(FileStream stream) => _stream = stream;

    /// <summary>Takes the lock.</summary>
    /// <param name="root">The root of the tree.</param>
    /// <param name="patience">How long to wait for another owner.</param>
    /// <param name="waiting">Called once, with who holds it, when waiting takes longer than a second.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="MemUException">Another process held it for too long; the message names it.</exception>
    public static TreeLock Take(string root, TimeSpan patience, Action<string>? waiting = null, CancellationToken cancellationToken = default)
    {
        var folder = Path.Combine(root, ".memu", "state");
        var (file, owner) = (Path.Combine(folder, "lock"), Path.Combine(folder, "lock.owner"));
        var since = Environment.TickCount64;
        for (var pause = 1; ; pause = Math.Min(pause * 2, 20))
        {
            cancellationToken.ThrowIfCancellationRequested();
            try
            {
                Directory.CreateDirectory(folder);
                var stream = new FileStream(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 0);
                File.WriteAllText(owner, string.Create(CultureInfo.InvariantCulture, $"process {Environment.ProcessId} ({Path.GetFileNameWithoutExtension(Environment.ProcessPath)}) since {DateTimeOffset.Now:yyyy-MM-dd HH:mm:ss zzz}"));
                return new(stream);
            }
            catch (IOException e) when (IsHeld(e))
            {
                var waited = TimeSpan.FromMilliseconds(Environment.TickCount64 - since);
                if (waited > patience)
                    throw new MemUException(MemUErrorKind.Locked, $"the memory {root} is locked by {Owner(owner)}; waited {waited.TotalSeconds:0} s. Run the command again when it is done.", e);
                if (waited.TotalSeconds > 1 && waiting is not null)
                {
                    waiting(Owner(owner));
                    waiting = null;
                }
                cancellationToken.WaitHandle.WaitOne(pause);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                throw SystemError.From(e, $"the lock of the memory {root} can't be taken");
            }
        }
    }

    /// <summary>Who holds the lock now, with its process and since when; null when nobody does. Takes nothing.</summary>
    public static string? Holder(string root)
    {
        var folder = Path.Combine(root, ".memu", "state");
        try
        {
            using var probe = new FileStream(Path.Combine(folder, "lock"), FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
            return null;
        }
        catch (IOException e) when (IsHeld(e))
        {
            return Owner(Path.Combine(folder, "lock.owner"));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null; // nobody has written yet, or only others may
        }
    }

    private static bool IsHeld(IOException e) =>
        e is not (FileNotFoundException or DirectoryNotFoundException or PathTooLongException) && (e.HResult & 0xFFFF) is 11 or 35 or 32 or 33;

    private static string Owner(string file)
    {
        try
        {
            return File.ReadAllText(file) is { Length: > 0 } text ? text : "another process";
        }
        catch (IOException)
        {
            return "another process"; // it is being written just now
        }
    }

    /// <summary>Releases the lock.</summary>
    public void Dispose() => _stream.Dispose();
}
