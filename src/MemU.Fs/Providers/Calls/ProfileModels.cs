using MemU.Fs.Model;
using MemU.Fs.Providers.OpenAI;
using MemU.Fs.Providers.Profiles;
using Microsoft.Extensions.AI;

#pragma warning disable CA2000 // all of them are disposed of with this
namespace MemU.Fs.Providers.Calls;

/// <summary>The models of one profile; each is made when it is first wanted.</summary>
internal sealed class ProfileModels : IDisposable
{
    private readonly ProfileClients _clients;
    private readonly Retrying _retrying;
    private readonly CallGuard _guard;
    private readonly Dictionary<string, StepModel<IChatClient>> _chats = new(StringComparer.Ordinal);
    private StepModel<ISpeechToTextClient>? _speech;
    private IEmbeddingGenerator<string, Embedding<float>>? _embedder;

    public ProfileModels(ActiveProfile profile, Surroundings around)
    {
        Profile = profile;
        _clients = new(profile);
        _retrying = around.Retrying(profile.Profile.Concurrency, profile.Profile.RequestsPerMinute);
        _guard = around.Guard(profile, _retrying);
    }

    public ActiveProfile Profile { get; }

    /// <summary>How structured answers are asked for, as far as it is known by now.</summary>
    public JsonMode JsonMode => _clients.Dialect.JsonMode;

    /// <summary>What answers in a step; null where the provider has nothing for it.</summary>
    public StepModel<IChatClient>? Chat(string step)
    {
        var model = step == ModelStep.Vision ? Profile.VisionModel : Profile.ChatModel;
        if (step == ModelStep.Vision && Profile.Profile.VisionModel is null && Profile.Preset is { HasVision: false }) return null;
        if (model is null)
        {
            if (Profile.Preset?.HasChat ?? Profile.EmbedModel is null && Profile.TranscriptionModel is null)
                throw new MemUException(MemUErrorKind.BadArgument, $"profile '{Profile.Name}' ({Profile.Provider}) has no model that answers; name one in chat_model, or in MEMU_CHAT_MODEL.");
            return null;
        }
        lock (_chats)
        {
            if (_chats.TryGetValue(model, out var known)) return known;
            return _chats[model] = new(Surroundings.Traced(new GuardedChat(new ProfileChat(Profile, _clients, model), _guard, Profile.Name, Profile.Provider, model)), Profile.Name, Profile.Provider, model);
        }
    }

    /// <summary>What makes vectors; null where no model is named for it.</summary>
    public IEmbeddingGenerator<string, Embedding<float>>? Embedder
    {
        get
        {
            if (_embedder is not null || Profile.EmbedModel is not { } model) return _embedder;
            var guarded = new GuardedEmbedder(new ProfileEmbedder(Profile, _clients, model), _guard, Profile.Name, Profile.Provider, model);
            return _embedder = Surroundings.Traced(new BatchedEmbedder(guarded, Profile.EmbedBatchSize, Profile.Profile.EmbedDimensions, model));
        }
    }

    /// <summary>What writes down speech; null where no model is named for it.</summary>
    public StepModel<ISpeechToTextClient>? Speech => _speech ??= Profile.TranscriptionModel is not { } model ? null
        : new(Surroundings.Traced(new GuardedSpeech(new ProfileSpeech(Profile, _clients, model), _guard, Profile.Name, Profile.Provider, model)), Profile.Name, Profile.Provider, model);

    public void Dispose()
    {
        foreach (var chat in _chats.Values) chat.Client.Dispose();
        _embedder?.Dispose();
        _speech?.Client.Dispose();
        _clients.Dispose();
        _retrying.Dispose();
    }
}
