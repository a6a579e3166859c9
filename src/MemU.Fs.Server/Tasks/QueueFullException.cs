using System.Globalization;
using MemU.Fs.Model;

namespace MemU.Fs.Server.Tasks;

/// <summary>Too many tasks wait; nothing of this one was stored.</summary>
public sealed class QueueFullException : MemUException
{
    /// <summary>Makes the error.</summary>
    /// <param name="waiting">How many wait.</param>
    /// <param name="retryAfter">After how long it is worth another try.</param>
    public QueueFullException(int waiting, TimeSpan retryAfter)
        : base(MemUErrorKind.Locked, string.Create(CultureInfo.InvariantCulture, $"{waiting:N0} tasks wait already, and no more are taken; nothing was stored. Try again in {retryAfter.TotalSeconds:0} s.")) => RetryAfter = retryAfter;

    /// <summary>After how long it is worth another try.</summary>
    public TimeSpan RetryAfter { get; }
}
