using MemU.Fs.Providers.Calls;
using MemU.Fs.Providers.Profiles;

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

    /// <summary>Chat, vectors and speech for every step, with all that stands around real calls. A clock that does not wait is <see cref="HastyClock"/>.</summary>
    public static ModelSet Models(this ScriptedProvider provider, ModelSetOptions? options = null) => ModelSet.Of([provider.Profile()], options ?? new() { Clock = new HastyClock() });
}
