using System.Buffers;
using System.Text;
using MemU.Fs.Files.Nodes;
using Microsoft.AspNetCore.Http;

namespace MemU.Fs.Mount.WebDav;

/// <summary>COPY and MOVE.</summary>
internal static class DavMoving
{
    /// <summary>Copies or moves to the path that the request names; what is there is replaced unless the client forbids it.</summary>
    public static async Task RelocateAsync(DavRequest request, bool isMove)
    {
        var (target, status) = TargetOf(request);
        var depth = request.Header("Depth");
        var isDeep = depth is null || depth.Equals("infinity", StringComparison.OrdinalIgnoreCase);
        if (target is null || !isDeep && (isMove || depth != "0"))
        {
            await request.AnswerAsync(target is null ? status : 400);
            return;
        }
        var isSame = target.Text.Equals(request.Path.Text, isMove ? StringComparison.Ordinal : request.Share.Names);
        if (Sidecars.IsOne(target) || Sidecars.IsProbe(target) || request.Path.IsRoot || target.IsRoot || isSame || IsBelow(target, request.Path, request.Share.Names) || IsBelow(request.Path, target, request.Share.Names))
        {
            await request.AnswerAsync(403);
            return;
        }
        var (error, from) = await DavChanging.FolderAsync(request, request.Path);
        if (from is null)
        {
            await request.AnswerAsync(error == 409 ? 404 : error);
            return;
        }
        using var fromFolder = from;
        if (await DavChanging.LookAsync(request, from, request.Path.Name) is not { } source)
        {
            await request.AnswerAsync(404);
            return;
        }
        (error, var to) = await DavChanging.FolderAsync(request, target);
        if (to is null)
        {
            await request.AnswerAsync(error);
            return;
        }
        using var toFolder = to;
        var there = await DavChanging.LookAsync(request, to, target.Name);
        var isCaseOnly = there is not null && target.Text.Equals(request.Path.Text, request.Share.Names);
        if (there is not null && !isCaseOnly && request.Header("Overwrite")?.Trim() is "F" or "f")
        {
            await request.AnswerAsync(412);
            return;
        }
        if (isMove && !await request.MayChangeAsync(request.Path, isDeep: true, isMember: true)) return;
        if (!await request.MayChangeAsync(target, isDeep: true, isMember: there is null)) return;
        var (failed, at) = isMove
            ? (await MoveAsync(request, from, to, target, source, isCaseOnly ? null : there), request.Path)
            : await CopyAsync(request, to, target, isDeep, there);
        if (failed != TreeError.None)
        {
            await DavChanging.AnswerAsync(request, DavStatus.Of(failed), at);
            return;
        }
        request.Share.Properties.Drop(target);
        request.Share.Properties.Copy(request.Path, target, isDeep);
        if (isMove)
        {
            request.Share.Properties.Drop(request.Path);
            request.Share.Locks.Drop(request.Path);
        }
        await request.AnswerAsync(there is null || isCaseOnly ? 201 : 204);
    }

    /// <summary>The path of the <c>Destination</c> header, or the status that refuses it.</summary>
    public static (DavPath? Path, int Status) TargetOf(DavRequest request)
    {
        if (request.Header("Destination") is not { } text) return (null, 400);
        var (host, encoded) = DavPath.Split(text);
        if (host is not null && !request.Share.IsOwnHost(host) || host is null && !text.StartsWith('/')) return (null, 502);
        var error = DavPath.Read(encoded, out var first, out var path);
        if (!RequestGuard.IsSecret(first, request.Share.Secret)) return (null, 502);
        return error != TreeError.None || path.Names.Any(PutDraft.IsOne) ? (null, error == TreeError.None ? 403 : DavStatus.Of(error)) : (path, 200);
    }

    private static bool IsBelow(DavPath path, DavPath folder, StringComparison names) => path.Text.StartsWith(folder.Text + "/", names);

    private static async Task<TreeError> MoveAsync(DavRequest request, KnownNode from, KnownNode to, DavPath target, NodeAttributes source, NodeAttributes? there)
    {
        var (tree, name, newName) = (request.Share.Tree, (ReadOnlyMemory<byte>)Encoding.UTF8.GetBytes(request.Path.Name), (ReadOnlyMemory<byte>)Encoding.UTF8.GetBytes(target.Name));
        // a folder is in nobody's way at once: it steps aside, and comes back should the move fail
        var isAside = there is { } old && (old.Kind == NodeKind.Folder || source.Kind == NodeKind.Folder);
        var aside = PutDraft.NewName();
        if (isAside && await tree.RenameAsync(to.Node, newName, to.Node, aside, RenameMode.NoReplace, TreeWalk.Caller, request.Aborted) is not TreeError.None and var stuck) return stuck;
        var moved = await tree.RenameAsync(from.Node, name, to.Node, newName, RenameMode.Replace, TreeWalk.Caller, request.Aborted);
        if (!isAside) return moved;
        if (moved == TreeError.None) return (await Removal.RemoveAsync(tree, to.Node, target, aside, there!.Value.Kind == NodeKind.Folder, CancellationToken.None)).Error;
        await tree.RenameAsync(to.Node, aside, to.Node, newName, RenameMode.NoReplace, TreeWalk.Caller, CancellationToken.None);
        return moved;
    }

    private static async Task<(TreeError Error, DavPath At)> CopyAsync(DavRequest request, KnownNode to, DavPath target, bool isDeep, NodeAttributes? there)
    {
        var source = await request.FindAsync(request.Path);
        if (source.Error != TreeError.None) return (source.Error, request.Path);
        using var known = source.Value;
        if (!known.IsFolder && there is not { Kind: NodeKind.Folder }) return (await CopyFileAsync(request, known, to, target.Name, there?.Mode), request.Path);
        if (there is { } old && await Removal.RemoveAsync(request.Share.Tree, to.Node, target, Encoding.UTF8.GetBytes(target.Name), old.Kind == NodeKind.Folder, request.Aborted) is { Error: not TreeError.None } kept) return kept;
        return known.IsFolder ? await CopyFolderAsync(request, request.Path, known, to, target.Name, isDeep) : (await CopyFileAsync(request, known, to, target.Name, null), request.Path);
    }

    private static async Task<(TreeError Error, DavPath At)> CopyFolderAsync(DavRequest request, DavPath path, KnownNode source, KnownNode to, string name, bool isDeep)
    {
        var tree = request.Share.Tree;
        var made = await tree.MakeFolderAsync(to.Node, Encoding.UTF8.GetBytes(name), source.Attributes.Mode, TreeWalk.Caller, request.Aborted);
        if (made.Error != TreeError.None) return (made.Error, path);
        using var target = new KnownNode(tree, made.Value.Node!, made.Value.Attributes);
        if (!isDeep) return (TreeError.None, path);
        var listed = await request.Share.Walk.ListAsync(path, source.Node, request.Aborted);
        if (listed.Error != TreeError.None) return (listed.Error, path);
        foreach (var (child, _) in listed.Value)
        {
            var below = path.Child(child);
            // a link to a folder could lead in circles; a link to a file becomes that file
            var itself = await request.FindAsync(below, follow: false);
            if (itself.Error == TreeError.NotFound) continue; // gone since
            if (itself.Error != TreeError.None) return (itself.Error, below);
            using var entry = itself.Value;
            var found = entry.Attributes.Kind == NodeKind.Link ? await request.FindAsync(below) : itself;
            if (found.Error != TreeError.None) return (found.Error, below);
            using var linked = entry.Attributes.Kind == NodeKind.Link ? found.Value : null;
            if (linked is { IsFolder: true }) continue;
            var (error, at) = entry.IsFolder ? await CopyFolderAsync(request, below, entry, target, child, isDeep) : (await CopyFileAsync(request, linked ?? entry, target, child, null), below);
            if (error != TreeError.None) return (error, at);
        }
        return (TreeError.None, path);
    }

    private static async Task<TreeError> CopyFileAsync(DavRequest request, KnownNode source, KnownNode folder, string name, uint? mode)
    {
        var tree = request.Share.Tree;
        var opened = await tree.OpenAsync(source.Node, OpenMode.Read, TreeWalk.Caller, request.Aborted);
        if (opened.Error != TreeError.None) return opened.Error;
        var buffer = ArrayPool<byte>.Shared.Rent(128 * 1024);
        try
        {
            var begun = await PutDraft.BeginAsync(tree, folder, request.Aborted);
            if (begun.Error != TreeError.None) return begun.Error;
            await using var draft = begun.Value;
            for (long at = 0; ;)
            {
                var read = await tree.ReadAsync(opened.Value.Handle, at, buffer, request.Aborted);
                if (read.Error != TreeError.None) return read.Error;
                if (read.Value == 0) break;
                if (await draft.AddAsync(buffer.AsMemory(0, read.Value), request.Aborted) is not TreeError.None and var error) return error;
                at += read.Value;
            }
            return await draft.PutAsync(name, mode ?? source.Attributes.Mode, request.Aborted);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
            tree.Release(opened.Value.Handle);
        }
    }
}
