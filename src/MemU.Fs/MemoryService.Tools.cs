using MemU.Fs.Markdown;
using MemU.Fs.Model;
using MemU.Fs.Verbs;

namespace MemU.Fs;

public sealed partial class MemoryService
{
    /// <summary>Notes a use of a tool in the tool's memory, which is made with the first.</summary>
    /// <exception cref="MemUException">The call can't be noted, or the tree can't be written.</exception>
    public Task<WriteResult> RecordToolCallAsync(ToolCallRequest request, CancellationToken cancellationToken = default) =>
        WriteAsync("tool", request, v => new ToolVerb(v, request).RunAsync(cancellationToken), cancellationToken);

    /// <summary>A tool's memory with its calls and what the latest of them say.</summary>
    /// <param name="nameOrPath">The tool's name, or the path or id of its memory.</param>
    /// <param name="recent">How many of the latest calls count.</param>
    /// <param name="scope">Whose memory; null for the tree's own.</param>
    /// <param name="cancellationToken">Stops.</param>
    /// <exception cref="MemUException">There is no memory of such a tool.</exception>
    public Task<ToolView> ToolAsync(string nameOrPath, int recent = 20, MemoryScope? scope = null, CancellationToken cancellationToken = default)
    {
        if (recent is < 1 or > 1000) throw new MemUException(MemUErrorKind.BadArgument, $"{recent} calls can't be counted; give 1 to 1000.");
        return ReadingAsync(async open =>
        {
            await open.SyncAsync(Freshness.Full, null, cancellationToken);
            var path = ToolVerb.Find(open, nameOrPath, scope ?? open.Layout.Own) ?? await Lookup.FindAsync(open, nameOrPath, cancellationToken);
            var document = MemoryDocument.Parse(path, open.Tree.Read(path) ?? throw Lookup.NotFound(nameOrPath));
            var item = document.ToItem();
            if (item.Type != MemoryType.Tool) throw new MemUException(MemUErrorKind.NotFound, $"{path} is no memory of a tool, but of type {item.Type}.");
            var calls = document.ToolCalls(item.Title);
            return new ToolView(path.Value, item.Title, document.GetScalar("when_to_use"), item.Summary, ToolStatistics.Of(calls, document.ToolCallsTotal(item.Title), recent), calls);
        }, cancellationToken);
    }
}
