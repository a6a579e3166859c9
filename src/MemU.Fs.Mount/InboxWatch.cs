using System.Globalization;
using System.Text;
using MemU.Fs.Model;

namespace MemU.Fs.Mount;

/// <summary>
/// Memorizes what is dropped into the inbox of a mounted memory. It opens the memory once more for itself: a source may take long, a model longer, and
/// whoever searches the drive meanwhile waits for neither.
/// </summary>
/// <param name="root">The memory.</param>
/// <param name="options">How it is opened.</param>
/// <param name="notice">Called with one line for people.</param>
internal sealed class InboxWatch(string root, MemoryOptions options, Action<string>? notice)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(400), AfterFailure = TimeSpan.FromSeconds(30);

    private string? _done;

    /// <summary>Runs until it is cancelled; what is being memorized then is begun again the next time, and nothing of it is lost.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            while (true)
            {
                await Task.Delay(await TryAsync(cancellationToken), cancellationToken);
            }
        }
        catch (OperationCanceledException)
        {
            return;
        }
    }

    private async Task<TimeSpan> TryAsync(CancellationToken cancellationToken)
    {
        // a look at the folders is all that it takes while nothing changes there
        var look = Look();
        if (look == _done) return Pause;
        try
        {
            using var memory = MemoryService.Open(options with { StayOpen = false });
            var done = await memory.InboxAsync(cancellationToken);
            _done = done.Waiting == 0 ? Look() : null;
            foreach (var file in done.Files)
                notice?.Invoke(file.Reason is { } why ? $"{file.Path} could not be memorized: {why}" : $"{file.Path} is memorized: {file.Items.Count} {(file.Items.Count == 1 ? "memory" : "memories")}");
            return Pause;
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            notice?.Invoke($"the inbox waits: {e.Message}");
            return AfterFailure;
        }
    }

    /// <summary>What lies in the inboxes, so that it can be told whether anything changed.</summary>
    private string Look()
    {
        var text = new StringBuilder();
        foreach (var inbox in Inbox.Folders(root))
            foreach (var file in inbox.EnumerateFiles("*", Inbox.Within)) text.Append(CultureInfo.InvariantCulture, $"{file.FullName}\0{file.LastWriteTimeUtc.Ticks}\0{file.Length}\n");
        return text.ToString();
    }
}
