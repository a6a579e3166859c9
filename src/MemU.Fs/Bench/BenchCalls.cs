using System.Collections.Concurrent;
using MemU.Fs.Providers.Calls;

namespace MemU.Fs.Bench;

/// <summary>The calls of a benchmark's models by the question that they were made for; <see cref="Add"/> is given to the models as <see cref="ModelSetOptions.Called"/>.</summary>
public sealed class BenchCalls
{
    private readonly ConcurrentDictionary<string, ConcurrentQueue<ModelCall>> _calls = new(StringComparer.Ordinal);

    /// <summary>Notes a call.</summary>
    public void Add(ModelCall call)
    {
        ArgumentNullException.ThrowIfNull(call);
        if (call.Operation == BenchAnswering.Operation) _calls.GetOrAdd(call.OperationId, _ => new()).Enqueue(call);
    }

    /// <summary>The calls of one question, which are forgotten.</summary>
    internal IReadOnlyList<ModelCall> Take(string operationId) => _calls.TryRemove(operationId, out var calls) ? [.. calls] : [];
}
