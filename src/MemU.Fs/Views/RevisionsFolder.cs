using MemU.Fs.Files.Nodes;
using MemU.Fs.Model;

namespace MemU.Fs.Views;

/// <summary><c>@/at/</c>: each name is a revision, checkpoint or date, and the folder of the memory as it stood. It lists HEAD and the checkpoints.</summary>
internal sealed class RevisionsFolder(ViewedMemory memory) : ViewFolder
{
    private const int MostSearched = 16;

    private readonly RecentNames<RevisionViews> _views = new(memory.Clock, MostSearched, memory.Shown.QueriesLast);

    public override Lifetime Lifetime => new(60_000, 1000);

    public override async ValueTask<View?> FindAsync(string name, CancellationToken cancellationToken)
    {
        if (name != "HEAD" && ViewNames.IsProbe(name)) return null;
        var revision = Decoded(name);
        // a date is looked for from commit to commit
        var found = EventTime.TryParse(revision, out _)
            ? await memory.Walks.WalkAsync(h => Find(h, revision), null, cancellationToken)
            : await memory.Objects.ReadAsync(h => Find(h, revision), null, cancellationToken);
        return found is var (commit, when, tree) ? new CommittedFolder(new(memory, ViewsOf(commit), when, IsFixed: name == commit), tree, "") : null;
    }

    public override async ValueTask<IReadOnlyList<NamedView>> ListAsync(CancellationToken cancellationToken)
    {
        var names = await memory.Walks.WalkAsync<IReadOnlyList<string>>(h => h.Head is null ? [] : ["HEAD", .. h.Tags().Select(t => Encoded(t.Name))], [], cancellationToken);
        var entries = new List<NamedView>();
        foreach (var name in names)
            if (await FindAsync(name, cancellationToken) is { } view) entries.Add(new(name, view));
        return entries;
    }

    private (string Commit, DateTimeOffset When, string? Tree)? Find(History.GitHistory history, string revision)
    {
        try
        {
            var commit = history.Resolve(revision);
            return (commit, history.WhenMade(commit), history.FolderAt(commit, memory.Inward("")));
        }
        catch (MemUException e) when (e.Kind is MemUErrorKind.NotFound or MemUErrorKind.BadArgument)
        {
            return null; // no such revision is no such folder
        }
    }

    private RevisionViews ViewsOf(string commit)
    {
        var views = _views.Find(commit) ?? new RevisionViews(memory, commit);
        _views.Use(commit, views);
        return views;
    }

    // the name of a checkpoint may have a slash, the time of a date colons, and neither can stand in a name everywhere
    private static string Encoded(string name) => string.Concat(name.Select(c => c is '/' or '%' or '"' or '<' or '>' or '|' ? string.Create(System.Globalization.CultureInfo.InvariantCulture, $"%{(int)c:X2}") : c.ToString()));

    private static string Decoded(string name) => name.Contains('%', StringComparison.Ordinal) ? Uri.UnescapeDataString(name) : name;
}

/// <summary>A commit whose tree is shown.</summary>
/// <param name="Memory">The memory.</param>
/// <param name="Views">What is shown beside its files.</param>
/// <param name="When">When it was made.</param>
/// <param name="IsFixed">True below the name of the commit itself, which never leads elsewhere.</param>
internal sealed record Revision(ViewedMemory Memory, RevisionViews Views, DateTimeOffset When, bool IsFixed)
{
    /// <summary>For how long names and attributes below it hold.</summary>
    public Lifetime Lifetime => IsFixed ? Lifetime.Fixed : new(1000, 1000);
}

/// <summary><c>@/at/&lt;revision&gt;/@/</c>: the search as of then.</summary>
internal sealed class RevisionViews(ViewedMemory memory, string commit) : ViewFolder
{
    private readonly SearchesFolder _searches = new(memory, commit);

    public override Lifetime Lifetime => new(1000, 1000);

    public override bool Keeps(View entry) => true;

    public override ValueTask<View?> FindAsync(string name, CancellationToken cancellationToken) => new(name == "search" ? _searches : null);

    public override ValueTask<IReadOnlyList<NamedView>> ListAsync(CancellationToken cancellationToken) => new([new("search", _searches)]);
}
