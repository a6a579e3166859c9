using MemU.Fs.Model;

namespace MemU.Fs;

/// <summary>How the items of an answer are ranked.</summary>
public enum ItemRanking
{
    /// <summary>By how well they match.</summary>
    Similarity,

    /// <summary>By how well they match, how often they were learned and how long ago, as memU does.</summary>
    Salience,
}

/// <summary>memU's salience: score × ln(reinforcement + 1) × half-life decay (its `salience_score`; unknown age counts as one half-life).</summary>
internal static class Salience
{
    /// <summary>So many times as many items as are asked for are weighed.</summary>
    public const int Times = 10;

    private const double UnknownAge = 0.5;

    /// <summary>The salience of an item.</summary>
    /// <param name="item">The item.</param>
    /// <param name="score">How well it matches.</param>
    /// <param name="now">When it is asked.</param>
    /// <param name="decayDays">After so many days it counts half.</param>
    public static double Of(MemoryItem item, double score, DateTimeOffset now, double decayDays)
    {
        var times = Math.Max(1, item.Sources.Count);
        var last = item.Sources.Select(s => s.At).Append(item.Modified).Append(item.Created).Max();
        var age = last is { } at ? Math.Pow(0.5, Math.Max(0, (now - at).TotalDays) / decayDays) : UnknownAge;
        return score * Math.Log(times + 1) * age;
    }
}
