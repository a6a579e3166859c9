using System.Diagnostics;
using MemU.Fs.Files;
using MemU.Fs.History;
using MemU.Fs.Index;
using MemU.Fs.Model;
using MemU.Fs.Mounted;
using Microsoft.Extensions.AI;

namespace MemU.Fs;

/// <summary>How the tree was compared with the index.</summary>
public enum Freshness
{
    /// <summary>Every file's size and time.</summary>
    Full,
    /// <summary>HEAD, folder times, and the hits themselves.</summary>
    Quick,
}

/// <summary>What a synchronization found and did.</summary>
/// <param name="Freshness">How the tree was compared.</param>
/// <param name="Indexed">Files that were read and indexed anew.</param>
/// <param name="Removed">Files that are gone.</param>
/// <param name="Problems">What could not be read or is malformed, a line each; those files are kept.</param>
public sealed record SyncReport(Freshness Freshness, int Indexed, int Removed, IReadOnlyList<string> Problems);

/// <summary>What a comparison found.</summary>
internal sealed record Compared(TreeManifest With, TreeChanges Changes);

/// <summary>Brings the index and the manifest up to the files; one bad file is reported, never fatal, and no file is ever changed.</summary>
internal sealed class Synchronizer(DiskTree tree, string cache, IMemoryIndex index, GitHistory? history, Reading reading, IEmbeddingGenerator<string, Embedding<float>> embedder, MemoryOptions options, Mounts? mounts = null) : IDisposable
{
    private const int PartFiles = 512, FewFiles = 8, ManyFiles = 2_000, ProgressFiles = 128;

    private static readonly TimeSpan Glance = TimeSpan.FromSeconds(1);

    private readonly List<TreeManifest> _read = []; // the last one counts; one that was replaced may still be in use
    private readonly HashSet<string> _again = new(StringComparer.Ordinal); // folders of which something was known that has not been kept
    private bool _old, _ahead, _overtaken;
    private int _dropped;
    private long _timed; // when all folders were asked for their times

    private static long s_versions;

    /// <summary>A number that no other state of the files that this process has known bears: the same one means that nothing has changed.</summary>
    public long Version { get; private set; } = Interlocked.Increment(ref s_versions);

    /// <summary>What the tree was last compared with; read on first use, and again when another process has renewed the index.</summary>
    public TreeManifest Manifest
    {
        get
        {
            if (_read.Count > 0 && _read[^1].Identity == index.Identity && _dropped == index.Dropped && !_overtaken && (!_old || (_ahead ? _read[^1].IsUntouched : _read[^1].IsCurrent)))
            {
                _old = false;
                return _read[^1];
            }
            if (_read.Count > 0) _again.UnionWith(_read[^1].Unsaved);
            (_ahead, _overtaken, _dropped) = (false, false, index.Dropped);
            _read.Add(TreeManifest.Load(Path.Combine(cache, "tree.bin"), index.Identity));
            Version = Interlocked.Increment(ref s_versions);
            _old = false;
            return _read[^1];
        }
    }

    /// <summary>Forgets what the tree was compared with: the next comparison takes every file anew.</summary>
    public void Forget()
    {
        Dispose();
        _read.Clear();
        File.Delete(Path.Combine(cache, "tree.bin"));
    }

    /// <summary>What a watcher vouches for: only there something changed, so that looking there is a full comparison; null without one.</summary>
    public WatchedChanges? Seen { get; set; }

    /// <summary>Has the manifest read again before its next use if another process has written it meanwhile.</summary>
    public void Refresh()
    {
        _old = true;
        mounts?.Refresh();
    }

    /// <summary>Lets go of manifests that were replaced: between two operations nobody uses them any more.</summary>
    public void Rest()
    {
        while (_read.Count > 1)
        {
            _read[0].Dispose();
            _read.RemoveAt(0);
        }
        mounts?.Rest();
    }

    /// <inheritdoc/>
    public void Dispose() => _read.ForEach(m => m.Dispose());

    /// <summary>A report when nothing at all has changed since the last comparison, which is the usual case and needs no lock; null when there is work.</summary>
    /// <param name="freshness">How to compare.</param>
    /// <param name="also">Folders to look into in any case.</param>
    /// <param name="compared">What was found, for a <see cref="Sync"/> that follows at once; null when the files were not compared.</param>
    public SyncReport? Unchanged(Freshness freshness, IEnumerable<string>? also, out Compared? compared)
    {
        compared = null;
        if (Manifest.IsEmpty || Manifest.Head != (history?.Head ?? "")) return null;
        var changes = Compare(Manifest, freshness, also);
        compared = new(Manifest, changes);
        var same = changes.Changed.Count <= FewFiles && changes.Removed.Count == 0 && changes.Folders.All(IsStillTheSame) && changes.Changed.All(IsStillTheSame);
        var problems = new List<string>(changes.Problems);
        return same && mounts?.Unchanged(Manifest, freshness, also, problems) != false ? new(freshness, 0, 0, problems) : null;
    }

    /// <summary>Compares and indexes.</summary>
    /// <param name="freshness">How to compare; an empty manifest is always compared in full.</param>
    /// <param name="persist">Whether the manifest may be written, that is, whether the index is.</param>
    /// <param name="also">Folders to look into in any case.</param>
    /// <param name="compared">What <see cref="Unchanged"/> found just now.</param>
    /// <param name="cancellationToken">Stops between files; what was indexed stays.</param>
    public SyncReport Sync(Freshness freshness, bool persist, IEnumerable<string>? also = null, Compared? compared = null, CancellationToken cancellationToken = default)
    {
        var manifest = Manifest;
        var rebuild = manifest.IsEmpty;
        var changes = compared is { } just && ReferenceEquals(just.With, manifest) ? just.Changes : Compare(manifest, freshness, also);
        var problems = new List<string>(changes.Problems);
        var head = history?.Head; // once: all that follows speaks of the same commit
        var committed = new CommittedFiles(history, head, rebuild || changes.Changed.Count > 500);
        var folders = new FolderChanges(manifest);

        FollowHead(manifest, head, folders, committed, rebuild);
        foreach (var removed in changes.Removed) folders.Remove(removed, committed.BlobOf(removed.Value));
        var gone = changes.Removed.Select(p => p.Value).ToList();
        var indexed = 0;
        using var files = Files(changes.Changed, folders, committed, problems, cancellationToken).GetEnumerator();
        var any = files.MoveNext();
        // one call, whose files are read as they are taken: nothing but the segment that is being built stays in memory
        if (any || gone.Count > 0 || rebuild) index.Apply(Counted(), gone, cancellationToken);
        foreach (var ignore in changes.Changed.Select(c => c.Path).Concat(changes.Removed).Where(p => p.Name == ".gitignore").ToList()) folders.Recheck(ignore.Parent, committed);
        folders.Commit(changes.Folders);
        _again.Clear();
        var headMoved = manifest.Head != (head ?? "");
        if (headMoved || folders.Any || rebuild || indexed > 0 || gone.Count > 0) Version = Interlocked.Increment(ref s_versions);
        manifest.SetHead(head ?? "");
        if (persist && (headMoved || folders.Any || rebuild)) Save(manifest);
        var (mounted, dropped) = mounts?.Sync(Manifest, freshness, persist, also, problems, EmbedAsync, cancellationToken) ?? (0, 0);
        return new(rebuild ? Freshness.Full : freshness, indexed + mounted, changes.Removed.Count + dropped, problems);

        IEnumerable<IndexedFile> Counted()
        {
            for (; any; any = files.MoveNext())
            {
                if (++indexed % ProgressFiles == 1 && changes.Changed.Count > ManyFiles) options.Progress?.Invoke("indexing", indexed, changes.Changed.Count);
                yield return files.Current;
            }
        }
    }

    /// <summary>Keeps what is known, unless the index is ahead of the disk: then that waits for <see cref="Settle"/>, for it must never claim what the index may lose.</summary>
    private void Save(TreeManifest manifest)
    {
        if (_dropped != index.Dropped) return; // it has lost some of what this says; the next comparison goes by what was kept last
        _ahead = index.IsAhead;
        if (!_ahead) manifest.Save();
    }

    /// <summary>True while what is known of the files waits to be kept.</summary>
    public bool IsAhead => _ahead;

    /// <summary>Puts on the disk what the index has ahead of it, and then what is known; false when another process writes just now.</summary>
    public bool Settle()
    {
        if (!index.Settle()) return false;
        if (!_ahead) return true;
        if (_dropped == index.Dropped && _read[^1].IsUntouched && _read[^1].Identity == index.Identity)
        {
            Save(_read[^1]);
            return true;
        }
        (_ahead, _overtaken) = (false, true); // another process has written meanwhile: the next comparison goes by that
        return true;
    }

    /// <summary>A file that was looked at so soon after it was written that its time proves nothing, as each of our own is: its bytes say that it has not changed since.</summary>
    private bool IsStillTheSame(TreeChanged change)
    {
        if (change.Known is not { } known || known.Flags is not (TreeFlags.Racy or (TreeFlags.Racy | TreeFlags.Uncommitted)) || known.Size != change.Size || known.Modified != change.Modified) return false;
        try
        {
            return GitHistory.BlobId(RegularFile.ReadAllBytes(tree.Absolute(change.Path))) == known.BlobId;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false; // the comparison that follows tells what is wrong with it
        }
    }

    /// <summary>The folder's time is the one known, or none could be relied on because it was listed so soon after it changed: now it was listed again, and its files say the rest.</summary>
    private bool IsStillTheSame(KeyValuePair<string, long> folder) => Manifest.ModifiedOf(folder.Key) is var known && (known == folder.Value || known == 0 && folder.Value >= 0);

    private TreeChanges Compare(TreeManifest manifest, Freshness freshness, IEnumerable<string>? also)
    {
        if (manifest.IsEmpty) return TreeDiff.Full(tree.Root, manifest);
        if (Seen is { Everything: false } seen)
        {
            var folders = new HashSet<string>([.. also ?? [], .. seen.Folders, .. _again], StringComparer.Ordinal);
            // the watcher saw all that this machine did; what another one did to a shared disk shows in the folders' times, at which a look a second is enough
            if (Stopwatch.GetElapsedTime(_timed) < Glance) return TreeDiff.Only(tree.Root, manifest, folders);
            _timed = Stopwatch.GetTimestamp();
            return TreeDiff.Quick(tree.Root, manifest, folders);
        }
        return freshness == Freshness.Full ? TreeDiff.Full(tree.Root, manifest) : TreeDiff.Quick(tree.Root, manifest, [.. also ?? [], .. _again]);
    }

    /// <summary>Reads what has changed, part by part on all processors; vectors are made before a part is handed on.</summary>
    private IEnumerable<IndexedFile> Files(IReadOnlyList<TreeChanged> changes, FolderChanges folders, CommittedFiles committed, List<string> problems, CancellationToken cancellationToken)
    {
        foreach (var part in changes.Chunk(PartFiles))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var files = new List<IndexedFile>(part.Length);
            var loaded = part.Length < FewFiles ? part.Select(Load) : part.AsParallel().AsOrdered().WithDegreeOfParallelism(Math.Min(4, Environment.ProcessorCount)).Select(Load);
            foreach (var (change, blob, read, error) in loaded.ToArray())
            {
                if (blob is null)
                {
                    if (error is not null)
                    {
                        problems.Add(error);
                        folders.Put(change.Path, new(change.Path.Name, change.Size, change.Modified, change.Known?.BlobId ?? TreeEntry.NoBlob, TreeFlags.Unreadable));
                    }
                    continue; // without an error it went away in between, and the next comparison sees that
                }
                folders.Put(change.Path, new(change.Path.Name, change.Size, change.Modified, blob, committed.FlagsOf(change.Path.Value, blob) | (TreeDiff.IsRacy(change.Modified) ? TreeFlags.Racy : 0)));
                if (read is not { } file) continue;
                if (file.Item.FormatError is { } malformed) problems.Add(malformed.Message);
                files.Add(file);
            }
            // the index takes its files from an ordinary sequence, so a provider is waited for here
            EmbedAsync(files, cancellationToken).GetAwaiter().GetResult();
            CrashPoint.Reach("embedded");
            foreach (var file in files) yield return file;
        }
    }

    /// <summary>Makes the vectors of texts that have none.</summary>
    public async Task EmbedAsync(IReadOnlyList<IndexedFile> files, CancellationToken cancellationToken)
    {
        var texts = new HashSet<string>(StringComparer.Ordinal);
        foreach (var file in files)
            foreach (var unit in file.Units) texts.Add(unit.Text);
        var missing = index.WithoutVector(texts);
        foreach (var chunk in missing.Chunk(512))
        {
            var vectors = await embedder.GenerateAsync(chunk, cancellationToken: cancellationToken);
            if (vectors.Count != chunk.Length) throw new MemUException(MemUErrorKind.Provider, $"the embedding provider answered {vectors.Count} vectors for {chunk.Length} texts.");
            index.AddVectors(chunk, [.. vectors.Select(v => v.Vector)]);
        }
    }

    /// <summary>Files whose bytes are not those of HEAD, deleted ones included.</summary>
    public IEnumerable<(MemoryPath Path, TreeEntry Entry)> Uncommitted()
    {
        foreach (var (folder, entry) in Manifest.Flagged(TreeFlags.Uncommitted | TreeFlags.Deleted))
            if (!entry.Is(TreeFlags.Ignored)) yield return (TreeManifest.PathOf(folder, entry), entry);
    }

    /// <summary>HEAD was moved by somebody else (a pull, a commit by hand): what is uncommitted changes with it.</summary>
    private void FollowHead(TreeManifest manifest, string? head, FolderChanges folders, CommittedFiles committed, bool rebuild)
    {
        if (history is null || head is null) return;
        if (rebuild || manifest.Head.Length == 0 || !history.Exists(manifest.Head))
        {
            foreach (var (name, blob) in committed.All())
            {
                var path = MemoryPath.FromListing(name);
                if (!tree.Exists(path) && manifest.Entry(path.Parent.Value, path.Name) is null) folders.Remove(path, blob);
                else folders.Reflag(path, blob);
            }
            return;
        }
        if (manifest.Head == head) return;
        foreach (var delta in history.Changes(manifest.Head, head))
        {
            var path = MemoryPath.FromListing(delta.Path);
            // committed and removed before it was ever looked at
            if (delta.NewBlobId is { } blob && manifest.Entry(path.Parent.Value, path.Name) is null && !tree.Exists(path)) folders.Remove(path, blob);
            else folders.Reflag(path, delta.NewBlobId);
        }
    }

    /// <summary>Reads a file: git's id of its bytes, and what the index takes of them unless it has that already. Runs on several threads.</summary>
    private (TreeChanged Change, string? Blob, IndexedFile? File, string? Error) Load(TreeChanged change)
    {
        try
        {
            var bytes = RegularFile.ReadAllBytes(tree.Absolute(change.Path));
            var blob = GitHistory.BlobId(bytes);
            var same = change.Known is { } known && known.BlobId == blob && !known.Is(TreeFlags.Deleted | TreeFlags.Unreadable);
            return (change, blob, same ? null : reading.Read(change.Path, bytes, blob), null);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return (change, null, null, null);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return (change, null, null, $"{change.Path}: can't be read ({e.Message.ReplaceLineEndings(" ")}); its last known text stays in the index");
        }
    }
}
