namespace MemU.Fs.Index.Embedded;

/// <summary>The weights of the rules that rank; 0 (or 1 for a factor) switches a rule off. The defaults were measured.</summary>
public sealed record RankingRules
{
    /// <summary>Weight of a unit's own words.</summary>
    public float OwnWeight { get; init; } = 4;

    /// <summary>Weight of the words of its neighbors, which at one and two units' distance count 2 and 1.</summary>
    public float NearWeight { get; init; } = 1;

    /// <summary>BM25's k1 on own words and neighbors together.</summary>
    public float K1 { get; init; } = 4.8f;

    /// <summary>BM25's b.</summary>
    public float B { get; init; } = 0.45f;

    /// <summary>Weight of the title, description, tags, aliases or heading.</summary>
    public float HeadWeight { get; init; } = 0.6f;

    /// <summary>Factor for what an assistant, tool or system said, unless the question is about just that.</summary>
    public float AssistantFactor { get; init; } = 0.3f;

    /// <summary>Share of the best score added when the question names the speaker.</summary>
    public float SpeakerBonus { get; init; } = 0.15f;

    /// <summary>Factor for a word of the question that is a speaker's name, since the speaker's own units seldom say it.</summary>
    public float SpeakerWordFactor { get; init; } = 0.3f;

    /// <summary>Share of the best score added when the question names the unit's date.</summary>
    public float DateBonus { get; init; } = 0.5f;

    /// <summary>Share of the best score added to words of time when the question asks for a time.</summary>
    public float WhenBonus { get; init; } = 0.1f;

    /// <summary>Share of the best score taken from a unit that is itself a question.</summary>
    public float QuestionPenalty { get; init; } = 0.2f;

    /// <summary>Weight of the similarity of a model's vectors beside the best score of the words.</summary>
    public float VectorWeight { get; init; } = 0.2f;

    /// <summary>The same for the offline embedder's vectors, which know spelling and not meaning; at 0 they are looked at only where no word is found.</summary>
    public float OfflineVectorWeight { get; init; }

    /// <summary>Cosine from which a unit without a common word is a hit.</summary>
    public float VectorThreshold { get; init; } = 0.35f;

    /// <summary>Factor for memories that are deprecated or past the day after which they are stale.</summary>
    public float StaleFactor { get; init; } = 0.6f;

    /// <summary>How much a word counts that is only like one of the question that no memory has: a slip of the pen, a compound or a part of one.</summary>
    public float NearWordFactor { get; init; } = 0.5f;

    /// <summary>How much a word counts whose meaning is near that of a word of the question, times their cosine.</summary>
    public float RelatedWordFactor { get; init; } = 0.45f;

    /// <summary>The cosine from which meanings are near.</summary>
    public float RelatedWordThreshold { get; init; } = 0.4f;

    /// <summary>Share of its score that a memory gives to the message it comes from, and the reverse.</summary>
    public float SourceBonus { get; init; }

    /// <summary>The same between memories that link to each other.</summary>
    public float LinkBonus { get; init; }

    /// <summary>The same between a memory and the page of its category.</summary>
    public float CategoryBonus { get; init; }

    /// <summary>So many of each list are looked at closely.</summary>
    public int Depth { get; init; } = 200;
}
