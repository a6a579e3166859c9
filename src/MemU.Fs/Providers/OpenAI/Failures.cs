using System.Globalization;
using System.Net;
using System.Text.Json;
using MemU.Fs.Providers.Profiles;

namespace MemU.Fs.Providers.OpenAI;

/// <summary>What went wrong between here and a provider, in plain words, with the address and what to do.</summary>
internal sealed class Failures(ActiveProfile profile, Uri address)
{
    private const int LongestQuote = 200;

    private string Who => $"{profile.Provider} at {address.GetLeftPart(UriPartial.Path)}";

    /// <summary>An answer with an error.</summary>
    public ProviderException Of(HttpResponseMessage response, string body)
    {
        var status = (int)response.StatusCode;
        var (said, code) = Read(body);
        var quote = said is null ? "" : $" It says: {Quote(said)}";
        ProviderException Make(string message, string reason, bool transient = false) =>
            new(message + quote, null) { Status = status, Reason = reason, IsTransient = transient, RetryAfter = transient ? RetryAfter(response) : null };
        return status switch
        {
            401 or 403 => Make($"{Who} refuses the key{(profile.KeyVariable is { } name ? $" in {name}" : "")} ({status}). Check the key, and that it may use this model.", "key"),
            404 when IsModel(said, code) => Make($"{Who} has no such model ({status}). Check chat_model, embed_model and the others of profile '{profile.Name}'.", "model"),
            404 or 405 => Make($"there is nothing at {address.GetLeftPart(UriPartial.Path)} ({status}). Check the base_url of profile '{profile.Name}': it must be the address below which chat/completions and embeddings are.", "address"),
            >= 300 and < 400 => Make($"{Who} sends elsewhere ({status}{(response.Headers.Location is { } to ? $" to {(to.IsAbsoluteUri ? to.GetLeftPart(UriPartial.Authority) : to)}" : "")}), which is not followed, since the key would go along. Put the right address into base_url of profile '{profile.Name}'.", "address"),
            402 => Make($"{Who} wants to be paid first ({status}).", "quota"),
            429 when code is "insufficient_quota" => Make($"the account at {profile.Provider} has nothing left ({status}). Add to it, or use another profile.", "quota"),
            429 => Make($"{Who} says that there were too many requests ({status}). Wait, or lower the concurrency of profile '{profile.Name}'.", "rate limit", true),
            408 or 409 or >= 500 => Make($"{Who} failed ({status}).", "status " + status.ToString(CultureInfo.InvariantCulture), true),
            400 when code is "content_filter" or "content_policy_violation" => Make($"{Who} did not answer: its content filter took offense.", "filter"),
            _ => Make($"{Who} refuses the request ({status}).", "status " + status.ToString(CultureInfo.InvariantCulture)),
        };
    }

    /// <summary>No answer, or half of one.</summary>
    public ProviderException Of(Exception error)
    {
        var what = (error as HttpRequestException)?.HttpRequestError ?? (error as HttpIOException)?.HttpRequestError ?? HttpRequestError.Unknown;
        return what switch
        {
            HttpRequestError.NameResolutionError => new($"the name {address.Host} is not known ({Short(error)}). Check the base_url of profile '{profile.Name}', and the network.", error) { Reason = "address", IsTransient = true },
            HttpRequestError.ConnectionError => new($"nothing answers at {address.GetLeftPart(UriPartial.Authority)} ({Short(error)}). {(address.IsLoopback ? "Is the server running? " : "")}Check the base_url of profile '{profile.Name}': below it chat/completions and embeddings are expected.", error) { Reason = "connection", IsTransient = true },
            HttpRequestError.SecureConnectionError => new($"no secure connection to {address.Authority} could be made ({Short(error)}). Check that base_url should begin with https, and the machine's certificates.", error) { Reason = "connection" },
            HttpRequestError.ProxyTunnelError => new($"the proxy does not let through to {address.Authority} ({Short(error)}). Check proxy of profile '{profile.Name}', MEMU_HTTP_PROXY and HTTPS_PROXY.", error) { Reason = "connection" },
            HttpRequestError.ConfigurationLimitExceeded => new($"the answer of {Who} is too large to be one.", error) { Reason = "nonsense" },
            _ => new($"the answer of {Who} broke off.", error) { Reason = "cut off", IsTransient = true },
        };
    }

    /// <summary>A page for people instead of an answer.</summary>
    public ProviderException WebPage(HttpResponseMessage response) =>
        new($"{address.GetLeftPart(UriPartial.Path)} answers with a web page, so it is not the address of a model. Check the base_url of profile '{profile.Name}': it often ends in /v1.") { Status = (int)response.StatusCode, Reason = "address" };

    /// <summary>A header that can't be sent.</summary>
    public ProviderException BadHeader(string name) => new($"the header '{name}' of profile '{profile.Name}' can't be sent; its name or value has characters that no header may have.") { Reason = "settings" };

    /// <summary>Nothing came in time.</summary>
    public ProviderException TooSlow() =>
        new(string.Create(CultureInfo.InvariantCulture, $"{Who} did not answer within {profile.Profile.Timeout.TotalSeconds:0.##} seconds. Raise timeout of profile '{profile.Name}' if it is only slow."), null) { Reason = "timeout", IsTransient = true };

    /// <summary>An answer that is none.</summary>
    public ProviderException Nonsense(string what, Exception? inner = null) => new($"the answer of {Who} makes no sense: {what}.", inner) { Reason = "nonsense" };

    /// <summary>The model would not.</summary>
    public ProviderException Refusal(string said) => new($"the model of {Who} refused to answer: {Quote(said)}") { Reason = "refusal" };

    /// <summary>A filter took the answer away.</summary>
    public ProviderException Filtered() => new($"{Who} took the answer away: its content filter took offense.") { Reason = "filter" };

    private static bool IsModel(string? said, string? code) => code is "model_not_found" || said is not null && said.Contains("model", StringComparison.OrdinalIgnoreCase);

    private static TimeSpan? RetryAfter(HttpResponseMessage response) =>
        response.Headers.RetryAfter is not { } after ? null : after.Delta ?? (after.Date is { } date ? date - (response.Headers.Date ?? DateTimeOffset.UtcNow) : null);

    private string Short(Exception error) => Quote(error.GetBaseException().Message);

    // the key must not come back in a message, and neither must a whole prompt
    private string Quote(string said)
    {
        said = string.Join(' ', said.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        if (profile.HasKey && profile.Key is { Length: > 3 } key) said = said.Replace(key, "****", StringComparison.Ordinal);
        return said.Length <= LongestQuote ? said : said[..(char.IsHighSurrogate(said[LongestQuote - 1]) ? LongestQuote - 1 : LongestQuote)] + "…";
    }

    /// <summary>What the body says, as the many ways are in which providers say it.</summary>
    private static (string? Said, string? Code) Read(string body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            var root = document.RootElement.ValueKind == JsonValueKind.Array && document.RootElement.GetArrayLength() > 0 ? document.RootElement[0] : document.RootElement;
            if (root.ValueKind != JsonValueKind.Object) return (null, null);
            var error = root.TryGetProperty("error", out var inner) ? inner : root;
            if (error.ValueKind == JsonValueKind.String) return (error.GetString(), null);
            if (error.ValueKind != JsonValueKind.Object) return (null, null);
            return (Text(error, "message") ?? Text(error, "detail"), Text(error, "code"));
        }
        catch (JsonException)
        {
            return (null, null); // a page of a proxy in between: the status says more
        }
    }

    private static string? Text(JsonElement of, string name) => of.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
