using System.Text;
using MemU.Fs.Files.Nodes;

namespace MemU.Fs.Mount.WebDav;

/// <summary>PUT, MKCOL and DELETE.</summary>
internal static class DavChanging
{
    /// <summary>Takes a file, which replaces the old one when it is whole.</summary>
    public static async Task PutAsync(DavRequest request)
    {
        if (request.Context.Request.Headers.ContainsKey("Content-Range"))
        {
            await request.AnswerAsync(501); // a part taken for the whole would destroy the file
            return;
        }
        if (request.Path.IsRoot)
        {
            await request.AnswerAsync(405);
            return;
        }
        var (error, parent) = await FolderAsync(request, request.Path);
        if (parent is null)
        {
            await request.AnswerAsync(error);
            return;
        }
        using var folder = parent;
        var there = await LookAsync(request, folder, request.Path.Name);
        if (there is { Kind: NodeKind.Folder or NodeKind.Link })
        {
            await request.AnswerAsync(there.Value.Kind == NodeKind.Folder ? 405 : 403);
            return;
        }
        if (!await request.MayChangeAsync(request.Path, isDeep: false, isMember: there is null)) return;
        if (Conditions.Check(request.Context.Request, there is { } old ? KnownNode.TagOf(old) : null, there?.Modified.ToDate() ?? default) is not 0 and var failed)
        {
            await request.AnswerAsync(failed);
            return;
        }
        var begun = await PutDraft.BeginAsync(request.Share.Tree, folder, request.Aborted);
        if (begun.Error != TreeError.None)
        {
            await request.AnswerAsync(begun.Error);
            return;
        }
        await using var draft = begun.Value;
        var result = await draft.TakeAsync(request.Context.Request.Body, request.Aborted);
        if (result == TreeError.None) result = await draft.PutAsync(request.Path.Name, there?.Mode, request.Aborted);
        if (result != TreeError.None)
        {
            await request.AnswerAsync(result);
            return;
        }
        if (await LookAsync(request, folder, request.Path.Name) is { } now) request.Context.Response.Headers.ETag = KnownNode.TagOf(now);
        await request.AnswerAsync(there is null ? 201 : 204);
    }

    /// <summary>Makes a folder.</summary>
    public static async Task MakeFolderAsync(DavRequest request)
    {
        if (request.HasBody)
        {
            await request.AnswerAsync(415);
            return;
        }
        if (request.Path.IsRoot)
        {
            await request.AnswerAsync(405);
            return;
        }
        var (error, parent) = await FolderAsync(request, request.Path);
        if (parent is null)
        {
            await request.AnswerAsync(error);
            return;
        }
        using var folder = parent;
        if (!await request.MayChangeAsync(request.Path, isDeep: false, isMember: true)) return;
        var made = await request.Share.Tree.MakeFolderAsync(folder.Node, Encoding.UTF8.GetBytes(request.Path.Name), 0b111_101_101, TreeWalk.Caller, request.Aborted);
        if (made.Error == TreeError.None) request.Share.Tree.Forget(made.Value.Node!, 1);
        await request.AnswerAsync(made.Error switch { TreeError.None => 201, TreeError.Exists => 405, _ => DavStatus.Of(made.Error) });
    }

    /// <summary>Removes a file, or a folder with all that is in it.</summary>
    public static async Task DeleteAsync(DavRequest request)
    {
        if (request.Header("Depth") is { } depth && !depth.Equals("infinity", StringComparison.OrdinalIgnoreCase) && depth != "0")
        {
            await request.AnswerAsync(400);
            return;
        }
        if (request.Path.IsRoot)
        {
            await request.AnswerAsync(403);
            return;
        }
        var (error, parent) = await FolderAsync(request, request.Path);
        if (parent is null)
        {
            await request.AnswerAsync(error == 409 ? 404 : error);
            return;
        }
        using var folder = parent;
        if (await LookAsync(request, folder, request.Path.Name) is not { } there)
        {
            await request.AnswerAsync(404);
            return;
        }
        if (!await request.MayChangeAsync(request.Path, isDeep: true, isMember: true)) return;
        if (there.Kind != NodeKind.Folder && Conditions.Check(request.Context.Request, KnownNode.TagOf(there), there.Modified.ToDate()) is not 0 and var failed)
        {
            await request.AnswerAsync(failed);
            return;
        }
        var (refused, at) = await Removal.RemoveAsync(request.Share.Tree, folder.Node, request.Path, Encoding.UTF8.GetBytes(request.Path.Name), there.Kind == NodeKind.Folder, request.Aborted);
        if (refused == TreeError.None)
        {
            request.Share.Locks.Drop(request.Path);
            request.Share.Properties.Drop(request.Path);
        }
        await AnswerAsync(request, refused == TreeError.None ? 204 : DavStatus.Of(refused), at);
    }

    /// <summary>Answers for the path itself by the status, for what failed below it by name.</summary>
    public static Task AnswerAsync(DavRequest request, int status, DavPath at) => status < 300 || at.Names.Count <= request.Path.Names.Count ? request.AnswerAsync(status) : request.AnswerAsync(207,
        DavXml.Root("multistatus", new System.Xml.Linq.XElement(DavXml.Dav + "response",
            new System.Xml.Linq.XElement(DavXml.Dav + "href", at.Encoded(request.Share.Secret, isFolder: false)), new System.Xml.Linq.XElement(DavXml.Dav + "status", DavListing.Line(status)))));

    /// <summary>The folder that holds a path, or the status that says why it can't be had: 409 when it is not there.</summary>
    public static async Task<(int Error, KnownNode? Folder)> FolderAsync(DavRequest request, DavPath path)
    {
        var found = await request.FindAsync(path.Parent);
        if (found.Error != TreeError.None) return (found.Error == TreeError.NotFound ? 409 : DavStatus.Of(found.Error), null);
        if (found.Value.IsFolder) return (200, found.Value);
        found.Value.Dispose();
        return (409, null);
    }

    /// <summary>What has a name in a folder; null when nothing does.</summary>
    public static async Task<NodeAttributes?> LookAsync(DavRequest request, KnownNode folder, string name)
    {
        var found = await request.Share.Tree.LookupAsync(folder.Node, Encoding.UTF8.GetBytes(name), TreeWalk.Caller, request.Aborted);
        if (found.Error != TreeError.None) return null;
        request.Share.Tree.Forget(found.Value.Node!, 1);
        return found.Value.Attributes;
    }
}
