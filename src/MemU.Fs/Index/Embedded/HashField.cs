namespace MemU.Fs.Index.Embedded;

/// <summary>A field of hashes that is being built.</summary>
internal sealed class HashField : FieldBuilder
{
    private readonly HashTable _terms;

    /// <summary>An empty field.</summary>
    public HashField(string name) : this(name, new())
    {
    }

    private HashField(string name, HashTable terms) : base(name, counted: false, terms) => _terms = terms;

    /// <summary>The number of a term.</summary>
    public int Number(ulong term) => _terms.Add(term);
}
