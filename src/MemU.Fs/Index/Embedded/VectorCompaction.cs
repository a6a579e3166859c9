using Lucene.Net.Index;

namespace MemU.Fs.Index.Embedded;

/// <summary>
/// Drops the vectors of texts that are gone. Numbers change by it, so the words are indexed anew afterwards; no text is embedded again.
/// </summary>
internal static class VectorCompaction
{
    /// <summary>Below this it is not worth the work.</summary>
    public const int Least = 1024;

    /// <summary>True when surely more than a quarter is dead: a unit has one vector at most, so the count of units bounds the living ones without reading them.</summary>
    public static bool IsDue(VectorFile vectors, DirectoryReader reader) => vectors.Count >= Least && reader.NumDocs * 4L < vectors.Count * 3L;

    /// <summary>The numbers of the vectors that a document refers to, in order.</summary>
    public static SortedSet<uint> Live(DirectoryReader reader)
    {
        SortedSet<uint> live = [];
        foreach (var leaf in reader.Leaves)
        {
            if (leaf.AtomicReader.GetNumericDocValues(UnitValues.Vector) is not { } numbers) continue;
            var alive = leaf.AtomicReader.LiveDocs;
            for (var document = 0; document < leaf.AtomicReader.MaxDoc; document++)
                if ((alive?.Get(document) ?? true) && numbers.Get(document) is > 0 and var number) live.Add((uint)(number - 1));
        }
        return live;
    }
}
