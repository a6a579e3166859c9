using MemU.Fs.Files;
using MemU.Fs.History;

namespace MemU.Fs;

/// <summary>What a commit holds, looked up file by file, or all at once where many are asked for.</summary>
internal sealed class CommittedFiles(GitHistory? history, string? head, bool many)
{
    private Dictionary<string, string>? _all;

    /// <summary>git's id of a file's bytes in the commit; null when it has no such file.</summary>
    public string? BlobOf(string path) =>
        head is null ? null : many ? Load().GetValueOrDefault(path) : history!.BlobIdAt(path, head);

    /// <summary>Every file of the commit.</summary>
    public IReadOnlyDictionary<string, string> All() => Load();

    /// <summary>How a file with these bytes stands to the commit.</summary>
    public TreeFlags FlagsOf(string path, string blob)
    {
        if (history is null) return TreeFlags.None;
        var committed = BlobOf(path);
        return committed == blob ? TreeFlags.None : committed is null && history.IsIgnored(path) ? TreeFlags.Ignored : TreeFlags.Uncommitted;
    }

    private Dictionary<string, string> Load() => _all ??= head is null ? [] : history!.Files(head).ToDictionary(f => f.Path, f => f.BlobId, StringComparer.Ordinal);
}
