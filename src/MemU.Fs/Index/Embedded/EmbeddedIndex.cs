using MemU.Fs.Model;

namespace MemU.Fs.Index.Embedded;

/// <summary>
/// The index in a folder beside the memory: Lucene.Net for words, a file of vectors for meaning. A cache: what is missing, broken, of another version or
/// of another embedder is made new, and <see cref="Identity"/> then changes so that the caller feeds it again. Usable from several threads.
/// </summary>
public sealed partial class EmbeddedIndex : IMemoryIndex
{
    private readonly Lock _writing = new();
    private readonly Lock _gate = new();
    private readonly DiskIndex _disk;
    private readonly IndexAccess _access;
    private readonly EmbeddingSpace? _space;
    private string _withoutDisk = IndexStamp.NewIdentity();
    private MemoryChanges _memory;
    private object? _madeOn; // what was on the disk when the first of these changes was made
    private Snapshot _snapshot;
    private int _renewals;
    private bool _disposed;

    private EmbeddedIndex(DiskIndex disk, EmbeddingSpace? space, IndexAccess access, bool mayCompact)
    {
        (_disk, _space, _access) = (disk, space, access);
        _memory = NoChanges();
        if (!disk.TryLoad() && access == IndexAccess.ReadWrite && disk.TryLock() && !disk.TryLoad()) disk.Create();
        // numbers change by it, which nobody relies on yet
        if (mayCompact && access == IndexAccess.ReadWrite && disk.IsSparse && disk.TryLock() && disk.TryReload() && disk.IsSparse) disk.Compact(traces: false);
        // fed again, with the vectors that there are and those that are missing
        if (mayCompact && access == IndexAccess.ReadWrite && disk.Lacks && disk.TryLock() && disk.TryReload() && disk.Lacks) disk.Create();
        _snapshot = Take();
    }

    /// <summary>Opens the index of a folder; reads only what identifies it.</summary>
    /// <param name="folder">Where it lies; made when it may be written.</param>
    /// <param name="space">What makes the vectors; those of another space are not used. Null to do without any.</param>
    /// <param name="access">Whether the folder may be written.</param>
    /// <param name="mayCompact">Whether the index may be made anew to drop dead vectors; not while something in it could not be fed again.</param>
    /// <param name="waits">Whether small changes may be visible before they are on the disk, until <see cref="Settle"/>: in a process that stays.</param>
    public static EmbeddedIndex Open(string folder, EmbeddingSpace? space, IndexAccess access, bool mayCompact = true, bool waits = false)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        if (space?.Dimensions is { } dimensions and (< 1 or > 65_536)) throw new MemUException(MemUErrorKind.BadArgument, $"the embedding model {space.Name} has {dimensions} dimensions; from 1 to 65,536 can be kept.");
#pragma warning disable CA2000 // owned by the index that is returned; closed below otherwise
        var disk = new DiskIndex(folder, space, access) { Waits = waits };
#pragma warning restore CA2000
        try
        {
            return new(disk, space, access, mayCompact);
        }
        catch (Exception e)
        {
            disk.Dispose();
            if (e is IOException or UnauthorizedAccessException) throw Failed(folder, e);
            throw;
        }
    }

    /// <summary>The weights of ranking.</summary>
    public RankingRules Rules { get; set; } = new();

    /// <inheritdoc/>
    public string Identity
    {
        get
        {
            lock (_gate) return _disk.Identity ?? _withoutDisk;
        }
    }

    /// <summary>True when changes go to the folder; false when they are kept in memory.</summary>
    public bool IsWriting
    {
        get
        {
            lock (_gate) return _disk.Writing;
        }
    }

    /// <inheritdoc/>
    public bool IsAhead
    {
        get
        {
            lock (_gate) return _disk.IsAhead;
        }
    }

    /// <inheritdoc/>
    public int Dropped
    {
        get
        {
            lock (_gate) return _disk.Dropped;
        }
    }

    /// <summary>How often it turned out to be broken in use and was made anew, or done without: what was asked meanwhile may have found nothing.</summary>
    public int Renewals => Volatile.Read(ref _renewals);

    /// <inheritdoc/>
    public int FileCount => With(Lookups.Files, 0);

    /// <summary>Every file that it knows.</summary>
    public IReadOnlyCollection<string> Paths() => With(Lookups.Paths, []);

    /// <summary>True when its files hold what was written.</summary>
    public bool IsWhole()
    {
        lock (_gate) return _disk.Reader is not null && _disk.IsWhole();
    }

    /// <inheritdoc/>
    public bool HasVectors
    {
        get
        {
            lock (_gate) return _space is not null && _disk.Foreign is null;
        }
    }

    /// <inheritdoc/>
    public EmbeddingSpace? OtherSpace
    {
        get
        {
            lock (_gate) return _disk.Foreign;
        }
    }

    /// <summary>Numbers in a vector; null while neither the model nor a vector has said it.</summary>
    public int? Dimensions
    {
        get
        {
            lock (_gate) return _disk.Vectors is { Dimensions: > 0 and var kept } ? kept : _space?.Dimensions ?? (_memory.Vectors.Dimensions is > 0 and var held ? held : null);
        }
    }

    /// <summary>How many vectors are kept, how many of them some unit has, and the bytes of one; nothing where the index is in memory.</summary>
    public (long Kept, long Living, int Bytes) VectorUse()
    {
        lock (_gate) return _disk.Vectors is null || _disk.Reader is null ? default : (_disk.Vectors.Count, VectorCompaction.Live(_disk.Reader).Count, _disk.Vectors.Stride);
    }

    /// <inheritdoc/>
    /// <remarks>When the index on disk turns out to be broken nothing is found and <see cref="Identity"/> differs: feed it and ask again.</remarks>
    public IndexResult Search(IndexQuery query, CancellationToken cancellationToken = default)
    {
        var filter = new UnitFilter(query.Where, WhereCheck.Run(query.Where, FieldNames), query);
        if (query.Limit <= 0) return new([], [], []);
        if (query.Vector is { Length: > 0 and var length } && HasVectors && Dimensions is { } dimensions && length != dimensions)
            throw new MemUException(MemUErrorKind.BadArgument, $"The question's vector has {length} dimensions, the index {dimensions}; embed it with the index's own model.");
        if (!HasVectors) query = query with { Vector = null };
        var rules = _space is { IsFree: true } ? Rules with { VectorWeight = Rules.OfflineVectorWeight } : Rules;
        return With(s => UnitSearch.Run(s, query, filter, rules, cancellationToken), new IndexResult([], [], []));
    }

    /// <inheritdoc/>
    public IReadOnlySet<string> Matching(Where where)
    {
        var filter = new UnitFilter(where, WhereCheck.Run(where, FieldNames));
        return With(s => Lookups.Matching(s, filter), []);
    }

    /// <inheritdoc/>
    public IReadOnlyList<KeyHit> FindKeys(IReadOnlyCollection<string> keys, MemoryScope? scope, Where? where = null)
    {
        var filter = where is null or { IsAll: true } ? null : new UnitFilter(where, WhereCheck.Run(where, FieldNames));
        return With(s => Lookups.Keys(s, keys, scope, filter), []);
    }

    /// <inheritdoc/>
    public IReadOnlyList<string> TopItems(string category, MemoryScope scope, int count) => With(s => Lookups.TopItems(s, category, scope, count), []);

    /// <inheritdoc/>
    public IReadOnlyList<(string Path, DateTimeOffset? Changed)> Newest(int count, Func<string, bool> wanted) => With(s => Lookups.Newest(s, count, wanted), []);

    /// <inheritdoc/>
    public IReadOnlySet<string> FieldNames() => With(Lookups.FieldNames, []);

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_writing)
        {
            if (_disposed) return;
            _disposed = true;
            lock (_gate)
            {
                _snapshot.Dispose();
                _memory.Dispose();
                _disk.Dispose();
            }
        }
    }

    private T With<T>(Func<Snapshot, T> ask, T none)
    {
        var snapshot = Current();
        try
        {
            return ask(snapshot);
        }
        catch (Exception e) when (IndexFaults.MayBeBroken(e) && !snapshot.IsWhole())
        {
            Renew();
            return none;
        }
        finally
        {
            snapshot.Dispose();
        }
    }

    private Snapshot Current()
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            if (!_disk.Writing) Follow();
            ObjectDisposedException.ThrowIf(!_snapshot.TryAcquire(), this);
            return _snapshot;
        }
    }

    // sees what the writing process has done; changes held in memory belong to the index they were made for
    private void Follow()
    {
        var (identity, reader) = (_disk.Identity, _disk.Reader);
        _disk.Refresh();
        if (ReferenceEquals(reader, _disk.Reader)) return;
        if (identity != _disk.Identity)
        {
            _memory.Dispose();
            _memory = NoChanges();
        }
        Publish();
    }

    // the index on disk is broken: a new one where that is allowed, else none
    private void Renew()
    {
        lock (_writing)
            lock (_gate)
            {
                var identity = _disk.Identity;
                Interlocked.Increment(ref _renewals);
                if (_access == IndexAccess.ReadWrite && _disk.TryLock()) _disk.Create();
                else _disk.Forget();
                if (_disk.Identity != identity || identity is null)
                {
                    _withoutDisk = IndexStamp.NewIdentity();
                    _memory.Dispose();
                    _memory = NoChanges();
                }
                Publish();
            }
    }

    private void Publish()
    {
        var old = _snapshot;
        _snapshot = Take();
        old.Dispose();
    }

    private MemoryChanges NoChanges() => new(_space?.Precision ?? default);

    private Snapshot Take() => new(_disk.Reader, _memory.Reader, _memory.Paths, _disk.View(), _memory.Vectors);

    private static MemUException Failed(string where, Exception e) =>
        new(MemUErrorKind.System, $"{where}: the index can't be written ({e.Message}); free space or check permissions, nothing of the memory itself is lost.", e);
}
