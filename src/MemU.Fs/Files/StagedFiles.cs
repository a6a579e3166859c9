using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;
using MemU.Fs.Model;

namespace MemU.Fs.Files;

/// <summary>
/// New files of a tree that are on the disk under other names and not yet in place. They are made durable together, because a disk that is asked
/// for each file alone ends its journal as often. Those that were not put in place are removed in the end.
/// </summary>
public sealed class StagedFiles : IDisposable
{
    private const int Few = 16;

    private readonly DiskTree _tree;
    private readonly ConcurrentDictionary<MemoryPath, string> _temporaries = [];
    private readonly ConcurrentDictionary<MemoryPath, bool> _guarded = [];

    internal StagedFiles(DiskTree tree) => _tree = tree;

    /// <summary>Writes a file under another name.</summary>
    /// <exception cref="MemUException">It can't be written, or a link leads out of the tree.</exception>
    public void Add(MemoryPath path, ReadOnlySpan<byte> content)
    {
        _guarded.GetOrAdd(path.Parent, static (folder, tree) => tree.Guard(folder), _tree); // a link in the file's own place is refused when it is put there
        _temporaries[path] = _tree.WriteTemporary(path, content);
    }

    /// <summary>Writes many files under other names, several at a time.</summary>
    /// <exception cref="MemUException">One can't be written, or a link leads out of the tree.</exception>
    public void Add(IReadOnlyCollection<KeyValuePair<MemoryPath, byte[]>> files)
    {
        if (files.Count < Few)
        {
            foreach (var (path, content) in files) Add(path, content);
            return;
        }
        try
        {
            Parallel.ForEach(files, new ParallelOptions { MaxDegreeOfParallelism = 4 }, f => Add(f.Key, f.Value));
        }
        catch (AggregateException e)
        {
            ExceptionDispatchInfo.Throw(e.InnerExceptions[0]);
        }
    }

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
        _temporaries.TryRemove(path, out _);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var temporary in _temporaries.Values) File.Delete(temporary);
        _temporaries.Clear();
    }
}
