using MemU.Fs.Model;
using MemU.Fs.Providers.Calls;
using MemU.Fs.Providers.Prompts;
using MemU.Fs.Providers.WithModel;
using MemU.Fs.Understanding;

namespace MemU.Fs;

public sealed partial class MemoryService
{
    /// <summary>Answers a question from what the memory holds, with the evidence, or says that it does not know. Never changes the tree or its history.</summary>
    /// <exception cref="MemUException">No chat model is configured, the model failed, or the request can't be carried out.</exception>
    public Task<AskResult> AskAsync(AskRequest request, CancellationToken cancellationToken = default) => AskAsync(request, _options.Models?.Begin("ask"), cancellationToken);

    /// <summary>What a model is told when it answers.</summary>
    internal PromptTemplate AnswerPrompt => (_options.Extraction ?? Trusted(MemoryConfig.Load(_options.Root).Memorize)).Prompt("answer");

    /// <summary>Answers with models that may be others than those by which the memory is searched.</summary>
    internal async Task<AskResult> AskAsync(AskRequest request, OperationModels? models, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (request.Budget is < 200 or > 200_000) throw new MemUException(MemUErrorKind.BadArgument, $"a budget of {request.Budget} tokens of evidence is out of range; give 200 to 200000.");
        if (models?.Chat(ModelStep.Answer) is not { } chat) throw new MemUException(MemUErrorKind.BadArgument, "to answer in words a chat model is needed, and none is configured: choose one with --provider or MEMU_PROVIDER (see memu config list). What is known is shown without one by: memu retrieve, memu context");
        // the answer itself says whether the evidence suffices, so that is not asked beforehand unless somebody wants it
        var asked = request.Retrieve;
        if (asked.Limit is null) asked = asked with { CategoryLimit = asked.CategoryLimit ?? 0, ItemLimit = asked.ItemLimit ?? 10, ResourceLimit = asked.ResourceLimit ?? 20 };
        var found = await RetrieveAsync(asked with { Method = asked.Method ?? (asked.Context.Count > 0 ? null : RetrieveMethod.Rules), SufficiencyCheck = asked.SufficiencyCheck ?? false, SnippetLength = 4_000 }, cancellationToken);
        return await new Answering(chat, AnswerPrompt).RunAsync(found, request.Budget, request.Retrieve.Now ?? _options.Clock.GetLocalNow(), cancellationToken);
    }

    /// <summary>A tree's own prompts hold only where its settings are trusted: whoever writes them decides what a model makes of all that is learned.</summary>
    private ExtractionSettings Trusted(ExtractionSettings settings)
    {
        if (settings.Prompts.Count + settings.CategoryPrompts.Count == 0 && settings.Types.All(t => t.Prompt is null) || new Remotes.Trust(_options.Root, _options).Holds) return settings;
        _options.Notice?.Invoke("this memory has prompts of its own, which are not used until you have looked at them (.memu/config.yaml) and said: memu trust");
        return settings with { Prompts = new Dictionary<string, CustomPrompt>(), CategoryPrompts = new Dictionary<string, CustomPrompt>(), Types = [.. settings.Types.Where(t => MemoryType.Items.Contains(t.Name)).Select(t => t with { Prompt = null })] };
    }
}
