using System.Text;
using MemU.Fs.History;
using MemU.Fs.Markdown;
using MemU.Fs.Model;
using MemU.Fs.Understanding;

namespace MemU.Fs.Verbs;

/// <summary>What the verbs that write share: finding and reading what they change, planning it, and carrying it out as one commit.</summary>
internal sealed class Verb(OpenTree open, MemoryOptions options, WriteRequest request, string name)
{
    private readonly Dictionary<MemoryPath, MemoryPath?> _moved = [];
    private readonly List<(MemoryItem Item, string Action)> _others = [];

    public OpenTree Open => open;

    /// <summary>Whether nothing is to be written.</summary>
    public bool IsDryRun => request.DryRun;

    /// <summary>What will be written.</summary>
    public Plan Plan { get; } = new();

    /// <summary>Where folders go, for links to a category as a whole.</summary>
    public Dictionary<MemoryPath, MemoryPath> Folders { get; } = [];

    /// <summary>Where links to a file lead from now on; null for what is removed.</summary>
    public IReadOnlyDictionary<MemoryPath, MemoryPath?> Moved => _moved;

    /// <summary>The settings as they will be.</summary>
    public MemoryConfig Config { get; set; } = open.Config;

    /// <summary>Whether the pages of categories follow.</summary>
    public bool Propagate { get; init; } = true;

    /// <summary>Writes their summaries; null to list and patch them by rules.</summary>
    public SummaryWriter? Summaries { get; init; }

    public DateTimeOffset Now { get; } = options.Clock.GetUtcNow();

    /// <summary>The memory that somebody names by path, id, file name or title.</summary>
    public async Task<MemoryDocument> FindAsync(string pathOrId, CancellationToken cancellationToken)
    {
        var path = await LocateAsync(pathOrId, cancellationToken);
        Places.RequireWritable(path);
        return Read(path);
    }

    /// <summary>Where the file lies that somebody names; one of another owner than the caller's is not there.</summary>
    public async Task<MemoryPath> LocateAsync(string pathOrId, CancellationToken cancellationToken)
    {
        var path = await Lookup.FindAsync(open, pathOrId, request.Within, cancellationToken);
        return request.Within.IsNone || open.Owns(path, request.Within) ? path : throw Lookup.NotFound(pathOrId);
    }

    /// <summary>A file as it will be.</summary>
    public MemoryDocument Read(MemoryPath path) => MemoryDocument.Parse(path, Plan.Read(open.Tree, path) ?? throw Lookup.NotFound(path.Value));

    /// <summary>Whose memory a file is.</summary>
    public MemoryScope ScopeOf(MemoryItem item) => open.Layout.ScopeOf(item);

    /// <summary>Fails when the file is not as the caller last saw it; <paramref name="ours"/> makes the caller's version, null for a removal.</summary>
    public void Expect(MemoryDocument document, Action<MemoryDocument>? ours) => Expectation.Check(open, request.Expect, document, ours);

    /// <summary>Fails when anything in the folder has changed since the revision that the caller saw.</summary>
    public void ExpectFolder(MemoryPath folder) => Expectation.CheckFolder(open, request.Expect, folder);

    /// <summary>Plans a changed or new memory, secrets masked, and the pages of its categories.</summary>
    public void Put(MemoryDocument document, string action, bool needsPage = false)
    {
        var path = document.Path;
        var masked = Secrets.Mask(document, Plan.Read(open.Tree, path), Plan.Notes);
        Plan.Put(path, masked.ToBytes());
        var item = masked.ToItem();
        if (TreeLayout.KindOf(path) != UnitKind.Item)
        {
            Touch(path, ScopeOf(item));
            return;
        }
        Plan.Items[path] = new() { Item = item, Scope = ScopeOf(item), Category = CategoryName(TreeLayout.CategoryOf(path)), Action = action, NewSources = [], NeedsPage = needsPage };
        Touch(path, ScopeOf(item));
        foreach (var also in Reading.AlsoIn(item)) Plan.Touched[(also, ScopeOf(item))] = true;
    }

    /// <summary>Shows a memory in the answer that stays as it is.</summary>
    public void Keep(MemoryDocument document) => _others.Add((document.ToItem(), "skipped"));

    /// <summary>Plans that a memory or another file goes.</summary>
    public void Remove(MemoryPath path, string action = "removed")
    {
        if (path.Extension == ".md")
        {
            var item = Read(path).ToItem();
            if (TreeLayout.KindOf(path) == UnitKind.Item) _others.Add((item, action));
            Leave(item);
        }
        Plan.Remove(path);
        _moved.TryAdd(path, null);
    }

    /// <summary>Plans that a file goes to another place, with the same bytes.</summary>
    public void Move(MemoryPath from, MemoryPath to)
    {
        var bytes = Plan.Read(open.Tree, from) ?? throw Lookup.NotFound(from.Value);
        if (from.Extension == ".md") Leave(MemoryDocument.Parse(from, bytes).ToItem());
        Plan.Remove(from);
        Redirect(from, to);
        if (to.Extension == ".md") Put(MemoryDocument.Parse(to, bytes), "moved");
        else Plan.Put(to, bytes);
    }

    /// <summary>Links to the one file lead to the other from now on.</summary>
    public void Redirect(MemoryPath from, MemoryPath to) => _moved[from] = to;

    /// <summary>Writes, commits and indexes all that was planned.</summary>
    /// <param name="action">What was done, for the answer.</param>
    /// <param name="what">What it was done to, for the commit's subject.</param>
    /// <param name="relink">Whether a file went or changed a name by which links may speak of it, so that links are looked for that lead elsewhere now.</param>
    /// <param name="cancellationToken">Stops as long as nothing has been written.</param>
    public async Task<WriteResult> FinishAsync(string action, string what, bool relink, CancellationToken cancellationToken)
    {
        var rewritten = relink ? new Relinking(this).Run(cancellationToken) : 0;
        var categories = Propagate ? await new CategoryPages(Config, open, Plan).PlanAllAsync(Summaries, cancellationToken) : [];
        foreach (var (path, bytes) in Plan.Files.ToList())
            if (open.Tree.Read(path) is { } now && now.AsSpan().SequenceEqual(bytes)) Plan.Files.Remove(path);
        Plan.Removed.RemoveWhere(p => !open.Tree.Exists(p));
        var files = Ordered();
        var changes = files.Keys.Select(Change).OfType<FileChange>().OrderBy(c => c.Path, StringComparer.Ordinal).ToList();
        string? commit = null;
        if (files.Count > 0 && !request.DryRun)
        {
            await open.EmbedAsync(Plan, cancellationToken);
            cancellationToken.ThrowIfCancellationRequested(); // the last moment at which nothing has been written
            CrashPoint.Reach("planned");
            commit = open.Carry(files, Message(what));
            open.Follow(files.Keys);
        }
        return new()
        {
            Action = files.Count == 0 ? "skipped" : action,
            Items = [.. Plan.Items.Values.Select(i => View(i.Item, i.Action)), .. _others.Select(g => View(g.Item, g.Action))],
            Categories = [.. categories.Select(c => c.View)],
            Files = changes,
            LinksRewritten = rewritten,
            Commit = commit,
            Unchanged = files.Count == 0,
            Notes = Plan.Notes,
        };
    }

    /// <summary>New bytes before removals, so that no reader misses a file that moves; but a name that changes its case only goes first.</summary>
    private Dictionary<MemoryPath, byte[]?> Ordered()
    {
        var written = Plan.Files.Keys.Select(p => p.Value).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var files = new Dictionary<MemoryPath, byte[]?>();
        foreach (var path in Plan.Removed.Where(p => written.Contains(p.Value)).Order()) files[path] = null;
        foreach (var (path, bytes) in Plan.Files.OrderBy(f => f.Key)) files[path] = bytes;
        foreach (var path in Plan.Removed.Order()) files[path] = null;
        return files;
    }

    private FileChange? Change(MemoryPath path)
    {
        if (Plan.Removed.Contains(path)) return _moved.GetValueOrDefault(path) is { } to && !open.Tree.Exists(to) ? null : new(path.Value, "removed");
        if (open.Tree.Exists(path)) return new(path.Value, "modified");
        var from = _moved.FirstOrDefault(m => m.Value == path && Plan.Removed.Contains(m.Key)).Key;
        return from.IsRoot ? new(path.Value, "added") : new(path.Value, "moved", from.Value);
    }

    private void Leave(MemoryItem item)
    {
        Touch(item.Path, ScopeOf(item));
        foreach (var also in Reading.AlsoIn(item)) Plan.Touched.TryAdd((also, ScopeOf(item)), false);
    }

    /// <summary>The page of the file's category and those of the folders around it.</summary>
    private void Touch(MemoryPath path, MemoryScope scope)
    {
        var (root, _) = TreeLayout.Split(path);
        for (var folder = TreeLayout.CategoryOf(path); !folder.IsRoot && folder != root; folder = folder.Parent) Plan.Touched.TryAdd((folder, scope), false);
    }

    private string CategoryName(MemoryPath folder) => ItemViews.CategoryName(folder, Config);

    private ItemView View(MemoryItem item, string action) => ItemViews.Of(item, Config, action) with { Revision = Plan.Read(open.Tree, item.Path) is { } bytes ? GitHistory.BlobId(bytes) : null };

    private CommitInfo Message(string what)
    {
        var items = Plan.Items.Values.Select(i => i.Item).Concat(_others.Select(g => g.Item)).ToList();
        var body = new StringBuilder();
        foreach (var (from, to) in _moved.Where(m => Plan.Removed.Contains(m.Key)).Take(100)) body.Append("- ").Append(from).Append(to is { } there ? $" → {there}" : " removed").Append('\n');
        foreach (var line in Plan.LeftOut.Take(50)) body.Append(line).Append('\n');
        var trailers = items.Where(i => i.Id.Length > 0).Take(50).Select(i => new KeyValuePair<string, string>(CommitMessage.MemoryId, i.Id)).ToList();
        if (options.SessionId is { Length: > 0 } session) trailers.Add(new(CommitMessage.Session, session));
        trailers.Add(new(CommitMessage.Tool, $"memu {name}"));
        if (request.Reason is { Length: > 0 } reason) trailers.Add(new(CommitMessage.Reason, Secrets.Mask(reason)));
        var categories = items.Select(i => TreeLayout.CategoryOf(i.Path)).Where(c => !c.IsRoot).Select(CategoryName).Distinct().ToList();
        return open.Info($"{name}{(categories is [var one] ? $"({one})" : "")}: {what}", body.ToString(), trailers);
    }
}
