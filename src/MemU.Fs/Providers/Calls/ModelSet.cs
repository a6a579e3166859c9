using MemU.Fs.Model;
using MemU.Fs.Providers.Profiles;
using Microsoft.Extensions.AI;

#pragma warning disable CA2000 // what it owns is disposed of with it
namespace MemU.Fs.Providers.Calls;

/// <summary>The models that a memory may ask: chat clients by step, one maker of vectors, one writer of speech. Every call is counted, held to the budget, and tried again where that helps.</summary>
public sealed class ModelSet : IDisposable
{
    /// <summary>The profile that is asked where a step names none.</summary>
    public const string DefaultProfile = "default";

    /// <summary>The profile that makes vectors, where there is one of that name.</summary>
    public const string EmbeddingProfile = "embedding";

    /// <summary>The source name of traces and metrics (OpenTelemetry's conventions for generative AI; texts are never in them).</summary>
    public const string TelemetrySource = "MemU.Fs";

    private readonly ModelSetOptions _options;
    private readonly Func<string, StepModel<IChatClient>?> _chat;
    private readonly Func<string, StepModel<ISpeechToTextClient>?> _speech;
    private readonly IReadOnlyList<IDisposable> _owned;

    private ModelSet(ModelSetOptions options, Func<string, StepModel<IChatClient>?> chat, IEmbeddingGenerator<string, Embedding<float>>? embedder, Func<string, StepModel<ISpeechToTextClient>?> speech, IReadOnlyList<ModelProfile> profiles, IReadOnlyList<IDisposable> owned) =>
        (_options, _chat, Embedder, _speech, Profiles, _owned) = (options, chat, embedder, speech, profiles, owned);

    /// <summary>Makes vectors; null when no model is configured for that.</summary>
    public IEmbeddingGenerator<string, Embedding<float>>? Embedder { get; }

    /// <summary>Whether a chat model is configured.</summary>
    public bool HasChat => _chat(ModelStep.Answer) is not null;

    /// <summary>The profiles; empty where clients were given instead.</summary>
    public IReadOnlyList<ModelProfile> Profiles { get; }

    /// <summary>One client for every step.</summary>
    /// <param name="chat">Answers.</param>
    /// <param name="embedder">Makes vectors.</param>
    /// <param name="speech">Writes down speech.</param>
    /// <param name="options">What surrounds each call.</param>
    public static ModelSet Of(IChatClient chat, IEmbeddingGenerator<string, Embedding<float>>? embedder = null, ISpeechToTextClient? speech = null, ModelSetOptions? options = null)
    {
        var surroundings = new Surroundings(options ?? new());
        var given = new GivenModels(surroundings, chat, embedder, speech);
        return new(surroundings.Options, _ => given.Chat, given.Embedder, _ => given.Speech, [], [given]);
    }

    /// <summary>The models of a memory at a root: calls are counted and answers kept there.</summary>
    /// <param name="root">The root of the memory.</param>
    /// <param name="profiles">Where models are; one is named <c>default</c>.</param>
    /// <param name="options">What surrounds each call.</param>
    /// <exception cref="MemUException">A profile can't be used; says which and why.</exception>
    public static ModelSet For(string root, IEnumerable<ModelProfile> profiles, ModelSetOptions? options = null) => Of(profiles, (options ?? new()) with { Root = root });

    /// <summary>The models of profiles.</summary>
    /// <param name="profiles">Where models are; one is named <c>default</c>.</param>
    /// <param name="options">What surrounds each call.</param>
    /// <exception cref="MemUException">A profile can't be used; says which and why.</exception>
    public static ModelSet Of(IEnumerable<ModelProfile> profiles, ModelSetOptions? options = null)
    {
        var surroundings = new Surroundings(options ?? new());
        var book = new ProfileBook(profiles, surroundings);
        return new(surroundings.Options, book.Chat, book.Embedder, book.Speech, book.Profiles, [book]);
    }

    /// <summary>The models for one operation, such as <c>memorize</c>.</summary>
    public OperationModels Begin(string operation) => new(new(operation), _options, _chat, _speech);

    /// <summary>Closes the connections.</summary>
    public void Dispose()
    {
        foreach (var owned in _owned) owned.Dispose();
    }
}

/// <summary>A model with who runs it.</summary>
internal sealed record StepModel<T>(T Client, string Profile, string Provider, string Model);
