using MemU.Fs.Context;
using MemU.Fs.Markdown;
using MemU.Fs.Model;

namespace MemU.Fs.Server.Access;

/// <summary>
/// A memory as one caller may see and change it: the one place that keeps whoever asks to his tree, his owner's memories and his rights. What is another's
/// is as if it were not there, by path, id and title; what lies hidden or in <c>quarantine/</c> is given to nobody.
/// </summary>
public sealed partial class ScopedMemory(Caller caller)
{
    private const int Rounds = 5;

    /// <summary>For whom.</summary>
    public Caller Caller => caller;

    /// <summary>True when the caller is kept to an owner's memories.</summary>
    public bool IsScoped => !caller.Scope.IsNone;

    private MemoryService Memory => caller.Memory;

    /// <summary>Fails unless the caller may do this.</summary>
    /// <exception cref="MemUException">He may not.</exception>
    public void Require(KeyRights rights)
    {
        if (!caller.May(rights)) throw new MemUException(MemUErrorKind.NotAllowed, rights.HasFlag(KeyRights.Admin) ? "this is for whoever may administer the memory; ask a person to do it." : "this memory may only be read from here; nothing was written.");
    }

    /// <summary>A memory or source, now or as it was.</summary>
    /// <exception cref="MemUException">There is none of the caller's.</exception>
    public async Task<ShowView> ShowAsync(string pathOrId, string? revision = null, CancellationToken cancellationToken = default)
    {
        Require(KeyRights.Read);
        RequireGiven(pathOrId);
        var shown = revision is null ? await Memory.ShowAsync(pathOrId, caller.Scope, cancellationToken) : await ShowAtAsync(pathOrId, revision, cancellationToken);
        RequireGiven(shown.Path);
        if (IsScoped && Path.GetFileName(shown.Path) is "index.md" or "log.md") throw Lookup.NotFound(pathOrId); // it lists everybody's
        return shown;
    }

    /// <summary>The searched files for which a filter holds, by path.</summary>
    /// <exception cref="MemUException">The filter names an unknown field.</exception>
    internal async Task<IReadOnlyList<SeenFile>> FilesAsync(Where where, CancellationToken cancellationToken)
    {
        Require(KeyRights.Read);
        return await Memory.FilesAsync(where, caller.Scope, cancellationToken);
    }

    /// <summary>What is known about a question.</summary>
    public async Task<RetrieveResult> RetrieveAsync(RetrieveRequest request, CancellationToken cancellationToken)
    {
        Require(KeyRights.Read);
        var found = await Memory.RetrieveAsync(request with { Scope = Scope(request.Scope) }, cancellationToken);
        if (!IsScoped) return found;
        // a filter takes no notice of case, and an owner's name does. What was looked for instead of other words comes from everybody's memories
        string[] paths = [.. found.Items.Select(i => i.Path).Concat(found.Resources.Select(r => r.Path)).Concat(found.Categories.Select(c => c.Path)).Concat(found.NearMisses.Select(n => n.Path)).Distinct()];
        var own = request.AsOf is { } revision ? await OwnedThenAsync(paths, revision, cancellationToken) : await Memory.OwnedAsync(paths, caller.Scope, cancellationToken);
        bool Sees(string path) => own.Contains(path);
        return found with
        {
            Items = [.. found.Items.Where(i => Sees(i.Path))], Resources = [.. found.Resources.Where(r => Sees(r.Path))], Categories = [.. found.Categories.Where(c => Sees(c.Path))], NearMisses = [.. found.NearMisses.Where(n => Sees(n.Path))],
            Notes = null, Problems = null,
        };
    }

    /// <summary>What is known about a question, as one text.</summary>
    public async Task<ContextResult> ContextAsync(ContextRequest request, CancellationToken cancellationToken)
    {
        Require(KeyRights.Read);
        request = request with { Scope = Scope(request.Scope) };
        for (var round = 0; round < Rounds; round++)
        {
            var found = await Memory.ContextAsync(request, cancellationToken);
            if (!IsScoped) return found;
            var paths = found.Entries.Select(e => e.Path).Distinct().ToList();
            var own = await Memory.OwnedAsync(paths, caller.Scope, cancellationToken);
            if (paths.TrueForAll(own.Contains)) return found with { Problems = [] };
            // owners whose names differ in case alone: the filter takes both, and the text must not
            request = request with { Where = request.Where.And(new Where([.. paths.Where(p => !own.Contains(p)).Select(p => new WhereCondition("path", [p]) { Operator = WhereOperator.NotEqual })])) };
        }
        throw new MemUException(MemUErrorKind.BadArgument, "too much of what fits is another's; ask more narrowly.");
    }

    /// <summary>The links of a memory that lead from and to the caller's.</summary>
    public async Task<LinksView> LinksAsync(string pathOrId, CancellationToken cancellationToken)
    {
        var links = await Memory.LinksAsync((await ShowAsync(pathOrId, null, cancellationToken)).Path, cancellationToken);
        var named = links.Out.Concat(links.In).Concat(links.Broken).Concat(links.Ambiguous).SelectMany(l => l.To.Append(l.From)).Distinct().ToList();
        var own = (await Memory.OwnedAsync(named, caller.Scope, cancellationToken)).Where(p => !IsKept(p)).ToHashSet(StringComparer.Ordinal);
        List<LinkView> seen = [.. links.Out.Concat(links.Ambiguous).Concat(links.Broken).Select(l => l with { To = [.. l.To.Where(own.Contains)] })];
        return links with { Out = [.. seen.Where(l => l.To.Count == 1)], In = [.. links.In.Where(l => own.Contains(l.From))], Broken = [.. seen.Where(l => l.To.Count == 0)], Ambiguous = [.. seen.Where(l => l.To.Count > 1)] };
    }

    /// <summary>The commits of a memory, or of all that the caller sees, newest first; of one that is another's too only what kind it is.</summary>
    public async Task<IReadOnlyList<LogView>> LogAsync(string? pathOrId, int max, CancellationToken cancellationToken)
    {
        Require(KeyRights.Read);
        if (IsScoped && string.IsNullOrEmpty(pathOrId)) throw new MemUException(MemUErrorKind.BadArgument, "name a memory: the history of all concerns others too.");
        var path = string.IsNullOrEmpty(pathOrId) ? MemoryPath.Root : MemoryPath.FromListing((await ShowAsync(pathOrId, null, cancellationToken)).Path);
        var log = await Memory.LogAsync(path, max, cancellationToken);
        var own = await Memory.OwnedAsync(log.SelectMany(c => c.Paths.Concat(c.Sources.Select(Bare))), caller.Scope, cancellationToken);
        return [.. log.Select(c => !IsScoped || c.Paths.All(own.Contains) ? c with { Paths = [.. c.Paths.Where(p => !IsKept(p))] }
            : c with { Subject = c.Subject.Split('(', ':')[0], Reason = null, Session = null, Paths = [.. c.Paths.Where(own.Contains)], Sources = [.. c.Sources.Where(s => own.Contains(Bare(s)))] })];
    }

    /// <summary>Each line of a memory with who wrote it.</summary>
    public async Task<IReadOnlyList<BlameView>> BlameAsync(string pathOrId, CancellationToken cancellationToken)
    {
        var lines = await Memory.BlameAsync((await ShowAsync(pathOrId, null, cancellationToken)).Path, cancellationToken);
        if (!IsScoped) return lines;
        var own = await Memory.OwnedAsync(lines.SelectMany(l => l.Sources).Select(s => s.Path), caller.Scope, cancellationToken);
        return [.. lines.Select(l => l with { Subject = l.Subject?.Split('(', ':')[0], Sources = [.. l.Sources.Where(s => own.Contains(s.Path))] })];
    }

    /// <summary>How the memory stands; of a caller who is kept to an owner's memories, only what concerns those.</summary>
    public async Task<StatusView> StatusAsync(CancellationToken cancellationToken)
    {
        Require(KeyRights.Read);
        var all = await Memory.StatusAsync(cancellationToken);
        if (!caller.May(KeyRights.Admin)) all = all with { Root = "" };
        if (!IsScoped) return all;
        var own = await FilesAsync(Where.All, cancellationToken);
        int Count(UnitKind kind) => own.Count(f => f.Kind == kind);
        return new() { Root = "", Scope = caller.Scope.ToString(), Items = Count(UnitKind.Item), Categories = Count(UnitKind.Category), Resources = Count(UnitKind.Resource), Blocked = all.Blocked is null ? null : "nothing can be written at the moment; a person has to look at the memory: memu status" };
    }

    /// <summary>A page of memories in memU's shape.</summary>
    public async Task<MemoryItemPage> ItemsAsync(Where where, string? cursor, int limit, CancellationToken cancellationToken)
    {
        Require(KeyRights.Read);
        var page = await Memory.ListMemoryItemsAsync(where.And(caller.Scope), cursor, limit, cancellationToken);
        if (!IsScoped) return page;
        var own = await Memory.OwnedAsync(page.Items.Select(i => i.Path), caller.Scope, cancellationToken);
        return page with { Items = [.. page.Items.Where(i => own.Contains(i.Path))] };
    }

    /// <summary>A page of categories in memU's shape.</summary>
    public async Task<MemoryCategoryPage> CategoriesAsync(Where where, string? cursor, int limit, CancellationToken cancellationToken)
    {
        Require(KeyRights.Read);
        var page = await Memory.ListMemoryCategoriesAsync(where.And(caller.Scope), cursor, limit, cancellationToken);
        if (!IsScoped) return page;
        var own = await Memory.OwnedAsync(page.Categories.Select(c => c.Path), caller.Scope, cancellationToken);
        return page with { Categories = [.. page.Categories.Where(c => own.Contains(c.Path))] };
    }

    /// <summary>Type, title and last change of files that the caller has been shown.</summary>
    internal Task<IReadOnlyList<MemoryItem>> HeadsAsync(IReadOnlyList<MemoryPath> paths, CancellationToken cancellationToken) => Memory.ItemsAsync(paths, cancellationToken);

    /// <summary>The folder that holds the caller's memories; the root for all.</summary>
    public async Task<MemoryPath> FolderAsync(CancellationToken cancellationToken) => (await Memory.LayoutAsync(cancellationToken)).FolderOf(caller.Scope);

    /// <summary>Those of some paths that were the caller's then.</summary>
    private async Task<IReadOnlySet<string>> OwnedThenAsync(IEnumerable<string> paths, string revision, CancellationToken cancellationToken)
    {
        var own = new HashSet<string>(StringComparer.Ordinal);
        foreach (var path in paths)
        {
            try
            {
                if ((await ShowAtAsync(path, revision, cancellationToken)).Path == path) own.Add(path);
            }
            catch (MemUException e) when (e.Kind == MemUErrorKind.NotFound)
            {
                // another's
            }
        }
        return own;
    }

    private async Task<ShowView> ShowAtAsync(string pathOrId, string revision, CancellationToken cancellationToken)
    {
        try
        {
            var shown = await Memory.ShowAtAsync(await NameAsync(pathOrId, cancellationToken), revision, cancellationToken);
            if (!IsScoped) return shown;
            var item = MemoryDocument.Parse(MemoryPath.FromListing(shown.Path), System.Text.Encoding.UTF8.GetBytes(shown.Text)).ToItem();
            return (await Memory.LayoutAsync(cancellationToken)).Owns(item, caller.Scope) ? shown : throw Lookup.NotFound(pathOrId);
        }
        catch (MemUException e) when (IsScoped && e.Kind is MemUErrorKind.BadArgument or MemUErrorKind.NotFound && !e.Message.Contains(revision, StringComparison.Ordinal))
        {
            throw Lookup.NotFound(pathOrId); // its message may name what is another's
        }
    }

    /// <summary>The path of what is there now; of what was there once, what the caller calls it.</summary>
    private async Task<string> NameAsync(string pathOrId, CancellationToken cancellationToken)
    {
        try
        {
            return (await Memory.ShowAsync(pathOrId, caller.Scope, cancellationToken)).Path;
        }
        catch (MemUException e) when (e.Kind == MemUErrorKind.NotFound && MemoryPath.TryParse(pathOrId, out _, out _))
        {
            return pathOrId;
        }
    }

    private MemoryScope Scope(MemoryScope asked) => IsScoped ? caller.Scope : asked;

    private static string Bare(string source) => source.Split('#')[0];

    private static void RequireGiven(string path)
    {
        if (IsHidden(path)) throw new MemUException(MemUErrorKind.NotAllowed, $"'{path.ReplaceLineEndings(" ")}' is no part of the memory; it belongs to git, or to the program itself.");
        if (IsKept(path)) throw new MemUException(MemUErrorKind.NotAllowed, $"'{path.ReplaceLineEndings(" ")}' is kept apart, because what lies in quarantine/ tries to steer its reader; only a person can open it.");
    }

    /// <summary>True for what belongs to git, or to the program itself.</summary>
    internal static bool IsHidden(string path) => path.Split('/').Any(s => s.Length > 1 && s[0] == '.' && s != "..");

    /// <summary>True for what is kept apart from every reader but a person.</summary>
    internal static bool IsKept(string path) => path.Split('/').Contains("quarantine", StringComparer.OrdinalIgnoreCase);
}
