using System.Buffers;
using MemU.Fs.Model;

namespace MemU.Fs.Verbs;

/// <summary>Which files and folders the verbs may write.</summary>
internal static class Places
{
    /// <summary>What a wikilink's target can't hold.</summary>
    public static readonly SearchValues<char> NotInLinks = SearchValues.Create("[]|#^\n");

    /// <summary>Refuses what is no memory: the program's and git's own folders, sources, listings.</summary>
    public static void RequireWritable(MemoryPath path)
    {
        RequireVisible(path);
        if (path.Extension != ".md") throw new MemUException(MemUErrorKind.BadArgument, $"{path} is no memory; memories end in .md.");
        if (TreeLayout.KindOf(path) == UnitKind.Resource) throw new MemUException(MemUErrorKind.NotAllowed, $"{path} is a source; sources are kept word for word.");
        if (TreeLayout.Split(path).Inner.Value is "index.md") throw new MemUException(MemUErrorKind.NotAllowed, $"{path} is written by the program.");
    }

    /// <summary>Refuses folders that begin with a dot: git's, the program's own, an editor's.</summary>
    public static void RequireVisible(MemoryPath path)
    {
        if (path.Segments.Any(s => s.StartsWith('.'))) throw new MemUException(MemUErrorKind.NotAllowed, $"'{path}' lies in a hidden folder; memories don't.");
    }

    /// <summary>Refuses a place where no memory may be, or where something is already.</summary>
    public static void RequireFree(OpenTree open, Plan plan, MemoryPath to, MemoryPath? from = null)
    {
        RequireVisible(to);
        if (to.Extension == ".md" && TreeLayout.KindOf(to) != UnitKind.Item || to.Stem.ToLowerInvariant() is "index" or "log")
            throw new MemUException(MemUErrorKind.BadArgument, $"a memory can't be at {to}: that place or name is reserved.");
        if (to.Value.AsSpan().ContainsAny(NotInLinks)) throw new MemUException(MemUErrorKind.BadArgument, $"a memory can't be at {to}: links can't hold [ ] | # or ^.");
        for (var folder = to.Parent; !folder.IsRoot; folder = folder.Parent)
            if (open.Tree.Exists(folder)) throw new MemUException(MemUErrorKind.Exists, $"{folder} is a file; nothing can lie in it.");
        var onlyCase = from is { } old && old != to && string.Equals(old.Value, to.Value, StringComparison.OrdinalIgnoreCase);
        var taken = plan.Files.ContainsKey(to) || open.Tree.Names(to.Parent).Contains(to.Name) && !plan.Removed.Contains(to);
        if (taken && !onlyCase) throw new MemUException(MemUErrorKind.Exists, $"there is a {to} already; choose another name, or merge the two with: memu merge");
    }

    /// <summary>Refuses a folder that can't be a category.</summary>
    public static void RequireCategory(MemoryPath folder)
    {
        RequireVisible(folder);
        var (_, inner) = TreeLayout.Split(folder.Combine("x.md"));
        if (folder.IsRoot || inner.Parent.IsRoot || inner.Segments[0].ToLowerInvariant() is "resources" or "users" or "inbox" or "review" or "quarantine" or "archive" or "@")
            throw new MemUException(MemUErrorKind.BadArgument, $"'{folder}' can't be a category: that name is reserved.");
        if (folder.Value.AsSpan().ContainsAny(NotInLinks)) throw new MemUException(MemUErrorKind.BadArgument, $"'{folder}' can't be a category: links can't hold [ ] | # or ^.");
    }

    /// <summary>The files of a folder and below, in order.</summary>
    /// <param name="open">The tree.</param>
    /// <param name="folder">The folder.</param>
    /// <param name="isDryRun">Whether edits by hand have not been committed as yet, because nothing is to be written.</param>
    /// <exception cref="MemUException">Something in it is versioned by nobody, so that it could be lost.</exception>
    public static IReadOnlyList<MemoryPath> FilesBelow(OpenTree open, MemoryPath folder, bool isDryRun)
    {
        var files = new List<MemoryPath>();
        foreach (var entry in new DirectoryInfo(open.Tree.Absolute(folder)).EnumerateFileSystemInfos("*", SearchOption.AllDirectories))
        {
            var path = MemoryPath.FromListing(Path.GetRelativePath(open.Tree.Root, entry.FullName).Replace(Path.DirectorySeparatorChar, '/'));
            if (entry is DirectoryInfo && (entry.Attributes & FileAttributes.ReparsePoint) == 0) continue;
            var isVersioned = open.RequiredHistory.BlobIdAt(path.Value) is not null || isDryRun && open.Synchronizer.Uncommitted().Any(e => e.Path == path && (e.Entry.Size < LargeFiles.Limit || path.Extension == ".md"));
            if (!isVersioned)
                throw new MemUException(MemUErrorKind.NotAllowed, $"{path} is not versioned (a link, ignored, or too big for git), so it could not be restored; move or remove it yourself first.");
            files.Add(path);
        }
        files.Sort();
        return files;
    }
}
