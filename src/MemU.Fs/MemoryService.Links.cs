using MemU.Fs.Markdown;
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

    /// <summary>The items that were learned from a source, by path; <c>reinforced</c> where they have others, too.</summary>
    /// <param name="pathOrId">The source, below <c>resources/</c>.</param>
    /// <param name="cancellationToken">Stops.</param>
    /// <exception cref="MemUException">There is no such source.</exception>
    public Task<IReadOnlyList<ItemView>> LearnedFromAsync(string pathOrId, CancellationToken cancellationToken = default) =>
        ReadingAsync<IReadOnlyList<ItemView>>(async open =>
        {
            var path = await Lookup.FindAsync(open, pathOrId, cancellationToken);
            await open.SyncAsync(Freshness.Full, null, cancellationToken);
            var tree = new LinkedTree(open);
            var items = FileLinks.Around(open, path).In.Where(l => l.Kind == "source").Select(l => MemoryPath.FromListing(l.From)).Distinct().Where(p => TreeLayout.KindOf(p) == UnitKind.Item).Select(p => tree.Document(p)?.ToItem()).OfType<MemoryItem>();
            return [.. items.Select(i => ItemViews.Of(i, open.Config, i.Sources.Any(s => s.Resource != path.Value) ? "reinforced" : "added"))];
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
