namespace MemU.Fs.Views;

/// <summary>A folder whose entries are found out anew each time it is listed, and hold for a moment where one of them is looked up.</summary>
/// <param name="memory">The memory.</param>
/// <param name="list">Finds its entries.</param>
internal sealed class ComputedFolder(ViewedMemory memory, Func<CancellationToken, ValueTask<IReadOnlyList<NamedView>>> list) : ViewFolder
{
    private Listing? _last;

    /// <summary>A folder of entries that are known already.</summary>
    public ComputedFolder(ViewedMemory memory, IReadOnlyList<NamedView> entries) : this(memory, _ => new(entries))
    {
    }

    public override Files.Nodes.Lifetime Lifetime => new(1000, 1000);

    public override async ValueTask<View?> FindAsync(string name, CancellationToken cancellationToken)
    {
        if (ViewNames.IsProbe(name)) return null;
        if (_last is { } last && memory.Clock.GetElapsedTime(last.When) < memory.Shown.ResultsLast && last.Entries.TryGetValue(name, out var known)) return known;
        return (await ListAsync(cancellationToken)).FirstOrDefault(e => e.Name == name).View;
    }

    public override async ValueTask<IReadOnlyList<NamedView>> ListAsync(CancellationToken cancellationToken)
    {
        var entries = await list(cancellationToken);
        _last = new(memory.Clock.GetTimestamp(), entries.ToDictionary(e => e.Name, e => e.View, StringComparer.Ordinal));
        return entries;
    }

    private sealed record Listing(long When, IReadOnlyDictionary<string, View> Entries);
}
