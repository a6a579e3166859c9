using MemU.Fs.Model;

namespace MemU.Fs.Server.Access;

public sealed partial class ScopedMemory
{
    /// <summary>A file by its very path; null where nothing of the caller's is there.</summary>
    internal async Task<ShowView?> FindAsync(MemoryPath path, CancellationToken cancellationToken)
    {
        try
        {
            var shown = await ShowAsync(path.Value, null, cancellationToken);
            return shown.Path == path.Value ? shown : null; // another may have it as its title
        }
        catch (MemUException e) when (e.Kind == MemUErrorKind.NotFound)
        {
            return null;
        }
    }

    /// <summary>Has the model answer from what the caller may see.</summary>
    public async Task<AskResult> AskAsync(AskRequest request, CancellationToken cancellationToken)
    {
        Require(KeyRights.Read);
        var asked = request.Retrieve with { Scope = Scope(request.Retrieve.Scope) };
        if (IsScoped) asked = asked with { Where = await OwnAsync(asked.Where, "ask more narrowly", cancellationToken) };
        return await Memory.AskAsync(request with { Retrieve = asked }, cancellationToken);
    }

    /// <summary>Folders and files below a folder; of a caller who is kept to an owner's memories those alone.</summary>
    /// <exception cref="MemUException">There is no such folder of the caller's.</exception>
    public async Task<TreeNode> TreeAsync(MemoryPath folder, int depth, int filesPerFolder, CancellationToken cancellationToken)
    {
        Require(KeyRights.Read);
        if (!folder.IsRoot) RequireGiven(folder.Value);
        if (!IsScoped) return Given(await Memory.TreeAsync(folder, depth, filesPerFolder, cancellationToken));
        var files = (await FilesAsync(Where.All, cancellationToken)).Where(f => f.Path.IsWithin(folder) && !IsKept(f.Path.Value)).Select(f => f.Path).ToList();
        if (files.Count == 0 && !folder.IsRoot) throw new MemUException(MemUErrorKind.NotFound, $"there is no folder '{folder}'.");
        var items = (await HeadsAsync(files, cancellationToken)).ToDictionary(i => i.Path);
        return Node(folder, files, depth);

        TreeNode Node(MemoryPath at, List<MemoryPath> below, int left)
        {
            var direct = below.Where(f => f.Parent == at).ToList();
            var folders = below.Where(f => f.Parent != at).GroupBy(f => at.Combine(f.Segments[at.Segments.Length])).OrderBy(g => g.Key.Name, StringComparer.Ordinal);
            return new()
            {
                Name = at.Name, Path = at.Value, IsFolder = true, Count = below.Count, More = Math.Max(0, direct.Count - filesPerFolder),
                Children = left <= 0 ? [] : [.. folders.Select(g => Node(g.Key, [.. g], left - 1)), .. direct.Take(filesPerFolder).Select(f => File(f))],
            };
        }

        TreeNode File(MemoryPath path) => items.GetValueOrDefault(path) is { } item
            ? new() { Name = path.Name, Path = path.Value, Type = item.Type, Title = item.Title, Modified = item.Modified ?? item.Created } : new() { Name = path.Name, Path = path.Value };
    }

    /// <summary>What changed of a file, or for a caller who sees the whole tree of everything.</summary>
    public async Task<IReadOnlyList<DiffView>> DiffAsync(string? pathOrId, string? from, string? to, CancellationToken cancellationToken)
    {
        Require(KeyRights.Read);
        if (IsScoped && string.IsNullOrEmpty(pathOrId)) throw new MemUException(MemUErrorKind.BadArgument, "name a memory: what changed of all concerns others too.");
        if (!IsScoped && (string.IsNullOrEmpty(pathOrId) || MemoryPath.TryParse(pathOrId, out var folder, out _) && await Memory.OwnsFolderAsync(folder, MemoryScope.None, cancellationToken)))
            return [.. (await Memory.DiffAsync(string.IsNullOrEmpty(pathOrId) ? default : MemoryPath.Parse(pathOrId), from, to, cancellationToken)).Where(d => !IsKept(d.Path) && !IsHidden(d.Path))];
        var path = MemoryPath.FromListing((await ShowAsync(pathOrId!, null, cancellationToken)).Path);
        if (IsScoped)
        {
            // what the file held when it was another's
            if (from is not null) await ShowAsync(path.Value, from, cancellationToken);
            if (to is not null) await ShowAsync(path.Value, to, cancellationToken);
            if (from is null) throw new MemUException(MemUErrorKind.BadArgument, "say from when on: from=<commit, checkpoint or date>.");
        }
        return await Memory.DiffAsync(path, from, to, cancellationToken);
    }

    /// <summary>Takes back a commit, a session or the last operation; of a caller who is kept to an owner's memories only a commit that touched nothing else.</summary>
    public async Task<RevertView> UndoAsync(string? commit, string? session, bool dryRun, CancellationToken cancellationToken)
    {
        Require(KeyRights.Write);
        if (!IsScoped) return await Memory.UndoAsync(commit, session, dryRun, cancellationToken);
        if (commit is null || session is not null) throw new MemUException(MemUErrorKind.BadArgument, "name the commit: the last operation, or a session, may be another's.");
        var planned = await Memory.UndoAsync(commit, null, dryRun: true, cancellationToken);
        var touched = planned.From.SelectMany(c => c.Paths).Concat(planned.Files.Select(f => f.Path)).Distinct().ToList();
        var folder = await FolderAsync(cancellationToken);
        var own = await Memory.OwnedAsync(touched, caller.Scope, cancellationToken);
        // one that is gone now is told by its place
        if (!touched.TrueForAll(p => own.Contains(p) || !folder.IsRoot && MemoryPath.FromListing(p).IsWithin(folder)))
            throw new MemUException(MemUErrorKind.NotFound, $"there is no commit '{commit.ReplaceLineEndings(" ")}' that concerns your memories alone.");
        return dryRun ? planned : await Memory.UndoAsync(commit, null, dryRun: false, cancellationToken);
    }

    /// <summary>The filter for the caller's own alone: a filter takes no notice of case, and an owner's name does.</summary>
    private async Task<Where> OwnAsync(Where where, string otherwise, CancellationToken cancellationToken)
    {
        var own = (await FilesAsync(where, cancellationToken)).Select(f => f.Path).ToHashSet();
        var others = (await Memory.FilesAsync(where.And(caller.Scope), MemoryScope.None, cancellationToken)).Where(f => !own.Contains(f.Path)).ToList();
        if (others.Count > MostOthers) throw new MemUException(MemUErrorKind.NotAllowed, $"what is yours can't be told from another's by its name alone; {otherwise}.");
        return where.And(new Where([.. others.Select(f => new WhereCondition("path", [f.Path.Value]) { Operator = WhereOperator.NotEqual })]));
    }

    private static TreeNode Given(TreeNode node) => node with { Children = [.. node.Children.Where(c => !IsHidden(c.Path) && !IsKept(c.Path)).Select(Given)] };
}
