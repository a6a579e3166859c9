using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace MemU.Fs.Server.Http;

/// <summary>What the server counts, by the names of OpenTelemetry; nothing of it names a tenant, a user or a memory.</summary>
internal sealed class ServerMetrics : IDisposable
{
    /// <summary>The meter's name.</summary>
    public const string Name = "MemU.Fs.Server";

    private readonly Meter _meter = new(Name);
    private readonly Histogram<double> _requests;
    private readonly Counter<long> _accepted, _succeeded;

    /// <summary>Makes the instruments.</summary>
    public ServerMetrics(Func<int> trees)
    {
        // the buckets that the convention proposes
        _requests = _meter.CreateHistogram("http.server.request.duration", "s", "How long requests took.", null, new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10] });
        _accepted = _meter.CreateCounter<long>("memu.tasks.accepted", "{task}", "Tasks that were accepted.");
        _succeeded = _meter.CreateCounter<long>("memu.tasks.succeeded", "{task}", "Tasks that have been done.");
        _meter.CreateObservableGauge("memu.trees.open", trees, "{tree}", "Trees that are open.");
    }

    /// <summary>Counts a request.</summary>
    public void Request(ApiRoute route, int status, long since) =>
        _requests.Record(Stopwatch.GetElapsedTime(since).TotalSeconds, new("http.request.method", route.Method), new("http.route", route.Path), new("http.response.status_code", status));

    /// <summary>Counts an accepted task.</summary>
    public void Accepted() => _accepted.Add(1);

    /// <summary>Counts a task that has been done.</summary>
    public void Succeeded() => _succeeded.Add(1);

    /// <inheritdoc/>
    public void Dispose() => _meter.Dispose();
}
