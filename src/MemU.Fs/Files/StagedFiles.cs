using MemU.Fs.Model;

namespace MemU.Fs.Files;

/// <summary>
/// New files of a tree that are on the disk under other names and not yet in place. They are made durable together, because a disk that is asked
/// for each file alone ends its journal as often. Those that were not put in place are removed in the end.
/// </summary>
public sealed class StagedFiles : IDisposable
{
    private readonly DiskTree _tree;
    private readonly Dictionary<MemoryPath, string> _temporaries = [];

    internal StagedFiles(DiskTree tree) => _tree = tree;

    /// <summary>Writes a file under another name.</summary>
    public void Add(MemoryPath path, ReadOnlySpan<byte> content) => _temporaries[path] = _tree.WriteTemporary(path, content);

    /// <summary>Returns when the bytes of all files would survive a power cut.</summary>
    public void Sync()
    {
        try
        {
            Parallel.ForEach(_temporaries.Values, new ParallelOptions { MaxDegreeOfParallelism = 4 }, Durable.SyncFile);
        }
        catch (AggregateException e) when (e.InnerExceptions[0] is IOException or UnauthorizedAccessException)
        {
            throw SystemError.From(e.InnerExceptions[0], "the new files can't be made durable");
        }
    }

    /// <summary>Puts a file in place as a whole; the folder entry is durable after <see cref="DiskTree.SyncFolders"/>.</summary>
    public void Put(MemoryPath path)
    {
        _tree.Put(_temporaries[path], path);
        _temporaries.Remove(path);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var temporary in _temporaries.Values) File.Delete(temporary);
        _temporaries.Clear();
    }
}
