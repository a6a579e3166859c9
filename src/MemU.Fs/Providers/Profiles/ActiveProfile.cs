using MemU.Fs.Model;

namespace MemU.Fs.Providers.Profiles;

/// <summary>A profile with what its preset adds: what is really asked.</summary>
internal sealed class ActiveProfile
{
    private const string Placeholder = "memu";

    private readonly Func<string, string?> _variable;

    /// <param name="profile">What was said.</param>
    /// <param name="variable">Looks an environment variable up.</param>
    /// <exception cref="MemUException">The provider is unknown, or there is no address.</exception>
    public ActiveProfile(ModelProfile profile, Func<string, string?> variable)
    {
        (Profile, _variable) = (profile, variable);
        Preset = profile.Provider is { } provider ? ProviderPresets.Get(provider) : null;
        var address = profile.BaseUrl ?? Preset?.BaseUrl
            ?? throw new MemUException(MemUErrorKind.BadArgument, $"profile '{profile.Name}' has neither a provider nor a base_url; give one of them.");
        if (!Uri.TryCreate(address, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https"))
            throw new MemUException(MemUErrorKind.BadArgument, $"the base_url of profile '{profile.Name}' is no address; write it like https://host/v1");
        if (uri.UserInfo.Length > 0) throw new MemUException(MemUErrorKind.BadArgument, $"the base_url of profile '{profile.Name}' has a name or password in it; name the variable of the key in api_key instead.");
        BaseUrl = uri;
    }

    /// <summary>What was said.</summary>
    public ModelProfile Profile { get; }

    /// <summary>What is known of the provider; null for one without a name.</summary>
    public ProviderPreset? Preset { get; }

    public string Name => Profile.Name;

    public Uri BaseUrl { get; }

    /// <summary>Who runs it, for ledgers and spaces of vectors: the preset's name, else the host.</summary>
    public string Provider => Preset?.Name ?? BaseUrl.Authority;

    public string? ChatModel => Profile.ChatModel ?? Preset?.ChatModel;

    public string? EmbedModel => Profile.EmbedModel ?? Preset?.EmbedModel;

    public string? VisionModel => Profile.VisionModel ?? (Profile.ChatModel is null ? Preset?.VisionModel : null) ?? ChatModel;

    public string? TranscriptionModel => Profile.TranscriptionModel ?? Preset?.TranscriptionModel;

    public JsonMode JsonMode => Profile.JsonMode != JsonMode.Auto ? Profile.JsonMode : Preset?.JsonMode ?? JsonMode.Schema;

    public int EmbedBatchSize => Profile.EmbedBatchSize ?? Preset?.EmbedBatchSize ?? 64;

    /// <summary>The environment variable of the key; null where none is needed.</summary>
    public string? KeyVariable => Profile.KeyVariable ?? (Profile.ApiKey is null ? Preset?.KeyVariable : null);

    /// <summary>The key; null where none is needed.</summary>
    /// <exception cref="MemUException">The variable is not set.</exception>
    public string? Key => Profile.ApiKey ?? (KeyVariable is not { } name ? null : _variable(name) is { Length: > 0 } key ? key.Trim()
        : throw new MemUException(MemUErrorKind.Provider, $"there is no key for {Provider}: the environment variable {name} is not set. Set it, or name another one in api_key of profile '{Name}'."));

    /// <summary>True where the key is there or none is needed.</summary>
    public bool HasKey => Profile.ApiKey is not null || KeyVariable is not { } name || _variable(name) is { Length: > 0 };

    /// <summary>What the package wants to be given; <see cref="Key"/> or a word that is taken out again.</summary>
    public string KeyOrPlaceholder => Key ?? Placeholder;

    /// <summary>The headers sent along, variables filled in.</summary>
    public IEnumerable<KeyValuePair<string, string>> Headers => Profile.Headers.Select(h => KeyValuePair.Create(h.Key, Filled(h.Key, h.Value)));

    /// <summary>The proxy; null for the environment's own.</summary>
    public string? Proxy => Profile.Proxy ?? (_variable("MEMU_HTTP_PROXY") is { Length: > 0 } proxy ? proxy : null);

    /// <summary>The address of one kind of request; path and query of the base stay.</summary>
    /// <param name="key">The key of <see cref="ModelProfile.Endpoints"/>.</param>
    /// <param name="usual">The path where none is given.</param>
    public Uri Address(string key, string usual)
    {
        var path = $"{BaseUrl.AbsolutePath.TrimEnd('/')}/{Profile.Endpoints.GetValueOrDefault(key, usual).TrimStart('/')}";
        return new UriBuilder(BaseUrl) { Path = path }.Uri;
    }

    /// <summary>What a call costs; null where a price is unknown.</summary>
    public decimal? CostOf(long input, long output) => Profile.InputPrice is null && Profile.OutputPrice is null ? null : (input * (Profile.InputPrice ?? 0) + output * (Profile.OutputPrice ?? 0)) / 1_000_000m;

    private string Filled(string header, string value) => !value.StartsWith('$') ? value : _variable(value[1..]) is { Length: > 0 } filled ? filled
        : throw new MemUException(MemUErrorKind.Provider, $"the header {header} of profile '{Name}' takes its value from the environment variable {value[1..]}, which is not set.");
}
