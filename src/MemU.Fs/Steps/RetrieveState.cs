using MemU.Fs.Model;
using MemU.Fs.Understanding;

namespace MemU.Fs.Steps;

/// <summary>What the steps of retrieve hand on.</summary>
public sealed class RetrieveState
{
    internal RetrieveState(RetrieveWithModel work, RetrieveRequest request, TierLimits limits) => (Work, Request, Limits, Query, RewrittenQuery) = (work, request, limits, request.Query, request.Query);

    /// <summary>The call.</summary>
    public RetrieveRequest Request { get; }

    /// <summary>How many of each tier.</summary>
    public TierLimits Limits { get; }

    /// <summary>What is searched for now; a step may ask something else.</summary>
    public string Query { get; set; }

    /// <summary>The question as it was rewritten to be understood alone.</summary>
    public string RewrittenQuery { get; set; }

    /// <summary>What a model said should be asked next.</summary>
    public string? NextStepQuery { get; set; }

    /// <summary>False when nothing need be looked up.</summary>
    public bool NeedsRetrieval { get; set; } = true;

    /// <summary>True when what was found suffices: the later tiers stay empty.</summary>
    public bool IsEnough { get; set; }

    /// <summary>The categories found.</summary>
    public IReadOnlyList<CategoryView> Categories { get; set; } = [];

    /// <summary>The items found.</summary>
    public IReadOnlyList<ItemHit> Items { get; set; } = [];

    /// <summary>The messages and paragraphs found.</summary>
    public IReadOnlyList<ResourceHit> Resources { get; set; } = [];

    /// <summary>What steps of one's own hand on to each other.</summary>
    public IDictionary<string, object> Values { get; } = new Dictionary<string, object>(StringComparer.Ordinal);

    internal RetrieveWithModel Work { get; }
    internal Dictionary<string, RetrieveResult> Found { get; } = new(StringComparer.Ordinal);
    internal List<string> Notes { get; } = [];

    /// <summary>True once the model could not be asked.</summary>
    internal bool IsModelSilent { get; set; }

    internal RetrieveResult? Result { get; set; }
}
