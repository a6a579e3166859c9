using System.Collections.Concurrent;
using Microsoft.Extensions.AI;

#pragma warning disable CA2000 // a step has nothing to release: its models outlive it
namespace MemU.Fs.Providers.Calls;

/// <summary>The models of one operation: every call is counted for it, held to its budget and, where the same was asked before, answered from what was kept.</summary>
public sealed class OperationModels
{
    private readonly ConcurrentDictionary<string, IChatClient?> _remembered = new(StringComparer.Ordinal);
    private readonly OperationMeter _meter;
    private readonly ModelSetOptions _options;
    private readonly Func<string, StepModel<IChatClient>?> _chat;
    private readonly Func<string, StepModel<ISpeechToTextClient>?> _speech;

    internal OperationModels(OperationMeter meter, ModelSetOptions options, Func<string, StepModel<IChatClient>?> chat, Func<string, StepModel<ISpeechToTextClient>?> speech) =>
        (_meter, _options, _chat, _speech) = (meter, options, chat, speech);

    /// <summary>What is done, such as <c>memorize</c>.</summary>
    public string Operation => _meter.Operation;

    /// <summary>Which time it is done, for the ledger.</summary>
    public string OperationId => _meter.Id;

    /// <summary>What writes down speech; null when no model is configured for it.</summary>
    public ISpeechToTextClient? Speech => _speech(ModelStep.Transcribe) is { } model ? new StepSpeech(model.Client, Step(ModelStep.Transcribe, model)) : null;

    /// <summary>The chat client of a step of <see cref="ModelStep"/>; null when no model is configured for it.</summary>
    /// <exception cref="Model.MemUException">The profile needs a model named.</exception>
    public IChatClient? Chat(string step) => _remembered.GetOrAdd(step, Client);

    private RememberedChat? Client(string step)
    {
        if (_chat(step) is not { } model) return null;
        var context = Step(step, model);
        IChatClient client = new StepChat(model.Client, context);
        foreach (var wrap in _options.Wrappers.Reverse()) client = wrap(client, context.Call);
        return new(client);
    }

    private StepContext Step<T>(string step, StepModel<T> model) => new(new(_meter.Operation, _meter.Id, step, model.Profile, model.Provider, model.Model), _meter);
}
