using MemU.Fs.Model;

namespace MemU.Fs;

/// <summary>Finds the memory that somebody names.</summary>
internal static class Lookup
{
    /// <summary>A memory by its path, id, or unique file name or title.</summary>
    /// <exception cref="MemUException">There is none, or there are several.</exception>
    public static Task<MemoryPath> FindAsync(OpenTree open, string pathOrId, CancellationToken cancellationToken) => FindAsync(open, pathOrId, MemoryScope.None, cancellationToken);

    /// <summary>The same; by id, name or title only one that <paramref name="within"/> takes, so that no error names another's.</summary>
    public static async Task<MemoryPath> FindAsync(OpenTree open, string pathOrId, MemoryScope within, CancellationToken cancellationToken)
    {
        if (MemoryPath.TryParse(pathOrId, out var path, out var why) && !path.IsRoot)
        {
            RequireOfTheTree(path);
            if (open.Tree.Exists(path)) return path;
            if (MemoryPath.TryParse(pathOrId + ".md", out var file, out _) && open.Tree.Exists(file)) return file;
            if (MemoryPath.TryParse(pathOrId + "/README.md", out var page, out _) && open.Tree.Exists(page)) return page;
        }
        else if (pathOrId.Contains('/', StringComparison.Ordinal) || pathOrId.Contains('\\', StringComparison.Ordinal))
        {
            throw new MemUException(MemUErrorKind.BadArgument, $"'{pathOrId.ReplaceLineEndings(" ")}' is not a path inside a memory: {why}.");
        }
        await open.SyncAsync(Freshness.Full, null, cancellationToken);
        var hits = open.Index.FindKeys([$"id={pathOrId.Trim().ToLowerInvariant()}", $"name={TextKey.Name(pathOrId)}"], null).Select(h => h.Path).Distinct().Where(p => within.IsNone || open.Owns(MemoryPath.FromListing(p), within)).Order(StringComparer.Ordinal).ToList();
        return hits switch
        {
            [] => throw NotFound(pathOrId),
            [var only] => MemoryPath.FromListing(only),
            _ => throw new MemUException(MemUErrorKind.BadArgument, $"'{pathOrId}' fits {hits.Count} memories: {string.Join(", ", hits.Take(5))}. Give the path of one."),
        };
    }

    /// <summary>Refuses what lies below the root and is no part of the memory: git's own folders, which may hold passwords, and what the program notes for itself.</summary>
    public static void RequireOfTheTree(MemoryPath path)
    {
        if (Array.Exists(path.Segments, s => s.Equals(".git", StringComparison.OrdinalIgnoreCase)) || path.Segments is [var own, var kept, ..] && own.Equals(".memu", StringComparison.OrdinalIgnoreCase) && kept.ToLowerInvariant() is "state" or "cache")
            throw new MemUException(MemUErrorKind.NotAllowed, $"'{path}' is no part of the memory; it belongs to git, or to the program itself.");
    }

    /// <summary>The error for something that is not there.</summary>
    public static MemUException NotFound(string what) =>
        new(MemUErrorKind.NotFound, $"there is no memory '{what.ReplaceLineEndings(" ")}'. List what there is with: memu tree, or search with: memu retrieve \"…\"");
}
