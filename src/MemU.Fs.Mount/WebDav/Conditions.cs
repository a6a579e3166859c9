using MemU.Fs.Files.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace MemU.Fs.Mount.WebDav;

/// <summary>What a client wants to be so before anything is done.</summary>
internal static class Conditions
{
    /// <summary>Whether one of the lists of the <c>If</c> header holds.</summary>
    public static async ValueTask<bool> HoldsAsync(DavRequest request)
    {
        if (request.If.Lists.Count == 0) return true;
        foreach (var list in request.If.Lists)
        {
            if (PathOf(request, list.Resource) is not { } path) continue;
            var locks = request.Share.Locks.On(path);
            string? tag = null;
            if (list.Conditions.Any(c => c.IsTag))
            {
                var found = await request.FindAsync(path);
                if (found.Error == TreeError.None)
                    using (found.Value) tag = found.Value.Tag;
            }
            if (list.Conditions.All(c => c.IsNot != (c.IsTag ? c.Value == tag : locks.Any(l => l.Token == c.Value)))) return true;
        }
        return false;
    }

    /// <summary>What the headers of HTTP itself say: 0 to go on, 304 or 412.</summary>
    /// <param name="request">The request.</param>
    /// <param name="tag">The entity tag of what is there; null when nothing is.</param>
    /// <param name="modified">When that was changed.</param>
    public static int Check(HttpRequest request, string? tag, DateTimeOffset modified)
    {
        var isRead = HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method);
        var headers = request.Headers;
        modified = new(modified.Ticks - modified.Ticks % TimeSpan.TicksPerSecond, modified.Offset); // dates of HTTP have no fractions
        if (headers.IfMatch.Count > 0)
        {
            if (tag is null || !Names(headers.IfMatch, tag)) return 412;
        }
        else if (tag is not null && HeaderUtilities.TryParseDate(headers.IfUnmodifiedSince.ToString(), out var before) && modified > before) return 412;
        if (headers.IfNoneMatch.Count > 0)
        {
            if (tag is not null && Names(headers.IfNoneMatch, tag)) return isRead ? 304 : 412;
        }
        else if (isRead && tag is not null && HeaderUtilities.TryParseDate(headers.IfModifiedSince.ToString(), out var since) && modified <= since) return 304;
        return 0;
    }

    /// <summary>The path of a tagged list; null when it is none of ours.</summary>
    private static DavPath? PathOf(DavRequest request, string? resource)
    {
        if (resource is null) return request.Path;
        var (host, encoded) = DavPath.Split(resource);
        if (host is not null && !request.Share.IsOwnHost(host)) return null;
        return DavPath.Read(encoded, out var first, out var path) == TreeError.None && RequestGuard.IsSecret(first, request.Share.Secret) ? path : null;
    }

    private static bool Names(Microsoft.Extensions.Primitives.StringValues header, string tag) =>
        EntityTagHeaderValue.TryParseList(header, out var tags) && tags.Any(t => t.Equals(EntityTagHeaderValue.Any) || t.Tag == tag && !t.IsWeak);
}
