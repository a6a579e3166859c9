namespace MemU.Fs.Providers.Static.Tokens.Splitters;

/// <summary>When a mark is put before a text.</summary>
internal enum PrependScheme
{
    /// <summary>Before each piece.</summary>
    Always,
    /// <summary>Before what begins the source.</summary>
    First,
    /// <summary>Not at all.</summary>
    Never,
}

/// <summary>Writes spaces as a visible mark, which begins each word.</summary>
internal sealed class Metaspace(string mark, PrependScheme scheme, bool split) : ISplitter
{
    /// <inheritdoc/>
    public void Split(ReadOnlySpan<char> piece, bool atStart, Pieces pieces, Workbench bench)
    {
        var marked = bench.Changed;
        marked.Clear();
        if (piece[0] != ' ' && !piece.StartsWith(mark) && (scheme == PrependScheme.Always || (scheme == PrependScheme.First && atStart))) marked.Append(mark);
        foreach (var unit in piece)
            if (unit == ' ') marked.Append(mark);
            else marked.Append(unit);
        ReadOnlySpan<char> text = marked.Span;
        var from = 0;
        if (split)
            for (int next; from + mark.Length < text.Length && (next = text[(from + 1)..].IndexOf(mark)) >= 0; from += next + 1) pieces.Add(text.Slice(from, next + 1), atStart && from == 0);
        pieces.Add(text[from..], atStart && from == 0);
    }
}
