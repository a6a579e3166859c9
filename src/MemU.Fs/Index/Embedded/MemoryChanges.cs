using Lucene.Net.Index;
using Lucene.Net.Store;
using MemU.Fs.Model;

namespace MemU.Fs.Index.Embedded;

/// <summary>Changes of a process that can't write: searched together with the index on disk, whose versions of the same files are masked.</summary>
internal sealed class MemoryChanges(VectorPrecision precision) : IDisposable
{
    private readonly RAMDirectory _directory = new();
    private readonly SegmentFeeder _feeder = new();
    private readonly Dictionary<string, IndexedFile?> _files = new(StringComparer.Ordinal);
    private IndexWriter? _writer;

    /// <summary>The documents; null when there are none.</summary>
    public DirectoryReader? Reader { get; private set; }

    /// <summary>Vectors of texts that the file does not have.</summary>
    public MemoryVectors Vectors { get; } = new() { Precision = precision };

    /// <summary>Paths that were changed or removed here.</summary>
    public IReadOnlyCollection<string> Paths => _files.Keys;

    /// <summary>True when nothing is held here.</summary>
    public bool IsEmpty => _files.Count == 0 && Vectors.Count == 0;

    /// <summary>The changed files, to be written once that is possible.</summary>
    public IEnumerable<IndexedFile> Changed => _files.Values.OfType<IndexedFile>();

    /// <summary>The removed paths.</summary>
    public IReadOnlyCollection<string> Removed => [.. _files.Where(f => f.Value is null).Select(f => f.Key)];

    /// <summary>Applies changes; nothing of them is visible when it fails.</summary>
    public void Apply(IEnumerable<IndexedFile> changed, IReadOnlyCollection<string> removed, VectorFile? disk, CancellationToken cancellationToken)
    {
        var writer = _writer ??= UnitWriter.Open(_directory, OpenMode.CREATE_OR_APPEND);
        var seen = new Dictionary<string, IndexedFile?>(StringComparer.Ordinal);
        try
        {
            foreach (var path in removed)
            {
                UnitWriter.Delete(writer, path);
                seen[path] = null;
            }
            _feeder.Feed(writer, changed.Select(file => seen[file.Item.Path.Value] = file).OfType<IndexedFile>(), text => Number(text, disk), cancellationToken);
            cancellationToken.ThrowIfCancellationRequested();
            writer.Commit();
        }
        catch
        {
            _writer = null;
            writer.Rollback();
            throw;
        }
        foreach (var (path, file) in seen) _files[path] = file;
        Reader?.Dispose();
        Reader = DirectoryReader.Open(_directory);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _writer?.Rollback();
        Reader?.Dispose();
        _directory.Dispose();
    }

    private long Number(string text, VectorFile? disk)
    {
        var key = VectorFile.KeyOf(text);
        return Vectors.Find(key) is var own and >= 0 ? -(own + 1L) : disk is null ? 0 : disk.Find(key) + 1L;
    }
}
