using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using MemU.Fs.Model;
using MemU.Fs.Server.Access;
using MemU.Fs.Server.Tenants;
using Microsoft.AspNetCore.Http;

namespace MemU.Fs.Server.Http;

/// <summary>A request whose caller is known and may do what its route does.</summary>
internal sealed class ApiCall(HttpContext context, ApiRoute route, Tenant? tenant, ApiKey? key, KeyRights rights, ApiServer server)
{
    private const int LongestId = 256;

    /// <summary>The request and its answer.</summary>
    public HttpContext Context => context;

    /// <summary>The route that was asked for.</summary>
    public ApiRoute Route => route;

    /// <summary>The server.</summary>
    public ApiServer Server => server;

    /// <summary>The tree that the caller's key opens.</summary>
    public Tenant Tenant => tenant ?? throw new InvalidOperationException("this route has no tree");

    /// <summary>The memory of that tree.</summary>
    public MemoryService Memory => Tenant.Memory;

    /// <summary>What the caller may do.</summary>
    public KeyRights Rights => rights;

    /// <summary>Ends when the client is gone, or the server stops.</summary>
    public CancellationToken Aborted => context.RequestAborted;

    /// <summary>The memory as the one whom the request names may see and change it.</summary>
    public ScopedMemory Of(MemoryScope scope) => new(new(Memory, scope, rights));

    /// <summary>The memory as the key's owner may see and change it, or the user whom <c>user_id</c> and <c>agent_id</c> of the query name.</summary>
    public ScopedMemory Scoped => Of(ScopeOf(Query("user_id"), Query("agent_id")));

    /// <summary>The only memories that the key opens.</summary>
    public MemoryScope KeyScope => MemoryScope.Of(key?.UserId, key?.AgentId);

    /// <summary>
    /// Whose memory is meant, by what the request says and the key allows. A key of one user needs no name and opens no other's: asked for another's,
    /// there is nothing, as if there were none.
    /// </summary>
    /// <exception cref="ApiException">The key is another user's, or what is given is no name.</exception>
    public MemoryScope ScopeOf(string? user, string? agent)
    {
        (user, agent) = (Checked("user_id", user), Checked("agent_id", agent));
        if (key?.UserId is { } own && user is not null && user != own || key?.AgentId is { } agents && agent is not null && agent != agents)
            throw new ApiException(403, "not_allowed", "this key opens the memories of another user or agent only; leave user_id and agent_id out, or use that one's key.");
        return MemoryScope.Of(key?.UserId ?? user, key?.AgentId ?? agent);
    }

    private string? Checked(string field, string? value)
    {
        if (string.IsNullOrWhiteSpace(value)) return null;
        if (value.Length > LongestId || value.Any(char.IsControl)) throw Invalid($"{field} must have at most {LongestId} characters and no control characters.");
        return value.Trim();
    }

    /// <summary>A query parameter; null when it is missing or empty.</summary>
    public string? Query(string name) => context.Request.Query[name] is [{ Length: > 0 } value, ..] ? value : null;

    /// <summary>A query parameter that is a whole number.</summary>
    public int? Number(string name, int least, int most) => Query(name) is not { } text ? null
        : int.TryParse(text, System.Globalization.NumberStyles.AllowLeadingSign, System.Globalization.CultureInfo.InvariantCulture, out var value) && value >= least && value <= most ? value
        : throw Invalid($"{name}={SafeText.OneLine(text)} is out of range; give {least} to {most}.");

    /// <summary>A part of the path.</summary>
    public string Part(string name) => context.Request.RouteValues[name] as string ?? "";

    /// <summary>The error for what can't be used of the request.</summary>
    public ApiException Invalid(string message) => ApiException.Invalid(route.Family, message);

    /// <summary>The body as JSON of a shape.</summary>
    /// <exception cref="ApiException">It is none, or has another shape.</exception>
    public async Task<T> ReadAsync<T>(JsonTypeInfo<T> shape) where T : class
    {
        if (context.Request.ContentType is { Length: > 0 } type && !type.Contains("json", StringComparison.OrdinalIgnoreCase)) throw new ApiException(415, "invalid", $"this route takes application/json, not {SafeText.OneLine(type)}.");
        using var bytes = new MemoryStream();
        await context.Request.Body.CopyToAsync(bytes, Aborted);
        var body = bytes.GetBuffer().AsMemory(0, (int)bytes.Length);
        if (!IsText(body.Span)) throw Invalid("the body is no UTF-8, or has half of a character in an escape; send JSON in UTF-8.");
        try
        {
            return JsonSerializer.Deserialize(body.Span, shape) ?? throw Invalid("the body is null; send a JSON object.");
        }
        catch (JsonException e)
        {
            var where = e.Path is { Length: > 1 } path ? $" at {SafeText.OneLine(path)}" : "";
            throw Invalid($"the body is not the JSON that this route takes{where} (line {e.LineNumber + 1}); see /openapi.json.");
        }
    }

    /// <summary>Whether every text in a JSON can be read; whether it is JSON at all is not looked at.</summary>
    private static bool IsText(ReadOnlySpan<byte> json)
    {
        if (!System.Text.Unicode.Utf8.IsValid(json)) return false;
        try
        {
            for (var reader = new Utf8JsonReader(json); reader.Read();)
                if (reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName && reader.ValueIsEscaped) reader.GetString();
            return true;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
        catch (JsonException)
        {
            return true; // whoever reads it says where it is wrong
        }
    }

    /// <summary>Answers with JSON.</summary>
    public Task AnswerAsync<T>(T value, JsonTypeInfo<T> shape, int? status = null)
    {
        context.Response.StatusCode = status ?? route.Status;
        context.Response.ContentType = "application/json; charset=utf-8";
        return JsonSerializer.SerializeAsync(context.Response.Body, value, shape, Aborted);
    }

    /// <summary>Answers with a text.</summary>
    public Task AnswerAsync(string text, string type)
    {
        context.Response.StatusCode = route.Status;
        context.Response.ContentType = type;
        return context.Response.WriteAsync(text, Aborted);
    }
}
