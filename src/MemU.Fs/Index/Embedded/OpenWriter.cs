using Lucene.Net.Index;

namespace MemU.Fs.Index.Embedded;

/// <summary>
/// Lucene's writer, open between changes. Closing it deletes the files that it doesn't know, which must not happen when another process may have
/// written some: so it works through a directory of its own that can be told to delete nothing more.
/// </summary>
internal sealed class OpenWriter : IDisposable
{
    private readonly PlainDirectory _directory;
    private readonly SmallInMemory _small;

    /// <param name="folder">Where the index lies.</param>
    /// <param name="mode">Whether it goes on with what is there, or its first commit replaces that.</param>
    public OpenWriter(string folder, OpenMode mode)
    {
        _small = new(_directory = new(folder));
        try
        {
            Writer = UnitWriter.Open(_small, mode);
        }
        finally
        {
            if (Writer is null) _small.Dispose();
        }
    }

    /// <summary>The writer.</summary>
    public IndexWriter Writer { get; }

    /// <summary>Whether so little is being written that it may be held in memory until it is committed.</summary>
    public bool IsSmall
    {
        set => _small.IsSmall = value;
    }

    /// <summary>From now on no file is deleted: this process is no longer the one that writes.</summary>
    public void KeepFiles() => _directory.KeepsAll = true;

    /// <summary>Drops what was not committed.</summary>
    public void Dispose()
    {
        try
        {
            Writer.Rollback();
        }
        finally
        {
            // it writes what it still holds in memory, which another process may have given a file of the same name
            if (!_directory.KeepsAll) _small.Dispose();
            _directory.Dispose();
        }
    }
}
