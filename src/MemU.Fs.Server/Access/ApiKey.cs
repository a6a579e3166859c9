using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Serialization;

namespace MemU.Fs.Server.Access;

/// <summary>A key as it is kept: its hash, never itself.</summary>
public sealed record ApiKey
{
    /// <summary>Names it; the part of the key that may be shown.</summary>
    public required string Id { get; init; }

    /// <summary>What people call it.</summary>
    public required string Name { get; init; }

    /// <summary>Whose it is: the folder below the tenants' folder, or <see cref="KeyFile.OnlyTenant"/> where one tree is served.</summary>
    public required string Tenant { get; init; }

    /// <summary>What it allows.</summary>
    [JsonConverter(typeof(JsonStringEnumConverter<KeyRights>))]
    public required KeyRights Rights { get; init; }

    /// <summary>The only user whose memories it opens; null for all of the tenant's.</summary>
    public string? UserId { get; init; }

    /// <summary>The only agent of that user; null for all.</summary>
    public string? AgentId { get; init; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset Created { get; init; }

    /// <summary>From when on it is refused; null for never.</summary>
    public DateTimeOffset? Expires { get; init; }

    /// <summary>When it was revoked; null while it holds.</summary>
    public DateTimeOffset? Revoked { get; init; }

    /// <summary>How many requests it may make in a minute; null for the server's own bound.</summary>
    public int? PerMinute { get; init; }

    /// <summary>SHA-256 of the whole key, in hex. Its 192 random bits need no slow hash.</summary>
    public required string Sha256 { get; init; }

    /// <summary>The key's hash as bytes, to be compared in constant time.</summary>
    internal ReadOnlySpan<byte> Hash => _hash ??= Convert.FromHexString(Sha256);

    private byte[]? _hash;

    /// <summary>Whether it opens anything at that time.</summary>
    public bool HoldsAt(DateTimeOffset now) => Revoked is null && !(Expires <= now);

    /// <summary>The hash of a key.</summary>
    internal static byte[] HashOf(string key) => SHA256.HashData(Encoding.UTF8.GetBytes(key));
}
