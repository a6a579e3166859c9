using MemU.Fs.Files.Nodes;
using MemU.Fs.History;
using MemU.Fs.Model;

namespace MemU.Fs.Views;

/// <summary><c>@/search/</c>: each name is a question, and a folder. It lists those that were asked lately.</summary>
/// <param name="memory">The memory.</param>
/// <param name="commit">The commit as of which it answers; null for now.</param>
internal sealed class SearchesFolder(ViewedMemory memory, string? commit = null) : ViewFolder
{
    /// <summary>How many levels it lies below the top that its links lead up to: <c>@/search</c>.</summary>
    public const int Depth = 2;

    private const int Narrowing = 200; // so many of what a question found are looked through when it is narrowed

    private static readonly Lifetime Hour = new(3_600_000, 0);

    private readonly RecentNames<SearchFolder> _recent = new(memory.Clock, memory.Shown.MostQueries, memory.Shown.QueriesLast);

    public ViewedMemory Memory => memory;

    /// <summary>The commit as of which it answers; null for now.</summary>
    public string? Commit => commit;

    /// <summary>Only what programs look for by themselves is not a question, and it never is.</summary>
    public override Lifetime Free => Hour;

    public override bool Keeps(View entry) => true;

    public override ValueTask<View?> FindAsync(string name, CancellationToken cancellationToken) =>
        new(ViewNames.IsProbe(name) ? null : Folder(null, name));

    public override ValueTask<IReadOnlyList<NamedView>> ListAsync(CancellationToken cancellationToken) =>
        new([.. _recent.All().Where(r => r.Value.Narrows is null).Select(r => new NamedView(r.Name, r.Value))]);

    /// <summary>The folder of a question; nothing is searched before it is listed or something in it is looked up.</summary>
    public SearchFolder Folder(SearchFolder? narrows, string name)
    {
        var made = new SearchFolder(this, narrows, name);
        return _recent.Find(made.Key) ?? made;
    }

    /// <summary>Notes that a question was asked.</summary>
    public void Use(SearchFolder folder) => _recent.Use(folder.Key, folder);

    /// <summary>Asks a question.</summary>
    public async Task<SearchAnswer> AskAsync(SearchFolder folder, CancellationToken cancellationToken)
    {
        if (await IsGoneAsync(cancellationToken)) throw new MemUException(MemUErrorKind.NotFound, $"the commit {commit} is no longer in the history.");
        try
        {
            var where = await WithinAsync(folder.Narrows, cancellationToken);
            var found = where is null ? null : await RunAsync(folder.Question, where, memory.Shown.MostResults, explain: true, cancellationToken);
            return await SearchAnswer.OfAsync(this, folder, found, cancellationToken);
        }
        catch (MemUException e) when (e.Kind is MemUErrorKind.BadArgument or MemUErrorKind.Format or MemUErrorKind.Provider)
        {
            return SearchAnswer.Refused(this, folder, e); // whoever asked is told why where the answer would be
        }
    }

    /// <summary>True when a purge has taken the commit out of the history: then nothing that was found in it is shown any more.</summary>
    public ValueTask<bool> IsGoneAsync(CancellationToken cancellationToken) => commit is null ? new(false) : memory.Objects.ReadAsync(h => !h.Exists(commit), true, cancellationToken);

    /// <summary>Where the answers of a narrowed question must lie: in what the question before found. Null when that found nothing.</summary>
    private async Task<Where?> WithinAsync(SearchFolder? before, CancellationToken cancellationToken)
    {
        if (before is null) return memory.Inside;
        if (await WithinAsync(before.Narrows, cancellationToken) is not { } where) return null;
        var found = await RunAsync(before.Question, where, Narrowing, explain: false, cancellationToken);
        var paths = found.Items.Select(i => i.Path).Concat(found.Resources.Select(r => r.Path)).Concat(found.Categories.Select(c => c.Path)).Distinct().ToList();
        return paths.Count == 0 ? null : memory.Inside.And(new Where([new("path", paths)]));
    }

    private async Task<RetrieveResult> RunAsync(string question, Where where, int limit, bool explain, CancellationToken cancellationToken)
    {
        memory.CountSearch();
        // a listing must neither wait for a model nor cost anything; and whoever opens the folder of a greeting means to search for it
        var request = new RetrieveRequest { Query = question, Where = where, Scope = memory.Shown.Scope, Limit = limit, Explain = explain, Always = true, Method = RetrieveMethod.Rules };
        if (commit is null) return await memory.AskAsync(m => m.RetrieveAsync(request, cancellationToken), cancellationToken);
        return await memory.Revisions.HoldAsync(h => new AsOf(h, memory.Options with { StayOpen = false }).RunAsync(request, commit, cancellationToken),
            new RetrieveResult { OriginalQuery = question, RewrittenQuery = question, Categories = [], Items = [], Resources = [], NearMisses = [], Freshness = "none" }, cancellationToken);
    }

    /// <summary>A file that was found as an entry of a folder so many levels below the top; null when the drive does not show it.</summary>
    public ValueTask<View?> TargetAsync(string path, int depth, DateTimeOffset? time, CancellationToken cancellationToken)
    {
        if (commit is null) return new(memory.Target(path, depth, time));
        if (!memory.Shows(path)) return new((View?)null);
        if (memory.Shown.HasLinks) return new(ViewLink.Up(depth, memory.Outward(path), time));
        return memory.Objects.ReadAsync<View?>(h => h.BlobIdAt(path, commit) is { } blob ? new CommittedFile(memory, new(path, CommittedKind.File, blob), h.WhenMade(commit), Lifetime.Fixed) : null, null, cancellationToken);
    }
}
