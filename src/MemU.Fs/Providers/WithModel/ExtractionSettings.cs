using MemU.Fs.Model;
using MemU.Fs.Providers.Prompts;

namespace MemU.Fs.Providers.WithModel;

/// <summary>A type of memory that a model looks for.</summary>
/// <param name="Name">One of <see cref="MemoryType.Items"/>, or a type of the user's own, which needs a prompt.</param>
/// <param name="Prompt">Changes the built-in prompt: blocks <c>objective</c> and <c>rules</c>, or a whole text, which is then asked in a call of its own.</param>
public sealed record MemoryTypeDefinition(string Name, CustomPrompt? Prompt = null);

/// <summary>Whether a model may make categories.</summary>
public enum Taxonomy
{
    /// <summary>Only the categories that there are.</summary>
    Closed,
    /// <summary>A new one where none of those that there are fits, at most three for a source.</summary>
    Adaptive,
    /// <summary>Any.</summary>
    Open,
}

/// <summary>How a model finds memories (<c>memorize:</c> in <c>.memu/config.yaml</c>).</summary>
public sealed record ExtractionSettings
{
    /// <summary>What is looked for; memU's six by default.</summary>
    public IReadOnlyList<MemoryTypeDefinition> Types { get; init; } = [.. MemoryType.Items.Select(t => new MemoryTypeDefinition(t))];

    /// <summary>One call for each type, at the same time, instead of one for all: dearer, and each type has the model's whole attention.</summary>
    public bool PerType { get; init; }

    /// <summary>Whether new categories may be made.</summary>
    public Taxonomy Taxonomy { get; init; } = Taxonomy.Closed;

    /// <summary>Categories beside those of the tree, for what is memorized with these settings; one of a known name or folder is that one.</summary>
    public IReadOnlyList<CategoryDefinition> Categories { get; init; } = [];

    /// <summary>A conversation of at least so many messages is parted into topics by a model; 0 never.</summary>
    public int SegmentFrom { get; init; } = 60;

    /// <summary>About how many tokens of a source one call reads.</summary>
    public int WindowTokens { get; init; } = 6_000;

    /// <summary>A source that would take more calls than this is refused before the first of them, so that a large file is no surprise on the bill.</summary>
    public int MaxCalls { get; init; } = 200;

    /// <summary>Prompts by the name of their step (<c>extract</c>, <c>segment</c>, <c>document</c>, <c>vision</c>, <c>audio</c>, <c>place</c>, <c>summarize</c>).</summary>
    public IReadOnlyDictionary<string, CustomPrompt> Prompts { get; init; } = new Dictionary<string, CustomPrompt>(StringComparer.Ordinal);

    /// <summary>Prompts for the summaries of single categories, by the category's name.</summary>
    public IReadOnlyDictionary<string, CustomPrompt> CategoryPrompts { get; init; } = new Dictionary<string, CustomPrompt>(StringComparer.OrdinalIgnoreCase);

    /// <summary>About how many words the summary of a category has.</summary>
    public int TargetLength { get; init; } = 400;

    /// <summary>The prompt of a step, with what the user changed in it.</summary>
    public PromptTemplate Prompt(string step) => PromptTemplate.Of(step, Prompts.GetValueOrDefault(step));
}
