using Lucene.Net.Analysis;
using Lucene.Net.Analysis.TokenAttributes;

namespace MemU.Fs.Index.Embedded;

/// <summary>Hands terms that are already made to Lucene's indexer.</summary>
internal sealed class TermStream : TokenStream
{
    private readonly ICharTermAttribute _term;
    private readonly IPositionIncrementAttribute _step;
    private int _next;

    /// <summary>A stream over a buffer, which may be refilled between documents.</summary>
    public TermStream(TermBuffer terms)
    {
        Terms = terms;
        _term = AddAttribute<ICharTermAttribute>();
        _step = AddAttribute<IPositionIncrementAttribute>();
    }

    /// <summary>The terms.</summary>
    public TermBuffer Terms { get; set; }

    /// <inheritdoc/>
    public override void Reset()
    {
        base.Reset();
        _next = 0;
        _step.PositionIncrement = 1; // the indexer sets it to 0 at the end of each field
    }

    /// <inheritdoc/>
    public override bool IncrementToken()
    {
        if (_next >= Terms.Count) return false;
        var (chars, start, length) = Terms.Raw(_next++);
        _term.CopyBuffer(chars, start, length);
        return true;
    }
}
