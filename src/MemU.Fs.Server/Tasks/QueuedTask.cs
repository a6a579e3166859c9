namespace MemU.Fs.Server.Tasks;

/// <summary>A task with where the rest of it is. All of it changes under the queue's lock alone.</summary>
internal sealed class QueuedTask(ServerTask task, long number)
{
    /// <summary>How it stands, without its result.</summary>
    public ServerTask Task { get; set; } = task;

    /// <summary>Its place in the order of acceptance.</summary>
    public long Number => number;

    /// <summary>The line that holds the payload; null once it is not needed.</summary>
    public JournalSlot? Payload { get; set; }

    /// <summary>The last line, where that is another one.</summary>
    public JournalSlot? Last { get; set; }

    public bool IsPayloadApart { get; set; }

    public bool HasResult { get; set; }

    public bool IsResultApart { get; set; }

    /// <summary>A result that could not be written.</summary>
    public byte[]? Kept { get; set; }

    /// <summary>Somebody does not want it any more.</summary>
    public bool IsCanceling { get; set; }

    /// <summary>Its end is on its way to the disk.</summary>
    public bool IsEnding { get; set; }

    public bool IsForgotten { get; set; }

    /// <summary>Its place in its lane, until it has ended.</summary>
    public LinkedListNode<QueuedTask>? Place { get; set; }

    /// <summary>Ends what runs of it.</summary>
    public CancellationTokenSource? Stop { get; set; }

    /// <summary>Done when it has ended.</summary>
    public TaskCompletionSource Ended { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public string PayloadFile => $"{Task.Id}.payload";

    public string ResultFile => $"{Task.Id}.result";
}
