using System.Text;
using MemU.Fs.Files;

namespace MemU.Fs.Mounted;

/// <summary>What the memory has purged, as far as a mounted source may still have it: a document whose bytes are these is not searched.</summary>
/// <param name="Ids">git's ids of the purged bytes.</param>
/// <param name="Key">Differs where the ids do; empty for none.</param>
internal sealed record PurgedBlobs(IReadOnlySet<string> Ids, string Key)
{
    /// <summary>Nothing was purged.</summary>
    public static PurgedBlobs None { get; } = new(new HashSet<string>(), "");

    /// <summary>Reads <c>.memu/tombstones</c>.</summary>
    public static PurgedBlobs Of(DiskTree tree)
    {
        if (tree.Read(Purge.Tombstones) is not { Length: > 0 } bytes) return None;
        var ids = Purge.Ids(Encoding.UTF8.GetString(bytes));
        return ids.Count == 0 ? None : new(ids, Stamp.Of(string.Join('\n', ids.Order(StringComparer.Ordinal))));
    }
}
