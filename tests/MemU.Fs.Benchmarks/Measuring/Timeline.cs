using System.Diagnostics;

namespace MemU.Fs.Benchmarks.Measuring;

/// <summary>Divides the time of an operation between the points that the program passes on the way.</summary>
/// <param name="parts">The points, and what is told of the time before each; <c>end</c> is what comes after the last.</param>
internal sealed class Timeline((string Point, string What)[] parts)
{
    private readonly Dictionary<string, Samples> _samples = parts.ToDictionary(p => p.Point, _ => new Samples(), StringComparer.Ordinal);

    /// <summary>The times before a point.</summary>
    public Samples this[string point] => _samples[point];

    /// <summary>Runs an operation; its parts are kept when it is to be counted.</summary>
    public async Task<double> RunAsync(Func<Task> operation, bool counts)
    {
        var took = parts.ToDictionary(p => p.Point, _ => 0.0, StringComparer.Ordinal);
        var start = Stopwatch.GetTimestamp();
        var last = start;
        CrashPoint.Reached = point =>
        {
            var now = Stopwatch.GetTimestamp();
            if (!took.ContainsKey(point)) return; // its time belongs to the next one
            took[point] += Stopwatch.GetElapsedTime(last, now).TotalMilliseconds;
            last = now;
        };
        try
        {
            await operation();
        }
        finally
        {
            CrashPoint.Reached = null;
        }
        took["end"] += Stopwatch.GetElapsedTime(last).TotalMilliseconds;
        if (counts)
            foreach (var (point, time) in took) _samples[point].Add(time);
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }

    /// <summary>A row for each part.</summary>
    public void Report(Results results, int size, string group)
    {
        foreach (var (point, what) in parts) results.Time(size, group, what, _samples[point]);
    }
}
