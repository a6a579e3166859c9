using MemU.Fs.Providers.Profiles;
using Microsoft.Extensions.AI;

namespace MemU.Fs.Providers.Calls;

/// <summary>
/// What stands around every call of one profile, outermost first: the ledger, what was kept, the budget, how many at once, trying again.
/// What was kept comes before the budget: it costs nothing, so nothing forbids it.
/// </summary>
internal sealed class CallGuard(ActiveProfile? profile, ModelSetOptions options, CallLedger ledger, BudgetMeter budget, KeptResponses? kept, Retrying retrying)
{
    /// <summary>Where the operation and step of a call are, in the options of a request on its way from its step to here.</summary>
    public const string ContextKey = "memu.step";

    /// <summary>The answers that are kept; null where none are.</summary>
    public KeptResponses? Kept => kept;

    /// <summary>The address for keys of kept answers.</summary>
    public string Address => profile?.BaseUrl.ToString() ?? "";

    /// <summary>What of the profile changes an answer.</summary>
    public string Manner => profile is null ? "" : $"{profile.JsonMode}|{profile.Profile.ReasoningEffort}|{string.Join(',', profile.Profile.Endpoints.OrderBy(e => e.Key, StringComparer.Ordinal))}";

    public TimeProvider Clock => options.Clock;

    /// <summary>Takes the context out of a request; of a call without one, that it belongs to no operation.</summary>
    public static StepContext ContextOf(AdditionalPropertiesDictionary? properties, string step, string profile, string provider, string model)
    {
        if (properties is not null && properties.Remove(ContextKey, out var found) && found is StepContext context) return context;
        return new(new(step, "", step, profile, provider, model), null);
    }

    /// <summary>Makes a call that was not kept, within the budget.</summary>
    public async Task<T> MakeAsync<T>(CallMeter meter, OperationMeter? operation, Func<CancellationToken, Task<T>> call, CancellationToken cancellationToken)
    {
        meter.Reserved = budget.Reserve(profile, operation, meter.Estimate.Input, meter.Estimate.Output);
        return await retrying.RunAsync(meter, call, cancellationToken);
    }

    /// <summary>Carries a call out and writes it down, however it ends.</summary>
    public async Task<T> RecordAsync<T>(CallMeter meter, Func<Task<T>> call)
    {
        try
        {
            return await FailingAsync(meter, call);
        }
        finally
        {
            Close(meter);
        }
    }

    /// <summary>A part of a call, whose failure is the call's; it goes on to whoever called.</summary>
    public static async Task<T> FailingAsync<T>(CallMeter meter, Func<Task<T>> part)
    {
        try
        {
            return await part();
        }
        catch (Exception e)
        {
            meter.Failed(e);
            throw;
        }
    }

    /// <summary>Writes the call down, then lets go of what was set aside for it.</summary>
    public void Close(CallMeter meter)
    {
        var call = meter.Record((input, output) => profile?.CostOf(input, output));
        try
        {
            ledger.Add(call);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // the answer was paid for, so it is not thrown away for a line of bookkeeping
            options.Notice?.Invoke($"the call of {call.Provider} can't be written into the ledger: {e.Message.ReplaceLineEndings(" ")}");
        }
        finally
        {
            if (meter.Reserved is { } reserved)
            {
                reserved.Took = call.InputTokens + call.OutputTokens;
                reserved.Dispose();
            }
        }
        options.Called?.Invoke(call);
    }
}

/// <summary>For which operation and step a request is.</summary>
/// <param name="Call">What others are told of it.</param>
/// <param name="Meter">What the operation has taken; null for none.</param>
internal sealed record StepContext(ModelCallContext Call, OperationMeter? Meter);
