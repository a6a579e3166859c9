using System.Globalization;
using System.Text;
using MemU.Fs.Files.Nodes;
using static MemU.Fs.Mount.WebDav.DavXml;

namespace MemU.Fs.Mount.WebDav;

/// <summary>LOCK and UNLOCK.</summary>
internal static class DavLocking
{
    private const int LongestOwner = 4096;

    /// <summary>Takes a lock, or lengthens one; a name that is free becomes an empty file.</summary>
    public static async Task LockAsync(DavRequest request)
    {
        var (body, status) = await ReadAsync(request.Context.Request.Body, request.Aborted);
        if (status != 200)
        {
            await request.AnswerAsync(status);
            return;
        }
        if (body is null)
        {
            var refreshed = request.Share.Locks.TryRefresh(request.Path, request.If.Tokens, SecondsOf(request));
            await (refreshed is null ? request.AnswerAsync(request.If.Tokens.Count == 0 ? 400 : 412) : request.AnswerAsync(200, Root("prop", DavListing.Locks(request, request.Path))));
            return;
        }
        var scope = body.Element(Dav + "lockscope");
        var (isExclusive, isShared) = (scope?.Element(Dav + "exclusive") is not null, scope?.Element(Dav + "shared") is not null);
        var (owner, depth) = (body.Element(Dav + "owner"), request.Header("Depth") ?? "infinity");
        var isDeep = depth.Equals("infinity", StringComparison.OrdinalIgnoreCase);
        if (body.Name != Dav + "lockinfo" || isExclusive == isShared || body.Element(Dav + "locktype")?.Element(Dav + "write") is null || !isDeep && depth != "0" || owner?.ToString().Length > LongestOwner)
        {
            await request.AnswerAsync(400);
            return;
        }
        var taken = request.Share.Locks.TryTake(request.Path, isExclusive, isDeep, owner, SecondsOf(request), out var conflicts);
        if (taken is null)
        {
            await (conflicts.Count == 0 ? request.AnswerAsync(503) : request.RefuseAsync(423, "no-conflicting-lock", conflicts.Select(c => c.Root)));
            return;
        }
        var (error, isNew) = await MakeAsync(request, taken.Token);
        if (error is not null)
        {
            request.Share.Locks.Release(request.Path, taken.Token);
            await (error == 423 ? request.RefuseAsync(423, "lock-token-submitted", request.Path.Parent) : request.AnswerAsync(error.Value));
            return;
        }
        request.Context.Response.Headers["Lock-Token"] = $"<{taken.Token}>";
        await request.AnswerAsync(isNew ? 201 : 200, Root("prop", DavListing.Locks(request, request.Path)));
    }

    /// <summary>Gives a lock back.</summary>
    public static Task UnlockAsync(DavRequest request)
    {
        if (request.Header("Lock-Token")?.Trim() is not ['<', .. var token, '>']) return request.AnswerAsync(400);
        return request.Share.Locks.Release(request.Path, token) ? request.AnswerAsync(204) : request.RefuseAsync(409, "lock-token-matches-request-uri");
    }

    /// <summary>What is locked must be there; an error is a status.</summary>
    private static async Task<(int? Error, bool IsNew)> MakeAsync(DavRequest request, string token)
    {
        if (Sidecars.IsOne(request.Path)) return (null, request.Share.Sidecars.Find(request.Path) is null && request.Share.Sidecars.Put(request.Path, []));
        var found = await request.FindAsync(request.Path);
        if (found.Error == TreeError.None) found.Value.Dispose();
        if (found.Error != TreeError.NotFound || request.Path.IsRoot) return (found.Error == TreeError.None ? null : DavStatus.Of(found.Error), false);
        if (!request.Share.Locks.Allows(request.Path, isDeep: false, isMember: true, [.. request.If.Tokens, token])) return (423, false);
        var parent = await request.FindAsync(request.Path.Parent);
        if (parent.Error != TreeError.None) return (parent.Error == TreeError.NotFound ? 409 : DavStatus.Of(parent.Error), false);
        using var folder = parent.Value;
        if (!folder.IsFolder) return (409, false);
        var tree = request.Share.Tree;
        var made = await tree.CreateAsync(folder.Node, Encoding.UTF8.GetBytes(request.Path.Name), 0b110_100_100, OpenMode.Write | OpenMode.Exclusive, TreeWalk.Caller, request.Aborted);
        if (made.Error != TreeError.None) return (DavStatus.Of(made.Error), false);
        tree.Release(made.Value.Opened.Handle);
        tree.Forget(made.Value.Entry.Node!, 1);
        return (null, true);
    }

    private static int? SecondsOf(DavRequest request)
    {
        if (request.Header("Timeout")?.Split(',')[0].Trim() is not { } wish) return null;
        if (wish.Equals("Infinite", StringComparison.OrdinalIgnoreCase)) return int.MaxValue;
        return wish.StartsWith("Second-", StringComparison.OrdinalIgnoreCase) && ulong.TryParse(wish.AsSpan(7), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) ? (int)Math.Min(seconds, int.MaxValue) : null;
    }
}
