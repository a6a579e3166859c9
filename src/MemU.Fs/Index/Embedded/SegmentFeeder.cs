using System.Runtime.ExceptionServices;
using Lucene.Net.Index;
using MemU.Fs.Model;

namespace MemU.Fs.Index.Embedded;

/// <summary>Feeds files into an index: segments are built in memory, one by each processor, and handed to Lucene as a whole.</summary>
internal sealed class SegmentFeeder
{
    private const int PartFiles = 256;
    private const long MostBytes = 192 << 20;

    private readonly List<(SegmentBuilder Segment, UnitWriter Units)> _builders = [];

    /// <summary>Replaces the documents of the files; they are in the index when the writer commits.</summary>
    /// <param name="writer">The index.</param>
    /// <param name="changed">The files as they are now; of one that comes twice the last counts.</param>
    /// <param name="vectorOf">The number of a text's vector, 0 for none; asked by several threads.</param>
    /// <param name="cancellationToken">Stops between parts.</param>
    public void Feed(IndexWriter writer, IEnumerable<IndexedFile> changed, Func<string, long> vectorOf, CancellationToken cancellationToken)
    {
        try
        {
            Take(writer, changed, vectorOf, cancellationToken);
            writer.MaybeMerge();
        }
        catch
        {
            Release(); // half of a file may be in them
            throw;
        }
    }

    /// <summary>Gives the memory back that is kept for the next files.</summary>
    public void Release() => _builders.Clear();

    private void Take(IndexWriter writer, IEnumerable<IndexedFile> changed, Func<string, long> vectorOf, CancellationToken cancellationToken)
    {
        var isNew = writer.MaxDoc == 0;
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var parts = new List<List<IndexedFile>>();
        foreach (var file in changed)
        {
            var path = file.Item.Path.Value;
            var isAgain = !seen.Add(path);
            if (isAgain) Flush(writer, parts, vectorOf, cancellationToken);
            if (isAgain || !isNew) UnitWriter.Delete(writer, path);
            if (parts.Count == 0 || parts[^1].Count == PartFiles)
            {
                if (parts.Count == Environment.ProcessorCount) Build(writer, parts, vectorOf, cancellationToken);
                parts.Add([]);
            }
            parts[^1].Add(file);
        }
        Flush(writer, parts, vectorOf, cancellationToken);
    }

    private void Build(IndexWriter writer, List<List<IndexedFile>> parts, Func<string, long> vectorOf, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        while (_builders.Count < parts.Count) _builders.Add((new(), new()));
        // which part goes where does not hang on chance, so that the same files make the same index
        EachAtOnce(parts.Count, i =>
        {
            foreach (var file in parts[i]) _builders[i].Units.Add(_builders[i].Segment, file, vectorOf, segment => Write(writer, segment));
        });
        parts.Clear();
        if (_builders.Sum(b => b.Segment.Size) > MostBytes) Write(writer);
    }

    private void Flush(IndexWriter writer, List<List<IndexedFile>> parts, Func<string, long> vectorOf, CancellationToken cancellationToken)
    {
        if (parts.Count > 0) Build(writer, parts, vectorOf, cancellationToken);
        Write(writer);
    }

    private void Write(IndexWriter writer)
    {
        var built = _builders.Where(b => b.Segment.Document > 0).Select(b => b.Segment).ToList();
        EachAtOnce(built.Count, i => Write(writer, built[i]));
    }

    private static void Write(IndexWriter writer, SegmentBuilder segment)
    {
        writer.AddIndexes(new BuiltSegment(segment));
        segment.Clear();
    }

    private static void EachAtOnce(int count, Action<int> work)
    {
        if (count == 1)
        {
            work(0);
            return;
        }
        try
        {
            Parallel.For(0, count, work);
        }
        catch (AggregateException e)
        {
            // the caller tells a broken index from a full disk by the exception itself
            ExceptionDispatchInfo.Throw(e.InnerExceptions[0]);
        }
    }
}
