using MemU.Fs.Model;

namespace MemU.Fs;

/// <summary>A call of retrieve.</summary>
public sealed record RetrieveRequest
{
    /// <summary>The question.</summary>
    public required string Query { get; init; }

    /// <summary>
    /// What was said before in the conversation, oldest first. It only resolves the question: a follow-up such as "and my sister?" is searched
    /// with the words of the person's message before it.
    /// </summary>
    public IReadOnlyList<QueryMessage> Context { get; init; } = [];

    /// <summary>Search even for what asks nothing of a memory: greetings, thanks, "go on".</summary>
    public bool Always { get; init; }

    /// <summary>Take every character of the query for what it is: no phrases, exclusions, fields or prefixes.</summary>
    public bool Literal { get; init; }

    /// <summary>When the question is asked, for "last week" and the like and for what is stale; null for now.</summary>
    public DateTimeOffset? Now { get; init; }

    /// <summary>How items are ranked; null for what the tree's settings say, else by similarity.</summary>
    public ItemRanking? Ranking { get; init; }

    /// <summary>With salience: after so many days an item counts half; null for what the tree's settings say, else 30.</summary>
    public double? RecencyDecayDays { get; init; }

    /// <summary>Show items that newer ones replace, even without those.</summary>
    public bool History { get; init; }

    /// <summary>The filter.</summary>
    public Where Where { get; init; } = Where.All;

    /// <summary>Whose memory: its fields become part of the filter.</summary>
    public MemoryScope Scope { get; init; } = MemoryScope.None;

    /// <summary>At most so many in each of the three lists, 1 to 1000; null for what the tree's settings say, else 5.</summary>
    public int? Limit { get; init; }

    /// <summary>How many categories; 0 leaves them out, null for <see cref="Limit"/>.</summary>
    public int? CategoryLimit { get; init; }

    /// <summary>How many items; 0 leaves them out, null for <see cref="Limit"/>.</summary>
    public int? ItemLimit { get; init; }

    /// <summary>How many messages and paragraphs; 0 leaves them out, null for <see cref="Limit"/>.</summary>
    public int? ResourceLimit { get; init; }

    /// <summary>Who decides; null for what the tree's settings say, else by rag where a chat model is configured and by rules where none is.</summary>
    public RetrieveMethod? Method { get; init; }

    /// <summary>Whether a model decides if memory is needed and rewrites the question; null for what the tree's settings say, else yes.</summary>
    public bool? RouteIntention { get; init; }

    /// <summary>Whether a model says after each tier if that suffices; null for what the tree's settings say, else yes.</summary>
    public bool? SufficiencyCheck { get; init; }

    /// <summary>Whether items that the pages of found categories name are looked at first; null for what the tree's settings say, else no.</summary>
    public bool? UseCategoryReferences { get; init; }

    /// <summary>What scores less is no answer, at most a near miss: 0 to 1, 0 for everything; null for what the tree's settings say, else 0.</summary>
    public double? MinScore { get; init; }

    /// <summary>Compare every file first, however large the tree is.</summary>
    public bool Fresh { get; init; }

    /// <summary>Have each hit say how its score came about.</summary>
    public bool Explain { get; init; }

    /// <summary>Answer as the memory stood at this revision, checkpoint or date; null for now.</summary>
    public string? AsOf { get; init; }

    /// <summary>A request for the last of some messages, which the earlier ones resolve.</summary>
    /// <exception cref="MemUException">There is none (<c>empty_queries</c>).</exception>
    public static RetrieveRequest Of(IReadOnlyList<QueryMessage> queries) => queries.Count > 0
        ? new() { Query = queries[^1].Text, Context = [.. queries.SkipLast(1)] }
        : throw new MemUException(MemUErrorKind.BadArgument, "empty_queries: there is no message to answer; give at least one, the question last.");

    /// <summary>How many characters of a text an answer shows.</summary>
    internal int SnippetLength { get; init; } = 600;
}
