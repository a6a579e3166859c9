using System.Runtime.ExceptionServices;
using System.Xml;
using MemU.Fs.Model;

namespace MemU.Fs.Sources.Rich;

/// <summary>Runs a reader of documents on a thread of its own, with a deep stack and for a limited time, and makes whatever a library throws a clear error.</summary>
internal static class Bounded
{
    private const int Stack = 64 << 20;

    /// <summary>Runs it to its end, or until its time is over.</summary>
    /// <exception cref="MemoryFormatException">The source broke the reader, or took too long.</exception>
    public static void Run(string name, string what, TimeSpan most, Action<CancellationToken> read, CancellationToken cancellationToken)
    {
        using var ends = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var token = ends.Token;
        Exception? broken = null;
        var thread = new Thread(() =>
        {
            try
            {
                read(token);
            }
            catch (Exception e)
            {
                broken = e;
            }
        }, Stack) { IsBackground = true, Name = "reading a document" };
        thread.Start();
        if (!Joined(thread, most, cancellationToken))
        {
            ends.Cancel();
            // a library that never looks at the clock is left behind: its thread holds nothing that anybody waits for
            thread.Join(TimeSpan.FromSeconds(1));
            cancellationToken.ThrowIfCancellationRequested();
            throw new MemoryFormatException(name, 0, $"reading {what} took longer than {most.TotalSeconds:0} seconds, so it was given up; split it or save it anew.");
        }
        if (broken is null) return;
        if (broken is OperationCanceledException)
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw new MemoryFormatException(name, 0, $"reading {what} was given up.", broken);
        }
        if (broken is MemUException) ExceptionDispatchInfo.Throw(broken);
        throw Plain(name, what, broken);
    }

    private static bool Joined(Thread thread, TimeSpan most, CancellationToken cancellationToken)
    {
        var end = Environment.TickCount64 + (long)most.TotalMilliseconds;
        while (!thread.Join(50))
            if (cancellationToken.IsCancellationRequested || Environment.TickCount64 >= end) return false;
        return true;
    }

    // what a library says may repeat a part of the source, so only the place is taken from it
    private static MemoryFormatException Plain(string name, string what, Exception e) => e switch
    {
        XmlException { LineNumber: > 0 } xml => new(name, 0, $"{what} is damaged: a part of it is not valid XML (line {xml.LineNumber}, column {xml.LinePosition}); save it anew.", e),
        InvalidDataException or EndOfStreamException => new(name, 0, $"{what} is damaged or cut off; get it or save it anew. Only whole files are supported.", e),
        OutOfMemoryException or InsufficientExecutionStackException => new(name, 0, $"{what} needs more memory than there is to be read; split it.", e),
        _ => new(name, 0, $"{what} can't be read: it is damaged or of a form that is not supported ({e.GetType().Name}); save it anew.", e),
    };
}
