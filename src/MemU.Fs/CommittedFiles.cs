using MemU.Fs.Files;
using MemU.Fs.History;

namespace MemU.Fs;

/// <summary>What HEAD holds, looked up file by file, or all at once where many are asked for.</summary>
internal sealed class CommittedFiles(GitHistory? history, bool many)
{
    private readonly string? _head = history?.Head;
    private Dictionary<string, string>? _all;

    /// <summary>git's id of a file's bytes in HEAD; null when HEAD has no such file.</summary>
    public string? BlobOf(string path) =>
        _head is null ? null : many ? Load().GetValueOrDefault(path) : history!.BlobIdAt(path);

    /// <summary>Every file of HEAD.</summary>
    public IReadOnlyDictionary<string, string> All() => Load();

    /// <summary>How a file with these bytes stands to HEAD.</summary>
    public TreeFlags FlagsOf(string path, string blob)
    {
        if (history is null) return TreeFlags.None;
        var committed = BlobOf(path);
        return committed == blob ? TreeFlags.None : committed is null && history.IsIgnored(path) ? TreeFlags.Ignored : TreeFlags.Uncommitted;
    }

    private Dictionary<string, string> Load() => _all ??= _head is null ? [] : history!.Files().ToDictionary(f => f.Path, f => f.BlobId, StringComparer.Ordinal);
}
