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
            var tasks = TodoList.Of(open, scope is null || scope.IsNone ? open.Layout.Own : scope, Clock);
            return [.. tasks.Select(t => t.View).Where(t => all || t.State is TodoState.Todo or TodoState.Doing)];
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
