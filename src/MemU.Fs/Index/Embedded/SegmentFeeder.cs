using Lucene.Net.Index;
using MemU.Fs.Model;

namespace MemU.Fs.Index.Embedded;

/// <summary>
/// Feeds files into an index: segments are built in memory, one by each processor, and handed to Lucene as a whole. They are built while the next files are read, and the
/// reading of files, the making of their vectors and all that is asked of the caller stays in his thread.
/// </summary>
internal sealed class SegmentFeeder
{
    private const int PartFiles = 256;
    private const long MostBytes = 192 << 20;

    private readonly List<Builder> _builders = [];

    /// <summary>Replaces the documents of the files; they are in the index when the writer commits.</summary>
    /// <param name="writer">The index.</param>
    /// <param name="changed">The files as they are now; of one that comes twice the last counts.</param>
    /// <param name="vectorOf">The number of a text's vector, 0 for none.</param>
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
            // the first failure is the one that is told
            Task.WhenAll(_builders.Select(b => b.Work)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing).GetAwaiter().GetResult();
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
        var (part, parts) = (new List<(IndexedFile File, long[] Vectors)>(), 0);
        foreach (var file in changed)
        {
            var path = file.Item.Path.Value;
            var isAgain = !seen.Add(path);
            if (isAgain) Flush();
            if (isAgain || !isNew) UnitWriter.Delete(writer, path);
            if (part.Count == PartFiles) Start();
            part.Add((file, [.. file.Units.Select(u => u.Text.Length == 0 ? 0 : vectorOf(u.Text))]));
        }
        Flush();

        // which part goes where does not hang on chance, so that the same files make the same segments
        void Start()
        {
            cancellationToken.ThrowIfCancellationRequested();
            var at = parts++ % Environment.ProcessorCount;
            if (at == _builders.Count) _builders.Add(new());
            var (builder, taken) = (_builders[at], part);
            builder.Wait();
            builder.Work = Task.Run(() => builder.Build(writer, taken, MostBytes / Environment.ProcessorCount), CancellationToken.None);
            part = [];
        }

        void Flush()
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (parts == 0)
            {
                // a few files, as nearly always: in this thread
                if (_builders.Count == 0) _builders.Add(new());
                _builders[0].Build(writer, part, long.MaxValue);
                _builders[0].Write(writer);
                part.Clear();
                return;
            }
            if (part.Count > 0) Start();
            foreach (var builder in _builders)
            {
                builder.Wait();
                builder.Work = Task.Run(() => builder.Write(writer), CancellationToken.None);
            }
            foreach (var builder in _builders) builder.Wait();
            parts = 0;
        }
    }

    private sealed class Builder
    {
        private readonly SegmentBuilder _segment = new();
        private readonly UnitWriter _units = new();

        public Task Work { get; set; } = Task.CompletedTask;

        // the caller tells a broken index from a full disk by the exception itself
        public void Wait() => Work.GetAwaiter().GetResult();

        public void Build(IndexWriter writer, List<(IndexedFile File, long[] Vectors)> part, long mostBytes)
        {
            foreach (var (file, vectors) in part) _units.Add(_segment, file, vectors, _ => Write(writer));
            if (_segment.Size > mostBytes) Write(writer);
        }

        public void Write(IndexWriter writer)
        {
            if (_segment.Document == 0) return;
            writer.AddIndexes(new BuiltSegment(_segment));
            _segment.Clear();
        }
    }
}
