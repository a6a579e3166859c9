namespace MemU.Fs.Model;

/// <summary>Who decides what is an answer.</summary>
public enum RetrieveMethod
{
    /// <summary>Rules alone: no model is asked but for vectors.</summary>
    Rules,
    /// <summary>The index ranks; a model decides whether memory is needed, rewrites the question, and says when enough was found (memU's <c>rag</c>).</summary>
    Rag,
    /// <summary>A model also ranks categories, items and resources (memU's <c>llm</c>).</summary>
    Llm,
}

/// <summary>How many of each tier an answer has; 0 leaves a tier out.</summary>
/// <param name="Categories">Of categories.</param>
/// <param name="Items">Of items.</param>
/// <param name="Resources">Of messages and paragraphs.</param>
public readonly record struct TierLimits(int Categories, int Items, int Resources)
{
    /// <summary>The largest of the three.</summary>
    public int Most => Math.Max(Categories, Math.Max(Items, Resources));
}
