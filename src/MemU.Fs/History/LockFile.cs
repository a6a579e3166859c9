using MemU.Fs.Model;

namespace MemU.Fs.History;

/// <summary>git's way to change a file: <c>name.lock</c> is made exclusively, filled, and renamed onto <c>name</c>.</summary>
internal sealed class LockFile : IDisposable
{
    private readonly string _target;
    private readonly FileStream _stream;
    private bool _done;

    private LockFile(string target)
    {
        _target = target;
        _stream = new(Name, FileMode.CreateNew, FileAccess.Write, FileShare.None, 0);
    }

    private string Name => _target + ".lock";

    /// <summary>Takes the lock, waiting for whoever holds it.</summary>
    public static LockFile Take(string target, TimeSpan wait)
    {
        var name = target + ".lock";
        var started = TimeProvider.System.GetTimestamp();
        for (var pause = 5; ; pause = Math.Min(pause * 2, 100))
        {
            try
            {
                return new(target);
            }
            catch (IOException e) when (e is not (DirectoryNotFoundException or PathTooLongException) && File.Exists(name))
            {
                if (TimeProvider.System.GetElapsedTime(started) >= wait)
                    throw new MemUException(MemUErrorKind.Locked, $"{name} is held by another program that works with git. Try again; if none is running, it was left behind: delete it.", e);
            }
            Thread.Sleep(pause);
        }
    }

    public void Write(ReadOnlySpan<byte> bytes) => _stream.Write(bytes);

    /// <summary>Puts the new content in place.</summary>
    public void Commit(bool durable)
    {
        _stream.Flush(durable);
        _stream.Dispose();
        File.Move(Name, _target, overwrite: true);
        _done = true;
        if (durable) FileSync.Folder(Path.GetDirectoryName(_target)!);
    }

    public void Dispose()
    {
        if (_done) return;
        _done = true;
        _stream.Dispose();
        File.Delete(Name);
    }
}
