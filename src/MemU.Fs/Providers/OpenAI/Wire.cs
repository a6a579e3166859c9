using System.Net;
using System.Net.Http.Headers;
using System.Text;
using MemU.Fs.Providers.Profiles;

namespace MemU.Fs.Providers.OpenAI;

/// <summary>
/// One kind of request on its way: sent to the profile's address with its headers, in the dialect of the provider, and its failures in plain words.
/// What a provider refuses by name (a temperature, a kind of answer) is left out or asked otherwise, then and from then on.
/// </summary>
internal sealed class Wire(ActiveProfile profile, Uri address, Dialect dialect, HttpMessageHandler inner) : DelegatingHandler(inner)
{
    private const long LongestAnswer = 64 * 1024 * 1024;
    private const int LongestError = 64 * 1024;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var failures = new Failures(profile, address);
        request.RequestUri = address;
        if (profile.Key is null) request.Headers.Authorization = null;
        foreach (var (name, value) in profile.Headers)
        {
            request.Headers.Remove(name);
            if (!request.Headers.TryAddWithoutValidation(name, value)) throw failures.BadHeader(name);
        }
        var body = request.Content?.Headers.ContentType?.MediaType == "application/json" ? await request.Content.ReadAsByteArrayAsync(cancellationToken) : null;
        for (var tries = 0; ; tries++)
        {
            var shaped = body is null ? null : dialect.Shape(body);
            if (shaped is not null) request.Content = new ByteArrayContent(shaped) { Headers = { ContentType = new("application/json") } };
            var response = await OnceAsync(request, failures, cancellationToken);
            if (response.IsSuccessStatusCode) return response;
            using (response)
            {
                var said = await ErrorTextAsync(response, cancellationToken);
                if (shaped is not null && tries < Dialect.MostLessons && response.StatusCode is HttpStatusCode.BadRequest or HttpStatusCode.UnprocessableEntity && dialect.Learn(body!, shaped, said)) continue;
                throw failures.Of(response, said);
            }
        }
    }

    private async Task<HttpResponseMessage> OnceAsync(HttpRequestMessage request, Failures failures, CancellationToken cancellationToken)
    {
        try
        {
            var response = await base.SendAsync(request, cancellationToken);
            if (!response.IsSuccessStatusCode) return response;
            if (response.Content.Headers.ContentType?.MediaType is "text/html") throw failures.WebPage(response);
            if (response.Content.Headers.ContentType?.MediaType is not "text/event-stream") await response.Content.LoadIntoBufferAsync(LongestAnswer, cancellationToken);
            return response;
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            throw failures.Of(e);
        }
    }

    private static async Task<string> ErrorTextAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var bytes = new byte[LongestError];
        try
        {
            await using var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
            return Encoding.UTF8.GetString(bytes, 0, await stream.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, cancellationToken));
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            return ""; // the status says enough
        }
    }
}
