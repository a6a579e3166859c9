using System.IO.Hashing;
using System.Text;
using MemU.Fs.Files;
using MemU.Fs.Model;
using MemU.Fs.Sources.Sessions;

namespace MemU.Fs.Watching;

/// <summary>A message of a log, with the place behind its line.</summary>
internal readonly record struct LoggedMessage(SessionMessage Message, long Hash, long End);

/// <summary>What of a log is to be learned.</summary>
/// <param name="Messages">The messages from the cursor's base on; where the log was written anew, those that were never learned.</param>
/// <param name="Known">So many of them are learned; they are what the others go on from.</param>
/// <param name="IsAnew">The log was written anew, or from elsewhere.</param>
/// <param name="IsOwn">The session is one of the program's own.</param>
/// <param name="Lines">Whole lines that were read.</param>
/// <param name="Foreign">Lines that are no JSON: of another format, or broken.</param>
/// <param name="From">The place from which it was read.</param>
/// <param name="End">Behind the last whole line.</param>
internal sealed record LogPart(IReadOnlyList<LoggedMessage> Messages, int Known, bool IsAnew, bool IsOwn, int Lines, int Foreign, long From, long End);

/// <summary>Reads what is new in a log that somebody else writes: only whole lines, never more than is there, and without holding it.</summary>
internal static class LogTail
{
    private const int Part = 1 << 16, LongestLine = 16 << 20, Marked = 4096;

    /// <summary>Reads a log from a cursor on.</summary>
    /// <param name="cursor">How far it is learned.</param>
    /// <param name="seen">All messages that were ever learned of it; asked for only when it was written anew.</param>
    /// <exception cref="MemUException">It can't be read.</exception>
    public static LogPart Read(LogCursor cursor, Func<HashSet<long>> seen)
    {
        try
        {
            using var file = RegularFile.OpenRead(cursor.Path);
            var from = cursor.Base > 0 && (MarkAt(file, cursor.Base) is not { } mark || mark != cursor.BaseHash) ? 0 : cursor.Base;
            var last = from;
            var messages = new List<LoggedMessage>();
            var (lines, foreign) = (0, 0);
            Lines(file, from, (line, end, isWhole) =>
            {
                var message = SessionLine.Read(line, out var isJson);
                if (!isWhole && !isJson) return; // still being written
                (lines, last) = (lines + 1, end);
                if (!isJson) foreign++;
                if (message is not null) messages.Add(new(message, HashOf(message), end));
            });
            var isOwn = cursor.IsOwn || from == 0 && messages is [var first, ..] && first.Message.Text.Contains(SessionText.OwnMark, StringComparison.Ordinal);
            if (from == cursor.Base && !cursor.IsFiltered && messages.Count >= cursor.Learned.Count && messages.Select(m => m.Hash).Take(cursor.Learned.Count).SequenceEqual(cursor.Learned)) return new(messages, cursor.Learned.Count, false, isOwn, lines, foreign, from, last);
            var known = seen();
            return new([.. messages.Where(m => !known.Contains(m.Hash))], 0, true, isOwn, lines, foreign, from, last);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw SystemError.From(e, $"{cursor.Path} can't be read");
        }
    }

    /// <summary>A hash of what stands before a place of a log, by which one that was written anew is told.</summary>
    /// <returns>Null when the log has become shorter than that.</returns>
    /// <exception cref="MemUException">It can't be read.</exception>
    public static string? MarkOf(string log, long place)
    {
        try
        {
            using var file = RegularFile.OpenRead(log);
            return MarkAt(file, place);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw SystemError.From(e, $"{log} can't be read");
        }
    }

    private static string? MarkAt(FileStream file, long place)
    {
        if (file.Length < place) return null;
        var bytes = new byte[Math.Min(place, Marked)];
        file.Position = place - bytes.Length;
        file.ReadExactly(bytes);
        return Convert.ToHexStringLower(XxHash64.Hash(bytes));
    }

    private static void Lines(FileStream file, long from, Action<ReadOnlyMemory<byte>, long, bool> each)
    {
        file.Position = from;
        var (end, buffer, filled, start, isTooLong) = (file.Length, new byte[Part], 0, from, false);
        while (true)
        {
            if (filled == buffer.Length)
            {
                if (buffer.Length >= LongestLine) (isTooLong, start, filled) = (true, start + filled, 0);
                else Array.Resize(ref buffer, buffer.Length * 2);
            }
            var read = file.Read(buffer, filled, (int)Math.Min(buffer.Length - filled, Math.Max(0, end - start - filled)));
            if (read <= 0) break;
            var searched = filled;
            filled += read;
            var at = 0;
            for (int feed; (feed = buffer.AsSpan(searched, filled - searched).IndexOf((byte)'\n')) >= 0;)
            {
                var stop = searched + feed;
                if (!isTooLong && stop > at) each(buffer.AsMemory(at, stop - at), start + stop + 1, true);
                (isTooLong, at, searched) = (false, stop + 1, stop + 1);
            }
            buffer.AsSpan(at, filled - at).CopyTo(buffer);
            (start, filled) = (start + at, filled - at);
        }
        if (filled > 0 && !isTooLong) each(buffer.AsMemory(0, filled), start + filled, false);
    }

    private static long HashOf(SessionMessage message) => unchecked((long)XxHash64.HashToUInt64(Encoding.UTF8.GetBytes($"{message.Role}\0{message.At?.ToUnixTimeMilliseconds()}\0{message.Text}")));
}
