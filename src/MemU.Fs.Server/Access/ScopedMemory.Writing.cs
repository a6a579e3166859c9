using MemU.Fs.Model;
using MemU.Fs.Verbs;

namespace MemU.Fs.Server.Access;

public sealed partial class ScopedMemory
{
    private const int MostOthers = 100;

    /// <summary>Adds one memory, to the caller's.</summary>
    public async Task<WriteResult> AddAsync(AddRequest request, CancellationToken cancellationToken)
    {
        Require(KeyRights.Write);
        foreach (var category in request.AlsoIn.Append(request.Category).OfType<string>()) await RequireOwnCategoryAsync(category, cancellationToken);
        return Seen(await Memory.AddAsync(request with { Scope = Scope(request.Scope) }, cancellationToken));
    }

    /// <summary>Adds what holds instead of an older memory of the caller's.</summary>
    public Task<WriteResult> SupersedeAsync(string old, string text, string? reason, CancellationToken cancellationToken) =>
        ChangeAsync(old, path => Memory.SupersedeAsync(new() { Old = path, Text = text, Reason = reason, Within = caller.Scope }, cancellationToken), cancellationToken);

    /// <summary>Writes a new memory as it stands.</summary>
    internal async Task<WriteResult> PutAsync(MemoryPath path, string text, CancellationToken cancellationToken)
    {
        Require(KeyRights.Write);
        RequireGiven(path.Value);
        if (IsScoped && TreeLayout.Split(path).ScopeRoot != await FolderAsync(cancellationToken)) throw new MemUException(MemUErrorKind.NotAllowed, $"{path} lies outside of what is yours.");
        return Seen(await Memory.PutAsync(new() { Path = path, Text = text, Scope = caller.Scope }, cancellationToken));
    }

    /// <summary>Changes a memory of the caller's.</summary>
    public Task<WriteResult> EditAsync(EditRequest request, CancellationToken cancellationToken) =>
        ChangeAsync(request.Target, path => Memory.EditAsync(request with { Target = path, Within = caller.Scope }, cancellationToken), cancellationToken);

    /// <summary>Moves a memory of the caller's, or a folder of which all is the caller's.</summary>
    public async Task<WriteResult> MoveAsync(MoveRequest request, CancellationToken cancellationToken)
    {
        Require(KeyRights.Write);
        RequireGiven(request.To);
        var folder = await FolderAsync(cancellationToken);
        var to = IsScoped && !folder.IsRoot && MemoryPath.TryParse(request.To, out var there, out _) && !there.IsWithin(folder) ? $"{folder.Value}/{request.To}" : request.To;
        if (await IsFolderAsync(request.From, cancellationToken)) return Seen(await Memory.MoveAsync(request with { To = to }, cancellationToken));
        return await ChangeAsync(request.From, path => Memory.MoveAsync(request with { From = path, To = to, Within = caller.Scope }, cancellationToken), cancellationToken);
    }

    /// <summary>Removes a memory of the caller's, or with <see cref="RemoveRequest.Recursive"/> a folder of which all is the caller's; history keeps it.</summary>
    public async Task<WriteResult> RemoveAsync(RemoveRequest request, CancellationToken cancellationToken)
    {
        Require(KeyRights.Write);
        if (IsScoped) request = request with { NameBrokenLinks = false }; // others' files may hold them
        if (await IsFolderAsync(request.Target, cancellationToken)) return Seen(await Memory.RemoveAsync(request, cancellationToken));
        return await ChangeAsync(request.Target, path => Memory.RemoveAsync(request with { Target = path, Within = caller.Scope }, cancellationToken), cancellationToken);
    }

    /// <summary>Learns from sources, for the caller.</summary>
    public Task<MemorizeResult> MemorizeAsync(MemorizeRequest request, CancellationToken cancellationToken)
    {
        Require(KeyRights.Write);
        return Memory.MemorizeAsync(request with { Scope = Scope(request.Scope) }, cancellationToken);
    }

    /// <summary>Removes what is the caller's; all of a tree only for whoever may administer it.</summary>
    public async Task<ClearedMemory> ClearAsync(Where where, CancellationToken cancellationToken)
    {
        Require(KeyRights.Write | (IsScoped ? KeyRights.None : KeyRights.Admin));
        if (!IsScoped) return await Memory.ClearMemoryAsync(where, cancellationToken);
        return await Memory.ClearMemoryAsync((await OwnAsync(where, "a person has to clear it. Nothing was removed", cancellationToken)).And(caller.Scope), cancellationToken);
    }

    /// <summary>Finds what is meant, and changes just that; whose it is is looked at once more with the lock held.</summary>
    private async Task<WriteResult> ChangeAsync(string pathOrId, Func<string, Task<WriteResult>> write, CancellationToken cancellationToken)
    {
        Require(KeyRights.Write);
        return Seen(await write((await ShowAsync(pathOrId, null, cancellationToken)).Path));
    }

    /// <summary>True when it is a folder, all of which is the caller's; one that is not is as if it were not there.</summary>
    private async Task<bool> IsFolderAsync(string target, CancellationToken cancellationToken)
    {
        RequireGiven(target);
        return MemoryPath.TryParse(target, out var folder, out _) && !folder.IsRoot && await Memory.OwnsFolderAsync(folder, caller.Scope, cancellationToken);
    }

    private async Task RequireOwnCategoryAsync(string category, CancellationToken cancellationToken)
    {
        RequireGiven(category);
        if (!IsScoped || !MemoryPath.TryParse(category, out var path, out _) || path.Segments is not ["users", ..] || path.IsWithin(await FolderAsync(cancellationToken)) && TreeLayout.Split(path.Combine("x")).ScopeRoot == await FolderAsync(cancellationToken)) return;
        throw new MemUException(MemUErrorKind.NotFound, $"there is no category '{category.ReplaceLineEndings(" ")}' of yours.");
    }

    private WriteResult Seen(WriteResult done) => IsScoped ? done with { LinksRewritten = 0, Notes = [.. done.Notes.Where(n => n.Contains("masked", StringComparison.Ordinal) || n.Contains("same title", StringComparison.Ordinal))] } : done;
}
