using System.Net;
using MemU.Fs.Model;

namespace MemU.Fs.Sources.Web;

/// <summary>What an address answered.</summary>
/// <param name="Name">A file's name for it, with the extension of what it is.</param>
/// <param name="Url">The address that was asked, without what may be a secret.</param>
/// <param name="Bytes">The answer.</param>
/// <param name="MediaType">The type that the server named; null when it named none.</param>
public sealed record WebContent(string Name, string Url, ReadOnlyMemory<byte> Bytes, string? MediaType);

/// <summary>Fetches sources from the web, bounded in size, time and redirects, and never from a private network unless a host is allowed by its name.</summary>
public static class WebSource
{
    private const int Part = 64 << 10;

    /// <summary>True for what is meant as an address of the web and not as a file.</summary>
    public static bool IsUrl(string text) => text is not null && (text.StartsWith("http://", StringComparison.OrdinalIgnoreCase) || text.StartsWith("https://", StringComparison.OrdinalIgnoreCase));

    /// <summary>An address as it may be shown and kept: without user, password and fragment, and with what looks like a secret masked.</summary>
    public static string Shown(string url) => Uri.TryCreate(url, UriKind.Absolute, out var address) ? WebAddress.Shown(address) : "an address";

    /// <summary>Fetches one source.</summary>
    /// <exception cref="MemUException">The address may not be asked, or did not answer with the source.</exception>
    public static async Task<WebContent> FetchAsync(string url, WebOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        var first = WebAddress.Parse(url);
        if (options.IsOffline) throw new MemUException(MemUErrorKind.NotAllowed, $"{WebAddress.Shown(first)} was not fetched: MEMU_OFFLINE is set, so nothing is asked of the network.");
        using var ends = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        ends.CancelAfter(options.MaxTime);
        try
        {
            return await FollowAsync(first, options, ends.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new MemUException(MemUErrorKind.Provider, $"{WebAddress.Shown(first)} took longer than {options.MaxTime.TotalSeconds:0} seconds to answer; try again later.");
        }
        catch (Exception e) when (e is HttpRequestException or IOException or InvalidDataException)
        {
            for (var inner = e.InnerException; inner is not null; inner = inner.InnerException)
                if (inner is MemUException ours) throw ours;
            throw new MemUException(MemUErrorKind.Provider, $"{WebAddress.Shown(first)} could not be fetched ({Reason(e)}); check the address and the network.", e);
        }
    }

    private static async Task<WebContent> FollowAsync(Uri first, WebOptions options, CancellationToken cancellationToken)
    {
        var at = first;
        for (var redirects = 0; ; redirects++)
        {
            using var connection = new WebConnection(options);
            using var client = connection.Client(at);
            if (options.UseProxy) await connection.CheckAsync(at, cancellationToken);
            using var request = new HttpRequestMessage(HttpMethod.Get, at);
            request.Headers.TryAddWithoutValidation("User-Agent", "MemU.Fs (memorize)");
            request.Headers.TryAddWithoutValidation("Accept", "text/html, application/xhtml+xml, */*;q=0.8");
            using var answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            if (answer.StatusCode is HttpStatusCode.MovedPermanently or HttpStatusCode.Found or HttpStatusCode.SeeOther or HttpStatusCode.TemporaryRedirect or HttpStatusCode.PermanentRedirect && answer.Headers.Location is { } location)
            {
                if (redirects >= options.MaxRedirects) throw new MemUException(MemUErrorKind.BadArgument, $"{WebAddress.Shown(first)} leads elsewhere more than {options.MaxRedirects} times; give the address where it ends.");
                var next = WebAddress.Parse(new Uri(at, location).AbsoluteUri);
                if (at.Scheme == Uri.UriSchemeHttps && next.Scheme != Uri.UriSchemeHttps) throw new MemUException(MemUErrorKind.NotAllowed, $"{WebAddress.Shown(at)} leads from https to {WebAddress.Shown(next)}, which anybody on the way could change; it was not followed.");
                at = next;
                continue;
            }
            if (!answer.IsSuccessStatusCode) throw Failed(at, answer.StatusCode);
            var bytes = await BodyAsync(at, answer, options.MaxBytes, cancellationToken);
            var type = answer.Content.Headers.ContentType;
            var name = WebName.Of(at, answer.Content.Headers.ContentDisposition?.FileNameStar ?? answer.Content.Headers.ContentDisposition?.FileName, type?.MediaType);
            return new(name, WebAddress.Shown(first), WebText.Utf8(bytes, type), type?.MediaType);
        }
    }

    private static async Task<byte[]> BodyAsync(Uri at, HttpResponseMessage answer, long most, CancellationToken cancellationToken)
    {
        if (answer.Content.Headers.ContentLength > most) throw TooLarge(at, most);
        using var stream = await answer.Content.ReadAsStreamAsync(cancellationToken);
        using var bytes = new MemoryStream();
        var part = new byte[Part];
        // what is counted is what was unpacked, so that a small answer can't become a large one
        for (int read; (read = await stream.ReadAsync(part, cancellationToken)) > 0;)
        {
            if (bytes.Length + read > most) throw TooLarge(at, most);
            await bytes.WriteAsync(part.AsMemory(0, read), cancellationToken);
        }
        return bytes.ToArray();
    }

    private static MemUException TooLarge(Uri at, long most) => new(MemUErrorKind.BadArgument, $"{WebAddress.Shown(at)} has more than the {most:N0} bytes that are fetched at most; save it as a file and memorize that.");

    private static MemUException Failed(Uri at, HttpStatusCode status) => new(status switch
    {
        HttpStatusCode.NotFound or HttpStatusCode.Gone => MemUErrorKind.NotFound,
        HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => MemUErrorKind.NotAllowed,
        _ => MemUErrorKind.Provider,
    }, $"{WebAddress.Shown(at)} answered {(int)status} ({status}); {(status is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden ? "it is not open to everybody: save it as a file and memorize that" : "check the address, or try again later")}.");

    private static string Reason(Exception e) => e switch
    {
        HttpRequestException { HttpRequestError: HttpRequestError.NameResolutionError } => "there is no such host",
        HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError } => "no secure connection: its certificate is not trusted",
        HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError } => "no connection",
        InvalidDataException => "its compression is damaged",
        _ => "the answer was cut off or broken",
    };
}
