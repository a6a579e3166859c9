using MemU.Fs.Files;
using MemU.Fs.Model;

namespace MemU.Fs;

/// <summary>Collects what changes in a manifest, folder by folder, and hands it over at once.</summary>
internal sealed class FolderChanges(TreeManifest manifest)
{
    private readonly Dictionary<string, Dictionary<string, TreeEntry>> _files = new(StringComparer.Ordinal);

    /// <summary>True when something has changed.</summary>
    public bool Any { get; private set; }

    /// <summary>Notes a file as it is now.</summary>
    public void Put(MemoryPath path, TreeEntry entry) => FilesOf(path.Parent.Value)[path.Name] = entry;

    /// <summary>Notes that a file is gone; while HEAD still has it, that is kept in mind.</summary>
    public void Remove(MemoryPath path, string? committed)
    {
        var files = FilesOf(path.Parent.Value);
        if (committed is null) files.Remove(path.Name);
        else files[path.Name] = new(path.Name, 0, 0, committed, TreeFlags.Deleted);
    }

    /// <summary>HEAD has another version of a file (or none) than it had: its flags follow.</summary>
    public void Reflag(MemoryPath path, string? committed)
    {
        var files = FilesOf(path.Parent.Value);
        if (!files.TryGetValue(path.Name, out var entry)) return;
        if (entry.Is(TreeFlags.Deleted))
        {
            if (committed is null) files.Remove(path.Name);
            return;
        }
        var flags = entry.Flags & ~(TreeFlags.Uncommitted | TreeFlags.Ignored);
        files[path.Name] = entry with { Flags = committed == entry.BlobId ? flags : flags | TreeFlags.Uncommitted };
    }

    /// <summary>What git ignores below a folder has changed: files that HEAD does not have are judged anew.</summary>
    public void Recheck(MemoryPath below, CommittedFiles committed)
    {
        const TreeFlags judged = TreeFlags.Uncommitted | TreeFlags.Ignored;
        foreach (var folder in manifest.Folders().Concat(_files.Keys).Distinct().ToList())
        {
            if (!MemoryPath.FromListing(folder).IsWithin(below)) continue;
            var known = _files.GetValueOrDefault(folder)?.Values ?? (IEnumerable<TreeEntry>?)manifest.Record(folder)?.Flagged(judged);
            foreach (var entry in known?.Where(e => e.Is(judged) && !e.Is(TreeFlags.Deleted)).ToList() ?? [])
            {
                var path = folder.Length == 0 ? entry.Name : $"{folder}/{entry.Name}";
                FilesOf(folder)[entry.Name] = entry with { Flags = entry.Flags & ~judged | committed.FlagsOf(path, entry.BlobId) };
            }
        }
    }

    /// <summary>Hands all changes to the manifest; a listed folder takes its new time, a gone one goes when nothing of it is kept in mind.</summary>
    public void Commit(IReadOnlyDictionary<string, long> listed)
    {
        foreach (var (folder, time) in listed)
            if (_files.ContainsKey(folder) || manifest.ModifiedOf(folder) != time) FilesOf(folder);
        foreach (var (folder, files) in _files)
        {
            var time = listed.GetValueOrDefault(folder, manifest.ModifiedOf(folder));
            if (time < 0 && files.Count == 0) manifest.Set(folder, null);
            else manifest.Set(folder, new(Math.Max(0, time), files));
            Any = true;
        }
    }

    private Dictionary<string, TreeEntry> FilesOf(string folder)
    {
        if (!_files.TryGetValue(folder, out var files))
            _files[folder] = files = new(manifest.Folder(folder)?.Files ?? new Dictionary<string, TreeEntry>(), StringComparer.Ordinal);
        return files;
    }
}
