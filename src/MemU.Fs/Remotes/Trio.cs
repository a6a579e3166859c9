using MemU.Fs.History;
using MemU.Fs.Markdown;
using MemU.Fs.Model;

namespace MemU.Fs.Remotes;

/// <summary>A file of one side: where it lies and git's id of its bytes.</summary>
internal sealed record SideFile(string Path, string Blob);

/// <summary>One memory (or other file) as both sides came from it and as each has it; null where a side has none.</summary>
internal sealed record Trio(SideFile? Start, SideFile? Ours, SideFile? Theirs);

/// <summary>Finds which files of two sides are the same memory: by path, by id through renames, by content, and by what two machines learned alike.</summary>
internal sealed class Trios(Func<string, byte[]?> read)
{
    private const int MostCompared = 1_000;
    private readonly Dictionary<string, string?> _ids = new(StringComparer.Ordinal);

    /// <summary>Every file that one of the sides changed, with its counterparts.</summary>
    public List<Trio> Of(IReadOnlyList<TreeDelta> ourDeltas, IReadOnlyList<TreeDelta> theirDeltas)
    {
        Dictionary<string, string> start = new(StringComparer.Ordinal), ours = new(StringComparer.Ordinal), theirs = new(StringComparer.Ordinal);
        var (mine, other) = (ourDeltas.ToDictionary(d => d.Path, StringComparer.Ordinal), theirDeltas.ToDictionary(d => d.Path, StringComparer.Ordinal));
        foreach (var path in mine.Keys.Union(other.Keys))
        {
            var (a, b) = (mine.GetValueOrDefault(path), other.GetValueOrDefault(path));
            var before = a is null ? b!.OldBlobId : a.OldBlobId;
            if (before is not null) start[path] = before;
            if ((a is null ? before : a.NewBlobId) is { } x) ours[path] = x;
            if ((b is null ? before : b.NewBlobId) is { } y) theirs[path] = y;
        }
        var (ourOf, theirOf) = (Follow(start, ours), Follow(start, theirs));
        var trios = start.Select(s => new Trio(new(s.Key, s.Value), File(ours, ourOf.GetValueOrDefault(s.Key)), File(theirs, theirOf.GetValueOrDefault(s.Key)))).ToList();
        var (newOurs, newTheirs) = (New(ours, ourOf), New(theirs, theirOf));
        trios.AddRange(Pair(newOurs, newTheirs));
        return [.. trios.OrderBy(t => (t.Ours ?? t.Theirs ?? t.Start)!.Path, StringComparer.Ordinal)];
    }

    /// <summary>Where each file of the start lies on a side.</summary>
    private Dictionary<string, string> Follow(Dictionary<string, string> start, Dictionary<string, string> side)
    {
        var found = new Dictionary<string, string>(StringComparer.Ordinal);
        var fresh = side.Where(f => !start.ContainsKey(f.Key)).ToList();
        var byId = fresh.Where(f => Id(f.Key, f.Value) is not null).GroupBy(f => Id(f.Key, f.Value)!, StringComparer.Ordinal).Where(g => g.Count() == 1).ToDictionary(g => g.Key, g => g.First().Key, StringComparer.Ordinal);
        var gone = new List<KeyValuePair<string, string>>();
        foreach (var (path, blob) in start)
        {
            var (id, stays) = (Id(path, blob), side.TryGetValue(path, out var now));
            var moved = id is not null && (!stays || Id(path, now!) is { } other && other != id) && byId.TryGetValue(id, out var to) ? to : null;
            if (moved is not null) found[path] = moved;
            else if (stays) found[path] = path;
            else gone.Add(new(path, blob));
        }
        var left = fresh.Where(f => !found.ContainsValue(f.Key)).ToList();
        foreach (var (path, blob) in gone.ToList())
            if (left.FindIndex(f => f.Value == blob) is var same and >= 0)
            {
                found[path] = left[same].Key;
                left.RemoveAt(same);
                gone.RemoveAll(g => g.Key == path);
            }
        Resemble(gone, left, found);
        return found;
    }

    /// <summary>Files without an id that were renamed and edited: more than half of the text is the same.</summary>
    private void Resemble(List<KeyValuePair<string, string>> gone, List<KeyValuePair<string, string>> left, Dictionary<string, string> found)
    {
        var deltas = gone.Where(g => IsText(g.Key) && Id(g.Key, g.Value) is null).Select(g => new TreeDelta(TreeDeltaKind.Deleted, g.Key, g.Value, null)).ToList();
        if (deltas.Count == 0 || left.Count > MostCompared) return;
        var finder = new RenameFinder(read, null);
        foreach (var (path, blob) in left.Where(f => IsText(f.Key) && Id(f.Key, f.Value) is null))
            if (finder.Source(blob, deltas) is { } from)
            {
                found[from.Path] = path;
                deltas.Remove(from);
            }
    }

    /// <summary>What both sides have that the start had not: the same id, or one path and nothing that says it is not the same memory.</summary>
    private IEnumerable<Trio> Pair(Dictionary<string, string> ours, Dictionary<string, string> theirs)
    {
        var byId = theirs.Where(f => Id(f.Key, f.Value) is not null).GroupBy(f => Id(f.Key, f.Value)!, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.First().Key, StringComparer.Ordinal);
        var left = new Dictionary<string, string>(theirs, StringComparer.Ordinal);
        foreach (var (path, blob) in ours)
        {
            var id = Id(path, blob);
            var same = id is not null && byId.TryGetValue(id, out var by) && left.ContainsKey(by) ? by : null;
            if (same is null && left.TryGetValue(path, out var there) && (id is null || Id(path, there) is not { } other || other == id || SayTheSame(path, blob, there))) same = path;
            if (same is not null) left.Remove(same, out _);
            yield return new(null, new(path, blob), same is null ? null : new(same, theirs[same]));
        }
        foreach (var (path, blob) in left) yield return new(null, null, new(path, blob));
    }

    private bool SayTheSame(string path, string a, string b)
    {
        if (read(a) is not { } x || read(b) is not { } y) return false;
        var (mine, other) = (MemoryDocument.Parse(MemoryPath.FromListing(path), x).ToItem(), MemoryDocument.Parse(MemoryPath.FromListing(path), y).ToItem());
        string Key(MemoryItem item) => TextKey.Statement(item.Sources.Count > 0 ? item.Sources[0].Author : null, item.Summary);
        return mine.Type == other.Type && mine.Summary.Length > 0 && mine.Scope.Equals(other.Scope) && Key(mine) == Key(other);
    }

    private string? Id(string path, string blob)
    {
        if (!IsText(path)) return null;
        if (!_ids.TryGetValue(blob, out var id)) _ids[blob] = id = read(blob) is { } bytes ? MemoryIdentity.Of(bytes) : null;
        return id;
    }

    private static bool IsText(string path) => path.EndsWith(".md", StringComparison.OrdinalIgnoreCase);

    private static SideFile? File(Dictionary<string, string> side, string? path) => path is null ? null : new(path, side[path]);

    private static Dictionary<string, string> New(Dictionary<string, string> side, Dictionary<string, string> followed)
    {
        var taken = followed.Values.ToHashSet(StringComparer.Ordinal);
        return side.Where(f => !taken.Contains(f.Key)).ToDictionary(f => f.Key, f => f.Value, StringComparer.Ordinal);
    }
}
