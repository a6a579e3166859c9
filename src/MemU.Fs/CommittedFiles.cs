using MemU.Fs.Files;
using MemU.Fs.History;

namespace MemU.Fs;

/// <summary>What a commit holds, looked up file by file, or folder by folder where many are asked for: never more of it than is asked for.</summary>
internal sealed class CommittedFiles(GitHistory? history, string? head, bool many)
{
    private readonly Dictionary<string, Dictionary<string, string>> _folders = new(StringComparer.Ordinal);
    private Dictionary<string, string>? _all;

    /// <summary>git's id of a file's bytes in the commit; null when it has no such file.</summary>
    public string? BlobOf(string path) =>
        head is null ? null : _all is not null ? _all.GetValueOrDefault(path) : many ? Folder(path).GetValueOrDefault(path) : history!.BlobIdAt(path, head);

    /// <summary>Every file of the commit.</summary>
    public IReadOnlyDictionary<string, string> All() => Load();

    /// <summary>How a file with these bytes stands to the commit.</summary>
    public TreeFlags FlagsOf(string path, string blob)
    {
        if (history is null) return TreeFlags.None;
        var committed = BlobOf(path);
        return committed == blob ? TreeFlags.None : committed is null && history.IsIgnored(path) ? TreeFlags.Ignored : TreeFlags.Uncommitted;
    }

    private Dictionary<string, string> Folder(string path)
    {
        var folder = path[..Math.Max(0, path.LastIndexOf('/'))];
        if (!_folders.TryGetValue(folder, out var files))
            _folders[folder] = files = history!.Files(head, folder, deep: false).ToDictionary(f => f.Path, f => f.BlobId, StringComparer.Ordinal);
        return files;
    }

    private Dictionary<string, string> Load() => _all ??= head is null ? [] : history!.Files(head).ToDictionary(f => f.Path, f => f.BlobId, StringComparer.Ordinal);
}
