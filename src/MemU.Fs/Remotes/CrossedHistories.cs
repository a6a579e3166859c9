using MemU.Fs.History;
using MemU.Fs.Model;

namespace MemU.Fs.Remotes;

/// <summary>
/// What two histories have in common that crossed, each having merged the other: their newest shared commits merged in memory, as git's recursive
/// strategy does. With one of them alone, what the other brought and a side took back since would count as never having been there.
/// A file that the shared commits could not agree on is in none of it: what the sides have of it is then judged without a start.
/// </summary>
internal sealed class CrossedHistories(GitHistory history, HashSet<string> purged)
{
    private const int MostMerges = 64;

    private readonly Dictionary<string, byte[]> _made = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Dictionary<string, string>> _known = new(StringComparer.Ordinal);
    private int _merges;

    /// <summary>A blob's bytes, one that was made here included.</summary>
    public byte[]? Read(string blob) => _made.GetValueOrDefault(blob) ?? history.ReadBlob(blob);

    /// <summary>The files of a commit: path and blob.</summary>
    public Dictionary<string, string> Files(string commit) => history.Files(commit).ToDictionary(f => f.Path, f => f.BlobId, StringComparer.Ordinal);

    /// <summary>The files that commits have in common with each other: path and blob.</summary>
    public Dictionary<string, string> Common(IReadOnlyList<string> commits)
    {
        if (commits.Count == 0) return [];
        var key = string.Join(' ', commits);
        if (_known.TryGetValue(key, out var known)) return known;
        var files = Files(commits[0]);
        for (var i = 1; i < commits.Count; i++)
        {
            // nobody's machines cross so often; with no start nothing is lost, and what differs is kept twice
            if (++_merges > MostMerges) return [];
            files = Merge(Common(Before(commits.Take(i), commits[i])), files, Files(commits[i]));
        }
        return _known[key] = files;
    }

    /// <summary>What differs between two listings.</summary>
    public static List<TreeDelta> Changes(Dictionary<string, string> from, Dictionary<string, string> to) =>
    [
        .. from.Where(f => !to.ContainsKey(f.Key)).Select(f => new TreeDelta(TreeDeltaKind.Deleted, f.Key, f.Value, null)),
        .. to.Where(f => from.GetValueOrDefault(f.Key) != f.Value).Select(f => new TreeDelta(from.ContainsKey(f.Key) ? TreeDeltaKind.Modified : TreeDeltaKind.Added, f.Key, from.GetValueOrDefault(f.Key), f.Value)),
    ];

    /// <summary>The newest commits that one shares with any of the others.</summary>
    private List<string> Before(IEnumerable<string> merged, string next)
    {
        var all = merged.SelectMany(m => history.MergeBases(m, next)).Distinct(StringComparer.Ordinal).ToList();
        return all.FindAll(c => !all.Exists(l => l != c && history.IsBefore(c, l)));
    }

    private Dictionary<string, string> Merge(Dictionary<string, string> start, Dictionary<string, string> ours, Dictionary<string, string> theirs)
    {
        var (ourDeltas, theirDeltas) = (Changes(start, ours), Changes(start, theirs));
        var merge = new TreeMerge(Read, MergePreference.Both);
        merge.Run(ourDeltas, theirDeltas, ours.Keys, purged);
        var files = new Dictionary<string, string>(ours, StringComparer.Ordinal);
        foreach (var delta in ourDeltas.Concat(theirDeltas)) files.Remove(delta.Path);
        foreach (var file in merge.Files) files[file.Path] = Keep(file.Bytes);
        foreach (var (page, bytes) in merge.Pages)
            if (bytes is not null) files[page.Value] = Keep(bytes);
        foreach (var (path, copy) in merge.Conflicts)
        {
            files.Remove(path);
            files.Remove(copy);
        }
        return files;
    }

    private string Keep(byte[] bytes)
    {
        var blob = GitHistory.BlobId(bytes);
        _made[blob] = bytes;
        return blob;
    }
}
