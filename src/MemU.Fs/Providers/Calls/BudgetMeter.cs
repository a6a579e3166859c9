using System.Globalization;
using MemU.Fs.Model;
using MemU.Fs.Providers.Profiles;

namespace MemU.Fs.Providers.Calls;

/// <summary>Holds calls to a budget: what a call may take at most is set aside before it is made, and what it took is in the ledger before that is let go.</summary>
internal sealed class BudgetMeter(ModelBudget budget, CallLedger ledger)
{
    private readonly Lock _gate = new();
    private CallLedger.Spent _aside;

    /// <summary>Sets aside what a call may take at most.</summary>
    /// <exception cref="MemUException">A limit could be passed; the call must not be made.</exception>
    public Aside Reserve(ActiveProfile? profile, OperationMeter? operation, long input, long output)
    {
        if (budget.IsUnlimited) return new(this, null, default);
        if ((budget.CostPerDay ?? budget.CostPerMonth) is not null && profile is not null && profile.CostOf(1, 1) is null && profile.Preset?.IsLocal != true)
            throw new MemUException(MemUErrorKind.NotAllowed, $"a budget of costs is set, but profile '{profile.Name}' has no prices, so that nothing can be counted. Set its input_price and output_price (per million tokens).");
        var may = new CallLedger.Spent(input + output, profile?.CostOf(input, output) ?? 0);
        lock (_gate)
        {
            var (day, month) = ledger.Now();
            Check("tokens_per_operation", budget.TokensPerOperation, operation?.Tokens ?? 0, operation is null ? 0 : may.Tokens, "by this operation");
            Check("tokens_per_day", budget.TokensPerDay, day.Tokens + _aside.Tokens, may.Tokens, "today");
            Check("cost_per_day", budget.CostPerDay, day.Cost + _aside.Cost, may.Cost, "today");
            Check("cost_per_month", budget.CostPerMonth, month.Cost + _aside.Cost, may.Cost, "this month");
            _aside += may;
            if (operation is not null) operation.Tokens += may.Tokens;
            return new(this, operation, may);
        }
    }

    private static void Check(string name, decimal? limit, decimal spent, decimal may, string when)
    {
        if (limit is not { } most || spent + may <= most) return;
        throw new MemUException(MemUErrorKind.NotAllowed, string.Create(CultureInfo.InvariantCulture,
            $"the model was not asked: the budget allows {most:0.####} ({name}), {spent:0.####} are taken {when}, and this call could take {may:0.####} more. Raise budget.{name} in the settings, or wait."));
    }

    /// <summary>What was set aside for one call.</summary>
    internal sealed class Aside(BudgetMeter meter, OperationMeter? operation, CallLedger.Spent may) : IDisposable
    {
        /// <summary>What the call took in truth.</summary>
        public long Took { private get; set; }

        public void Dispose()
        {
            if (may == default) return;
            lock (meter._gate)
            {
                meter._aside = new(meter._aside.Tokens - may.Tokens, meter._aside.Cost - may.Cost);
                if (operation is not null) operation.Tokens += Took - may.Tokens;
            }
        }
    }
}

/// <summary>What one operation has taken so far.</summary>
internal sealed class OperationMeter(string operation)
{
    public string Operation { get; } = operation;

    public string Id { get; } = Guid.CreateVersion7().ToString("N");

    public long Tokens { get; set; }
}
