using MemU.Fs.Files;
using MemU.Fs.Model;

namespace MemU.Fs.Mounted;

/// <summary>The files of a mounted source, wherever they are kept; paths are relative to the source, with <c>/</c>.</summary>
internal abstract class MountedFiles(Mount mount) : IDisposable
{
    /// <summary>The largest file that is read.</summary>
    public const long MostBytes = 8 << 20;

    private static readonly HashSet<string> Documents = new(StringComparer.OrdinalIgnoreCase) { ".md", ".markdown", ".txt", ".text", ".log", ".json", ".jsonl", ".ndjson" };

    private readonly Glob[] _include = [.. mount.Include.Select(p => new Glob(p))], _exclude = [.. mount.Exclude.Select(p => new Glob(p))];

    protected Mount Mount => mount;

    /// <summary>What the memory has purged: a file whose bytes are these is not searched.</summary>
    public PurgedBlobs Purged { get; set; } = PurgedBlobs.None;

    /// <summary>What decides which files there are beside the files themselves: when it differs, all of them are judged anew.</summary>
    public virtual string Rules => string.Join('\n', [mount.Location, .. mount.Include, "-", .. mount.Exclude, .. Purged.Key.Length > 0 ? new[] { Purged.Key } : []]);

    /// <summary>Why the source can't be read now, for people; null when it can.</summary>
    /// <param name="known">What was known of it.</param>
    /// <param name="isAsked">Whether somebody asked for this comparison: then a single file that is gone from its folder counts as deleted.</param>
    public abstract string? Missing(TreeManifest known, bool isAsked);

    /// <summary>What differs from what is known.</summary>
    public abstract TreeChanges Compare(TreeManifest known, Freshness freshness, IReadOnlyCollection<string> also);

    /// <summary>The bytes of a file; null when it is gone.</summary>
    public abstract byte[]? Read(string path);

    /// <summary>Whether a file is not as it is known.</summary>
    public virtual bool IsStale(string path, TreeEntry? known) => false;

    /// <summary>What is passed over although it is there, a line each.</summary>
    public virtual IEnumerable<string> PassedOver(TreeManifest known) => [];

    /// <summary>Whether a file or one of its folders is left out.</summary>
    public bool LeavesOutTree(string path)
    {
        for (var slash = path.IndexOf('/', StringComparison.Ordinal); slash >= 0; slash = path.IndexOf('/', slash + 1))
            if (LeavesOut(path[..slash], isFolder: true)) return true;
        return LeavesOut(path, isFolder: false);
    }

    /// <summary>Whether a file or folder is left out; its parents are not asked.</summary>
    protected virtual bool LeavesOut(string path, bool isFolder)
    {
        var name = path[(path.LastIndexOf('/') + 1)..];
        if (name.StartsWith('.') || name == "node_modules" && isFolder) return true;
        if (!isFolder && (!Documents.Contains(Path.GetExtension(name)) || name.EndsWith('~'))) return true;
        if (_include.Length + _exclude.Length == 0) return false;
        var segments = path.Split('/');
        return Array.Exists(_exclude, g => g.Fits(segments, isFolder)) || !isFolder && _include.Length > 0 && !Array.Exists(_include, g => g.Fits(segments, isFolder: false));
    }

    /// <inheritdoc/>
    public virtual void Dispose()
    {
    }
}
