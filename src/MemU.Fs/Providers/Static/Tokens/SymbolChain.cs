namespace MemU.Fs.Providers.Static.Tokens;

/// <summary>The symbols of a word while pairs of them are merged: always the pair that was learned first, of equal ones the leftmost.</summary>
internal sealed class SymbolChain
{
    private readonly PriorityQueue<(int Position, int Merged), (int Rank, int Position)> _queue = new();
    private (int Token, int Before, int After)[] _symbols = [];
    private int _count;

    /// <summary>Begins a word.</summary>
    public void Begin() => _count = 0;

    /// <summary>Adds a symbol at the end.</summary>
    public void Add(int token)
    {
        if (_count == _symbols.Length) Array.Resize(ref _symbols, Math.Max(64, _count * 2));
        _symbols[_count] = (token, _count - 1, -1);
        if (_count > 0) _symbols[_count - 1].After = _count;
        _count++;
    }

    /// <summary>Merges what can be merged, then adds the tokens that remain.</summary>
    public void Merge(Dictionary<(int, int), (int Rank, int Merged)> merges, List<int> tokens)
    {
        _queue.Clear();
        for (var i = 0; i + 1 < _count; i++) Offer(i, merges);
        while (_queue.TryDequeue(out var next, out _))
        {
            ref var symbol = ref _symbols[next.Position];
            if (symbol.Token < 0 || symbol.After < 0) continue;
            ref var right = ref _symbols[symbol.After];
            if (!merges.TryGetValue((symbol.Token, right.Token), out var now) || now.Merged != next.Merged) continue; // one of the two has been merged since
            (symbol.Token, symbol.After) = (next.Merged, right.After);
            right.Token = -1;
            if (symbol.After >= 0) _symbols[symbol.After].Before = next.Position;
            if (symbol.Before >= 0) Offer(symbol.Before, merges);
            Offer(next.Position, merges);
        }
        for (var i = 0; i < _count; i++)
            if (_symbols[i].Token >= 0) tokens.Add(_symbols[i].Token);
    }

    private void Offer(int position, Dictionary<(int, int), (int Rank, int Merged)> merges)
    {
        var symbol = _symbols[position];
        if (symbol.After >= 0 && merges.TryGetValue((symbol.Token, _symbols[symbol.After].Token), out var merge)) _queue.Enqueue((position, merge.Merged), (merge.Rank, position));
    }
}
