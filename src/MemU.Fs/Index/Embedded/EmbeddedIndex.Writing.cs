using MemU.Fs.Model;

namespace MemU.Fs.Index.Embedded;

/// <content>Writing: who may, vectors, changes, and what is kept in memory by who may not.</content>
public sealed partial class EmbeddedIndex
{
    /// <summary>
    /// Becomes the process that writes, and keeps that until <see cref="Unlock"/> or the end; changes kept in memory are then written.
    /// False when another process writes, the folder can't be written, or the index was opened for reading only.
    /// </summary>
    public bool TryLockForWriting()
    {
        lock (_writing)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            if (_access == IndexAccess.ReadOnly) return false;
            if (_disk.Writing) return true;
            if (!_disk.TryLock()) return false;
            lock (_gate)
            {
                try
                {
                    // opened for writing only now, and another process may have replaced everything meanwhile
                    var (before, same) = (_disk.Identity, _disk.IsLast() && ReferenceEquals(_disk.Opened, _madeOn));
                    if (!_disk.TryReload()) _disk.Create();
                    if (_disk.Identity == before && !_memory.IsEmpty) Write(_memory, files: same);
                }
                catch (Exception e) when (e is IOException or UnauthorizedAccessException)
                {
                    _disk.Unlock();
                    throw Failed("the index", e);
                }
                _memory.Dispose();
                _memory = NoChanges();
                Publish();
            }
            return true;
        }
    }

    /// <summary>Becomes the process that writes, waiting for another one to end its work.</summary>
    /// <exception cref="MemUException">The index can't be written, or another process kept it for too long.</exception>
    public void LockForWriting(TimeSpan patience, CancellationToken cancellationToken = default)
    {
        var since = Environment.TickCount64;
        for (var pause = 1; !TryLockForWriting(); pause = Math.Min(pause * 2, 50))
        {
            if (_access == IndexAccess.ReadOnly) throw new MemUException(MemUErrorKind.System, "the index of the memory can't be written: its folder .memu/cache is read-only.");
            if (TimeSpan.FromMilliseconds(Environment.TickCount64 - since) > patience) throw new MemUException(MemUErrorKind.Locked, "the index of the memory is being written by another process; run the command again when it is done.");
            cancellationToken.WaitHandle.WaitOne(pause);
            cancellationToken.ThrowIfCancellationRequested();
        }
    }

    /// <inheritdoc/>
    /// <exception cref="MemUException">The disk is full or read-only; the changes are dropped, and their files are to be compared again.</exception>
    public bool Settle()
    {
        lock (_writing)
        {
            if (_disposed || !_disk.IsAhead) return true;
            if (!TryLockForWriting()) return false;
            try
            {
                _disk.Commit(); // unless another process has committed, so that nothing is ahead any more
                return true;
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                throw Failed("the index", e);
            }
        }
    }

    /// <summary>
    /// Has the next <see cref="Apply"/> make the index anew: <see cref="Identity"/> differs at once, and everything is to be fed again with that one call.
    /// Until it is done, searches find what was there; when it fails or never comes, that stays.
    /// </summary>
    /// <exception cref="MemUException">Another process writes, or the folder can't be written.</exception>
    public void BeginAnew()
    {
        LockForWriting(TimeSpan.Zero);
        lock (_writing)
            lock (_gate) _disk.BeginAnew();
    }

    /// <summary>
    /// Leaves nothing behind of texts that are gone: their vectors are dropped and the words are made new from empty; everything is to be fed again,
    /// and no living text embedded again.
    /// </summary>
    public void DropTraces()
    {
        LockForWriting(TimeSpan.Zero);
        lock (_writing)
            lock (_gate)
            {
                _disk.Compact(traces: true);
                _memory.Dispose();
                _memory = NoChanges();
                Publish();
            }
    }

    /// <summary>Lets another process write; later changes ask for the lock again.</summary>
    public void Unlock()
    {
        lock (_writing)
            lock (_gate)
                _disk.Unlock();
    }

    // while everything is made anew they are taken already, though searches have none yet
    private bool TakesVectors => _space is not null && (_disk.Foreign is null || _disk.Vectors is not null);

    /// <inheritdoc/>
    public IReadOnlyList<string> WithoutVector(IReadOnlyCollection<string> texts)
    {
        lock (_writing)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            if (!TakesVectors) return [];
            lock (_gate) return texts.Distinct(StringComparer.Ordinal).Where(t => !HasVector(VectorFile.KeyOf(t))).ToList();
        }
    }

    /// <inheritdoc/>
    public void AddVectors(IReadOnlyList<string> texts, IReadOnlyList<ReadOnlyMemory<float>> vectors)
    {
        if (texts.Count != vectors.Count) throw new MemUException(MemUErrorKind.Provider, $"The embedder gave {vectors.Count} vectors for {texts.Count} texts.");
        if (vectors.Count == 0) return;
        var dimensions = Dimensions ?? vectors[0].Length;
        foreach (var vector in vectors)
            if (vector.Length != dimensions || dimensions is 0 or > 65_536)
                throw new MemUException(MemUErrorKind.Provider, $"The embedder gave a vector of {vector.Length} dimensions where the index has {dimensions}; check the model. If it was changed on purpose, remove .memu/cache and run: memu reindex");
        lock (_writing)
        {
            if (!TakesVectors) return;
            if (!TryLockForWriting())
            {
                lock (_gate) Append(texts, vectors, _memory.Vectors.Add);
                return;
            }
            try
            {
                Append(texts, vectors, _disk.Vectors!.Append);
                _disk.Vectors.Publish();
            }
            catch (IOException e)
            {
                throw Failed("the index", e);
            }
        }
    }

    private void Append(IReadOnlyList<string> texts, IReadOnlyList<ReadOnlyMemory<float>> vectors, Action<UInt128, ReadOnlySpan<float>> add)
    {
        for (var i = 0; i < texts.Count; i++)
            if (VectorFile.KeyOf(texts[i]) is var key && !HasVector(key)) add(key, vectors[i].Span);
    }

    /// <inheritdoc/>
    /// <remarks>When the index on disk turns out to be broken it is made new and empty; <see cref="Identity"/> then differs and everything is to be fed again.</remarks>
    public void Apply(IEnumerable<IndexedFile> changed, IReadOnlyCollection<string> removed, CancellationToken cancellationToken = default)
    {
        lock (_writing)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (TryLockForWriting())
            {
                var source = new Guarded<IndexedFile>(changed);
                try
                {
                    // searches go on meanwhile: they hold the snapshot before
                    _disk.Apply(source, removed, cancellationToken);
                    lock (_gate) Publish();
                }
                catch (Exception e) when (!source.Failed && IndexFaults.MayBeBroken(e) && !_disk.IsWhole())
                {
                    Renew();
                }
                catch (Exception e) when (!source.Failed && e is IOException or UnauthorizedAccessException)
                {
                    throw Failed("the index", e);
                }
                return;
            }
            lock (_gate)
            {
                if (_memory.Paths.Count == 0) _madeOn = _disk.Opened;
                _memory.Apply(changed, removed, _disk.Vectors, cancellationToken);
                Publish();
            }
        }
    }

    // Vectors are named by their texts and hold in any case. Files may be newer in what the other process wrote, so they are to be compared again.
    private void Write(MemoryChanges changes, bool files)
    {
        if (_disk.Vectors is { } kept)
        {
            foreach (var (key, vector) in changes.Vectors.All())
                if (kept.Find(key) < 0) kept.Append(key, vector);
            kept.Publish();
        }
        if (files) _disk.Apply(changes.Changed, changes.Removed, CancellationToken.None);
        else _disk.Drop();
    }

    private bool HasVector(UInt128 key) => _memory.Vectors.Find(key) >= 0 || _disk.Vectors?.Find(key) >= 0;
}
