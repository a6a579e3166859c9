using MemU.Fs.Providers.Profiles;
using Microsoft.Extensions.AI;

namespace MemU.Fs.Providers.Calls;

/// <summary>What all models of a set share: ledger, budget, kept answers.</summary>
internal sealed class Surroundings(ModelSetOptions options)
{
    private readonly CallLedger _ledger = new(options.Root, options.Clock);
    private readonly KeptResponses? _kept = options is { Root: { } root, KeepsResponses: true } ? new(root, options.Clock) : null;
    private BudgetMeter? _budget;

    public ModelSetOptions Options => options;

    public Func<string, string?> Variable => options.Variable ?? Environment.GetEnvironmentVariable;

    public Retrying Retrying(int concurrency, int? perMinute = null) => new(concurrency, options.Clock, options.Notice, perMinute);

    public CallGuard Guard(ActiveProfile? profile, Retrying retrying) => new(profile, options, _ledger, _budget ??= new(options.Budget, _ledger), profile is null ? null : _kept, retrying);

    public static IChatClient Traced(IChatClient client) => new OpenTelemetryChatClient(client, null, ModelSet.TelemetrySource);

    public static IEmbeddingGenerator<string, Embedding<float>> Traced(IEmbeddingGenerator<string, Embedding<float>> embedder) => new OpenTelemetryEmbeddingGenerator<string, Embedding<float>>(embedder, null, ModelSet.TelemetrySource);

    public static ISpeechToTextClient Traced(ISpeechToTextClient speech) => new OpenTelemetrySpeechToTextClient(speech, null, ModelSet.TelemetrySource);
}
