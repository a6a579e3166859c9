using MemU.Fs.Model;

namespace MemU.Fs;

/// <summary>memU's way to ask: a list of messages of which the last is the question.</summary>
public static class MemoryQueries
{
    /// <summary>Finds what is known about the last of some messages of a conversation; the earlier ones only resolve it.</summary>
    /// <param name="memory">The memory.</param>
    /// <param name="queries">The messages, oldest first.</param>
    /// <param name="where">The filter; null for none.</param>
    /// <param name="scope">Whose memory; null for all.</param>
    /// <param name="cancellationToken">Stops.</param>
    /// <exception cref="MemUException">There is no message (<c>empty_queries</c>), the filter names an unknown field, or the tree can't be read.</exception>
    public static Task<RetrieveResult> RetrieveAsync(this MemoryService memory, IReadOnlyList<QueryMessage> queries, Where? where = null, MemoryScope? scope = null, CancellationToken cancellationToken = default) =>
        memory.RetrieveAsync(RetrieveRequest.Of(queries) with { Where = where ?? Where.All, Scope = scope ?? MemoryScope.None }, cancellationToken);
}
