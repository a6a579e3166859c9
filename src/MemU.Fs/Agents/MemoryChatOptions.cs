using MemU.Fs.Model;
using Microsoft.Extensions.AI;

namespace MemU.Fs.Agents;

/// <summary>How a chat client remembers.</summary>
public sealed record MemoryChatOptions
{
    /// <summary>Whose memory is recalled and written.</summary>
    public MemoryScope Scope { get; init; } = MemoryScope.None;

    /// <summary>Whether what is known is given to the model before it answers.</summary>
    public bool Recall { get; init; } = true;

    /// <summary>About how many tokens of memory it is given at most.</summary>
    public int Budget { get; init; } = 1_500;

    /// <summary>At most so many memories and messages.</summary>
    public int TopK { get; init; } = 5;

    /// <summary>How memories are ranked; null for what the tree's settings say.</summary>
    public ItemRanking? Ranking { get; init; }

    /// <summary>Which memories count.</summary>
    public Where Where { get; init; } = Where.All;

    /// <summary>Whether what was said is memorized.</summary>
    public bool Memorize { get; init; } = true;

    /// <summary>After how many new messages the conversation is memorized; 2 is after each answer. <see cref="MemoryChatClient.FlushAsync"/> memorizes what is left.</summary>
    public int MemorizeAfter { get; init; } = 2;

    /// <summary>The name under which the conversation is kept.</summary>
    public string Session { get; init; } = "chat";

    /// <summary>
    /// Called when memory fails: the conversation goes on without it, and somebody should know. Null to have the failure fail the call.
    /// </summary>
    public Action<Exception>? Failed { get; init; }
}

/// <summary>Gives chat clients a memory.</summary>
public static class MemoryChatClientExtensions
{
    /// <summary>Recalls before a call and memorizes after it.</summary>
    /// <param name="builder">The chat client's builder.</param>
    /// <param name="memory">The memory; it stays open.</param>
    /// <param name="options">How; null for the defaults.</param>
    public static ChatClientBuilder UseMemory(this ChatClientBuilder builder, MemoryService memory, MemoryChatOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.Use(inner => new MemoryChatClient(inner, memory, options));
    }
}
