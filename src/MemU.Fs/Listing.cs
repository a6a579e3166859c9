using MemU.Fs.Files;
using MemU.Fs.Markdown;
using MemU.Fs.Model;

namespace MemU.Fs;

/// <summary>Lists folders and memories from the files themselves, reading only the front matter of those that are shown.</summary>
internal sealed class Listing(DiskTree tree, int filesPerFolder)
{
    /// <summary>A folder, or a single file.</summary>
    public TreeNode Of(MemoryPath path, int depth)
    {
        Lookup.RequireOfTheTree(path);
        if (Directory.Exists(tree.Absolute(path))) return Folder(path, depth);
        if (tree.Exists(path)) return File(path);
        throw new MemUException(MemUErrorKind.NotFound, $"there is no folder or file '{path}' in the memory {tree.Root}.");
    }

    /// <summary>Those of the files that lie in a folder and below, in one list.</summary>
    public TreeNode Only(MemoryPath folder, IEnumerable<string> files)
    {
        var found = Of(folder, depth: 0);
        var begin = folder.IsRoot ? "" : folder.Value + "/";
        // a document of a mounted source has an address here and no file
        var children = files.Where(f => f == folder.Value || f.StartsWith(begin, StringComparison.Ordinal)).Order(StringComparer.Ordinal)
            .Select(MemoryPath.FromListing).Where(tree.Exists).Select(File).ToList();
        return found with { Children = children, Count = children.Sum(c => c.Count), More = 0 };
    }

    private TreeNode Folder(MemoryPath path, int depth)
    {
        var (folders, files) = (new List<string>(), new List<string>());
        foreach (var entry in new DirectoryInfo(tree.Absolute(path)).EnumerateFileSystemInfos())
        {
            if (entry.Name.StartsWith('.') || (entry.Attributes & FileAttributes.ReparsePoint) != 0) continue;
            (entry is DirectoryInfo ? folders : files).Add(entry.Name);
        }
        var children = new List<TreeNode>();
        var below = 0;
        foreach (var name in folders.Order(StringComparer.Ordinal))
        {
            var child = Folder(Child(path, name), depth - 1);
            below += child.Count;
            if (depth > 0) children.Add(child);
        }
        var memories = files.Count(f => IsMemory(Child(path, f)));
        var shown = files.Order(StringComparer.Ordinal).Take(depth > 0 ? filesPerFolder : 0).ToList();
        children.AddRange(shown.Select(f => File(Child(path, f))));
        return new() { Name = path.IsRoot ? Path.GetFileName(tree.Root) : path.Name, Path = path.Value, IsFolder = true, Count = below + memories, Children = children, More = depth > 0 ? files.Count - shown.Count : 0 };
    }

    private TreeNode File(MemoryPath path)
    {
        if (path.Extension != ".md" || path.Name is "index.md" or "log.md") return new() { Name = path.Name, Path = path.Value };
        var item = MemoryDocument.Parse(path, tree.Read(path) ?? []).ToItem();
        return new() { Name = path.Name, Path = path.Value, Type = item.Type, Title = item.Title, Modified = item.Modified ?? item.Created, Count = IsMemory(path) ? 1 : 0 };
    }

    private static bool IsMemory(MemoryPath path) => TreeLayout.KindOf(path) == UnitKind.Item && path.Name is not ("index.md" or "log.md");

    private static MemoryPath Child(MemoryPath folder, string name) => MemoryPath.FromListing(folder.IsRoot ? name : $"{folder.Value}/{name}");
}
