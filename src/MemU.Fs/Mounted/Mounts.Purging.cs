using MemU.Fs.Files;
using MemU.Fs.History;
using MemU.Fs.Model;

namespace MemU.Fs.Mounted;

/// <summary>What is asked of mounted sources when the index is made anew and when something is purged.</summary>
internal sealed partial class Mounts
{
    private ((DateTime, long) At, PurgedBlobs? Blobs) _purged;

    /// <summary>The sources that can't be read now and of which something is known.</summary>
    public IReadOnlyList<Mount> Away(TreeManifest known) => [.. List(known).Where(m => !ManifestOf(m.Page).IsEmpty && FilesOf(m, null)?.Missing(ManifestOf(m.Page), isAsked: false) is not null)];

    /// <summary>Forgets what is known of all sources but some: they are read anew.</summary>
    public void Forget(IReadOnlyList<Mount> except)
    {
        var stay = except.Select(m => FileOf(m.Page)).ToHashSet(StringComparer.Ordinal);
        foreach (var (page, manifest) in _manifests.Where(m => !stay.Contains(FileOf(MemoryPath.FromListing(m.Key)))).ToList())
        {
            manifest.Dispose();
            _manifests.Remove(page);
        }
        foreach (var file in Kept().Where(f => !stay.Contains(f)).ToList()) File.Delete(file);
    }

    /// <summary>A file's bytes as they lie in the source; null when it is not there or can't be read.</summary>
    public byte[]? BytesOf(Mount mount, string relative)
    {
        try
        {
            return FilesOf(mount, null)?.Read(relative);
        }
        catch (MemUException)
        {
            return null; // the comparison tells that
        }
    }

    /// <summary>Whether the memory has purged what a file of a source holds.</summary>
    public bool IsPurged(Mount mount, string relative) => FilesOf(mount, null) is { } files && BytesOf(mount, relative) is { } bytes && files.Purged.Ids.Contains(GitHistory.BlobId(bytes));

    private MountedFiles? WithPurged(MountedFiles? files)
    {
        var info = new FileInfo(tree.Absolute(Purge.Tombstones));
        var at = info.Exists ? (info.LastWriteTimeUtc, info.Length) : default;
        if (_purged.Blobs is null || _purged.At != at) _purged = (at, PurgedBlobs.Of(tree));
        if (files is not null) files.Purged = _purged.Blobs;
        return files;
    }
}
