using MemU.Fs.Model;

namespace MemU.Fs.Server.Tasks;

/// <summary>Does the work of a task, and returns its result as JSON in UTF-8. What was done by an earlier try must not be done again: a try may have been cut off after its work.</summary>
/// <param name="run">The task.</param>
/// <param name="cancellationToken">Cancelled, timed out, or the queue stops.</param>
public delegate Task<ReadOnlyMemory<byte>> TaskBody(TaskRun run, CancellationToken cancellationToken);

/// <summary>One try of a task.</summary>
public sealed class TaskRun
{
    private readonly Action<int> _report;

    internal TaskRun(ServerTask task, ReadOnlyMemory<byte> payload, Action<int> report) => (Id, Kind, Scope, Attempt, Payload, _report) = (task.Id, task.Kind, task.Scope, task.Attempts, payload, report);

    /// <summary>The task.</summary>
    public string Id { get; }

    /// <summary>What is to be done.</summary>
    public string Kind { get; }

    /// <summary>Whose memory it is about.</summary>
    public MemoryScope Scope { get; }

    /// <summary>The number of the try, from 1.</summary>
    public int Attempt { get; }

    /// <summary>What was accepted.</summary>
    public ReadOnlyMemory<byte> Payload { get; }

    /// <summary>Says how much is done, in percent.</summary>
    public void Report(int percent) => _report(Math.Clamp(percent, 0, 100));
}
