using MemU.Fs.Markdown;
using MemU.Fs.Model;
using MemU.Fs.Todos;

namespace MemU.Fs;

public sealed partial class MemoryService
{
    /// <summary>The tasks in <c>context/pending_tasks/</c>: what somebody is at, then what is due first.</summary>
    /// <param name="all">Those that are done or dropped, too.</param>
    /// <param name="scope">Whose; null for the tree's own.</param>
    /// <param name="cancellationToken">Stops.</param>
    public Task<IReadOnlyList<TodoView>> TodosAsync(bool all = false, MemoryScope? scope = null, CancellationToken cancellationToken = default) =>
        ReadingAsync<IReadOnlyList<TodoView>>(async open =>
        {
            await open.SyncAsync(Freshness.Full, null, cancellationToken);
            var owner = scope is null || scope.IsNone ? open.Layout.Own : scope;
            var folder = open.Layout.FolderOf(owner).Combine(TodoText.Folder);
            var now = Clock;
            // a full folder goes on in one for each month
            var files = Files(folder).Concat(Folders(folder).SelectMany(Files)).ToList();
            var tasks = files.Select(f => (Path: f, Bytes: open.Tree.Read(f))).Where(f => f.Bytes is not null).Select(f => MemoryDocument.Parse(f.Path, f.Bytes!)).Where(d => open.Layout.ScopeOf(d.ToItem()).Equals(owner)).Select(d => TodoText.View(d, now));
            return [.. TodoText.Ordered(tasks.Where(t => all || t.State is TodoState.Todo or TodoState.Doing), t => t.State, t => t.Due, t => t.CreatedAt)];

            IEnumerable<MemoryPath> Files(MemoryPath of) => open.Tree.Names(of).Where(n => n.EndsWith(".md", StringComparison.OrdinalIgnoreCase) && !n.Equals("README.md", StringComparison.OrdinalIgnoreCase)).Order(StringComparer.Ordinal).Select(of.Combine);
            IEnumerable<MemoryPath> Folders(MemoryPath of) => open.Tree.Names(of).Where(n => !n.Contains('.', StringComparison.Ordinal) && Directory.Exists(open.Tree.Absolute(of.Combine(n)))).Order(StringComparer.Ordinal).Select(of.Combine);
        }, cancellationToken);

    /// <summary>Notes a task; the same words again change nothing.</summary>
    /// <exception cref="MemUException">The text is empty, a time is none, or the tree can't be written.</exception>
    public Task<WriteResult> AddTodoAsync(TodoRequest request, CancellationToken cancellationToken = default) =>
        WriteAsync("todo", request, v => TodoVerb.AddAsync(v, Extractor, request, cancellationToken), cancellationToken);

    /// <summary>Changes how a task stands: the mark before its text.</summary>
    /// <exception cref="MemUException">There is no such task.</exception>
    /// <exception cref="MemoryConflictException">The task is not as <see cref="Verbs.WriteRequest.Expect"/> says.</exception>
    public Task<WriteResult> ChangeTodoAsync(TodoChange request, CancellationToken cancellationToken = default) =>
        WriteAsync("todo", request, v => TodoVerb.ChangeAsync(v, request, cancellationToken), cancellationToken);
}
