using MemU.Fs.Files;
using MemU.Fs.Model;
using MemU.Fs.Sources.Sessions;

namespace MemU.Fs.Watching;

/// <summary>
/// Learns from one log. Each time the session is given from the cursor's base on, so that it is one that goes on: the messages that are known stand around the new
/// ones, are not learned again, and what a process had committed when it died is known, too.
/// </summary>
internal sealed class LogLearning(MemoryService memory, WatchStore store, WatchOptions options, TimeProvider clock)
{
    // so many known messages are given along before a session goes on as a source of its own
    private const int Window = 400;

    /// <summary>What came of a log.</summary>
    public readonly record struct Outcome(LogCursor Cursor, int Learned, IReadOnlyList<string> Items);

    /// <summary>Learns what is new.</summary>
    /// <param name="source">The source that the log belongs to.</param>
    /// <param name="cursor">How far it is learned.</param>
    /// <param name="isDue">Whether few messages are learned, too: nothing was said for long enough.</param>
    /// <param name="cancellationToken">Stops between two parts.</param>
    /// <exception cref="MemUException">The log can't be read, or what was said can't be learned; the cursor stays where it was.</exception>
    public async Task<Outcome> RunAsync(WatchedSource source, LogCursor cursor, bool isDue, CancellationToken cancellationToken)
    {
        var (size, modified) = SizeOf(cursor.Path);
        var part = LogTail.Read(cursor, () => store.SeenOf(cursor.Path));
        cursor = cursor with { Size = -1, IsOwn = part.IsOwn, Problem = part is { Lines: > 0, Messages.Count: 0 } && part.Foreign == part.Lines ? "none of its lines is JSON; the host writes another format by now" : null };
        if (part.IsAnew) cursor = cursor with { Base = part.From, BaseHash = part.From == 0 ? null : cursor.BaseHash, IsFiltered = true, Learned = [] }; // and may be written anew again
        var (messages, known, learned, items) = (part.Messages, part.Known, 0, new List<string>());
        while (!part.IsOwn && messages.Count > known && (isDue || messages.Count - known >= options.Messages))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var count = known + Math.Min(options.Most, messages.Count - known);
            var done = await memory.MemorizeAsync(new()
            {
                Sources = [new(NameOf(source, cursor.Path), _ => Task.FromResult<ReadOnlyMemory<byte>>(ConversationJson.Of(messages.Take(count).Select(m => (m.Message.Role, m.Message.Text, m.Message.At)))))],
                Known = known,
                Modality = Modality.Conversation,
                Scope = MemoryScope.Of(source.Scope),
            }, cancellationToken);
            items.AddRange(done.Items.Where(i => i.Action is not ("skipped" or "quarantined")).Select(i => i.Path));
            CrashPoint.Reach("watched");
            store.See(cursor.Path, messages.Skip(known).Take(count - known).Select(m => m.Hash));
            learned += count - known;
            cursor = cursor with { Learned = [.. messages.Take(count).Select(m => m.Hash)], Total = cursor.Total + count - known, LastLearned = clock.GetUtcNow() };
            known = count;
            // a log that was written anew holds, before its new messages, some that are not given along: it goes on from here
            if (count >= Window || part.IsAnew) (cursor, messages, known) = (From(cursor, messages[count - 1].End), [.. messages.Skip(count)], 0);
            store.Save(cursor);
        }
        if (part.IsAnew && messages.Count == 0) cursor = From(cursor, part.End);
        cursor = cursor with { Size = size, Modified = modified, Waiting = part.IsOwn ? 0 : messages.Count - known }; // read to its end, and not before
        store.Save(cursor);
        return new(cursor, learned, items);
    }

    // where the log has become shorter meanwhile, it is read from its beginning, and what was learned of it is told by hash
    private static LogCursor From(LogCursor cursor, long place) => LogTail.MarkOf(cursor.Path, place) is { } mark ? cursor with { Base = place, BaseHash = mark, Learned = [] } : cursor with { Base = 0, BaseHash = null, IsFiltered = true, Learned = [] };

    /// <summary>The size and time of a log.</summary>
    /// <exception cref="MemUException">It is gone, or can't be looked at.</exception>
    public static (long Size, DateTimeOffset Modified) SizeOf(string log)
    {
        try
        {
            var info = new FileInfo(log);
            return (info.Length, new(info.LastWriteTimeUtc));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw SystemError.From(e, $"{log} can't be read");
        }
    }

    private static string NameOf(WatchedSource source, string log) => $"{HostLogs.Of(log)?.Name ?? SafeText.OneLine(Path.GetFileName(source.Name), 40)}-{HostLogs.SessionOf(log)}.json";
}
