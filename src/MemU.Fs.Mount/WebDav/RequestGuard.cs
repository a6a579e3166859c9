using System.Security.Cryptography;
using System.Text;
using MemU.Fs.Files.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace MemU.Fs.Mount.WebDav;

/// <summary>
/// Lets through only who knows the secret and asks this machine by a name of its own: a page in a browser can neither guess the path nor, with a name that it
/// lets lead here, read what is answered.
/// </summary>
internal static class RequestGuard
{
    /// <summary>A secret of 128 bits, as a name in a path.</summary>
    public static string NewSecret() => Convert.ToBase64String(RandomNumberGenerator.GetBytes(16)).TrimEnd('=').Replace('+', '-').Replace('/', '_');

    /// <summary>Compares in a time that tells nothing of where they differ.</summary>
    public static bool IsSecret(string given, string secret) => CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(given), Encoding.UTF8.GetBytes(secret));

    /// <summary>The path of a request, or the status that refuses it.</summary>
    public static (DavPath? Path, int Status) Check(HttpContext context, DavShare share)
    {
        var request = context.Request;
        if (!share.IsOwnHost(request.Host.Value)) return (null, 403);
        if (request.Headers.Origin.Count > 0 && !IsOwnOrigin(request.Headers.Origin.ToString(), share)) return (null, 403);
        var target = context.Features.Get<IHttpRequestFeature>()!.RawTarget;
        // Windows and others ask the server itself what it can do before they ask for a path; that it can WebDAV is no secret
        if (HttpMethods.IsOptions(request.Method) && target is "*" or "/") return (new([]), 200);
        var (host, encoded) = DavPath.Split(target);
        if (host is not null && !share.IsOwnHost(host)) return (null, 403);
        var error = DavPath.Read(encoded, out var first, out var path);
        if (!IsSecret(first, share.Secret)) return (null, 404);
        if (error != TreeError.None) return (null, DavStatus.Of(error));
        if (target.Contains('#', StringComparison.Ordinal)) return (null, 400); // what is meant is a part of something, and all of it would be changed
        return path.Names.Any(PutDraft.IsOne) ? (null, 404) : (path, 200);
    }

    private static bool IsOwnOrigin(string origin, DavShare share) => origin.StartsWith("http://", StringComparison.OrdinalIgnoreCase) && share.IsOwnHost(origin[7..]);
}
