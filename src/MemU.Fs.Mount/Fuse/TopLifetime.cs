using System.Diagnostics;

namespace MemU.Fs.Mount.Fuse;

/// <summary>
/// For how long the kernel may keep the attributes of the top: not at all, so that whoever looks at a mount whose process has died sees that at once; but for a moment
/// each time while it asks for them without pause, as it does for every full path that some program walks through the mount.
/// </summary>
internal sealed class TopLifetime
{
    private const int Moment = 10, Often = 16; // milliseconds; times in a row

    // how soon it asks again: at once, or as soon as its clock has told it that a moment is over
    private static readonly long AtOnce = Stopwatch.Frequency / 2000, Tick = Stopwatch.Frequency / 100;

    private long _until;
    private int _lifetime, _inARow;

    /// <summary>The lifetime that the next answer has, in milliseconds. Threads that ask at once may count one more or less.</summary>
    public int Next()
    {
        var now = Stopwatch.GetTimestamp();
        _inARow = now - _until < (_lifetime == 0 ? AtOnce : Tick) ? _inARow + 1 : 0;
        _lifetime = _inARow >= Often ? Moment : 0;
        _until = now + _lifetime * Stopwatch.Frequency / 1000;
        return _lifetime;
    }
}
