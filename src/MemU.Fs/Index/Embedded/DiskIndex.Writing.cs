using Lucene.Net.Index;
using MemU.Fs.Model;

namespace MemU.Fs.Index.Embedded;

/// <content>Writing: the lock, commits, and making everything anew.</content>
internal sealed partial class DiskIndex
{
    /// <summary>Becomes the one that writes; false when another process is, or the folder can't be written.</summary>
    public bool TryLock()
    {
        if (_lock is not null) return true;
        try
        {
            Directory.CreateDirectory(folder);
            _lock = new FileStream(Path.Combine(folder, "write.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false; // the caller then keeps its changes in memory
        }
    }

    /// <summary>Lets another process write.</summary>
    public void Unlock()
    {
        _feeder.Release();
        if (_anew is not null) CloseWriter(); // it would begin anew
        _anew = null;
        _lock?.Dispose();
        _lock = null;
    }

    /// <summary>Makes a new, empty index; vectors that still fit are kept, since they are named by their texts.</summary>
    public void Create()
    {
        Unload();
        if (Directory.Exists(_lucene)) Directory.Delete(_lucene, recursive: true);
        Directory.CreateDirectory(_lucene);
        using (var vectors = VectorFile.TryOpen(folder, dimensions, embedder, writable: true) ?? VectorFile.Create(folder, dimensions, embedder))
        using (var writer = UnitWriter.Open(_directory, OpenMode.CREATE))
        {
            writer.SetCommitData(new IndexStamp(IndexStamp.NewIdentity(), vectors.Id, 0).ToCommitData());
            writer.Commit();
        }
        _boot.Set();
        if (!TryLoad()) throw new MemUException(MemUErrorKind.System, $"{folder}: an index that was just made can't be read; check the disk.");
    }

    /// <summary>Drops the dead vectors and makes the index new and empty; the living vectors are found again by their texts.</summary>
    public void Compact()
    {
        Vectors!.Compact(folder, VectorCompaction.Live(Reader!));
        Vectors = null;
        Create();
    }

    /// <summary>Has the next change replace everything, in its one commit: what is there is found until then, and stays when it never comes.</summary>
    public void BeginAnew()
    {
        CloseWriter();
        _anew = IndexStamp.NewIdentity();
    }

    /// <summary>Writes the changes as one commit, or where it may wait only shows them; nothing of them is visible when it fails.</summary>
    public void Apply(IEnumerable<IndexedFile> changed, IReadOnlyCollection<string> removed, CancellationToken cancellationToken)
    {
        var open = _writer ??= new(_lucene, _anew is null ? OpenMode.APPEND : OpenMode.CREATE);
        var (writer, before) = (open.Writer, _stamp);
        var count = 0;
        open.IsSmall = true;
        try
        {
            foreach (var path in removed) UnitWriter.Delete(writer, path);
            _feeder.Feed(writer, changed.Select(Counted), text => Vectors!.Find(VectorFile.KeyOf(text)) + 1L, cancellationToken);
            cancellationToken.ThrowIfCancellationRequested();
            IsAhead = true;
            if (!Waits || _anew is not null || count >= ManyFiles || !open.IsInMemory) Keep(open);
            if (Waits) Show(open);
        }
        catch
        {
            (_stamp, _anew) = (before, null);
            CloseWriter();
            throw;
        }
        if (!_isWriters && !Reopen()) throw new CorruptIndexException("the index can't be read after a commit");

        IndexedFile Counted(IndexedFile file)
        {
            if (++count == ManyFiles) open.IsSmall = false;
            return file;
        }
    }

    /// <summary>Puts on the disk what is ahead of it, with the lock held.</summary>
    public void Commit()
    {
        if (!IsAhead) return;
        try
        {
            Keep(_writer!);
        }
        catch
        {
            CloseWriter();
            throw;
        }
    }

    private void Keep(OpenWriter open)
    {
        _stamp = _stamp! with { Identity = Identity!, VectorCount = Vectors!.Count };
        open.Writer.SetCommitData(_stamp.ToCommitData());
        open.Commit();
        (_anew, IsAhead) = (null, false);
        if (Waits) _commit = LastCommit(); // else by reopening
    }

    private void Show(OpenWriter open)
    {
#pragma warning disable CA2000 // the new reader becomes the one this object owns
        if (DirectoryReader.OpenIfChanged(Reader, open.Writer, applyAllDeletes: true) is not { } next) return;
#pragma warning restore CA2000
        Reader!.Dispose();
        (Reader, _isWriters) = (next, true);
    }

    private void CloseWriter()
    {
        _feeder.Release();
        if (IsAhead) Dropped++; // the files say it again
        IsAhead = false;
        if (!Writing) _writer?.KeepFiles();
        _writer?.Dispose();
        _writer = null;
    }
}
