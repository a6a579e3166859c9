using System.Buffers;

namespace MemU.Fs.Index.Embedded;

/// <summary>Scores of one word of the question by itself, where related words stand for it: a unit gets what the word's own forms add up to, or what the best related one gives.</summary>
internal sealed class Lane : IDisposable
{
    private readonly QueryTerm[] _terms;
    private readonly float[]? _scores;
    private readonly int[]? _touched;
    private int _count;

    /// <summary>Takes room only if the question has related words.</summary>
    public Lane(QueryTerms query, int documents)
    {
        _terms = query.Terms;
        if (!Array.Exists(_terms, t => t.IsRelated)) return;
        _scores = ArrayPool<float>.Shared.Rent(documents);
        _touched = ArrayPool<int>.Shared.Rent(documents);
        Array.Clear(_scores, 0, documents);
    }

    /// <summary>True for a term of a word that has related ones: they come last among its terms.</summary>
    public bool IsNeeded(int term)
    {
        var last = term;
        while (!EndsAt(last)) last++;
        return _terms[last].IsRelated;
    }

    /// <summary>True for the last term of its word.</summary>
    public bool EndsAt(int term) => term + 1 == _terms.Length || _terms[term + 1].Lane != _terms[term].Lane;

    /// <summary>Adds a term's score.</summary>
    public void Add(int document, float score, bool isRelated)
    {
        ref var held = ref _scores![document];
        if (held == 0) _touched![_count++] = document;
        held = isRelated ? Math.Max(held, score) : held + score;
    }

    /// <summary>Adds what there is to the scores of all words.</summary>
    public void Empty(float[] scores)
    {
        for (var i = 0; i < _count; i++)
        {
            var document = _touched![i];
            scores[document] += _scores![document];
            _scores[document] = 0;
        }
        _count = 0;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_scores is not null) ArrayPool<float>.Shared.Return(_scores);
        if (_touched is not null) ArrayPool<int>.Shared.Return(_touched);
    }
}
