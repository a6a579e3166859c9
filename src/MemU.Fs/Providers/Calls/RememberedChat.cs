using System.Collections.Concurrent;
using Microsoft.Extensions.AI;

namespace MemU.Fs.Providers.Calls;

/// <summary>
/// Remembers the answers of one operation: what is planned while others may write is planned again with the lock, and only what has changed meanwhile
/// is asked again. An answer that failed is not remembered.
/// </summary>
internal sealed class RememberedChat(IChatClient inner) : DelegatingChatClient(inner)
{
    private readonly ConcurrentDictionary<string, Lazy<Task<ChatResponse>>> _answers = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public override async Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        var asked = messages as IReadOnlyList<ChatMessage> ?? [.. messages];
        // all answers of one client are of one address and model, so these need not be told apart
        if (CallKey.Of("", "", "", asked, options) is not { } key) return await base.GetResponseAsync(asked, options, cancellationToken);
        // lazily, so that of two who ask the same at once one waits for the other
        var answer = _answers.GetOrAdd(key, _ => new(() => base.GetResponseAsync(asked, options, cancellationToken)));
        try
        {
            return await answer.Value;
        }
        finally
        {
            if (!answer.Value.IsCompletedSuccessfully) _answers.TryRemove(new(key, answer));
        }
    }
}
