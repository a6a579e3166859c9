using MemU.Fs.Model;
using MemU.Fs.Providers;
using MemU.Fs.Providers.Calls;
using MemU.Fs.Providers.Offline;
using MemU.Fs.Providers.WithModel;
using MemU.Fs.Steps;

namespace MemU.Fs.Understanding;

/// <summary>What memorize works with: offline all of it is rules, with models the extractor, the judge, the writer of summaries and the reader of media ask one.</summary>
internal sealed record MemorizeTools
{
    /// <summary>The steps.</summary>
    public required Pipeline<MemorizeState> Pipeline { get; init; }

    /// <summary>Finds memories.</summary>
    public required IMemoryExtractor Extractor { get; init; }

    /// <summary>Makes text of media.</summary>
    public required MediaReader Media { get; init; }

    /// <summary>Decides beside what is near; null for rules alone.</summary>
    public PlacementJudge? Judge { get; init; }

    /// <summary>Writes summaries; null for lists of statements.</summary>
    public SummaryWriter? Summaries { get; init; }

    /// <summary>Categories of this call alone, beside those of the tree.</summary>
    public IReadOnlyList<CategoryDefinition> Categories { get; init; } = [];

    /// <summary>The tools of a call.</summary>
    public static MemorizeTools Of(MemoryOptions options, OperationModels? models, ExtractionSettings settings)
    {
        var chat = models?.Chat(ModelStep.Extract);
        return new()
        {
            Pipeline = options.MemorizeSteps ?? MemorizeSteps.Default,
            Extractor = options.Extractor ?? (chat is null ? new OfflineExtractor() : new ModelExtractor(models!, settings)),
            Media = new(models, settings),
            Judge = models?.Chat(ModelStep.Place) is { } place ? new(place, settings) : null,
            Categories = settings.Categories,
            Summaries = models?.Chat(ModelStep.Summarize) is { } summarize ? new(summarize, settings) : null,
        };
    }
}
