using MemU.Fs.Model;
using MemU.Fs.Providers.Profiles;
using Microsoft.Extensions.AI;

namespace MemU.Fs.Providers.Calls;

/// <summary>Profiles by name, and which of them a step asks.</summary>
internal sealed class ProfileBook : IDisposable
{
    private const string Nobody = "none"; // a step that asks no model

    private readonly Dictionary<string, ProfileModels> _profiles = new(StringComparer.Ordinal);
    private readonly IReadOnlyDictionary<string, string> _steps;

    public ProfileBook(IEnumerable<ModelProfile> profiles, Surroundings around)
    {
        Profiles = [.. profiles];
        _steps = around.Options.Steps;
        foreach (var profile in Profiles)
            if (!_profiles.TryAdd(profile.Name, new(new(profile, around.Variable), around))) throw new MemUException(MemUErrorKind.BadArgument, $"there are two profiles of the name '{profile.Name}'.");
        foreach (var (step, name) in _steps)
        {
            if (!ModelStep.All.Contains(step)) throw new MemUException(MemUErrorKind.BadArgument, $"'{step}' is no step that asks a model; there are {string.Join(", ", ModelStep.All)}.");
            if (name != Nobody && !_profiles.ContainsKey(name)) throw new MemUException(MemUErrorKind.BadArgument, $"step '{step}' asks profile '{name}', which is not there; there are {string.Join(", ", _profiles.Keys)}.");
        }
        var maker = ForStep(ModelStep.Embed, _profiles.GetValueOrDefault(ModelSet.EmbeddingProfile) ?? Default);
        Embedder = maker?.Embedder;
        if (Embedder is null && maker is not null && maker.Profile.Name != ModelSet.DefaultProfile)
            throw new MemUException(MemUErrorKind.BadArgument, $"profile '{maker.Profile.Name}' is to make vectors, but has no model for that; name one in embed_model.");
    }

    /// <summary>As they were given.</summary>
    public IReadOnlyList<ModelProfile> Profiles { get; }

    /// <summary>All of them with what they can.</summary>
    public IReadOnlyCollection<ProfileModels> Models => _profiles.Values;

    public IEmbeddingGenerator<string, Embedding<float>>? Embedder { get; }

    public StepModel<IChatClient>? Chat(string step) => ForStep(step, Default)?.Chat(step);

    public StepModel<ISpeechToTextClient>? Speech(string step) => ForStep(step, Default)?.Speech;

    public void Dispose()
    {
        foreach (var profile in _profiles.Values) profile.Dispose();
    }

    private ProfileModels? Default => _profiles.GetValueOrDefault(ModelSet.DefaultProfile);

    private ProfileModels? ForStep(string step, ProfileModels? otherwise) => !_steps.TryGetValue(step, out var name) ? otherwise : name == Nobody ? null : _profiles[name];
}
