using MemU.Fs.Files.Nodes;
using MemU.Fs.Model;

namespace MemU.Fs.Mount.WinFsp;

/// <summary>A tree as a drive of Windows.</summary>
internal sealed class WinFspDrive : IMountDriver
{
    private readonly TaskCompletionSource _over = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Drive _drive;

    private WinFspDrive(Drive drive) => _drive = drive;

    /// <inheritdoc/>
    public string Place => _drive.Point;

    /// <inheritdoc/>
    public Task Over => _over.Task;

    /// <summary>Mounts a tree at a letter, a folder that is not there yet or, with null, the next free letter.</summary>
    /// <exception cref="MemUException">It can't be mounted there.</exception>
    public static WinFspDrive Mount(IFileTree tree, string? point)
    {
        if (!OperatingSystem.IsWindows()) throw new MemUException(MemUErrorKind.System, "WinFsp is for Windows; here `memu mount` has another drive.");
        var (drive, status) = Drive.Mount(tree, point);
        return drive is null ? throw new MemUException(MemUErrorKind.System, $"it can't be mounted at {point ?? "a letter"} (status 0x{status:X8}). Is the letter or folder taken?") : new(drive);
    }

    /// <inheritdoc/>
    public string? Unmount()
    {
        _over.TrySetResult();
        return null;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        _over.TrySetResult();
        _drive.Dispose();
        return ValueTask.CompletedTask;
    }
}
