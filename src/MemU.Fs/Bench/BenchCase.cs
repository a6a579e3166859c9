namespace MemU.Fs.Bench;

/// <summary>A message of a conversation that is memorized for a benchmark.</summary>
/// <param name="Id">Its address in the data set.</param>
/// <param name="Role"><c>user</c> or <c>assistant</c>.</param>
/// <param name="Name">Who says it, where more than two roles speak.</param>
/// <param name="Content">The text.</param>
public sealed record BenchMessage(string Id, string Role, string? Name, string Content);

/// <summary>A conversation of a data set.</summary>
/// <param name="Id">Its name in the data set; never indexed, for some sets tell the answer by it.</param>
/// <param name="Date">When it took place.</param>
/// <param name="Messages">Its messages, in order.</param>
public sealed record BenchSession(string Id, DateTimeOffset? Date, IReadOnlyList<BenchMessage> Messages);

/// <summary>A question with the evidence that an answer needs.</summary>
public sealed record BenchQuestion
{
    /// <summary>The question.</summary>
    public required string Text { get; init; }

    /// <summary>What kind of question it is.</summary>
    public required string Category { get; init; }

    /// <summary>The addresses that hold the evidence: messages, or paths of a memory; empty when nothing answers it.</summary>
    public required IReadOnlyList<string> Gold { get; init; }

    /// <summary>Evidence as the data set's own paper counts it, addresses that do not exist included; null when it is <see cref="Gold"/>.</summary>
    public IReadOnlyList<string>? PaperGold { get; init; }

    /// <summary>The conversations that hold evidence, for recall by conversation.</summary>
    public IReadOnlyList<string> Sessions { get; init; } = [];

    /// <summary>When it is asked.</summary>
    public DateTimeOffset? Asked { get; init; }

    /// <summary>The language in which it is asked, where the set says so.</summary>
    public string? Language { get; init; }

    /// <summary>The answer as the data set has it.</summary>
    public string? Answer { get; init; }

    /// <summary>True where the memory holds no answer, so that the right one is to say so.</summary>
    public bool IsUnanswerable { get; init; }

    /// <summary>Its place among all questions of its case, from 0; null where none of them was left out.</summary>
    public int? Place { get; init; }
}

/// <summary>A memory to make, and the questions it is asked.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Sessions">What is memorized; empty for questions to a memory that is there already.</param>
/// <param name="Questions">The questions.</param>
public sealed record BenchCase(string Name, IReadOnlyList<BenchSession> Sessions, IReadOnlyList<BenchQuestion> Questions);

/// <summary>A data set.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Cases">Its memories with their questions.</param>
public sealed record BenchSet(string Name, IReadOnlyList<BenchCase> Cases)
{
    /// <summary>The same with so many of its questions at most, evenly spread; each case keeps its place, so that memories made before are found again.</summary>
    public BenchSet Limited(int questions)
    {
        var total = Cases.Sum(c => c.Questions.Count);
        if (questions >= total) return this;
        var chosen = Enumerable.Range(0, Math.Max(questions, 0)).Select(i => (int)((long)i * total / questions)).ToHashSet();
        var before = 0;
        return this with { Cases = [.. Cases.Select(of =>
        {
            var first = before;
            before += of.Questions.Count;
            return of with { Questions = [.. of.Questions.Select((q, i) => q with { Place = i }).Where(q => chosen.Contains(first + q.Place!.Value))] };
        })] };
    }
}
