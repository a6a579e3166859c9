using System.Net;
using Microsoft.AspNetCore.Http;

namespace MemU.Fs.Server.Http;

/// <summary>
/// Turns away what a page in somebody's browser could send: requests under a foreign name, as DNS rebinding makes them, and those of pages of other
/// origins. Nothing of them is looked at further.
/// </summary>
internal sealed class RequestGuard(ServeOptions options)
{
    private static readonly string[] s_loopback = ["localhost", "127.0.0.1", "[::1]"];

    /// <summary>True for an address that only this machine reaches.</summary>
    public static bool IsLoopback(string host) => host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address);

    /// <summary>Why a request is refused; null when it may go on.</summary>
    public ApiException? Check(HttpContext context)
    {
        var request = context.Request;
        if (request.Headers.Host.Count != 1 || !IsOurs(request.Host.Host))
            return new(421, "wrong_host", "this server is not called by that name; allow it with --allowed-host.");
        if (request.Headers.Origin is not [{ } origin, ..]) return null;
        if (IsAllowed(origin, request)) return null;
        return new(403, "wrong_origin", "pages of that origin may not call this server; allow it with --allowed-origin.");
    }

    /// <summary>Lets a page of an allowed origin read the answer; true when the request only asks whether it may be sent.</summary>
    public bool Allow(HttpContext context)
    {
        if (context.Request.Headers.Origin is not [{ } origin, ..] || !options.AllowedOrigins.Contains(origin, StringComparer.OrdinalIgnoreCase)) return false;
        var headers = context.Response.Headers;
        headers.AccessControlAllowOrigin = origin;
        headers.Vary = "Origin";
        headers.AccessControlExposeHeaders = "ETag, Retry-After, Mcp-Session-Id";
        if (!HttpMethods.IsOptions(context.Request.Method) || context.Request.Headers.AccessControlRequestMethod.Count == 0) return false;
        headers.AccessControlAllowMethods = "GET, POST, PUT, PATCH, DELETE";
        headers.AccessControlAllowHeaders = "Authorization, Content-Type, If-Match, Last-Event-ID, Mcp-Session-Id, Mcp-Protocol-Version";
        headers.AccessControlMaxAge = "600";
        context.Response.StatusCode = 204;
        return true;
    }

    private bool IsOurs(string host) =>
        s_loopback.Contains(host, StringComparer.OrdinalIgnoreCase) || options.AllowedHosts.Contains(host, StringComparer.OrdinalIgnoreCase)
        || options.AllowedHosts.Count == 0 && !IsLoopback(options.Host); // there a key is needed, which no page of a stranger has

    private bool IsAllowed(string origin, HttpRequest request) =>
        options.AllowedOrigins.Contains(origin, StringComparer.OrdinalIgnoreCase)
        || Uri.TryCreate(origin, UriKind.Absolute, out var from) && from.Scheme == request.Scheme && from.Authority.Equals(request.Host.Value, StringComparison.OrdinalIgnoreCase);
}
