using MemU.Fs.Markdown;
using MemU.Fs.Model;
using MemU.Fs.Verbs;

namespace MemU.Fs;

/// <summary>A searched file, as a listing has it.</summary>
/// <param name="Path">Relative to the root.</param>
/// <param name="Kind">What it is by its place.</param>
/// <param name="Size">Its bytes.</param>
/// <param name="Modified">When its bytes were last changed.</param>
internal sealed record SeenFile(MemoryPath Path, UnitKind Kind, long Size, DateTimeOffset Modified);

/// <summary>What is asked for one owner alone: another's is as if it were not there.</summary>
public sealed partial class MemoryService
{
    /// <summary>The root of the tree.</summary>
    internal string Root => Path.GetFullPath(_options.Root);

    /// <summary>The memories, pages and sources of an owner for which a filter holds, by path.</summary>
    internal Task<IReadOnlyList<SeenFile>> FilesAsync(Where where, MemoryScope within, CancellationToken cancellationToken) => ReadingAsync<IReadOnlyList<SeenFile>>(async open =>
    {
        await open.SyncAsync(Freshness.Full, null, cancellationToken);
        var filter = where.And(within);
        var among = filter.IsAll ? null : open.Index.Matching(filter);
        var seen = new List<SeenFile>();
        foreach (var (path, entry) in open.Synchronizer.Manifest.Files())
        {
            if (path.Name is "index.md" or "log.md" || TreeLayout.KindOf(path) is not { } kind || among?.Contains(path.Value) == false) continue;
            // a filter takes no notice of case, and an owner's name does
            if (within.IsNone || open.Owns(path, within)) seen.Add(new(path, kind, entry.Size, new(entry.Modified, TimeSpan.Zero)));
        }
        seen.Sort((a, b) => a.Path.CompareTo(b.Path));
        return seen;
    }, cancellationToken);

    /// <summary>Type, title and last change of files, in their order; of what is gone nothing.</summary>
    internal Task<IReadOnlyList<MemoryItem>> ItemsAsync(IReadOnlyList<MemoryPath> paths, CancellationToken cancellationToken) =>
        ReadingAsync(open => Task.FromResult<IReadOnlyList<MemoryItem>>([.. paths.Select(p => open.Tree.Read(p) is { } bytes ? MemoryDocument.Parse(p, bytes).ToItem() : null).OfType<MemoryItem>()]), cancellationToken);

    /// <summary>Those of some paths that are there and an owner's.</summary>
    internal Task<IReadOnlySet<string>> OwnedAsync(IEnumerable<string> paths, MemoryScope within, CancellationToken cancellationToken) =>
        ReadingAsync(open => Task.FromResult<IReadOnlySet<string>>(paths.Distinct().Where(p => open.Owns(MemoryPath.FromListing(p), within)).ToHashSet(StringComparer.Ordinal)), cancellationToken);

    /// <summary>True when a folder is there and all that lies in it and below is an owner's.</summary>
    internal Task<bool> OwnsFolderAsync(MemoryPath folder, MemoryScope within, CancellationToken cancellationToken) => ReadingAsync(open =>
    {
        var found = new DirectoryInfo(open.Tree.Absolute(folder));
        return Task.FromResult(found.Exists && (within.IsNone || found.EnumerateFiles("*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint })
            .All(f => open.Owns(MemoryPath.FromListing(Path.GetRelativePath(open.Tree.Root, f.FullName).Replace(Path.DirectorySeparatorChar, '/')), within))));
    }, cancellationToken);

    /// <summary>Writes a new memory with its very bytes; secrets are masked.</summary>
    /// <exception cref="MemUException">Something is there already, or no memory can be there.</exception>
    internal Task<WriteResult> PutAsync(PutRequest request, CancellationToken cancellationToken) =>
        WriteAsync("add", request, v => new PutVerb(v, request).RunAsync(cancellationToken), cancellationToken);
}
