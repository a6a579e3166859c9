using System.Buffers;

namespace MemU.Fs.Index.Embedded;

/// <summary>
/// What related words add where the word that they stand for is not: a unit gets what the word's own forms add up to, or what the best related one gives. Related words
/// come first and are few; own words, whose lists are long, then only look at a bit for each place. Tells afterwards what was found by own words.
/// </summary>
internal sealed class Lane : IDisposable
{
    private readonly float[] _scores; // what the best related word gives beyond own ones; only of what is touched
    private readonly ulong[] _marks, _own;
    private readonly List<int> _touched = [];

    /// <summary>Takes room for the documents of a leaf.</summary>
    public Lane(int documents)
    {
        _scores = ArrayPool<float>.Shared.Rent(documents);
        _marks = Bits(documents);
        _own = Bits(documents);
    }

    /// <summary>Adds what a related word gives.</summary>
    public void AddRelated(int document, float score)
    {
        ref var marks = ref _marks[document >> 6];
        var mark = 1UL << document;
        if ((marks & mark) == 0)
        {
            marks |= mark;
            _scores[document] = score;
            _touched.Add(document);
        }
        else if (score > _scores[document]) _scores[document] = score;
    }

    /// <summary>Takes away what the word itself gives already.</summary>
    public void TakeOwn(int document, float score)
    {
        MarkOwn(document);
        if ((_marks[document >> 6] >> document & 1) != 0) _scores[document] -= score;
    }

    /// <summary>Marks a document that a word of the question is in.</summary>
    public void MarkOwn(int document) => _own[document >> 6] |= 1UL << document;

    /// <summary>True when a word of the question, in any form, stands in a document or beside it.</summary>
    public bool IsOwn(int document) => (_own[document >> 6] >> document & 1) != 0;

    /// <summary>Adds what is left to the scores of all words.</summary>
    public void Empty(float[] scores)
    {
        foreach (var document in _touched)
        {
            scores[document] += Math.Max(0, _scores[document]);
            _marks[document >> 6] = 0;
        }
        _touched.Clear();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        ArrayPool<float>.Shared.Return(_scores);
        ArrayPool<ulong>.Shared.Return(_marks);
        ArrayPool<ulong>.Shared.Return(_own);
    }

    private static ulong[] Bits(int documents)
    {
        var bits = ArrayPool<ulong>.Shared.Rent(documents / 64 + 1);
        Array.Clear(bits, 0, documents / 64 + 1);
        return bits;
    }
}
