namespace MemU.Fs.Providers.Offline;

/// <summary>The facts of a source: each a statement and its repetitions, found again by the words that they share.</summary>
internal sealed class Facts
{
    /// <summary>A word that more facts share than this tells nothing.</summary>
    private const int MostPerTerm = 40;

    /// <summary>So many repetitions in one source are kept with their messages; more would tell nothing.</summary>
    private const int MostRepeats = 24;

    /// <summary>How many facts back a bare date may repeat one.</summary>
    private const int Recent = 8;

    private readonly List<(List<Statement> Said, HashSet<string> Terms)> _all = [];
    private readonly Dictionary<string, List<int>> _byTerm = new(StringComparer.Ordinal);

    /// <summary>The facts in the order of the source.</summary>
    public IReadOnlyList<List<Statement>> All => _all.ConvertAll(f => f.Said);

    /// <summary>Adds a statement: to the fact that it repeats, else as a new one.</summary>
    public void Add(Statement statement)
    {
        var terms = Merging.Terms(statement);
        SortedSet<int> candidates = [.. Enumerable.Range(Math.Max(0, _all.Count - Recent), Math.Min(Recent, _all.Count))];
        foreach (var term in terms) if (_byTerm.TryGetValue(term, out var facts)) candidates.UnionWith(facts);
        foreach (var i in candidates)
        {
            var (said, known) = _all[i];
            if (!Merging.SameFact(said[0], known, statement, terms) || (statement.Corrects && said[0].When is null)) continue;
            if (said.Count < MostRepeats) said.Add(statement);
            return;
        }
        foreach (var term in terms)
        {
            if (!_byTerm.TryGetValue(term, out var facts)) _byTerm[term] = facts = [];
            if (facts.Count < MostPerTerm) facts.Add(_all.Count);
        }
        _all.Add(([statement], terms));
    }
}
