using MemU.Fs.Files.Linux;

namespace MemU.Fs.Mount.Fuse;

/// <summary>The connection to the kernel: requests are read from it, answers and notifications written to it.</summary>
/// <param name="descriptor">Of <c>/dev/fuse</c>, or of a socket that stands for it in a test. It is closed with this.</param>
internal sealed unsafe class FuseDevice(int descriptor) : IDisposable
{
    private int _descriptor = descriptor;

    /// <summary>Waits for a request; its length, or -1 when the mount is gone.</summary>
    public int Read(byte* buffer, int size)
    {
        while (true)
        {
            var got = LinuxCalls.ReadNext(_descriptor, buffer, size);
            if (got > 0) return (int)got;
            if (got == 0) return -1;
            // ENOENT: the request was interrupted before anybody read it
            if (FuseCalls.Error is not (FuseCalls.Interrupted or FuseCalls.TryAgain or FuseCalls.NoEntry)) return -1;
        }
    }

    /// <summary>Whether a request waits to be read.</summary>
    public bool HasMore
    {
        get
        {
            const short readable = 1;
            var wait = new LinuxPoll { Descriptor = _descriptor, Wanted = readable };
            return LinuxCalls.Poll(&wait, 1, 0) > 0;
        }
    }

    /// <summary>Sends an answer or a notification; 0 or the error's number, which for an answer means that nobody waits for it any more.</summary>
    public int Write(byte* buffer, int size)
    {
        while (LinuxCalls.WriteNext(_descriptor, buffer, size) < 0)
            if (FuseCalls.Error is not FuseCalls.Interrupted and var error) return error;
        return 0;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _descriptor, -1) is >= 0 and var open) _ = LinuxCalls.Close(open);
    }
}
