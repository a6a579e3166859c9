namespace MemU.Fs.Providers.Calls;

/// <summary>What models may take (<c>budget:</c> in the settings). A call that could pass a limit is not made.</summary>
public sealed record ModelBudget
{
    /// <summary>Tokens of one operation, prompts and answers together (<c>tokens_per_operation</c>).</summary>
    public long? TokensPerOperation { get; init; }

    /// <summary>Tokens of one day (<c>tokens_per_day</c>).</summary>
    public long? TokensPerDay { get; init; }

    /// <summary>Cost of one day by the prices of the profiles (<c>cost_per_day</c>).</summary>
    public decimal? CostPerDay { get; init; }

    /// <summary>Cost of one month (<c>cost_per_month</c>).</summary>
    public decimal? CostPerMonth { get; init; }

    /// <summary>True where nothing is limited.</summary>
    public bool IsUnlimited => this == new ModelBudget();
}
