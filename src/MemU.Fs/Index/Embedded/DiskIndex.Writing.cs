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
        GiveUpAnew();
        _lock?.Dispose();
        _lock = null;
    }

    /// <summary>Makes a new, empty index; vectors that still fit are kept, since they are named by their texts, and so are those of another space that would cost something to make.</summary>
    public void Create()
    {
        Unload();
        if (Directory.Exists(_lucene)) Directory.Delete(_lucene, recursive: true);
        Directory.CreateDirectory(_lucene);
        using (var writer = UnitWriter.Open(_directory, OpenMode.CREATE))
        {
            var (vectors, of) = MakeVectors();
            writer.SetCommitData(new IndexStamp(IndexStamp.NewIdentity(), vectors, of, 0, Lacks: false).ToCommitData());
            writer.Commit();
            // what costs nothing to make again is not kept beside what is used
            Drop(OtherSpaces().Where(f => Path.GetFileName(f) != of && (VectorFile.HeaderIn(f) is null or { Space.IsFree: true })));
        }
        _boot.Set();
        if (!TryLoad()) throw new MemUException(MemUErrorKind.System, $"{folder}: an index that was just made can't be read; check the disk.");
    }

    private (Guid Vectors, string Space) MakeVectors()
    {
        if (space is null) return (default, "");
        var own = Path.Combine(folder, space.Folder);
        using (var old = VectorFile.TryOpen(own, space, writable: true))
            if (old is not null) return (old.Id, space.Folder);
        foreach (var other in OtherSpaces())
            if (VectorFile.HeaderIn(other) is { } header && Keeps(header)) return (header.Id, Path.GetFileName(other));
        using var vectors = VectorFile.Create(own, space);
        return (vectors.Id, space.Folder);
    }

    private IEnumerable<string> OtherSpaces() => Directory.EnumerateDirectories(folder, EmbeddingSpace.FolderPrefix + "*").Where(f => Path.GetFileName(f) != space?.Folder);

    /// <summary>Drops the dead vectors, of whichever space they are, and makes the index new and empty; the living vectors are found again by their texts.</summary>
    /// <param name="traces">Whether nothing may be left of texts that are gone: vectors that no document refers to, of a making anew that was cut off, go too.</param>
    public void Compact(bool traces)
    {
        if (_stamp!.Space.Length > 0)
        {
            var of = Path.Combine(folder, _stamp.Space);
#pragma warning disable CA2000 // closed by compacting it
            var vectors = Foreign is null ? Vectors : VectorFile.TryOpen(of, null, writable: true);
#pragma warning restore CA2000
            if (vectors is not null) vectors.Compact(of, VectorCompaction.Live(Reader!));
            else if (traces) Directory.Delete(of, recursive: true); // broken, and so of no use
            if (Foreign is null) Vectors = null;
        }
        var kept = _stamp.Space;
        Unload();
        if (traces)
            foreach (var other in Directory.EnumerateDirectories(folder, EmbeddingSpace.FolderPrefix + "*").Where(f => Path.GetFileName(f) != kept).ToList()) Directory.Delete(other, recursive: true);
        Create();
    }

    /// <summary>Has the next change replace everything, in its one commit: what is there is found until then, and stays when it never comes.</summary>
    public void BeginAnew()
    {
        CloseWriter();
        _anew = IndexStamp.NewIdentity();
        if (Foreign is not null) Vectors = VectorFile.TryOpen(Path.Combine(folder, space!.Folder), space, writable: true) ?? VectorFile.Create(Path.Combine(folder, space.Folder), space);
    }

    // vectors made so far stay for the next time
    private void GiveUpAnew()
    {
        if (_anew is null) return;
        CloseWriter(); // it would begin anew
        _anew = null;
        if (Foreign is null) return;
        Vectors?.Dispose();
        Vectors = null;
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
            _feeder.Feed(writer, changed.Select(Counted), NumberOf, cancellationToken);
            cancellationToken.ThrowIfCancellationRequested();
            IsAhead = true;
            if (!Waits || _anew is not null || count >= ManyFiles || !open.IsInMemory) Keep(open);
            if (Waits) Show(open);
        }
        catch
        {
            _stamp = before;
            GiveUpAnew();
            CloseWriter();
            throw;
        }
        if (!_isWriters && !Reopen()) throw new CorruptIndexException("the index can't be read after a commit");

        IndexedFile Counted(IndexedFile file)
        {
            if (++count == ManyFiles) open.IsSmall = false;
            return file;
        }

        long NumberOf(string text)
        {
            if (Vectors is { } vectors) return vectors.Find(VectorFile.KeyOf(text)) + 1L;
            if (_stamp is { Lacks: false, Space.Length: > 0 }) _stamp = _stamp with { Lacks = true };
            return 0;
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
        _stamp = _anew is not null && Vectors is { } made ? new(_anew, made.Id, space!.Folder, made.Count, Lacks: false)
            : _stamp! with { Identity = Identity!, VectorCount = Vectors?.Count ?? _stamp.VectorCount };
        open.Writer.SetCommitData(_stamp.ToCommitData());
        open.Commit();
        if (_anew is not null && Vectors is not null) DropOthers();
        (_anew, IsAhead) = (null, false);
        if (Waits) _commit = LastCommit(); // else by reopening
    }

    // nothing refers to them any more
    private void DropOthers()
    {
        Foreign = null;
        Drop(OtherSpaces());
    }

    private static void Drop(IEnumerable<string> folders)
    {
        foreach (var folder in folders.ToList())
            try
            {
                Directory.Delete(folder, recursive: true);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // a process on Windows still has them mapped: the next time takes them away
            }
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
