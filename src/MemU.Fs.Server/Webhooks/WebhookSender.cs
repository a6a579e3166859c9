using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using MemU.Fs.Model;
using MemU.Fs.Sources.Web;

namespace MemU.Fs.Server.Webhooks;

/// <summary>Sends one event to one receiver: no redirect is followed, nothing of the answer but its head is read, and no private network is connected unless that is allowed.</summary>
internal sealed class WebhookSender(WebhookOptions options)
{
    /// <summary>Refuses an address that can't be one of a receiver.</summary>
    /// <exception cref="MemUException">It is none, would send in the open, or leads to a private network.</exception>
    public static async Task CheckAsync(string url, bool allowPrivate, CancellationToken cancellationToken)
    {
        var address = WebAddress.Parse(url);
        if (allowPrivate) return;
        if (address.Scheme != Uri.UriSchemeHttps) throw new MemUException(MemUErrorKind.BadArgument, "events would go over the net in the open; give an https address, or allow private addresses if the receiver is in your own network.");
        try
        {
            using var connection = new WebConnection(new());
            await connection.CheckAsync(address, cancellationToken);
        }
        catch (MemUException e) when (e.Kind == MemUErrorKind.NotAllowed)
        {
            throw new MemUException(MemUErrorKind.NotAllowed, $"{WebAddress.Shown(address)} {Private}");
        }
        catch (System.Net.Sockets.SocketException)
        {
            // its name is not known yet; each delivery asks again
        }
    }

    /// <summary>Sends an event, and says what became of it.</summary>
    /// <exception cref="OperationCanceledException">Gave up.</exception>
    public async Task<WebhookAttempt> SendAsync(WebhookRecord hook, WebhookMessage message, CancellationToken cancellationToken)
    {
        var at = options.Clock.GetUtcNow();
        WebhookAttempt Failed(string why, int? status = null) => new(at, message.Type, status, why);
        var address = new Uri(hook.Url);
        using var time = new CancellationTokenSource(options.TimeLimit, options.Clock);
        using var ends = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, time.Token);
        try
        {
            using var connection = new WebConnection(new() { AllowedHosts = hook.AllowPrivate ? [$"{address.Host}:{address.Port}"] : [], UseProxy = options.UseProxy });
            using var client = connection.Client(address);
            if (options.UseProxy) await connection.CheckAsync(address, ends.Token);
            using var request = Request(hook, message, address, at);
            using var answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, ends.Token);
            var status = (int)answer.StatusCode;
            if (answer.IsSuccessStatusCode) return new(at, message.Type, status, null);
            var redirected = status is >= 300 and < 400;
            return Failed($"answered {status}{(redirected ? ", and no redirect is followed" : "")}", status) with { RetryAfter = RetryAfter(answer) };
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return Failed(string.Create(CultureInfo.InvariantCulture, $"did not answer within {options.TimeLimit.TotalSeconds:0} seconds"));
        }
        catch (Exception e) when (e is HttpRequestException or IOException or MemUException)
        {
            return Failed(Reason(e));
        }
    }

    private const string Private = "leads to this machine or a private network; allow private addresses for this webhook if you trust it.";

    private static HttpRequestMessage Request(WebhookRecord hook, WebhookMessage message, Uri address, DateTimeOffset at)
    {
        var timestamp = at.ToUnixTimeSeconds();
        var content = new ByteArrayContent(message.Body);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = content };
        request.Headers.TryAddWithoutValidation("User-Agent", "MemU.Fs (webhook)");
        request.Headers.TryAddWithoutValidation("webhook-id", message.Id);
        request.Headers.TryAddWithoutValidation("webhook-timestamp", timestamp.ToString(CultureInfo.InvariantCulture));
        request.Headers.TryAddWithoutValidation("webhook-signature", WebhookSignature.Of(hook.Secret, message.Id, timestamp, message.Body));
        return request;
    }

    private TimeSpan? RetryAfter(HttpResponseMessage answer) =>
        answer.StatusCode is not (HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable) || answer.Headers.RetryAfter is not { } after ? null
        : after.Delta ?? after.Date - options.Clock.GetUtcNow();

    private static string Reason(Exception error)
    {
        for (Exception? inner = error; inner is not null; inner = inner.InnerException)
            if (inner is MemUException) return Private;
        return error switch
        {
            HttpRequestException { HttpRequestError: HttpRequestError.NameResolutionError } => "there is no such host",
            HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError } => "no secure connection: its certificate is not trusted",
            HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError } => "no connection",
            _ => "the answer was cut off or broken",
        };
    }
}
