using MemU.Fs.Model;

namespace MemU.Fs;

public sealed partial class MemoryService
{
    /// <summary>The links of a memory: where it leads, what leads to it, what is broken and what is ambiguous.</summary>
    public Task<LinksView> LinksAsync(string pathOrId, CancellationToken cancellationToken = default) =>
        ReadingAsync(async open =>
        {
            var path = await Lookup.FindAsync(open, pathOrId, cancellationToken);
            await open.SyncAsync(Freshness.Full, null, cancellationToken);
            return FileLinks.Around(open, path);
        }, cancellationToken);

    /// <summary>Memories that no other memory links to and that link to none.</summary>
    public Task<IReadOnlyList<GraphNode>> OrphansAsync(CancellationToken cancellationToken = default) =>
        ReadingAsync(async open => (await GraphOf(open, cancellationToken)).Orphans(), cancellationToken);

    /// <summary>The files and their links, of a folder or of all.</summary>
    public Task<GraphView> GraphAsync(MemoryPath under = default, CancellationToken cancellationToken = default) =>
        ReadingAsync(async open => (await GraphOf(open, cancellationToken)).Graph(under), cancellationToken);

    /// <summary>How far the tree conforms to the Open Knowledge Format.</summary>
    public Task<DoctorView> CheckOkfAsync(CancellationToken cancellationToken = default) =>
        ReadingAsync(async open =>
        {
            await open.SyncAsync(Freshness.Full, null, cancellationToken);
            return OkfCheck.Run(open, cancellationToken);
        }, cancellationToken);

    private static async Task<LinkGraph> GraphOf(OpenTree open, CancellationToken cancellationToken)
    {
        await open.SyncAsync(Freshness.Full, null, cancellationToken);
        return new(TreeTexts.Load(open, cancellationToken));
    }
}
