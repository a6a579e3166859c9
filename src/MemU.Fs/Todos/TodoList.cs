using MemU.Fs.Markdown;
using MemU.Fs.Model;

namespace MemU.Fs.Todos;

/// <summary>The tasks of an owner as they stand on the disk.</summary>
internal static class TodoList
{
    /// <summary>All of them in the order of the board.</summary>
    public static IReadOnlyList<(TodoView View, MemoryItem Item)> Of(OpenTree open, MemoryScope owner, DateTimeOffset now)
    {
        var folder = open.Layout.FolderOf(owner).Combine(TodoText.Folder);
        // a full folder goes on in one for each month
        var documents = Files(folder).Concat(open.Tree.Names(folder).Where(TreeLayout.IsPart).Order(StringComparer.Ordinal).SelectMany(n => Files(folder.Combine(n))))
            .Select(f => (Path: f, Bytes: open.Tree.Read(f))).Where(f => f.Bytes is not null).Select(f => MemoryDocument.Parse(f.Path, f.Bytes!));
        var tasks = documents.Select(d => (Document: d, Item: d.ToItem())).Where(t => open.Layout.ScopeOf(t.Item).Equals(owner)).Select(t => (View: TodoText.View(t.Document, now), t.Item));
        return [.. TodoText.Ordered(tasks, t => t.View.State, t => t.View.Due, t => t.View.CreatedAt)];

        IEnumerable<MemoryPath> Files(MemoryPath of) => open.Tree.Names(of).Where(n => n.EndsWith(".md", StringComparison.OrdinalIgnoreCase) && !n.Equals("README.md", StringComparison.OrdinalIgnoreCase)).Order(StringComparer.Ordinal).Select(of.Combine);
    }
}
