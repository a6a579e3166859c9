using Microsoft.Extensions.AI;

namespace MemU.Fs.Providers.Calls;

/// <summary>A model that writes down speech, with all that stands around a call.</summary>
internal sealed class GuardedSpeech(ISpeechToTextClient inner, CallGuard guard, string profile, string provider, string model) : DelegatingSpeechToTextClient(inner)
{
    private const int BytesPerToken = 400; // of a well compressed recording; usually far more

    public override async Task<SpeechToTextResponse> GetTextAsync(Stream audioSpeechStream, SpeechToTextOptions? options = null, CancellationToken cancellationToken = default)
    {
        using var copy = new MemoryStream(); // a further attempt begins anew
        await audioSpeechStream.CopyToAsync(copy, cancellationToken);
        var audio = copy.ToArray();
        options = options?.Clone();
        if (options?.AdditionalProperties is { } properties) options.AdditionalProperties = properties.Clone();
        var step = CallGuard.ContextOf(options?.AdditionalProperties, ModelStep.Transcribe, profile, provider, model);
        var key = CallKey.Of(guard.Address, model, options, audio);
        var meter = new CallMeter(step.Call, guard.Clock) { RequestHash = key, Estimate = (audio.Length / BytesPerToken, audio.Length / BytesPerToken) };
        var how = options;
        return await guard.RecordAsync(meter, async () =>
        {
            var response = guard.Kept?.Speech(key);
            meter.Status = response is null ? "ok" : "kept";
            if (response is null)
            {
                response = await guard.MakeAsync(meter, step.Meter, async stop =>
                {
                    using var sound = new MemoryStream(audio);
                    return await base.GetTextAsync(sound, how, stop);
                }, cancellationToken);
                guard.Kept?.Put(key, response);
                meter.Usage = response.Usage;
            }
            meter.ResponseHash = CallKey.Of(response.Text);
            return response;
        });
    }

#pragma warning disable CA2215 // the client below belongs to the profile, or to whoever gave it
    protected override void Dispose(bool disposing)
    {
    }
#pragma warning restore CA2215
}
