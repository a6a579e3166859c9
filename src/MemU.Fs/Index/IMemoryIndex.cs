using MemU.Fs.Model;

namespace MemU.Fs.Index;

/// <summary>The search index of a memory: derived from the files, disposable, updated file by file.</summary>
public interface IMemoryIndex : IDisposable
{
    /// <summary>A random name given when the index was made; a new index has a new one.</summary>
    string Identity { get; }

    /// <summary>False while questions are answered by words alone: because vectors are not wanted, or those that are there are of <see cref="OtherSpace"/>.</summary>
    bool HasVectors { get; }

    /// <summary>Whose the vectors are, where they are of another space than the one set: they stay, unused, until everything is made anew.</summary>
    EmbeddingSpace? OtherSpace { get; }

    /// <summary>Those of the texts that have no vector yet and can have one.</summary>
    IReadOnlyList<string> WithoutVector(IReadOnlyCollection<string> texts);

    /// <summary>Keeps vectors by the text they stand for.</summary>
    /// <param name="texts">The texts.</param>
    /// <param name="vectors">One per text, each of unit length and of the index's dimensions.</param>
    void AddVectors(IReadOnlyList<string> texts, IReadOnlyList<ReadOnlyMemory<float>> vectors);

    /// <summary>Replaces everything known of the changed files and drops the removed ones; visible when it returns, and on the disk too unless it <see cref="IsAhead"/>.</summary>
    /// <param name="changed">Files as they are now.</param>
    /// <param name="removed">Paths that are gone.</param>
    /// <param name="cancellationToken">Stops before anything is made visible.</param>
    void Apply(IEnumerable<IndexedFile> changed, IReadOnlyCollection<string> removed, CancellationToken cancellationToken = default);

    /// <summary>True while changes are visible here that are not on the disk yet: what was noted of their files must not be kept before <see cref="Settle"/>.</summary>
    bool IsAhead { get; }

    /// <summary>How often such changes were dropped, because another process had written the index meanwhile: their files are to be compared again.</summary>
    int Dropped { get; }

    /// <summary>Puts on the disk what is ahead of it; false when another process writes just now.</summary>
    bool Settle();

    /// <summary>Searches; each of the three lists is ranked by itself.</summary>
    IndexResult Search(IndexQuery query, CancellationToken cancellationToken = default);

    /// <summary>Files that hold one of the exact keys (<see cref="IndexedFile.Keys"/>).</summary>
    /// <param name="keys">Keys as <c>name=value</c>.</param>
    /// <param name="scope">Only files of exactly this scope; null for all.</param>
    /// <param name="where">Only files that pass this filter; null for all.</param>
    IReadOnlyList<KeyHit> FindKeys(IReadOnlyCollection<string> keys, MemoryScope? scope, Where? where = null);

    /// <summary>Items of a category and its subfolders, the most reinforced and then the newest first.</summary>
    /// <param name="category">The category's folder.</param>
    /// <param name="scope">Only files of exactly this scope.</param>
    /// <param name="count">At most so many.</param>
    IReadOnlyList<string> TopItems(string category, MemoryScope scope, int count);

    /// <summary>Files by when they say that they were changed, else created: the last first, those that don't say at the end.</summary>
    /// <param name="count">At most so many.</param>
    /// <param name="wanted">Which of them, by path.</param>
    IReadOnlyList<(string Path, DateTimeOffset? Changed)> Newest(int count, Func<string, bool> wanted);

    /// <summary>Every field that <c>where</c> may name because some file has it.</summary>
    IReadOnlySet<string> FieldNames();

    /// <summary>The files for which a filter holds, by what the index knows of them; no file is read.</summary>
    /// <exception cref="MemUException">It names a field that no file has, or can't be meant otherwise.</exception>
    IReadOnlySet<string> Matching(Where where);

    /// <summary>Number of files.</summary>
    int FileCount { get; }
}

/// <summary>A file found by an exact key.</summary>
/// <param name="Key">The key that matched.</param>
/// <param name="Path">The file.</param>
public sealed record KeyHit(string Key, string Path);

/// <summary>A search.</summary>
public sealed record IndexQuery
{
    /// <summary>The question, as it was asked.</summary>
    public required string Text { get; init; }

    /// <summary>Beginnings of words that count like words of the question.</summary>
    public IReadOnlyList<string> Prefixes { get; init; } = [];

    /// <summary>Texts all of whose words a unit must hold.</summary>
    public IReadOnlyList<string> Required { get; init; } = [];

    /// <summary>Texts all of whose words a unit must not hold.</summary>
    public IReadOnlyList<string> Without { get; init; } = [];

    /// <summary>Days that units are preferred of.</summary>
    public IReadOnlyList<DaySpan> Days { get; init; } = [];

    /// <summary>The question's vector; null to search by text alone.</summary>
    public ReadOnlyMemory<float>? Vector { get; init; }

    /// <summary>The filter; applies before the best are chosen.</summary>
    public Where Where { get; init; } = Where.All;

    /// <summary>At most so many in each list.</summary>
    public int Limit { get; init; } = 10;

    /// <summary>Files to leave out because their indexed text is known to be old.</summary>
    public IReadOnlySet<string>? ExceptPaths { get; init; }

    /// <summary>Only items of exactly this scope (used when looking for twins); null for what <see cref="Where"/> says.</summary>
    public MemoryScope? ExactScope { get; init; }

    /// <summary>The day of the question, by which memories past their <c>stale_after</c> rank lower; null for no ageing.</summary>
    public DateOnly? Today { get; init; }

    /// <summary>True to have each hit say how its score came about.</summary>
    public bool Explain { get; init; }
}

/// <summary>Days that a question means.</summary>
/// <param name="First">The first.</param>
/// <param name="Last">The last.</param>
public readonly record struct DaySpan(DateOnly First, DateOnly Last)
{
    /// <summary>True when it goes on without an end on one side: it says less than a day or a week.</summary>
    public bool IsOpen => First == DateOnly.MinValue || Last == DateOnly.MaxValue;
}

/// <summary>What a search found; a score is comparable within one list and lies between 0 and 1.</summary>
public sealed record IndexResult(IReadOnlyList<UnitHit> Categories, IReadOnlyList<UnitHit> Items, IReadOnlyList<UnitHit> Resources)
{
    /// <summary>The best that did not pass the threshold, when nothing did.</summary>
    public IReadOnlyList<UnitHit> NearMisses { get; init; } = [];

    /// <summary>What was looked for instead of words that no unit has.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];
}

/// <summary>A unit that was found.</summary>
/// <param name="Path">Its file.</param>
/// <param name="Anchor">Its anchor without <c>^</c>, or null.</param>
/// <param name="FirstLine">First line when it was indexed, from 1.</param>
/// <param name="LastLine">Last line when it was indexed.</param>
/// <param name="Score">Between 0 and 1; higher is better.</param>
public sealed record UnitHit(string Path, string? Anchor, int FirstLine, int LastLine, double Score)
{
    /// <summary>How the score came about, when the query asked for it.</summary>
    public string? Why { get; init; }
}
