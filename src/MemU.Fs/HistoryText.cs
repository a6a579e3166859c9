using MemU.Fs.History;
using MemU.Fs.Model;

namespace MemU.Fs;

/// <summary>From the commits of history to what callers see.</summary>
internal static class HistoryText
{
    public static LogView View(LogEntry entry)
    {
        string? Trailer(string key) => entry.Trailers.Where(t => t.Key == key).Select(t => t.Value).FirstOrDefault();
        return new()
        {
            Commit = entry.Commit,
            Author = entry.Author,
            When = entry.When,
            Subject = entry.Subject,
            Sources = [.. entry.Trailers.Where(t => t.Key == CommitMessage.Source).Select(t => t.Value)],
            Paths = entry.Paths,
            Reason = Trailer(CommitMessage.Reason),
            Session = Trailer(CommitMessage.Session),
            Path = entry.Path,
            RenamedFrom = entry.RenamedFrom,
        };
    }
}
