using System.Text.Json.Serialization;

namespace MemU.Fs.Server.Access;

/// <summary>A key as it may be shown.</summary>
/// <param name="Id">The part of it that may be known.</param>
/// <param name="Name">What people call it.</param>
/// <param name="Tenant">Whose it is; null where there is one memory.</param>
/// <param name="Rights">What it allows.</param>
/// <param name="UserId">The only user that it opens.</param>
/// <param name="AgentId">The only agent.</param>
/// <param name="Created">When it was made.</param>
/// <param name="Expires">Until when it holds.</param>
/// <param name="Revoked">When it was revoked.</param>
/// <param name="PerMinute">How many requests it may make.</param>
public sealed record KeyView(string Id, string Name, string? Tenant, IReadOnlyList<string> Rights, string? UserId, string? AgentId, DateTimeOffset Created, DateTimeOffset? Expires, DateTimeOffset? Revoked, int? PerMinute)
{
    /// <summary>The view of a key.</summary>
    public static KeyView Of(ApiKey key) => new(key.Id, key.Name, key.Tenant == KeyFile.OnlyTenant ? null : key.Tenant,
        [.. Enum.GetValues<KeyRights>().Where(r => r != KeyRights.None && key.Rights.HasFlag(r)).Select(r => r.ToString().ToLowerInvariant())], key.UserId, key.AgentId, key.Created, key.Expires, key.Revoked, key.PerMinute);
}

/// <summary>Keys as JSON.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(IReadOnlyList<KeyView>))]
public sealed partial class KeyViewJson : JsonSerializerContext;
