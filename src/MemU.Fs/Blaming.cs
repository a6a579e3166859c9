using System.Text;
using MemU.Fs.Files;
using MemU.Fs.History;
using MemU.Fs.Markdown;
using MemU.Fs.Model;

namespace MemU.Fs;

/// <summary>Tells of each line of a memory who wrote it, when, and from which message it was learned.</summary>
internal sealed class Blaming(GitHistory history, DiskTree tree)
{
    private readonly Dictionary<(string Commit, string Path), (LogEntry Entry, IReadOnlyList<SourceView> Sources)> _known = [];

    /// <summary>The lines of the file as it is now; those that differ from the current commit bear no commit.</summary>
    public IReadOnlyList<BlameView> Run(MemoryPath path)
    {
        var bytes = tree.Read(path) ?? throw new MemUException(MemUErrorKind.NotFound, $"there is no file '{path}' in the memory.");
        var origins = history.BlobIdAt(path.Value) is null ? [] : history.Blame(path.Value, null, MemoryIdentity.Of);
        var now = GitHistory.MapLines(history.ReadAt(path.Value), bytes);
        var lines = Encoding.UTF8.GetString(bytes).Split('\n');
        var views = new List<BlameView>();
        for (var i = 0; i < now.Count; i++)
        {
            var (number, text) = (i + 1, lines[i].TrimEnd('\r'));
            if (now[i] < 0)
            {
                views.Add(new() { Line = number, Text = text });
                continue;
            }
            var origin = origins[now[i]];
            var (entry, sources) = Origin(origin.Commit, origin.Path);
            views.Add(new() { Line = number, Text = text, Commit = entry.Commit, Author = entry.Author, When = entry.When, Subject = entry.Subject, Sources = sources });
        }
        return views;
    }

    /// <summary>The commit, and the messages that the memory names since then; where it names none, the sources of the whole commit.</summary>
    private (LogEntry Entry, IReadOnlyList<SourceView> Sources) Origin(string commit, string path)
    {
        if (_known.TryGetValue((commit, path), out var known)) return known;
        var entry = history.Describe(commit);
        var parent = history.ParentOf(commit);
        var had = parent is null ? [] : Sources(path, parent).ToHashSet();
        var sources = Sources(path, commit).Where(s => !had.Contains(s)).ToList();
        if (sources.Count == 0 && had.Count == 0) sources = [.. entry.Trailers.Where(t => t.Key == CommitMessage.Source && t.Value != path).Select(t => new SourceView(t.Value, null))];
        return _known[(commit, path)] = (entry, sources);
    }

    private IEnumerable<SourceView> Sources(string path, string commit) =>
        path.EndsWith(".md", StringComparison.OrdinalIgnoreCase) && history.ReadAt(path, commit) is { } bytes
            ? MemoryDocument.Parse(MemoryPath.FromListing(path), bytes).ToItem().Sources.Select(s => new SourceView(s.Resource, s.Anchor))
            : [];
}
