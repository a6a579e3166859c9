using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace MemU.Fs.Model;

/// <summary>One use of a tool, as a tool memory keeps it.</summary>
public sealed record ToolCall
{
    /// <summary>The tool's name.</summary>
    public required string ToolName { get; init; }
    /// <summary>What it was called with, in short.</summary>
    public string Input { get; init; } = "";
    /// <summary>What came of it, in short.</summary>
    public string Output { get; init; } = "";
    /// <summary>Whether it did what it was called for.</summary>
    public bool Success { get; init; } = true;
    /// <summary>How long it took, in seconds.</summary>
    public double TimeCost { get; init; }
    /// <summary>Tokens that it took; -1 when unknown.</summary>
    public int TokenCost { get; init; } = -1;
    /// <summary>How useful it was, 0 to 1.</summary>
    public double Score { get; init; }
    /// <summary>When.</summary>
    public DateTimeOffset? CreatedAt { get; init; }

    /// <summary>The first 16 hex digits of the SHA-256 of name, input and output: the same call with the same outcome has the same.</summary>
    public string CallHash => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{ToolName}|{Input}|{Output}")))[..16];
}

/// <summary>What a tool's latest calls say about it.</summary>
/// <param name="TotalCalls">How often it was called in all.</param>
/// <param name="RecentCallsAnalyzed">How many of the latest are counted here.</param>
/// <param name="AvgTimeCost">Seconds, on average.</param>
/// <param name="SuccessRate">Share that succeeded, 0 to 1.</param>
/// <param name="AvgScore">Score, on average.</param>
/// <param name="AvgTokenCost">Tokens, on average of the calls for which they are known; null when for none.</param>
public sealed record ToolStatistics(int TotalCalls, int RecentCallsAnalyzed, double AvgTimeCost, double SuccessRate, double AvgScore, double? AvgTokenCost)
{
    /// <summary>Counts the latest calls.</summary>
    /// <param name="calls">The calls, oldest first.</param>
    /// <param name="total">How many there were in all.</param>
    /// <param name="recent">How many of the latest count, at least 1.</param>
    public static ToolStatistics Of(IReadOnlyList<ToolCall> calls, int total, int recent = 20)
    {
        var last = calls.TakeLast(Math.Max(1, recent)).ToList();
        var known = last.Where(c => c.TokenCost >= 0).ToList();
        return last.Count == 0 ? new(total, 0, 0, 0, 0, null)
            : new(total, last.Count, Round(last.Average(c => c.TimeCost)), Round(last.Count(c => c.Success) / (double)last.Count), Round(last.Average(c => c.Score)), known.Count == 0 ? null : Round(known.Average(c => c.TokenCost)));
    }

    private static double Round(double value) => Math.Round(value, 4);
}

/// <summary>A tool memory with its calls.</summary>
/// <param name="Path">Its file.</param>
/// <param name="ToolName">The tool.</param>
/// <param name="WhenToUse">For which task it should be recalled.</param>
/// <param name="Summary">What is known of it.</param>
/// <param name="Statistics">What its calls say.</param>
/// <param name="Calls">The calls that are kept, oldest first.</param>
public sealed record ToolView(string Path, string ToolName, string? WhenToUse, string Summary, ToolStatistics Statistics, IReadOnlyList<ToolCall> Calls);
