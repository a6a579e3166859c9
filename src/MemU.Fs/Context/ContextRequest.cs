using MemU.Fs.Model;

namespace MemU.Fs.Context;

/// <summary>A call of context.</summary>
public sealed record ContextRequest
{
    /// <summary>The least and the most that a budget may be.</summary>
    public const int LeastBudget = 50, MostBudget = 1_000_000;

    /// <summary>The question.</summary>
    public required string Query { get; init; }

    /// <summary>The text has at most so many tokens (o200k_base).</summary>
    public int Budget { get; init; } = 2000;

    /// <summary>What was said before in the conversation, oldest first; it only resolves the question.</summary>
    public IReadOnlyList<QueryMessage> Context { get; init; } = [];

    /// <summary>The filter; it holds for pinned memories too.</summary>
    public Where Where { get; init; } = Where.All;

    /// <summary>Whose memory: its fields become part of the filter.</summary>
    public MemoryScope Scope { get; init; } = MemoryScope.None;

    /// <summary>At most so many memories, messages and categories each are looked at.</summary>
    public int Limit { get; init; } = 20;

    /// <summary>How memories are ranked; null for what the tree's settings say.</summary>
    public ItemRanking? Ranking { get; init; }

    /// <summary>Compare every file first, however large the tree is.</summary>
    public bool Fresh { get; init; }

    /// <summary>Search even for what asks nothing of a memory.</summary>
    public bool Always { get; init; }

    /// <summary>Take every character of the question for what it is.</summary>
    public bool Literal { get; init; }

    /// <summary>Say what the text saves against reading the whole memory, which takes a look at how large that is.</summary>
    public bool CountsSaving { get; init; } = true;

    /// <summary>When the question is asked, see <see cref="RetrieveRequest.Now"/>.</summary>
    public DateTimeOffset? Now { get; init; }

    /// <summary>The request for a question that is asked of retrieve in the same way; budget and limit are the usual ones.</summary>
    public static ContextRequest Of(RetrieveRequest question) => new()
    {
        Query = question.Query, Context = question.Context, Where = question.Where, Scope = question.Scope, Fresh = question.Fresh, Always = question.Always, Now = question.Now, Literal = question.Literal, Ranking = question.Ranking,
    };

    /// <summary>The retrieve that finds what may be in the text.</summary>
    internal RetrieveRequest Retrieve => new()
    {
        Query = Query, Context = Context, Where = Where, Scope = Scope, Limit = Limit, Fresh = Fresh, Always = Always, Now = Now, Literal = Literal, Ranking = Ranking, SnippetLength = int.MaxValue,
    };

    /// <summary>Refuses numbers that are out of range.</summary>
    internal void Check()
    {
        if (Budget is < LeastBudget or > MostBudget) throw new MemUException(MemUErrorKind.BadArgument, $"budget {Budget} is out of range; give {LeastBudget} to {MostBudget} tokens.");
        if (Limit is < 1 or > 1000) throw new MemUException(MemUErrorKind.BadArgument, $"limit {Limit} is out of range; give 1 to 1000.");
    }
}
