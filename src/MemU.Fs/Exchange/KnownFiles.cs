using System.Text;
using MemU.Fs.History;
using MemU.Fs.Markdown;
using MemU.Fs.Model;

namespace MemU.Fs.Exchange;

/// <summary>What the memory has already of what is imported: the same bytes, an id wherever its file is by now, or an earlier version of a file that was changed here since.</summary>
internal sealed class KnownFiles(OpenTree open)
{
    private readonly Dictionary<string, MemoryPath?> _ids = new(StringComparer.Ordinal);
    private readonly HashSet<string> _purged = Purged(open);

    /// <summary>Looks up many ids at once.</summary>
    public void Find(IEnumerable<string> ids)
    {
        var missing = ids.Where(i => i.Length > 0 && !_ids.ContainsKey(i)).Distinct().ToList();
        if (missing.Count == 0) return;
        var hits = open.Index.FindKeys([.. missing.Select(i => $"id={i}")], null).Select(h => (Id: h.Key["id=".Length..], Path: MemoryPath.FromListing(h.Path))).Where(h => open.Tree.Exists(h.Path)).GroupBy(h => h.Id).ToDictionary(g => g.Key, g => g.Min(h => h.Path), StringComparer.Ordinal);
        foreach (var id in missing) _ids[id] = hits.TryGetValue(id, out var path) ? path : null;
    }

    /// <summary>The file that has an id; null when none has.</summary>
    public MemoryPath? PathOf(string id)
    {
        Find([id]);
        return _ids.GetValueOrDefault(id);
    }

    /// <summary>True for an id that was looked up and found; safe for several threads as long as nobody looks up more.</summary>
    public bool IsKnown(string id) => _ids.GetValueOrDefault(id) is not null;

    /// <summary>Remembers where an id is now; a later file of the same import meets it.</summary>
    public void Add(MemoryPath path, string id) => _ids[id] = path;

    /// <summary>The bytes that lie at a path, or are planned to.</summary>
    public byte[]? Read(Plan plan, MemoryPath path) => plan.Files.GetValueOrDefault(path) ?? plan.Unversioned.GetValueOrDefault(path) ?? open.Tree.Read(path);

    /// <summary>Why the file at a path counts as the one that comes; null when it doesn't.</summary>
    public string? SameAs(Plan plan, MemoryPath path, Incoming file)
    {
        if (Read(plan, path) is { } now && IsSame(path, now, file)) return "";
        if (open.History is not { } history || !file.File.IsRecord && !file.Blobs.Any(b => history.ReadBlob(b) is not null)) return null;
        foreach (var entry in history.LogFollowing(path.Value, MemoryIdentity.Of, 1000))
            if (history.ReadAt(entry.Path ?? path.Value, entry.Commit) is { } then && IsSame(path, then, file)) return "changed here since it was imported";
        return null;
    }

    /// <summary>True when what comes was purged here.</summary>
    public bool IsPurged(Incoming file) => file.Blobs.Any(_purged.Contains);

    private static bool IsSame(MemoryPath path, byte[] bytes, Incoming file) => file.File.IsRecord
        ? MemoryDocument.Parse(path, bytes).Body.Trim() == MemoryDocument.Parse(path, file.Bytes).Body.Trim()
        : file.Blobs.Contains(GitHistory.BlobId(bytes));

    private static HashSet<string> Purged(OpenTree open) =>
        Purge.Ids(Encoding.UTF8.GetString(open.Tree.Read(Purge.Tombstones) ?? []));
}
