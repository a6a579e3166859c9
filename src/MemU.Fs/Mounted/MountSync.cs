using System.Globalization;
using MemU.Fs.Files;
using MemU.Fs.History;
using MemU.Fs.Index;
using MemU.Fs.Model;

namespace MemU.Fs.Mounted;

/// <summary>What a comparison of one mounted source found and did.</summary>
internal sealed record MountReport(int Indexed, int Removed, IReadOnlyList<string> Problems);

/// <summary>
/// Brings the index up to one mounted source. What is known is never emptied because the source is away, can't be read, or has lost most of its files at once:
/// that takes somebody who asks for it.
/// </summary>
internal sealed class MountSync(Mount mount, MountedFiles files, TreeManifest manifest, MemoryScope scope)
{
    /// <summary>More than this is no source for one mount.</summary>
    public const int MostFiles = 100_000;

    private const int PartFiles = 512, ManyGone = 10;
    private const string ReaderVersion = "1"; // raise it when units are made in another way

    private string Head => $"{mount.Page.Value}\n{Stamp.Of($"{ReaderVersion}\n{scope.Key}\n{mount.Id}")}\n{Stamp.Of(files.Rules)}";

    /// <summary>True when nothing has changed since the last comparison, or nothing can be compared now.</summary>
    public bool Unchanged(Freshness freshness, IReadOnlyCollection<string> also, List<string> problems)
    {
        if (files.Missing(manifest, isAsked: false) is { } missing)
        {
            problems.Add(Away(mount, missing, manifest.IsEmpty));
            return true;
        }
        if (manifest.Head != Head) return false;
        var changes = files.Compare(manifest, freshness, also);
        problems.AddRange(changes.Problems.Select(p => $"{mount.Folder}/{p}"));
        return changes.Changed.Count == 0 && changes.Removed.Count == 0 && changes.Folders.All(f => f.Value == manifest.ModifiedOf(f.Key));
    }

    /// <summary>Compares and indexes.</summary>
    /// <param name="freshness">How to compare.</param>
    /// <param name="isAsked">Whether somebody asked for this source to be compared now: everything is judged anew, and what is gone goes.</param>
    /// <param name="also">Folders to look into in any case.</param>
    /// <param name="index">The index.</param>
    /// <param name="embed">Makes the vectors of files.</param>
    /// <param name="cancellationToken">Stops between files.</param>
    public MountReport Run(Freshness freshness, bool isAsked, IReadOnlyCollection<string> also, IMemoryIndex index, Func<IReadOnlyList<IndexedFile>, CancellationToken, Task> embed, CancellationToken cancellationToken)
    {
        if (files.Missing(manifest, isAsked) is { } missing) return new(0, 0, [Away(mount, missing, manifest.IsEmpty)]);
        var problems = new List<string>();
        var gone = Forget();
        var anew = isAsked || manifest.Head != Head;
        var changes = files.Compare(manifest, anew ? Freshness.Full : freshness, also);
        if (!anew && changes.Changed.Any(c => c.Path.Name == FolderFiles.IgnoreFile) | changes.Removed.Any(p => p.Name == FolderFiles.IgnoreFile))
        {
            anew = true;
            changes = files.Compare(manifest, Freshness.Full, also);
        }
        problems.AddRange(changes.Problems.Select(p => $"{mount.Folder}/{p}"));
        if (changes.Changed.Count > MostFiles) throw TooMany(mount, changes.Changed.Count);
        var listed = changes.Folders;
        var removed = changes.Removed.Concat(anew ? Paths().Where(p => files.LeavesOutTree(p.Value)) : []).Distinct().ToList();
        if (!isAsked && changes.Removed.Count >= ManyGone && changes.Removed.Count * 2 > Paths().Count())
        {
            problems.Add($"{mount.Folder}: {changes.Removed.Count} of its {Paths().Count()} documents are gone from {mount.Location}; they stay known until you say: memu resource sync {mount.Name}");
            removed.RemoveAll(changes.Removed.Contains);
            listed = new Dictionary<string, long>(); // so that the next comparison looks again
        }
        var folders = new FolderChanges(manifest);
        if (anew) Withhold(folders, gone, problems, isAsked);
        foreach (var path in removed) folders.Remove(path, null);
        gone.UnionWith(removed.Select(Address));
        var indexed = 0;
        using var fed = Files(changes.Changed, folders, gone, problems, embed, cancellationToken).GetEnumerator();
        var any = fed.MoveNext();
        if (any || gone.Count > 0) index.Apply(Counted(), gone, cancellationToken);
        folders.Commit(listed);
        manifest.SetHead(Head);
        return new(indexed, removed.Count, problems);

        IEnumerable<IndexedFile> Counted()
        {
            for (; any; any = fed.MoveNext(), indexed++) yield return fed.Current;
        }
    }

    /// <summary>The error for a source that is too large.</summary>
    public static MemUException TooMany(Mount mount, int count) =>
        new(MemUErrorKind.BadArgument, string.Create(CultureInfo.InvariantCulture, $"{mount.Location} has {count} documents, more than the {MostFiles} that are read; say which with --include or --exclude."));

    /// <summary>A line for people about a source that can't be read.</summary>
    public static string Away(Mount mount, string why, bool isEmpty = false) => $"{mount.Page}: the source {mount.Location} is not here: {why}; {(isEmpty ? "nothing of it is found until it is" : "what is known of it stays")}";

    /// <summary>Whose it is or how it is read has changed: everything is indexed anew.</summary>
    private HashSet<string> Forget()
    {
        if (manifest.IsEmpty || manifest.Head.Split('\n') is [_, var units, _] && units == Head.Split('\n')[1]) return [];
        var gone = Paths().Select(Address).ToHashSet(StringComparer.Ordinal);
        foreach (var folder in manifest.Folders()) manifest.Set(folder, null);
        return gone;
    }

    /// <summary>What was purged since, here or on another machine, is taken out of the index although its file is as it was.</summary>
    private void Withhold(FolderChanges folders, HashSet<string> gone, List<string> problems, bool isAsked)
    {
        foreach (var path in Paths().ToList())
        {
            if (manifest.Entry(path.Parent.Value, path.Name) is not { } entry || !files.Purged.Ids.Contains(entry.BlobId)) continue;
            if (isAsked) problems.Add($"{Address(path)}: what it holds was purged, so it is not searched until its bytes are others");
            if (entry.Is(TreeFlags.Ignored)) continue;
            folders.Put(path, entry with { Flags = TreeFlags.Ignored });
            gone.Add(Address(path));
        }
    }

    private IEnumerable<MemoryPath> Paths() => manifest.Folders().SelectMany(f => manifest.Folder(f)!.Files.Keys.Select(n => MemoryPath.FromListing(f.Length == 0 ? n : $"{f}/{n}")));

    private string Address(MemoryPath path) => $"{mount.Folder.Value}/{path.Value}";

    private IEnumerable<IndexedFile> Files(IReadOnlyList<TreeChanged> changes, FolderChanges folders, HashSet<string> gone, List<string> problems, Func<IReadOnlyList<IndexedFile>, CancellationToken, Task> embed, CancellationToken cancellationToken)
    {
        foreach (var part in changes.Chunk(PartFiles))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var read = new List<IndexedFile>(part.Length);
            foreach (var (change, entry, file, problem) in part.AsParallel().AsOrdered().WithDegreeOfParallelism(Math.Min(4, Environment.ProcessorCount)).Select(Load).ToArray())
            {
                if (problem is not null) problems.Add(problem);
                if (entry is null) continue; // it went away in between, and the next comparison sees that
                folders.Put(change.Path, entry);
                if (file is not null) read.Add(file);
                else if (entry.Is(TreeFlags.Ignored)) gone.Add(Address(change.Path)); // what it held before is not in it any more
            }
            // the index takes its files from an ordinary sequence, so a provider is waited for here
            embed(read, cancellationToken).GetAwaiter().GetResult();
            foreach (var file in read) yield return file;
        }
    }

    private (TreeChanged Change, TreeEntry? Entry, IndexedFile? File, string? Problem) Load(TreeChanged change)
    {
        var racy = TreeDiff.IsRacy(change.Modified) ? TreeFlags.Racy : TreeFlags.None;
        TreeEntry Entry(string blob, TreeFlags flags) => new(change.Path.Name, change.Size, change.Modified, blob, flags | racy);
        var name = $"{mount.Folder.Value}/{change.Path.Value}";
        // what has no size is empty, or no file at all but a pipe that would never end
        if (change.Path.Name != FolderFiles.IgnoreFile && change.Size is 0 or > MountedFiles.MostBytes) return (change, Entry(TreeEntry.NoBlob, TreeFlags.Ignored), null, null);
        try
        {
            if (files.Read(change.Path.Value) is not { } bytes) return (change, null, null, null);
            var blob = GitHistory.BlobId(bytes);
            if (files.Purged.Ids.Contains(blob)) return (change, Entry(blob, TreeFlags.Ignored), null, null);
            if (change.Path.Name == FolderFiles.IgnoreFile) return (change, Entry(blob, TreeFlags.Ignored), null, null);
            if (change.Known is { } known && known.BlobId == blob && !known.Is(TreeFlags.Unreadable) && manifest.Entry(change.Path.Parent.Value, change.Path.Name) is not null)
                return (change, Entry(blob, known.Flags & TreeFlags.Ignored), null, null);
            if (bytes.Length > MountedFiles.MostBytes) return (change, Entry(blob, TreeFlags.Ignored), null, null);
            var text = MountedText.Read(mount, change.Path.Value, bytes);
            var file = new IndexedFile { Item = text.Item, Kind = UnitKind.Resource, BlobId = blob, Scope = scope, Categories = [], Units = text.Units, Keys = [$"mount={mount.Page.Value}"] };
            return (change, Entry(blob, TreeFlags.None), file, null);
        }
        catch (MemUException e) when (e.Kind is MemUErrorKind.Format or MemUErrorKind.BadArgument)
        {
            return (change, Entry(change.Known?.BlobId ?? TreeEntry.NoBlob, TreeFlags.Ignored), null, null); // no document: counted, and named where somebody asks
        }
        catch (MemUException e)
        {
            return (change, Entry(change.Known?.BlobId ?? TreeEntry.NoBlob, TreeFlags.Unreadable), null, $"{name}: {e.Message}; its last known text stays in the index");
        }
    }
}
