using Microsoft.Extensions.AI;

namespace MemU.Fs.Providers.Calls;

/// <summary>A model that answers, for one step of one operation.</summary>
internal sealed class StepChat(IChatClient inner, StepContext step) : DelegatingChatClient(inner)
{
    public override Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        base.GetResponseAsync(messages, ForStep(options), cancellationToken);

    public override IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        base.GetStreamingResponseAsync(messages, ForStep(options), cancellationToken);

#pragma warning disable CA2215 // the models outlive their steps
    protected override void Dispose(bool disposing)
    {
    }
#pragma warning restore CA2215

    private ChatOptions ForStep(ChatOptions? options)
    {
        var own = options?.Clone() ?? new();
        own.AdditionalProperties = own.AdditionalProperties?.Clone() ?? [];
        own.AdditionalProperties[CallGuard.ContextKey] = step;
        return own;
    }
}

/// <summary>A model that writes down speech, for one step of one operation.</summary>
internal sealed class StepSpeech(ISpeechToTextClient inner, StepContext step) : DelegatingSpeechToTextClient(inner)
{
    public override Task<SpeechToTextResponse> GetTextAsync(Stream audioSpeechStream, SpeechToTextOptions? options = null, CancellationToken cancellationToken = default)
    {
        var own = options?.Clone() ?? new();
        own.AdditionalProperties = own.AdditionalProperties?.Clone() ?? [];
        own.AdditionalProperties[CallGuard.ContextKey] = step;
        return base.GetTextAsync(audioSpeechStream, own, cancellationToken);
    }

#pragma warning disable CA2215 // the models outlive their steps
    protected override void Dispose(bool disposing)
    {
    }
#pragma warning restore CA2215
}
