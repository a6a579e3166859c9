using System.Security.Cryptography;
using MemU.Fs.Model;
using MemU.Fs.Server.Http;
using MemU.Fs.Server.Tenants;
using Microsoft.AspNetCore.Http;

namespace MemU.Fs.Server.Access;

/// <summary>Whom a request comes from.</summary>
/// <param name="Tenant">The tenant; <see cref="KeyFile.OnlyTenant"/> where one tree is served.</param>
/// <param name="Key">The key; null where none is needed.</param>
/// <param name="Rights">What is allowed.</param>
internal sealed record Sender(string Tenant, ApiKey? Key, KeyRights Rights);

/// <summary>Tells by its key whom a request comes from.</summary>
internal sealed class Authenticator : IDisposable
{
    /// <summary>The tenant of keys that open no tree but see how the server does.</summary>
    public const string Operator = "*";

    private const int GuessesPerMinute = 60;
    private readonly ServeOptions _options;
    private readonly KeyFile _keys;
    private readonly ApiKey? _fixed;
    private readonly RateLimits _limits, _guesses = new(GuessesPerMinute);

    /// <summary>Makes it.</summary>
    public Authenticator(ServeOptions options, KeyFile keys)
    {
        (_options, _keys) = (options, keys);
        _limits = new(options.PerMinute);
        if (options.Key is { } key)
            _fixed = new() { Id = "environment", Name = "MEMU_SERVER_KEY", Tenant = KeyFile.OnlyTenant, Rights = KeyRights.Read | KeyRights.Write | KeyRights.Admin, Created = options.Clock.GetUtcNow(), Sha256 = Convert.ToHexStringLower(ApiKey.HashOf(key)) };
    }

    /// <summary>True when nobody comes in without a key.</summary>
    public bool NeedsKey => _fixed is not null || _options.Tenants is not null || _keys.Any;

    /// <summary>Whom the request comes from.</summary>
    /// <exception cref="ApiException">It shows no key where one is needed, one that does not hold, or comes too often.</exception>
    public Sender Identify(HttpContext context)
    {
        if (!NeedsKey) return Counted(new(KeyFile.OnlyTenant, null, KeyRights.Read | KeyRights.Write | KeyRights.Admin));
        var from = context.Connection.RemoteIpAddress?.ToString() ?? "";
        if (Shown(context.Request) is { } shown)
        {
            if (Find(shown) is { } key) return Counted(new(key.Tenant, key, key.Rights));
            if (!_guesses.TryTake(from, null, out var wait)) throw new ApiException(429, "too_many", "too many keys that don't hold; try again later.") { RetryAfter = wait };
        }
        context.Response.Headers.WWWAuthenticate = "Bearer";
        throw new ApiException(401, "unauthorized", "this needs a key that holds: Authorization: Bearer <key>. Keys are made with: memu key add");
    }

    private ApiKey? Find(string shown) =>
        _fixed is not null && CryptographicOperations.FixedTimeEquals(ApiKey.HashOf(shown), _fixed.Hash) ? _fixed
        : _keys.Find(shown) is { } key && (key.Tenant == Operator || (key.Tenant == KeyFile.OnlyTenant) == (_options.Tenants is null)) ? key : null;

    private Sender Counted(Sender sender)
    {
        if (!_limits.TryTake(sender.Key?.Id ?? "", sender.Key?.PerMinute, out var wait))
            throw new ApiException(429, "too_many", "this key makes more requests than it may; try again after the time in Retry-After.") { RetryAfter = wait };
        return sender;
    }

    private static string? Shown(HttpRequest request)
    {
        if (request.Headers.Authorization is [{ } header] && header.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase)) return header[7..].Trim();
        return request.Headers["X-API-Key"] is [{ Length: > 0 } key] ? key : null;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _limits.Dispose();
        _guesses.Dispose();
    }
}
