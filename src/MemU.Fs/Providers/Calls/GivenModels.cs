using Microsoft.Extensions.AI;

#pragma warning disable CA2000 // all of them are disposed of with this
namespace MemU.Fs.Providers.Calls;

/// <summary>Clients that were given in code; they belong to whoever gave them, and only what is around them is released here.</summary>
internal sealed class GivenModels : IDisposable
{
    private const int Concurrency = 4;
    private const int BatchSize = 64;

    private readonly Retrying _retrying;

    public GivenModels(Surroundings around, IChatClient chat, IEmbeddingGenerator<string, Embedding<float>>? embedder, ISpeechToTextClient? speech)
    {
        _retrying = around.Retrying(Concurrency);
        var guard = around.Guard(null, _retrying);
        var about = chat.GetService<ChatClientMetadata>();
        var (provider, model) = (about?.ProviderName ?? "custom", about?.DefaultModelId ?? "custom");
        Chat = new(Surroundings.Traced(new GuardedChat(chat, guard, ModelSet.DefaultProfile, provider, model)), ModelSet.DefaultProfile, provider, model);
        if (embedder is not null)
        {
            var vectors = embedder.GetService<EmbeddingGeneratorMetadata>();
            var name = vectors?.DefaultModelId ?? "custom";
            Embedder = Surroundings.Traced(new BatchedEmbedder(new GuardedEmbedder(embedder, guard, ModelSet.DefaultProfile, vectors?.ProviderName ?? "custom", name), BatchSize, null, name));
        }
        if (speech is null) return;
        var heard = speech.GetService<SpeechToTextClientMetadata>();
        var (who, which) = (heard?.ProviderName ?? "custom", heard?.DefaultModelId ?? "custom");
        Speech = new(Surroundings.Traced(new GuardedSpeech(speech, guard, ModelSet.DefaultProfile, who, which)), ModelSet.DefaultProfile, who, which);
    }

    public StepModel<IChatClient> Chat { get; }

    public IEmbeddingGenerator<string, Embedding<float>>? Embedder { get; }

    public StepModel<ISpeechToTextClient>? Speech { get; }

    public void Dispose()
    {
        Chat.Client.Dispose();
        Embedder?.Dispose();
        Speech?.Client.Dispose();
        _retrying.Dispose();
    }
}
