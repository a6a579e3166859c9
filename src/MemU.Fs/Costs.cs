using System.Globalization;
using MemU.Fs.Model;
using MemU.Fs.Providers.Calls;

namespace MemU.Fs;

/// <summary>Puts the calls of the ledger together.</summary>
internal static class Costs
{
    /// <summary>What the calls since then took.</summary>
    /// <exception cref="MemUException">They can't be put together by that.</exception>
    public static CostView Of(string root, DateTimeOffset? since, string by, TimeZoneInfo zone)
    {
        Func<ModelCall, string> name = by switch
        {
            "operation" => c => c.Operation,
            "step" => c => c.Step,
            "model" => c => $"{c.Provider} {c.Model}",
            "profile" => c => c.Profile,
            "day" => c => TimeZoneInfo.ConvertTime(c.At, zone).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            _ => throw new MemUException(MemUErrorKind.BadArgument, $"costs can't be put together by '{by}'; there are operation, step, model, day and profile."),
        };
        var calls = CallLedger.Read(root, since).ToList();
        var rows = calls.GroupBy(name).Select(g => Row(g.Key, g));
        return new(by, since, [.. by == "day" ? rows.OrderBy(r => r.Name, StringComparer.Ordinal) : rows.OrderByDescending(r => r.Cost ?? 0).ThenByDescending(r => r.InputTokens + r.OutputTokens).ThenBy(r => r.Name, StringComparer.Ordinal)], Row("total", calls));
    }

    private static CostRow Row(string name, IEnumerable<ModelCall> calls)
    {
        var row = new CostRow { Name = name };
        foreach (var call in calls)
            row = call.Status == "kept" ? row with { Kept = row.Kept + 1 } : row with
            {
                Calls = row.Calls + 1,
                Failed = row.Failed + (call.Status == "ok" ? 0 : 1),
                InputTokens = row.InputTokens + call.InputTokens,
                CachedTokens = row.CachedTokens + call.CachedTokens,
                OutputTokens = row.OutputTokens + call.OutputTokens,
                ReasoningTokens = row.ReasoningTokens + call.ReasoningTokens,
                Cost = call.Cost is { } cost ? (row.Cost ?? 0) + cost : row.Cost,
                Estimated = row.Estimated || call.Estimated,
            };
        return row;
    }
}
