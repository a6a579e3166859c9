namespace MemU.Fs.Index.Embedded;

/// <summary>The vectors that a search compares: those of the mapped file and those in memory.</summary>
internal sealed unsafe class VectorScan
{
    private readonly byte* _most, _since;
    private readonly long _mostBytes, _sinceBytes;
    private readonly int _stride;
    private readonly MemoryVectors _memory;

    /// <summary>Compares with what is mapped as long as that is.</summary>
    public VectorScan(VectorViews? file, MemoryVectors memory)
    {
        (_memory, _stride) = (memory, file?.Stride ?? 0);
        if (file?.Most is { } most)
        {
            _most = most.Start;
            _mostBytes = most.Length;
        }
        if (file?.Since is { } since)
        {
            _since = since.Start;
            _sinceBytes = since.Length;
        }
    }

    /// <summary>How the records are kept.</summary>
    public VectorPrecision Precision => _memory.Precision;

    /// <summary>The cosine of the question's vector and the one that a document names; 0 for none.</summary>
    /// <param name="query">The question's.</param>
    /// <param name="vector">The document's value.</param>
    public float Cosine(VectorQuery query, long vector)
    {
        if (vector == 0) return 0;
        if (vector < 0)
        {
            fixed (byte* at = _memory[(int)(-vector - 1)]) return query.Cosine(at);
        }
        var offset = (vector - 1) * _stride;
        if (offset < _mostBytes) return query.Cosine(_most + offset);
        offset -= _mostBytes;
        return offset < _sinceBytes ? query.Cosine(_since + offset) : 0;
    }
}
