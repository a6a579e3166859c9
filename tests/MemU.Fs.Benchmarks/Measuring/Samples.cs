using System.Diagnostics;
using System.Globalization;

namespace MemU.Fs.Benchmarks.Measuring;

/// <summary>Times of one thing measured several times, in milliseconds.</summary>
internal sealed class Samples
{
    private readonly List<double> _values = [];

    public int Count => _values.Count;

    public double Median => At(0.5);

    /// <summary>The value that this share of all does not exceed; between two values their mean at one half.</summary>
    public double At(double share)
    {
        if (_values.Count == 0) return double.NaN;
        var sorted = _values.Order().ToList();
        if (share == 0.5 && sorted.Count % 2 == 0) return (sorted[sorted.Count / 2 - 1] + sorted[sorted.Count / 2]) / 2;
        return sorted[Math.Clamp((int)Math.Ceiling(share * sorted.Count) - 1, 0, sorted.Count - 1)];
    }

    public void Add(double milliseconds) => _values.Add(milliseconds);

    /// <summary>The times of things that were done one after the other, added up round by round.</summary>
    public static Samples Sum(params ReadOnlySpan<Samples> parts)
    {
        var sum = new Samples();
        for (var i = 0; i < parts[0].Count; i++)
        {
            var total = 0.0;
            foreach (var part in parts) total += part._values[i];
            sum.Add(total);
        }
        return sum;
    }

    /// <summary>Median with the least and the most, or with p99 when there are many.</summary>
    public override string ToString() =>
        _values.Count == 0 ? "–"
        : _values.Count == 1 ? Text(Median) + " ms"
        : _values.Count >= 100 ? $"{Text(Median)} / {Text(At(0.99))} ms"
        : $"{Text(Median)} ms ({Text(_values.Min())}–{Text(_values.Max())})";

    public static string Text(double value) => value.ToString(value >= 100 ? "N0" : value >= 10 ? "0.0" : value >= 0.1 ? "0.00" : "0.000", CultureInfo.InvariantCulture);

    /// <summary>How long something takes.</summary>
    public static double Time(Action action)
    {
        var start = Stopwatch.GetTimestamp();
        action();
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }

    /// <summary>How long something takes.</summary>
    public static async Task<double> TimeAsync(Func<Task> action)
    {
        var start = Stopwatch.GetTimestamp();
        await action();
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }
}
