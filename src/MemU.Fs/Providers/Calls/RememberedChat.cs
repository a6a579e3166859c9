using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.AI;

namespace MemU.Fs.Providers.Calls;

/// <summary>
/// Remembers the answers of one operation: what is planned while others may write is planned again with the lock, and only what has changed meanwhile
/// is asked again. An answer that failed is not remembered.
/// </summary>
internal sealed class RememberedChat(IChatClient inner) : DelegatingChatClient(inner)
{
    private readonly ConcurrentDictionary<string, Task<ChatResponse>> _answers = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public override async Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        var asked = messages as IReadOnlyList<ChatMessage> ?? [.. messages];
        var key = KeyOf(asked, options);
        var answer = _answers.GetOrAdd(key, _ => base.GetResponseAsync(asked, options, cancellationToken));
        try
        {
            return await answer;
        }
        catch
        {
            _answers.TryRemove(new(key, answer));
            throw;
        }
    }

    private static string KeyOf(IReadOnlyList<ChatMessage> messages, ChatOptions? options)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        void Add(string? text)
        {
            hash.AppendData(Encoding.UTF8.GetBytes(text ?? ""));
            hash.AppendData([0]);
        }
        foreach (var message in messages)
        {
            Add(message.Role.Value);
            foreach (var content in message.Contents)
            {
                if (content is DataContent data) hash.AppendData(SHA256.HashData(data.Data.Span));
                else Add(content is TextContent text ? text.Text : content.ToString());
            }
        }
        Add(options?.ModelId);
        Add((options?.ResponseFormat as ChatResponseFormatJson)?.SchemaName);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
