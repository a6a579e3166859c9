using MemU.Fs.Understanding;

namespace MemU.Fs.Steps;

/// <summary>The steps of retrieve with a model, under the names that memU gives them.</summary>
public static class RetrieveSteps
{
    /// <summary>Decides whether memory is needed, and rewrites the question.</summary>
    public const string Route = "route_intention";
    /// <summary>Finds categories.</summary>
    public const string Categories = "route_category";
    /// <summary>Decides whether the categories suffice.</summary>
    public const string AfterCategories = "sufficiency_after_category";
    /// <summary>Finds items.</summary>
    public const string Items = "recall_items";
    /// <summary>Decides whether the items suffice.</summary>
    public const string AfterItems = "sufficiency_after_items";
    /// <summary>Finds messages and paragraphs.</summary>
    public const string Resources = "recall_resources";
    /// <summary>Makes the answer.</summary>
    public const string Respond = "build_context";

    /// <summary>The pipeline as it is by default.</summary>
    public static Pipeline<RetrieveState> Default { get; } = new("retrieve", ["query"],
    [
        new(Route, (s, c) => s.Work.RouteAsync(s, c)) { Description = "decides whether memory is needed, and rewrites the question", Requires = ["query"], Produces = ["needs_retrieval", "rewritten_query"] },
        new(Categories, (s, c) => s.Work.CategoriesAsync(s, c)) { Description = "finds categories", Requires = ["rewritten_query"], Produces = ["categories"] },
        new(AfterCategories, (s, c) => s.Work.SufficeAsync(s, s.Limits.Categories, EvidenceOf.Categories, c)) { Description = "decides whether the categories suffice", Requires = ["categories"], Produces = ["next_step_query"] },
        new(Items, (s, c) => s.Work.ItemsAsync(s, c)) { Description = "finds items", Requires = ["rewritten_query"], Produces = ["items"] },
        new(AfterItems, (s, c) => s.Work.SufficeAsync(s, s.Limits.Items, EvidenceOf.Items, c)) { Description = "decides whether the items suffice", Requires = ["items"], Produces = ["next_step_query"] },
        new(Resources, (s, c) => s.Work.ResourcesAsync(s, c)) { Description = "finds messages and paragraphs", Requires = ["rewritten_query"], Produces = ["resources"] },
        new(Respond, (s, c) => s.Work.RespondAsync(s, c)) { Description = "makes the answer", Produces = ["result"] },
    ]);
}
