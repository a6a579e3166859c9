namespace MemU.Fs.Mount.WebDav;

/// <summary>
/// What macOS writes beside the files of a foreign drive (<c>._name</c>, <c>.DS_Store</c>). It is taken, for else its file manager calls the whole copy failed,
/// and kept in memory within bounds, so nothing of it comes into the tree.
/// </summary>
internal sealed class Sidecars(StringComparer names, TimeProvider clock)
{
    /// <summary>Bytes that one may have.</summary>
    public const int Largest = 1024 * 1024;

    private const int Most = 512, MostBytes = 16 * 1024 * 1024;

    private static readonly HashSet<string> Probes = new(StringComparer.OrdinalIgnoreCase)
    {
        ".metadata_never_index", ".metadata_never_index_unless_rootfs", ".metadata_direct_scope_only", ".ql_disablethumbnails", ".ql_disablecache",
        ".Spotlight-V100", ".TemporaryItems", ".Trashes", ".fseventsd", "desktop.ini", "Thumbs.db",
    };

    private readonly Lock _gate = new();
    private readonly Dictionary<string, (byte[] Content, DateTimeOffset Modified)> _files = new(names);

    /// <summary>True for the names that are kept here.</summary>
    public static bool IsOne(DavPath path) => !path.IsRoot && (path.Name.StartsWith("._", StringComparison.Ordinal) || path.Name.Equals(".DS_Store", StringComparison.OrdinalIgnoreCase));

    /// <summary>True for what systems look for in every folder and what is in none of a memory's: neither there nor to be made, and the tree isn't asked.</summary>
    public static bool IsProbe(DavPath path) => !path.IsRoot && Probes.Contains(path.Name);

    /// <summary>One that was written; null when it was not, or gave way.</summary>
    public (byte[] Content, DateTimeOffset Modified)? Find(DavPath path)
    {
        lock (_gate) return _files.TryGetValue(path.Text, out var file) ? file : null;
    }

    /// <summary>Keeps one; the oldest give way. True when it is new.</summary>
    public bool Put(DavPath path, byte[] content)
    {
        lock (_gate)
        {
            var isNew = !_files.Remove(path.Text);
            _files[path.Text] = (content, clock.GetUtcNow());
            while (_files.Count > Most || _files.Values.Sum(f => (long)f.Content.Length) > MostBytes) _files.Remove(_files.MinBy(f => f.Value.Modified).Key);
            return isNew;
        }
    }

    /// <summary>Removes one; false when there is none.</summary>
    public bool Remove(DavPath path)
    {
        lock (_gate) return _files.Remove(path.Text);
    }
}
