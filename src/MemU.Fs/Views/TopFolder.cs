using MemU.Fs.Files.Nodes;

namespace MemU.Fs.Views;

/// <summary><c>@</c>: the views by their names.</summary>
internal sealed class TopFolder : ViewFolder
{
    private readonly IReadOnlyList<NamedView> _entries;

    public TopFolder(ViewedMemory memory)
    {
        var lists = new Lists(memory);
        var entries = new List<NamedView>
        {
            new("at", new RevisionsFolder(memory)),
            new("backlinks", new MirrorFolder(memory, "", lists.Backlinks)),
            new("blame", new MirrorFolder(memory, "", path => new BlameFile(memory, path))),
            new("by-date", lists.ByDate()),
            new("by-tag", lists.ByTag()),
            new("by-type", lists.ByType()),
            new("context", new ContextFolder(memory)),
            new("help.md", new HelpFile(memory)),
            new("history", new MirrorFolder(memory, "", path => new VersionsFolder(memory, path), remembers: true)),
            new("orphans", lists.Orphans()),
            new("pending", new PendingFolder(memory, lists)),
            new("recent", lists.Recent()),
            new("search", new SearchesFolder(memory)),
            new("status.md", new StatusFile(memory)),
        };
        if (memory.IsWhole) entries.Insert(12, new("scope", lists.Scopes()));
        _entries = entries;
    }

    public override Lifetime Lifetime => new(60_000, 60_000);

    public override Lifetime Free => new(60_000, 0);

    public override bool Keeps(View entry) => true;

    public override ValueTask<View?> FindAsync(string name, CancellationToken cancellationToken) => new(_entries.FirstOrDefault(e => e.Name == name).View);

    public override ValueTask<IReadOnlyList<NamedView>> ListAsync(CancellationToken cancellationToken) => new(_entries);
}
