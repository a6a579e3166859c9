namespace MemU.Fs.Providers.Static.Tokens;

/// <summary>For each position of a piece the best way to get there: its score, its last token and where that begins.</summary>
internal sealed class BestPath
{
    private (double Score, int Start, int Token)[] _steps = [];

    /// <summary>Begins a piece of so many units; position 0 is reached for nothing.</summary>
    public void Begin(int length)
    {
        if (_steps.Length <= length) _steps = new (double, int, int)[Math.Max(length + 1, _steps.Length * 2)];
        _steps.AsSpan(0, length + 1).Fill((0, -1, -1));
    }

    /// <summary>The best score at a position.</summary>
    public double ScoreAt(int position) => _steps[position].Score;

    /// <summary>Where the last token of the best way to a position begins.</summary>
    public int StartOf(int position) => _steps[position].Start;

    /// <summary>The last token of the best way to a position.</summary>
    public int TokenOf(int position) => _steps[position].Token;

    /// <summary>A way to a position, taken when it is the first or better than the best.</summary>
    public void Offer(int start, int end, double score, int token)
    {
        ref var step = ref _steps[end];
        if (step.Start < 0 || score > step.Score) step = (score, start, token);
    }
}
