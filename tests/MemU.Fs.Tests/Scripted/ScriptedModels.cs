using System.ClientModel;
using System.ClientModel.Primitives;
using MemU.Fs.Providers.Calls;
using MemU.Fs.Providers.Profiles;
using Microsoft.Extensions.AI;
using OpenAI;

namespace MemU.Fs.Tests.Scripted;

/// <summary>Models that ask a scripted provider.</summary>
public static class ScriptedModels
{
    /// <summary>A profile for it: models <c>chat-model</c>, <c>embed-model</c>, <c>vision-model</c>, <c>speech-model</c>.</summary>
    public static ModelProfile Profile(this ScriptedProvider provider, string name = "default") => new()
    {
        Name = name,
        BaseUrl = provider.BaseUrl,
        ApiKey = provider.WantsKey ? ScriptedProvider.Key : null,
        ChatModel = "chat-model",
        EmbedModel = "embed-model",
        VisionModel = "vision-model",
        TranscriptionModel = "speech-model",
        Timeout = TimeSpan.FromSeconds(20),
    };

    /// <summary>Chat, vectors and speech for every step.</summary>
    public static ModelSet Models(this ScriptedProvider provider)
    {
        var profile = provider.Profile();
        var client = new OpenAIClient(new ApiKeyCredential(profile.ApiKey!), new OpenAIClientOptions { Endpoint = new(profile.BaseUrl!), RetryPolicy = new ClientRetryPolicy(0) });
        return ModelSet.Of(client.GetChatClient(profile.ChatModel).AsIChatClient(), client.GetEmbeddingClient(profile.EmbedModel).AsIEmbeddingGenerator(provider.Dimensions), client.GetAudioClient(profile.TranscriptionModel).AsISpeechToTextClient());
    }
}
