using System.Text.Json;
using System.Text.Json.Serialization;
using MemU.Fs.Model;

namespace MemU.Fs.Server.Memu;

/// <summary>An answer as the self-hosted memU server wraps it.</summary>
/// <param name="Status"><c>success</c>.</param>
/// <param name="Result">The answer.</param>
internal sealed record Wrapped<T>(string Status, T Result)
{
    /// <summary>Wraps an answer.</summary>
    public static Wrapped<T> Of(T result) => new("success", result);
}

/// <summary>The greeting at the root.</summary>
internal sealed record Greeting(string Message);

/// <summary>How a task stands.</summary>
internal sealed record SelfHostedTask(string TaskId, string Status, string? Detail);

/// <summary>How much clear removed.</summary>
internal sealed record Purged(int PurgedCategories, int PurgedItems, int PurgedResources);

/// <summary>A category.</summary>
internal sealed record SelfHostedCategory(string Name, string? Description, string? UserId, string? AgentId, string? Summary);

/// <summary>A list of categories.</summary>
internal sealed record SelfHostedCategories(IReadOnlyList<SelfHostedCategory> Categories);
