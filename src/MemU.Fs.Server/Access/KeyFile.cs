using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;
using MemU.Fs.Files;
using MemU.Fs.History;
using MemU.Fs.Model;
using MemU.Fs.Remotes;

namespace MemU.Fs.Server.Access;

/// <summary>The file as JSON.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, WriteIndented = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(List<ApiKey>))]
internal sealed partial class KeyFileJson : JsonSerializerContext;

/// <summary>What a new key is for.</summary>
/// <param name="Name">What people call it.</param>
/// <param name="Tenant">Whose it is.</param>
/// <param name="Rights">What it allows.</param>
/// <param name="Scope">The only user, or agent of a user, whose memories it opens; none for all of the tenant's.</param>
/// <param name="Expires">From when on it is refused.</param>
/// <param name="PerMinute">How many requests it may make in a minute.</param>
public sealed record NewKey(string Name, string Tenant, KeyRights Rights, MemoryScope Scope, DateTimeOffset? Expires = null, int? PerMinute = null);

/// <summary>
/// The keys of a server, in a file of the user's own outside any tree, so that nobody who writes a tree can let himself in. What is added or revoked holds
/// at the next request, without a restart. Usable from several threads and processes.
/// </summary>
/// <param name="path">The file.</param>
/// <param name="clock">The clock.</param>
public sealed class KeyFile(string path, TimeProvider clock)
{
    /// <summary>The tenant of keys where one tree is served.</summary>
    public const string OnlyTenant = "-";

    private const string Prefix = "memu";
    private static readonly byte[] s_nobody = new byte[SHA256.HashSizeInBytes];
    private readonly Lock _gate = new();
    private FrozenKeys _known = new(default, 0, new Dictionary<string, ApiKey>());

    private sealed record FrozenKeys(DateTime Modified, long Size, IReadOnlyDictionary<string, ApiKey> ById);

    /// <summary>Where it is.</summary>
    public string Path { get; } = System.IO.Path.GetFullPath(path);

    /// <summary>Where the keys are of who serves a folder: in the user's state folder, by the folder's real path.</summary>
    /// <param name="served">The root of the tree, or the tenants' folder.</param>
    /// <param name="state">The user's state folder; null for the usual one.</param>
    public static string PathFor(string served, string? state = null) => System.IO.Path.Combine(ServerState.FolderOf(served, state), "keys.json");

    /// <summary>True when there is any key, even one that holds no longer: then nobody comes in without one.</summary>
    public bool Any => Read().ById.Count > 0;

    /// <summary>All keys, oldest first.</summary>
    public IReadOnlyList<ApiKey> All() => [.. Read().ById.Values.OrderBy(k => k.Created)];

    /// <summary>Makes a key; the whole of it is told only here.</summary>
    /// <param name="wanted">What it is for.</param>
    public (ApiKey Kept, string Key) Add(NewKey wanted)
    {
        var id = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(5));
        var key = $"{Prefix}_{id}_{Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(24))}";
        var kept = new ApiKey
        {
            Id = id, Name = wanted.Name, Tenant = wanted.Tenant, Rights = wanted.Rights, UserId = wanted.Scope.UserId, AgentId = wanted.Scope.AgentId,
            Created = clock.GetUtcNow(), Expires = wanted.Expires, PerMinute = wanted.PerMinute, Sha256 = Convert.ToHexStringLower(ApiKey.HashOf(key)),
        };
        Change(keys => [.. keys, kept]);
        return (kept, key);
    }

    /// <summary>Revokes a key by its id or name; it is kept, so that the list tells.</summary>
    /// <exception cref="MemUException">There is none, or there are several of that name.</exception>
    public ApiKey Revoke(string idOrName)
    {
        ApiKey? revoked = null;
        Change(keys =>
        {
            var found = keys.Where(k => k.Id == idOrName).ToList() is [_] byId ? byId : [.. keys.Where(k => k.Name == idOrName && k.Revoked is null)];
            if (found.Count != 1)
                throw new MemUException(found.Count == 0 ? MemUErrorKind.NotFound : MemUErrorKind.BadArgument, found.Count == 0 ? $"there is no key '{idOrName}'. See: memu key list" : $"{found.Count} keys are called '{idOrName}'; name one by its id: {string.Join(", ", found.Select(k => k.Id))}");
            revoked = found[0] with { Revoked = found[0].Revoked ?? clock.GetUtcNow() };
            return [.. keys.Select(k => k.Id == revoked.Id ? revoked : k)];
        });
        return revoked!;
    }

    /// <summary>The key that a caller shows, if it holds. Takes the same time whether there is such a key or none.</summary>
    public ApiKey? Find(string shown)
    {
        var found = shown.Split('_') is [Prefix, { Length: > 0 } id, ..] ? Read().ById.GetValueOrDefault(id) : null;
        var same = CryptographicOperations.FixedTimeEquals(ApiKey.HashOf(shown), found is null ? s_nobody : found.Hash);
        return same && found is not null && found.HoldsAt(clock.GetUtcNow()) ? found : null;
    }

    private FrozenKeys Read()
    {
        lock (_gate)
        {
            var file = new FileInfo(Path);
            if (!file.Exists) return _known = new(default, 0, new Dictionary<string, ApiKey>());
            // written anew and moved into place by each change, so that it is never half of one
            if (file.LastWriteTimeUtc == _known.Modified && file.Length == _known.Size) return _known;
            return _known = new(file.LastWriteTimeUtc, file.Length, Load().ToDictionary(k => k.Id));
        }
    }

    private List<ApiKey> Load()
    {
        try
        {
            return File.Exists(Path) ? JsonSerializer.Deserialize(File.ReadAllBytes(Path), KeyFileJson.Default.ListApiKey) ?? [] : [];
        }
        catch (JsonException e)
        {
            throw new MemoryFormatException(Path, (int)(e.LineNumber ?? -1) + 1, "is no list of keys; restore it, or remove it and make the keys anew with: memu key add", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw SystemError.From(e, $"the keys in {Path} can't be read");
        }
    }

    private void Change(Func<List<ApiKey>, List<ApiKey>> change)
    {
        try
        {
            UserState.Make(System.IO.Path.GetDirectoryName(Path)!);
            using var held = HeldFile.Hold(Path + ".lock");
            var keys = change(Load());
            Durable.Replace(Path, JsonSerializer.SerializeToUtf8Bytes(keys, KeyFileJson.Default.ListApiKey));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw SystemError.From(e, $"the keys can't be kept in {Path}");
        }
    }
}
