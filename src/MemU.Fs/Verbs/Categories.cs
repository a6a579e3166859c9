using MemU.Fs.Model;

namespace MemU.Fs.Verbs;

/// <summary>Finds categories by their names and folders.</summary>
internal static class Categories
{
    /// <summary>A category of the settings, or any folder of the scope that is there.</summary>
    /// <exception cref="MemUException">There is none of that name.</exception>
    public static CategoryDefinition Find(OpenTree open, string nameOrFolder, MemoryScope scope)
    {
        if (open.Config.Category(nameOrFolder) is { } known) return known;
        var root = open.Layout.FolderOf(scope);
        var text = nameOrFolder.EndsWith("/README.md", StringComparison.OrdinalIgnoreCase) ? nameOrFolder[..^10] : nameOrFolder;
        var path = MemoryPath.Parse(text);
        if (!root.IsRoot && path.IsWithin(root) && path != root) path = MemoryPath.FromListing(path.Value[(root.Value.Length + 1)..]);
        if (open.Config.Categories.FirstOrDefault(c => c.Folder == path.Value) is { } defined) return defined;
        if (path.IsRoot || !Directory.Exists(open.Tree.Absolute(root.Combine(path.Value))))
            throw new MemUException(MemUErrorKind.NotFound, $"there is no category '{nameOrFolder.ReplaceLineEndings(" ")}'. Known are {string.Join(", ", open.Config.Categories.Select(c => c.Name))}, and every folder; make one with: memu category add <name>");
        Places.RequireCategory(path);
        return new(path.Value, path.Value, "");
    }

    /// <summary>The link to a category's page, as <c>also_in</c> holds it.</summary>
    public static string Link(CategoryDefinition category, MemoryPath root) => $"[[{root.Combine(category.Folder).Value}/README]]";
}
