using Microsoft.Extensions.AI;

namespace MemU.Fs.Providers.Calls;

/// <summary>A model that makes vectors, with all that stands around a call.</summary>
internal sealed class GuardedEmbedder(IEmbeddingGenerator<string, Embedding<float>> inner, CallGuard guard, string profile, string provider, string model) : DelegatingEmbeddingGenerator<string, Embedding<float>>(inner)
{
    public override async Task<GeneratedEmbeddings<Embedding<float>>> GenerateAsync(IEnumerable<string> values, EmbeddingGenerationOptions? options = null, CancellationToken cancellationToken = default)
    {
        var texts = values as IReadOnlyList<string> ?? [.. values];
        var step = CallGuard.ContextOf(null, ModelStep.Embed, profile, provider, model);
        var meter = new CallMeter(step.Call, guard.Clock) { Estimate = (texts.Sum(TokenEstimate.Of), 0) };
        return await guard.RecordAsync(meter, async () =>
        {
            var vectors = await guard.MakeAsync(meter, null, stop => base.GenerateAsync(texts, options, stop), cancellationToken);
            (meter.Status, meter.Usage) = ("ok", vectors.Usage is { } usage ? new() { InputTokenCount = usage.InputTokenCount ?? usage.TotalTokenCount, OutputTokenCount = 0 } : null);
            return vectors;
        });
    }

#pragma warning disable CA2215 // the client below belongs to the profile, or to whoever gave it
    protected override void Dispose(bool disposing)
    {
    }
#pragma warning restore CA2215
}
