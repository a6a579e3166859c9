using MemU.Fs.Files;
using MemU.Fs.History;
using MemU.Fs.Index;
using MemU.Fs.Markdown;
using MemU.Fs.Model;

namespace MemU.Fs.Mounted;

/// <summary>The mounted sources of a tree: which there are, where they lie here, and what is known of them.</summary>
internal sealed partial class Mounts(DiskTree tree, TreeLayout layout, string cache, IMemoryIndex index) : IDisposable
{
    private const string Place = "resources/mounts";

    private readonly string _folder = Path.Combine(cache, "mounts");
    private readonly Dictionary<string, (string Key, MountedFiles? Files)> _files = new(StringComparer.Ordinal);
    private readonly Dictionary<string, TreeManifest> _manifests = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (string Blob, Mount? Mount)> _pages = new(StringComparer.Ordinal);
    private readonly List<IDisposable> _old = []; // may be in use until the end of an operation
    private string? _asked;

    /// <summary>Where they lie on this machine.</summary>
    public MountPlaces Places { get; } = new(tree.Root);

    /// <summary>What the last comparison that was asked for found, by page.</summary>
    public Dictionary<string, MountReport> Reports { get; } = new(StringComparer.Ordinal);

    /// <summary>The pages in a tree, by scope and name; one that is malformed or can't be read is told and keeps what is known of it.</summary>
    public IReadOnlyList<Mount> List(TreeManifest known, List<string>? problems = null)
    {
        var mounts = new List<Mount>();
        foreach (var (_, mount, problem) in Pages(known))
            if (mount is not null) mounts.Add(mount);
            else if (problem is not null) problems?.Add(problem);
        return mounts;
    }

    /// <summary>Has the next comparison look at one source, or with an empty name at all of them, as somebody asked for.</summary>
    public void Ask(string page) => _asked = page;

    /// <summary>Forgets what was read of the cache and has been written by another process meanwhile.</summary>
    public void Refresh()
    {
        foreach (var (page, manifest) in _manifests.Where(m => !m.Value.IsCurrent).ToList())
        {
            _old.Add(manifest);
            _manifests.Remove(page);
        }
    }

    /// <summary>Lets go of what was replaced: between two operations nobody uses it any more.</summary>
    public void Rest()
    {
        _old.ForEach(o => o.Dispose());
        _old.Clear();
    }

    /// <summary>True when no source has changed; problems are told all the same.</summary>
    public bool Unchanged(TreeManifest known, Freshness freshness, IEnumerable<string>? also, List<string> problems)
    {
        if (_asked is not null) return false;
        var same = true;
        var expected = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (page, mount, problem) in Pages(known))
        {
            expected.Add(FileOf(page));
            if (problem is not null) problems.Add(problem);
            if (mount is not null) same &= FilesOf(mount, problems) is not { } files || SyncOf(mount, files).Unchanged(freshness, Inside(mount, also), problems);
        }
        return same && !Kept().Any(f => !expected.Contains(f));
    }

    /// <summary>Brings the index up to all sources; one that fails is told, never fatal.</summary>
    public (int Indexed, int Removed) Sync(TreeManifest known, Freshness freshness, bool persist, IEnumerable<string>? also, List<string> problems, Func<IReadOnlyList<IndexedFile>, CancellationToken, Task> embed, CancellationToken cancellationToken)
    {
        var (indexed, removed) = (0, 0);
        var expected = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (page, mount, problem) in Pages(known))
        {
            expected.Add(FileOf(page));
            if (problem is not null) problems.Add(problem);
            if (mount is null || FilesOf(mount, problems) is not { } files) continue;
            var isAsked = _asked is { } asked && (asked.Length == 0 || asked == page.Value);
            MountReport report;
            try
            {
                report = SyncOf(mount, files).Run(freshness, isAsked, Inside(mount, also), index, embed, cancellationToken);
            }
            catch (MemUException e) when (e.Kind == MemUErrorKind.BadArgument)
            {
                problems.Add($"{page}: {e.Message}");
                continue;
            }
            problems.AddRange(report.Problems);
            (indexed, removed) = (indexed + report.Indexed, removed + report.Removed);
            if (persist && ManifestOf(page) is { IsEmpty: false } manifest && manifest.Identity == index.Identity) manifest.Save();
            if (isAsked) Reports[page.Value] = report with { Problems = [.. report.Problems, .. files.PassedOver(ManifestOf(page)).Select(p => $"{mount.Folder}/{p}")] };
        }
        foreach (var file in Kept().Where(f => !expected.Contains(f))) removed += Drop(file, persist);
        _asked = null;
        return (indexed, removed);
    }

    /// <summary>The source that an address belongs to, and the rest of the address.</summary>
    public (Mount Mount, string Relative)? Find(TreeManifest known, string path)
    {
        var at = path.IndexOf(Place + "/", StringComparison.Ordinal);
        if (at < 0 || at > 0 && path[at - 1] != '/') return null;
        var name = path.IndexOf('/', at + Place.Length + 1);
        if (name < 0) return null;
        var page = path[..name] + ".md";
        return Pages(known).FirstOrDefault(p => p.Page.Value == page).Mount is { } mount ? (mount, path[(name + 1)..]) : null;
    }

    /// <summary>How many documents a source that is not added yet has.</summary>
    /// <exception cref="MemUException">They are too many.</exception>
    public static int Count(Mount mount, string here)
    {
        using var files = Open(mount, here);
        using var nothing = TreeManifest.Load(Path.Combine(here, ".memu", "no-manifest"), "");
        var count = files.Compare(nothing, Freshness.Full, []).Changed.Count(c => c.Path.Name != FolderFiles.IgnoreFile);
        return count <= MountSync.MostFiles ? count : throw MountSync.TooMany(mount, count);
    }

    /// <summary>A file of a source as it is now, secrets masked; null when the source or the file is not here, or it is no document any more.</summary>
    public MountedText? Load(Mount mount, string relative)
    {
        if (FilesOf(mount, null) is not { } files || files.Missing(ManifestOf(mount.Page), isAsked: false) is not null || files.LeavesOutTree(relative)) return null;
        try
        {
            return files.Read(relative) is { Length: <= (int)MountedFiles.MostBytes } bytes && !files.Purged.Ids.Contains(GitHistory.BlobId(bytes)) ? MountedText.Read(mount, relative, bytes) : null;
        }
        catch (MemUException)
        {
            return null; // it can't be read just now, which the comparison tells
        }
    }

    /// <summary>Whether a file is not as the index knows it.</summary>
    public bool IsStale(Mount mount, string relative) =>
        FilesOf(mount, null) is { } files && files.Missing(ManifestOf(mount.Page), isAsked: false) is null && files.IsStale(relative, EntryOf(mount, relative));

    /// <summary>Whether a file is known, whether or not its source is here.</summary>
    public bool Knows(Mount mount, string relative) => EntryOf(mount, relative) is not null;

    /// <summary>The addresses of all documents that are known of a source.</summary>
    public IEnumerable<string> Known(Mount mount) => Documents(mount).Select(d => $"{mount.Folder.Value}/{d}");

    /// <summary>The same, relative to the source.</summary>
    public IEnumerable<string> Documents(Mount mount)
    {
        var manifest = ManifestOf(mount.Page);
        return manifest.Folders().SelectMany(f => manifest.Folder(f)!.Files.Values.Where(e => !e.Is(TreeFlags.Ignored)).Select(e => $"{(f.Length == 0 ? "" : f + "/")}{e.Name}"));
    }

    /// <summary>Documents that are known and are not in the source any more.</summary>
    public IReadOnlyList<string> Gone(Mount mount)
    {
        var manifest = ManifestOf(mount.Page);
        return FilesOf(mount, null) is { } files && files.Missing(manifest, isAsked: false) is null ? [.. files.Compare(manifest, Freshness.Full, []).Removed.Select(p => p.Value)] : [];
    }

    /// <summary>How a source stands.</summary>
    public MountView View(Mount mount)
    {
        var manifest = ManifestOf(mount.Page);
        var entries = manifest.Folders().SelectMany(f => manifest.Folder(f)!.Files.Values).Where(e => e.Name != FolderFiles.IgnoreFile).ToList();
        var here = Places.Of(mount);
        return new()
        {
            Name = mount.Name,
            Page = mount.Page.Value,
            Kind = mount.Kind switch { MountKind.File => "file", MountKind.Folder => "folder", _ => "git" },
            Location = mount.Location,
            Here = here,
            At = mount.At,
            Commit = mount.Commit,
            Include = mount.Include,
            Exclude = mount.Exclude,
            UserId = ScopeOf(mount).UserId,
            Files = entries.Count(e => !e.Is(TreeFlags.Ignored)),
            LeftOut = entries.Count(e => e.Is(TreeFlags.Ignored)),
            Missing = here is null ? NotAdded : FilesOf(mount, null)?.Missing(manifest, isAsked: false),
        };
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var (_, files) in _files.Values) files?.Dispose();
        foreach (var manifest in _manifests.Values) manifest.Dispose();
        Rest();
    }

    private const string NotAdded = "it was not added on this machine";

    private IEnumerable<(MemoryPath Page, Mount? Mount, string? Problem)> Pages(TreeManifest known)
    {
        foreach (var folder in known.Folders())
        {
            if (folder != Place && !(folder.StartsWith("users/", StringComparison.Ordinal) && folder.EndsWith("/" + Place, StringComparison.Ordinal))) continue;
            foreach (var entry in known.Folder(folder)!.Files.Values)
            {
                if (entry.Is(TreeFlags.Deleted) || !entry.Name.EndsWith(".md", StringComparison.Ordinal)) continue;
                var page = MemoryPath.FromListing($"{folder}/{entry.Name}");
                Mount? mount = null;
                string? problem = null;
                if (_pages.TryGetValue(page.Value, out var read) && read.Blob == entry.BlobId) mount = read.Mount;
                else
                    try
                    {
                        mount = tree.Read(page) is { } bytes ? MountFormat.Read(page, bytes) : null;
                        _pages[page.Value] = (entry.BlobId, mount);
                    }
                    catch (MemUException e)
                    {
                        problem = e.Message;
                    }
                if (mount is { Folder: var own } && Directory.Exists(tree.Absolute(own))) (mount, problem) = (null, $"{page}: the folder {own} is in the way of the source's addresses; move it");
                if (mount is not null || problem is not null) yield return (page, mount, problem);
            }
        }
    }

    private MemoryScope ScopeOf(Mount mount) => layout.ScopeOf(new() { Path = mount.Page, Title = "", Body = "", Summary = "", Scope = mount.Scope });

    private MountSync SyncOf(Mount mount, MountedFiles files) => new(mount, files, ManifestOf(mount.Page), ScopeOf(mount));

    private MountedFiles? FilesOf(Mount mount, List<string>? problems)
    {
        var here = Places.Of(mount);
        if (here is null) problems?.Add($"{MountSync.Away(mount, NotAdded, ManifestOf(mount.Page).IsEmpty)}. Add it with: memu resource add {mount.Location} --name {mount.Name}");
        var key = string.Join('\n', [here ?? "", mount.Kind.ToString(), mount.Commit ?? "", .. mount.Include, "-", .. mount.Exclude]);
        if (_files.TryGetValue(mount.Page.Value, out var known) && known.Key == key) return WithPurged(known.Files);
        if (known.Files is { } old) _old.Add(old);
        var files = WithPurged(here is null ? null : Open(mount, here));
        _files[mount.Page.Value] = (key, files);
        return files;
    }

    private static MountedFiles Open(Mount mount, string here) => mount.Kind switch { MountKind.File => new SingleFile(mount, here), MountKind.Git => new GitFiles(mount, here), _ => new FolderFiles(mount, here) };

    private TreeManifest ManifestOf(MemoryPath page)
    {
        if (_manifests.TryGetValue(page.Value, out var known) && known.Identity == index.Identity) return known;
        if (known is not null) _old.Add(known);
        return _manifests[page.Value] = TreeManifest.Load(FileOf(page), index.Identity);
    }

    private TreeEntry? EntryOf(Mount mount, string relative) =>
        MemoryPath.FromListing(relative) is var path ? ManifestOf(mount.Page).Entry(path.Parent.Value, path.Name) : null;

    private string FileOf(MemoryPath page) => Path.Combine(_folder, Stamp.Of(page.Value) + ".bin");

    private IEnumerable<string> Kept() => Directory.Exists(_folder) ? Directory.EnumerateFiles(_folder, "*.bin") : [];

    private static List<string> Inside(Mount mount, IEnumerable<string>? also)
    {
        var root = mount.Folder.Value;
        return [.. (also ?? []).Where(f => f == root || f.StartsWith(root + "/", StringComparison.Ordinal)).Select(f => f == root ? "" : f[(root.Length + 1)..])];
    }

    /// <summary>A page is gone: what was known of its source goes from the index.</summary>
    private int Drop(string file, bool persist)
    {
        var removed = 0;
        using (var manifest = TreeManifest.Load(file, index.Identity))
            if (manifest.Head.Split('\n') is [{ Length: > 3 } page, ..])
            {
                var gone = manifest.Folders().SelectMany(f => manifest.Folder(f)!.Files.Values.Select(e => $"{page[..^3]}/{(f.Length == 0 ? "" : f + "/")}{e.Name}")).ToList();
                index.Apply([], gone);
                removed = gone.Count;
            }
        if (persist) File.Delete(file);
        return removed;
    }
}
