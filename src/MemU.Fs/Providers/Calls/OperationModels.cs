using Microsoft.Extensions.AI;

namespace MemU.Fs.Providers.Calls;

/// <summary>The models of one operation: every call is counted for it, held to its budget and, where the same was asked before, answered from what was kept.</summary>
public sealed class OperationModels
{
    private readonly System.Collections.Concurrent.ConcurrentDictionary<string, IChatClient?> _remembered = new(StringComparer.Ordinal);
    private readonly Func<string, IChatClient?> _chat;
    private readonly Func<string, ISpeechToTextClient?> _speech;

    internal OperationModels(string operation, Func<string, IChatClient?> chat, Func<string, ISpeechToTextClient?> speech) => (Operation, _chat, _speech) = (operation, chat, speech);

    /// <summary>What is done, such as <c>memorize</c>.</summary>
    public string Operation { get; }

    /// <summary>The chat client of a step of <see cref="ModelStep"/>; null when no model is configured for it.</summary>
    public IChatClient? Chat(string step) => _remembered.GetOrAdd(step, s => _chat(s) is { } chat ? new RememberedChat(chat) : null);

    /// <summary>What writes down speech; null when no model is configured for it.</summary>
    public ISpeechToTextClient? Speech => _speech(ModelStep.Transcribe);
}
