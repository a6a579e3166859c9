using MemU.Fs.Files.Nodes;
using MemU.Fs.Model;

namespace MemU.Fs.Views;

/// <summary>The folder of a question: what was found, best first, and <c>README.md</c> with the texts. A folder in it narrows the question.</summary>
internal sealed class SearchFolder : ViewFolder
{
    private const int MostWords = 8; // folders of a question

    private readonly SearchesFolder _searches;
    private readonly Readme _readme;
    private SearchAnswer? _last;
    private long _asked;

    /// <param name="searches">Where it belongs.</param>
    /// <param name="narrows">The question that it narrows; null for the first.</param>
    /// <param name="name">Its name, as it was asked.</param>
    public SearchFolder(SearchesFolder searches, SearchFolder? narrows, string name)
    {
        (_searches, Narrows) = (searches, narrows);
        Question = narrows is null ? name : $"{narrows.Question} {name}";
        Key = narrows is null ? name : $"{narrows.Key}/{name}";
        Level = (narrows?.Level ?? 0) + 1;
        _readme = new(this);
    }

    /// <summary>The question that it narrows.</summary>
    public SearchFolder? Narrows { get; }

    /// <summary>All its words.</summary>
    public string Question { get; }

    /// <summary>Its path below the folder of searches.</summary>
    public string Key { get; }

    /// <summary>How many levels it lies below the folder of searches.</summary>
    public int Level { get; }

    /// <summary>Its <c>README.md</c>.</summary>
    public ViewFile Page => _readme;

    public override DateTimeOffset? Time => _last?.When;

    public override Lifetime Lifetime => new(1000, 0);

    public override bool Keeps(View entry) => entry is SearchFolder;

    public override async ValueTask<View?> FindAsync(string name, CancellationToken cancellationToken)
    {
        if (IsResult(name)) return (await CurrentAsync(cancellationToken)).Entries.FirstOrDefault(e => e.Name == name).View;
        return ViewNames.IsProbe(name) || Level == MostWords ? null : _searches.Folder(this, name);
    }

    /// <summary>Searches, for what has changed meanwhile is to be found.</summary>
    public override async ValueTask<IReadOnlyList<NamedView>> ListAsync(CancellationToken cancellationToken) => (await AskAsync(cancellationToken)).Entries;

    /// <summary>What was found a moment ago, so that names and texts agree; else what is found now.</summary>
    private async ValueTask<SearchAnswer> CurrentAsync(CancellationToken cancellationToken)
    {
        var lasts = _searches.Commit is null ? _searches.Memory.Shown.ResultsLast : _searches.Memory.Shown.QueriesLast; // what was committed does not change
        return _last is { } last && _searches.Memory.Clock.GetElapsedTime(_asked) < lasts && !await _searches.IsGoneAsync(cancellationToken) ? last : await AskAsync(cancellationToken);
    }

    private async Task<SearchAnswer> AskAsync(CancellationToken cancellationToken)
    {
        var answer = _searches.Commit is not null && _last is { IsRefused: false } kept && !await _searches.IsGoneAsync(cancellationToken) ? kept : await _searches.AskAsync(this, cancellationToken);
        if (_last is { } before && before.Page.AsSpan().SequenceEqual(answer.Page)) answer = answer with { When = before.When };
        _asked = _searches.Memory.Clock.GetTimestamp();
        _last = answer;
        _searches.Use(this);
        return answer;
    }

    private static bool IsResult(string name) => name == "README.md" || name.Length > 3 && char.IsAsciiDigit(name[0]) && char.IsAsciiDigit(name[1]) && name[2] == '-' && name.Contains('.', StringComparison.Ordinal);

    private sealed class Readme(SearchFolder folder) : ViewFile
    {
        public override DateTimeOffset? Time => folder._last?.When;

        public override async ValueTask<long> SizeAsync(bool isListing, CancellationToken cancellationToken) =>
            (isListing && folder._last is { } last ? last : await folder.CurrentAsync(cancellationToken)).Page.Length;

        public override async ValueTask<FileContent> ReadAsync(CancellationToken cancellationToken) =>
            await folder.CurrentAsync(cancellationToken) is var answer ? new(answer.Page, answer.When) : null!;
    }
}
