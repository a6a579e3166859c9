using System.Text;
using MemU.Fs.History;
using MemU.Fs.Markdown;
using MemU.Fs.Markdown.Merging;
using MemU.Fs.Model;

namespace MemU.Fs.Remotes;

/// <summary>A file as it is after the merge.</summary>
/// <param name="Trio">Where it comes from.</param>
/// <param name="Path">Where it lies.</param>
/// <param name="Bytes">What it holds.</param>
internal sealed record MergedFile(Trio Trio, string Path, byte[] Bytes);

/// <summary>
/// Merges two trees file by file, without writing anything: the result is a list of files, what could not be merged is kept whole on both sides.
/// Pages that the program writes are only named here; they are made from the merged memories.
/// </summary>
/// <param name="read">A blob's bytes by its id.</param>
/// <param name="prefer">Whose text stays where both changed one place.</param>
internal sealed class TreeMerge(Func<string, byte[]?> read, MergePreference prefer)
{
    private HashSet<string> _purged = [];
    private PathSet _paths = new();

    /// <summary>The files that are there after the merge, among those that a side changed.</summary>
    public List<MergedFile> Files { get; } = [];

    /// <summary>Pages of the program's own, with what to make them from.</summary>
    public Dictionary<MemoryPath, byte[]?> Pages { get; } = [];

    /// <summary>What was kept on both sides: the memory, and the other side's version beside it.</summary>
    public List<(string Path, string Copy)> Conflicts { get; } = [];

    /// <summary>What people should know.</summary>
    public List<string> Notes { get; } = [];

    /// <summary>Merges.</summary>
    /// <param name="ourDeltas">What our side changed.</param>
    /// <param name="theirDeltas">What theirs changed.</param>
    /// <param name="ourPaths">Every path of our tree.</param>
    /// <param name="purged">The blobs that must not come back.</param>
    public void Run(IReadOnlyList<TreeDelta> ourDeltas, IReadOnlyList<TreeDelta> theirDeltas, IEnumerable<string> ourPaths, HashSet<string> purged)
    {
        _purged = purged;
        _paths = new();
        foreach (var path in ourPaths) _paths.Add(path);
        var trios = new Trios(read).Of(ourDeltas, theirDeltas);
        foreach (var trio in trios)
            if (trio.Ours is { } ours) _paths.Remove(ours.Path);
        // what lies on our side first: a newcomer gives way
        foreach (var trio in trios.OrderBy(t => t.Ours is null)) Merge(trio);
        DropTwins();
        Relink();
    }

    private void Merge(Trio trio)
    {
        var (start, ours, theirs) = (trio.Start, Living(trio.Ours), Living(trio.Theirs));
        var purged = ours != trio.Ours || theirs != trio.Theirs;
        var any = (ours ?? theirs ?? start)!;
        if (IsPage(trio, ours, theirs))
        {
            Page(trio, ours, theirs);
            return;
        }
        if (purged && theirs != trio.Theirs) Notes.Add($"{trio.Theirs!.Path} was purged here; the remote's history still has it, and it was not taken back");
        if (ours is null && theirs is null) return;
        if (ours is null || theirs is null)
        {
            if (start is not null && !purged)
            {
                if (any.Blob == start.Blob && any.Path == start.Path) return;
                Notes.Add($"{any.Path} was removed {(ours is null ? "here" : "on the remote")} and changed {(ours is null ? "there" : "here")}; it is kept as changed");
            }
            Put(trio, any.Path, Bytes(any));
            return;
        }
        var path = PathOf(start, ours, theirs);
        if (ours.Blob == theirs.Blob || start is not null && theirs.Blob == start.Blob) Put(trio, path, Bytes(ours));
        else if (start is not null && ours.Blob == start.Blob) Put(trio, path, Bytes(theirs));
        else if (Content(path, start is null ? null : read(start.Blob), Bytes(ours), Bytes(theirs)) is { } merged) Put(trio, path, merged);
        else KeepBoth(trio, path, ours, theirs);
    }

    private SideFile? Living(SideFile? file) => file is not null && _purged.Contains(file.Blob) ? null : file;

    private byte[] Bytes(SideFile file) => read(file.Blob) ?? throw new MemUException(MemUErrorKind.System, $"the repository lacks the content {file.Blob[..10]} of {file.Path}; `git fsck` tells more.");

    /// <summary>Where a memory lies when sides moved it: where the one that moved it put it; where both did, or made it, the shorter path.</summary>
    private string PathOf(SideFile? start, SideFile ours, SideFile theirs)
    {
        if (ours.Path == theirs.Path || start is not null && theirs.Path == start.Path) return ours.Path;
        if (start is null || ours.Path != start.Path)
        {
            var kept = theirs.Path.Length != ours.Path.Length ? theirs.Path.Length < ours.Path.Length : string.CompareOrdinal(theirs.Path, ours.Path) < 0;
            if (start is not null) Notes.Add($"{start.Path} was moved to {ours.Path} here and to {theirs.Path} on the remote; it lies at {(kept ? theirs.Path : ours.Path)}");
            return kept && !_paths.IsTaken(theirs.Path) ? theirs.Path : ours.Path;
        }
        return _paths.IsTaken(theirs.Path) ? ours.Path : theirs.Path;
    }

    private byte[]? Content(string path, byte[]? start, byte[] ours, byte[] theirs)
    {
        var at = MemoryPath.FromListing(path);
        if (path == Purge.Tombstones.Value) return Union(ours, theirs, byTime: true);
        if (at.Extension == ".md") return new DocumentMerge(at, Lines, prefer).Run(start, ours, theirs);
        var conflicts = new List<MergeConflict>();
        var isText = ours.AsSpan().IndexOf((byte)0) < 0 && theirs.AsSpan().IndexOf((byte)0) < 0 && !path.StartsWith("resources/", StringComparison.Ordinal);
        if (isText && start is not null && GitHistory.Merge(start, ours, theirs, conflicts) is { } merged) return merged;
        if (at.Name is ".gitignore" or ".gitattributes") return Union(ours, theirs, byTime: false);
        return prefer switch { MergePreference.Ours => ours, MergePreference.Theirs => theirs, _ => null };
    }

    private static string? Lines(string start, string ours, string theirs) =>
        GitHistory.Merge(Utf8Text.Encode(start, false), Utf8Text.Encode(ours, false), Utf8Text.Encode(theirs, false), new List<MergeConflict>()) is { } merged ? Utf8Text.Decode(merged) : null;

    private static byte[] Union(byte[] ours, byte[] theirs, bool byTime)
    {
        List<string> Of(byte[] bytes) => [.. Encoding.UTF8.GetString(bytes).Split('\n').Select(l => l.TrimEnd('\r')).Where(l => !byTime || l.Length > 0)];
        var lines = Of(ours);
        var had = lines.ToHashSet(StringComparer.Ordinal);
        if (lines is [.., ""]) lines.RemoveAt(lines.Count - 1);
        lines.AddRange(Of(theirs).Where(l => l.Length > 0 && had.Add(l)));
        if (byTime) lines = [.. lines.OrderBy(l => l.IndexOf(' ', StringComparison.Ordinal) is var at and > 0 ? l[at..] : "", StringComparer.Ordinal).ThenBy(l => l, StringComparer.Ordinal)];
        return Encoding.UTF8.GetBytes(string.Concat(lines.Select(l => l + "\n")));
    }

    private void KeepBoth(Trio trio, string path, SideFile ours, SideFile theirs)
    {
        Put(trio with { Theirs = null }, path, Bytes(ours));
        var copy = _paths.Free(path, ConflictCopy.Mark(theirs.Blob));
        var bytes = ConflictCopy.Make(MemoryPath.FromListing(path), MemoryPath.FromListing(copy), Bytes(theirs), theirs.Blob);
        Put(new(null, null, theirs), copy, bytes);
        Conflicts.Add((path, copy));
    }

    /// <summary>Where both sides had this conflict already, each has the other's version beside its own: no version stays twice, nor beside itself.</summary>
    private void DropTwins()
    {
        foreach (var conflict in Conflicts.ToList())
        {
            if (Files.Find(f => f.Path == conflict.Path) is not { } path || Files.Find(f => f.Path == conflict.Copy) is not { } copy) continue; // its name was taken
            var won = ConflictCopy.Make(MemoryPath.FromListing(path.Path), MemoryPath.FromListing(copy.Path), path.Bytes, GitHistory.BlobId(path.Bytes));
            var beside = Files.FindAll(f => f != copy && f != path && ConflictCopy.IsBeside(path.Path, f.Path));
            foreach (var twin in beside.Where(f => Same(f.Bytes, won))) Drop(twin);
            if (beside.Find(f => Same(f.Bytes, copy.Bytes)) is not { } had) continue;
            Drop(copy);
            Conflicts[Conflicts.IndexOf(conflict)] = (path.Path, had.Path);
        }
    }

    private void Drop(MergedFile file)
    {
        Files.Remove(file);
        _paths.Remove(file.Path);
    }

    private static bool Same(byte[] a, byte[] b) => a.AsSpan().SequenceEqual(b);

    private void Put(Trio trio, string path, byte[] bytes)
    {
        if (_paths.IsTaken(path))
        {
            var side = (trio.Theirs ?? trio.Ours)!;
            var free = _paths.Free(path, MemoryIdentity.Of(bytes) is { Length: > 8 } id ? id[^8..] : side.Blob[..8]);
            Notes.Add($"{path} is another memory on the remote; that one is kept as {free}");
            path = free;
        }
        _paths.Add(path);
        Files.Add(new(trio, path, bytes));
    }

    private bool IsPage(Trio trio, SideFile? ours, SideFile? theirs) =>
        (trio.Start ?? trio.Ours ?? trio.Theirs)!.Path is var path && (path.EndsWith("README.md", StringComparison.Ordinal) || path.EndsWith("index.md", StringComparison.Ordinal)) &&
        new[] { ours, theirs }.OfType<SideFile>().All(f => f.Path == path && FileChanges.IsGenerated(MemoryPath.FromListing(path), read(f.Blob)));

    /// <summary>A page is made anew from the memories; its title and description are those of the side that changed it.</summary>
    private void Page(Trio trio, SideFile? ours, SideFile? theirs)
    {
        var path = (trio.Start ?? trio.Ours ?? trio.Theirs)!.Path;
        var gone = trio.Start is not null && (ours is null || theirs is null);
        var from = ours is null || trio.Start is not null && ours.Blob == trio.Start.Blob ? theirs ?? ours : ours;
        if (!gone && from is not null) _paths.Add(path);
        Pages[MemoryPath.FromListing(path)] = gone || from is null ? null : Bytes(from);
    }

    /// <summary>Links that a side wrote lead to where its files lie now.</summary>
    private void Relink()
    {
        Dictionary<string, string> Moves(Func<Trio, SideFile?> side) =>
            Files.Where(f => side(f.Trio) is { } had && had.Path != f.Path && !Conflicts.Exists(c => c.Copy == f.Path)).GroupBy(f => side(f.Trio)!.Path).ToDictionary(g => g.Key, g => g.First().Path, StringComparer.Ordinal);
        var (ours, theirs) = (Moves(t => t.Ours), Moves(t => t.Theirs));
        if (ours.Count + theirs.Count == 0) return;
        var there = Files.Select(f => f.Path).ToHashSet(StringComparer.Ordinal);
        var gone = ours.Concat(theirs).Where(m => !there.Contains(m.Key) && !_paths.IsTaken(m.Key)).GroupBy(m => m.Key).ToDictionary(g => g.Key, g => g.First().Value, StringComparer.Ordinal);
        var (fromTheirs, fromAny) = (new LinkMoves(theirs), new LinkMoves(gone));
        for (var i = 0; i < Files.Count; i++)
        {
            var file = Files[i];
            var onlyTheirs = file.Trio.Theirs is not null && (file.Trio.Ours is null || file.Trio.Ours.Blob == file.Trio.Start?.Blob);
            Files[i] = file with { Bytes = (onlyTheirs ? fromTheirs : fromAny).Apply(MemoryPath.FromListing(file.Path), file.Bytes) };
        }
    }
}
