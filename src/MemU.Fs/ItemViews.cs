using MemU.Fs.Markdown;
using MemU.Fs.Model;

namespace MemU.Fs;

/// <summary>Items as results show them.</summary>
internal static class ItemViews
{
    /// <summary>An item with the names of its categories.</summary>
    public static ItemView Of(MemoryItem item, MemoryConfig config, string action) => new()
    {
        Id = item.Id,
        Path = item.Path.Value,
        MemoryType = item.Type,
        Title = item.Title,
        Summary = item.Summary,
        Categories = [.. Reading.AlsoIn(item).Prepend(TreeLayout.CategoryOf(item.Path)).Where(c => !c.IsRoot).Select(c => CategoryName(c, config)).Distinct()],
        Action = action,
        HappenedAt = item.HappenedAt?.Text,
        Supersedes = item.Supersedes,
        Sources = [.. item.Sources.Select(s => new SourceView(s.Resource, s.Anchor))],
    };

    /// <summary>The name of the category of a folder.</summary>
    public static string CategoryName(MemoryPath folder, MemoryConfig config)
    {
        var inner = TreeLayout.Split(folder.Combine("x")).Inner.Parent;
        return config.Categories.FirstOrDefault(c => c.Folder == inner.Value)?.Name ?? inner.Value;
    }
}
