using MemU.Fs.Files.Nodes;

namespace MemU.Fs.Mount.WebDav;

/// <summary>The methods on what macOS writes beside files, none of which touches the tree.</summary>
internal static class DavSidecars
{
    /// <summary>Answers a request for one.</summary>
    public static async Task AnswerAsync(DavRequest request, string method)
    {
        var (kept, file) = (request.Share.Sidecars, request.Share.Sidecars.Find(request.Path));
        if (method is "PUT" or "DELETE" or "MOVE" or "COPY" && !await request.MayChangeAsync(request.Path, isDeep: false, isMember: false)) return;
        switch (method)
        {
            case "PUT":
                await PutAsync(request);
                break;
            case "LOCK":
                await DavLocking.LockAsync(request);
                break;
            case "UNLOCK":
                await DavLocking.UnlockAsync(request);
                break;
            case "MKCOL":
                await request.AnswerAsync(403);
                break;
            case var _ when file is null:
                await request.AnswerAsync(404);
                break;
            case "GET" or "HEAD":
                await DavReading.SendAsync(request, "application/octet-stream", file.Value.Content);
                break;
            case "PROPFIND":
                await FindAsync(request, file.Value.Content.Length, file.Value.Modified);
                break;
            case "PROPPATCH":
                await request.AnswerAsync(403);
                break;
            case "DELETE":
                kept.Remove(request.Path);
                request.Share.Locks.Drop(request.Path);
                await request.AnswerAsync(204);
                break;
            default:
                var (target, status) = DavMoving.TargetOf(request);
                if (target is null || !Sidecars.IsOne(target))
                {
                    await request.AnswerAsync(target is null ? status : 403); // it would come into the tree
                    break;
                }
                var isNew = kept.Put(target, file.Value.Content);
                if (method == "MOVE") kept.Remove(request.Path);
                await request.AnswerAsync(isNew ? 201 : 204);
                break;
        }
    }

    private static async Task PutAsync(DavRequest request)
    {
        using var content = new MemoryStream();
        var buffer = new byte[16 * 1024];
        while (await request.Context.Request.Body.ReadAsync(buffer, request.Aborted) is > 0 and var read)
        {
            await content.WriteAsync(buffer.AsMemory(0, read), request.Aborted);
            if (content.Length <= Sidecars.Largest) continue;
            await request.AnswerAsync(413);
            return;
        }
        await request.AnswerAsync(request.Share.Sidecars.Put(request.Path, content.ToArray()) ? 201 : 204);
    }

    private static async Task FindAsync(DavRequest request, long size, DateTimeOffset modified)
    {
        var (body, status) = await DavXml.ReadAsync(request.Context.Request.Body, request.Aborted);
        if (status != 200 || Wanted.Read(body) is not { } wanted)
        {
            await request.AnswerAsync(status != 200 ? status : 400);
            return;
        }
        var attributes = new NodeAttributes(1, NodeKind.File, size, 0b110_100_100, NodeTime.From(modified));
        await request.AnswerAsync(207, DavXml.Root("multistatus", DavListing.Answer(request, request.Path, attributes, wanted)));
    }
}
