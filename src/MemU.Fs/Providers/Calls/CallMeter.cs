using Microsoft.Extensions.AI;
using MemU.Fs.Model;

namespace MemU.Fs.Providers.Calls;

/// <summary>One call as it goes on, and in the end its record.</summary>
internal sealed class CallMeter(ModelCallContext context, TimeProvider clock)
{
    private readonly DateTimeOffset _at = clock.GetUtcNow();
    private readonly long _began = clock.GetTimestamp();

    public ModelCallContext Context => context;

    public int Attempts { get; set; }

    public string? RequestHash { get; set; }

    public string? ResponseHash { get; set; }

    public string? FinishReason { get; set; }

    public string Status { get; set; } = "canceled";

    public UsageDetails? Usage { get; set; }

    /// <summary>What of the budget is set aside for it.</summary>
    public BudgetMeter.Aside? Reserved { get; set; }

    /// <summary>Tokens where the provider says none.</summary>
    public (long Input, long Output) Estimate { get; set; }

    /// <summary>Notes how it failed.</summary>
    public void Failed(Exception error) => Status = error switch
    {
        OperationCanceledException => "canceled",
        ProviderException provider => provider.Reason,
        MemUException { Kind: MemUErrorKind.NotAllowed } => "budget",
        MemUException known => known.Kind.ToString().ToLowerInvariant(),
        _ => "error",
    };

    /// <summary>The record.</summary>
    /// <param name="cost">What so many tokens cost.</param>
    public ModelCall Record(Func<long, long, decimal?> cost)
    {
        var done = Status == "ok";
        var input = Usage?.InputTokenCount ?? (done ? Estimate.Input : 0);
        var output = Usage?.OutputTokenCount ?? (done && Usage?.TotalTokenCount is null ? Estimate.Output : 0);
        return new()
        {
            At = _at, Operation = context.Operation, OperationId = context.OperationId, Step = context.Step, Profile = context.Profile, Provider = context.Provider, Model = context.Model,
            InputTokens = input, OutputTokens = output, CachedTokens = Usage?.CachedInputTokenCount ?? 0, ReasoningTokens = Usage?.ReasoningTokenCount ?? 0, Estimated = done && Usage is null,
            Cost = Status == "kept" ? 0 : cost(input, output), Milliseconds = (long)clock.GetElapsedTime(_began).TotalMilliseconds, FinishReason = FinishReason, Status = Status, Attempts = Attempts, RequestHash = RequestHash, ResponseHash = ResponseHash,
        };
    }
}
