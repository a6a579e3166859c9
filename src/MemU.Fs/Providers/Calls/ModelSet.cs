using Microsoft.Extensions.AI;

namespace MemU.Fs.Providers.Calls;

/// <summary>The models that a memory may ask: chat clients by step, one maker of vectors, one writer of speech.</summary>
public sealed class ModelSet
{
    private readonly Func<string, IChatClient?> _chat;
    private readonly Func<string, ISpeechToTextClient?> _speech;

    private ModelSet(Func<string, IChatClient?> chat, IEmbeddingGenerator<string, Embedding<float>>? embedder, Func<string, ISpeechToTextClient?> speech) => (_chat, Embedder, _speech) = (chat, embedder, speech);

    /// <summary>Makes vectors; null when no model is configured for that.</summary>
    public IEmbeddingGenerator<string, Embedding<float>>? Embedder { get; }

    /// <summary>Whether a chat model is configured.</summary>
    public bool HasChat => _chat(ModelStep.Answer) is not null;

    /// <summary>One client for every step.</summary>
    public static ModelSet Of(IChatClient chat, IEmbeddingGenerator<string, Embedding<float>>? embedder = null, ISpeechToTextClient? speech = null) => new(_ => chat, embedder, _ => speech);

    /// <summary>The models for one operation, such as <c>memorize</c>.</summary>
    public OperationModels Begin(string operation) => new(operation, _chat, _speech);
}
