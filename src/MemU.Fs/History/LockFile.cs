using MemU.Fs.Model;

namespace MemU.Fs.History;

/// <summary>
/// git's way to change a file: <c>name.lock</c> is made exclusively, filled, and renamed onto <c>name</c>. One that a killed process of ours left behind is
/// known by its mode, which git never gives, and by nobody holding it open; git's own are always waited for. Whoever takes a dead one away holds it open
/// meanwhile, and a living one goes before it is closed, so that none is ever taken for dead. (Windows deletes no open file, and there none is taken away.)
/// </summary>
internal sealed class LockFile : IDisposable
{
    private const UnixFileMode Ours = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.OtherRead;
    private const UnixFileMode Usual = Ours | UnixFileMode.GroupRead;

    private readonly string _target;
    private readonly FileStream _stream;
    private bool _done;

    private LockFile(string target)
    {
        _target = target;
        // shared, for it is still open when it has become the target, which others read at that moment; on Unix a shared lock, too, tells that it lives
        var how = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.ReadWrite, Share = FileShare.Read, BufferSize = 0 };
        if (!OperatingSystem.IsWindows()) how.UnixCreateMode = Ours;
        _stream = new(Name, how);
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
                var taken = new LockFile(target);
                if (IsAt(taken._stream, name)) return taken;
                taken.GiveUp(); // between its making and its locking it was taken for a dead one
                continue;
            }
            catch (IOException e) when (IsTaken(e, name))
            {
                if (RemoveDead(name)) continue;
                if (TimeProvider.System.GetElapsedTime(started) >= wait)
                    throw new MemUException(MemUErrorKind.Locked, $"{name} is held by another program that works with git. Try again; if none is running, it was left behind: delete it.", e);
            }
            Thread.Sleep(pause);
        }
    }

    // by what the system said, for a lock may go between the attempt and a look at it: EEXIST, EAGAIN (35 on macOS), or Windows' words for the same
    private static bool IsTaken(IOException e, string name) =>
        e is not (DirectoryNotFoundException or PathTooLongException) && (e.HResult is 17 or 11 or 35 or unchecked((int)0x80070050) or unchecked((int)0x800700b7) || File.Exists(name));

    /// <summary>True while a living process of ours holds the lock of a file.</summary>
    public static bool IsHeld(string target)
    {
        var name = target + ".lock";
        try
        {
            if (!File.Exists(name) || !OperatingSystem.IsWindows() && File.GetUnixFileMode(name) != Ours) return false;
            using var free = new FileStream(name, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
            return false;
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException or UnauthorizedAccessException)
        {
            return false; // it has just gone, or is not ours
        }
        catch (IOException)
        {
            return true;
        }
    }

    public void Write(ReadOnlySpan<byte> bytes) => _stream.Write(bytes);

    /// <summary>Puts the new content in place.</summary>
    public void Commit(bool durable)
    {
        _stream.Flush(durable);
        if (OperatingSystem.IsWindows())
        {
            _stream.Dispose();
            File.Move(Name, _target, overwrite: true);
        }
        else
        {
            var mode = File.Exists(_target) ? File.GetUnixFileMode(_target) : Usual;
            File.Move(Name, _target, overwrite: true);
            File.SetUnixFileMode(_stream.SafeFileHandle, mode == Ours ? Usual : mode);
            _stream.Dispose();
        }
        _done = true;
        if (durable) FileSync.Folder(Path.GetDirectoryName(_target)!);
    }

    private static bool RemoveDead(string name)
    {
        if (OperatingSystem.IsWindows()) return false;
        try
        {
            if (File.GetUnixFileMode(name) != Ours) return false;
            using var free = new FileStream(name, FileMode.Open, FileAccess.ReadWrite, FileShare.None); // fails while a living process of ours holds it
            if (!IsAt(free, name)) return false; // it went while it was opened, and another one may be there
            File.Delete(name);
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false; // it is held, or has just gone
        }
    }

    // the system says under which name an open file is now, if any; where it does not, two files seldom began at the same moment
    private static bool IsAt(FileStream open, string name)
    {
        if (OperatingSystem.IsWindows()) return true;
        return new FileInfo($"/proc/self/fd/{open.SafeFileHandle.DangerousGetHandle()}").LinkTarget is { } now
            ? Path.GetFileName(now) == Path.GetFileName(name)
            : File.GetCreationTimeUtc(open.SafeFileHandle) == File.GetCreationTimeUtc(name);
    }

    private void GiveUp()
    {
        _done = true;
        _stream.Dispose();
    }

    public void Dispose()
    {
        if (_done) return;
        _done = true;
        if (OperatingSystem.IsWindows()) _stream.Dispose();
        File.Delete(Name);
        _stream.Dispose();
    }
}
