namespace MemU.Fs.Index.Embedded;

/// <summary>A field of texts that is being built.</summary>
internal sealed class WordField : FieldBuilder
{
    private readonly TermTable _terms;

    /// <summary>An empty field.</summary>
    public WordField(string name, bool counted) : this(name, counted, new(), ownsTerms: true)
    {
    }

    /// <summary>An empty field whose terms have the numbers that they have in another one, which is to be cleared together with it.</summary>
    public WordField(string name, WordField shared) : this(name, shared.Counted, shared._terms, ownsTerms: false)
    {
    }

    private WordField(string name, bool counted, TermTable terms, bool ownsTerms) : base(name, counted, terms, ownsTerms) => _terms = terms;

    /// <summary>The number of a term.</summary>
    public int Number(ReadOnlySpan<char> term) => _terms.Add(term);

    /// <summary>Adds a term to a document, which must be the last so far.</summary>
    public void Add(ReadOnlySpan<char> term, int document, int times = 1) => Put(_terms.Add(term), document, times);

    /// <summary>Adds all terms of a buffer to a document.</summary>
    public void Add(TermBuffer terms, int document)
    {
        for (var i = 0; i < terms.Count; i++) Put(_terms.Add(terms[i]), document);
    }
}
