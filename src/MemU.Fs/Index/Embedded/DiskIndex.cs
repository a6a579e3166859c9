using Lucene.Net.Index;
using MemU.Fs.Model;

namespace MemU.Fs.Index.Embedded;

/// <summary>
/// The index in its folder: <c>lucene/</c>, a folder for the vectors of a space, and <c>write.lock</c>, which whoever writes holds.
/// Where the vectors are of another space than the one set, and would cost something to make, the words are used without any until <see cref="BeginAnew"/>.
/// </summary>
internal sealed partial class DiskIndex(string folder, EmbeddingSpace? space, IndexAccess access) : IDisposable
{
    private const int ManyFiles = 128;

    private readonly string _lucene = Path.Combine(folder, "lucene");
    private readonly PlainDirectory _directory = new(Path.Combine(folder, "lucene"));
    private readonly BootMark _boot = new(folder);
    private readonly SegmentFeeder _feeder = new();
    private FileStream? _lock;
    private OpenWriter? _writer; // stays open when another process may write, and is then used again unless one did
    private IndexStamp? _stamp;
    private string? _anew;
    private VectorViews? _views;
    private byte[]? _commit; // Lucene's record of what is open, byte for byte
    private bool _isWriters; // the reader sees what the writer has and has not committed

    /// <summary>The published documents; null when there is no usable index.</summary>
    public DirectoryReader? Reader { get; private set; }

    /// <summary>The vectors of the space set: those that documents refer to, or while everything is made anew those that they will; null when there are none.</summary>
    public VectorFile? Vectors { get; private set; }

    /// <summary>The space of the vectors that documents refer to, where that is another than the one set.</summary>
    public EmbeddingSpace? Foreign { get; private set; }

    /// <summary>True when files were fed without vectors that could have them by now.</summary>
    public bool Lacks => _stamp?.Lacks == true && Vectors is not null;

    /// <summary>The random name of what is open, or of what the next change makes anew; null when nothing is.</summary>
    public string? Identity => _anew ?? _stamp?.Identity;

    /// <summary>Stands for the commit that is open: another object for each.</summary>
    public object? Opened => _commit;

    /// <summary>True while this process is the one that writes.</summary>
    public bool Writing => _lock is not null;

    /// <summary>Whether small changes may be visible before they are on the disk, until <see cref="Commit"/>.</summary>
    public bool Waits { get; init; }

    /// <summary>True while they are.</summary>
    public bool IsAhead { get; private set; }

    /// <summary>How often they were dropped instead.</summary>
    public int Dropped { get; private set; }

    /// <summary>Notes that changes were dropped that never came here.</summary>
    public void Drop() => Dropped++;

    /// <summary>Opens what is there; false when it is missing, broken or foreign.</summary>
    public bool TryLoad()
    {
        Unload();
        try
        {
            if (!Directory.Exists(_lucene)) return false;
            _ = IndexCodec.Instance; // before the first segment is read
            Reader = DirectoryReader.Open(_directory);
            _stamp = IndexStamp.Read(Reader.IndexCommit.UserData);
            Remember();
            var usable = _stamp is not null && OpenVectors(Writing);
            if (usable && SurvivedTheStart()) return true;
        }
        catch (Exception e) when (IndexFaults.MayBeBroken(e) || e is IOException or UnauthorizedAccessException)
        {
            Unload();
            return false;
        }
        Unload();
        return false;
    }

    /// <summary>Opens the vectors that the stamp names, or notes whose they are; false when they are gone, broken, or made again rather than done without.</summary>
    private bool OpenVectors(bool writable)
    {
        Vectors?.Dispose();
        (Vectors, Foreign) = (null, null);
        if (space is null) return true;
        if (_stamp!.Space == space.Folder)
        {
            Vectors = VectorFile.TryOpen(Path.Combine(folder, space.Folder), space, writable);
            return Vectors is not null && Vectors.Id == _stamp.Vectors && Vectors.Count >= _stamp.VectorCount;
        }
        if (_stamp.Space.Length == 0 || VectorFile.HeaderIn(Path.Combine(folder, _stamp.Space)) is not { } header || header.Id != _stamp.Vectors || !Keeps(header)) return false;
        Foreign = header.Space;
        return true;
    }

    // those that cost nothing give way at once
    private bool Keeps(VectorHeader other) => other.Count > 0 && !(other.Space.IsFree && space!.IsFree);

    private bool SurvivedTheStart()
    {
        if (_boot.IsCurrent()) return true;
        if (!IndexFaults.IsWhole(Reader!.Leaves.Select(l => l.AtomicReader))) return false;
        if (Vectors?.IsWhole() == false)
        {
            // a vector file that opens would be kept when the index is made anew
            if (Writing) Vectors.Spoil();
            return false;
        }
        if (access == IndexAccess.ReadWrite) _boot.Set();
        return true;
    }

    /// <summary>Opens for writing what was open for reading, or written before: nothing when no other process has written meanwhile.</summary>
    public bool TryReload()
    {
        if (!IsLast())
        {
            _writer?.KeepFiles();
            return TryLoad();
        }
        if (Vectors is null || Vectors is { IsWritable: true } mine && mine.IsCurrent()) return true;
        return OpenVectors(Writing) || TryLoad();
    }

    /// <summary>True when nobody has committed since this was opened. A version number would not do: an index that was deleted and made again may have come to the same one.</summary>
    public bool IsLast()
    {
        try
        {
            return _stamp is not null && _commit is { } open && LastCommit() is { } last && last.AsSpan().SequenceEqual(open);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private byte[]? LastCommit()
    {
        long newest = -1;
        string? file = null;
        foreach (var path in Directory.EnumerateFiles(_lucene, "segments_*"))
            if (SegmentInfos.GenerationFromSegmentsFileName(Path.GetFileName(path)) is var generation && generation > newest) (newest, file) = (generation, path);
        return file is null ? null : File.ReadAllBytes(file);
    }

    private void Remember()
    {
        try
        {
            _commit = File.ReadAllBytes(Path.Combine(_lucene, Reader!.IndexCommit.SegmentsFileName));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            _commit = null; // another process has committed again already, which the next look finds
        }
    }

    /// <summary>
    /// True when so many vectors are dead that <see cref="Compact"/> is worth it. Vectors that came after the last commit of words are those of a
    /// feeding that was cut off: no document refers to them yet, and they may have cost money.
    /// </summary>
    public bool IsSparse => Reader is not null && Vectors is not null && Foreign is null && Vectors.Count == _stamp!.VectorCount && VectorCompaction.IsDue(Vectors, Reader);

    /// <summary>
    /// Sees what another process has committed meanwhile; false when that is another index or none. As long as this one is ahead it stays as it is:
    /// whoever compares the files next takes the lock, and sees both.
    /// </summary>
    public bool Refresh()
    {
        if (Reader is null) return TryLoad();
        if (IsAhead || IsLast()) return true;
        CloseWriter(); // it knows nothing of what the other process wrote
        try
        {
            return _isWriters ? TryLoad() : Reopen();
        }
        catch (Exception e) when (IndexFaults.MayBeBroken(e) || e is IOException)
        {
            return TryLoad();
        }
    }

    /// <summary>The published vectors, mapped; the caller takes its own share.</summary>
    public VectorViews? View()
    {
        if (Vectors is null || Foreign is not null) return null;
        if (Vectors.Count == _views?.Count) return _views;
        var earlier = _views;
        _views = VectorViews.Of(Vectors, earlier);
        earlier?.Dispose();
        return _views;
    }

    /// <summary>True when the files hold what was written and a reader can open them.</summary>
    public bool IsWhole()
    {
        try
        {
            using var reader = DirectoryReader.Open(_directory);
            return IndexFaults.IsWhole(reader.Leaves.Select(l => l.AtomicReader));
        }
        catch (Exception e) when (IndexFaults.MayBeBroken(e))
        {
            return false;
        }
    }

    /// <summary>Does without the index that is open, because it is broken and can't be replaced.</summary>
    public void Forget() => Unload();

    /// <inheritdoc/>
    public void Dispose()
    {
        Unload(); // the lock is still held, if it was
        Unlock();
        _directory.Dispose();
    }

    private bool Reopen()
    {
#pragma warning disable CA2000 // the new reader becomes the one this object owns
        if (DirectoryReader.OpenIfChanged(Reader) is not { } next) return IsLast() || TryLoad();
#pragma warning restore CA2000
        var stamp = IndexStamp.Read(next.IndexCommit.UserData);
        if (stamp?.Identity != Identity || stamp?.Vectors != _stamp!.Vectors)
        {
            next.Dispose();
            return TryLoad();
        }
        Reader!.Dispose();
        (Reader, _stamp) = (next, stamp);
        Remember();
        // otherwise another process has added vectors
        return Vectors is null || Vectors.Count >= stamp!.VectorCount || OpenVectors(writable: false) || TryLoad();
    }

    private void Unload()
    {
        CloseWriter();
        _views?.Dispose();
        _views = null;
        Reader?.Dispose();
        Vectors?.Dispose();
        (Reader, Vectors, Foreign, _stamp, _anew, _commit, _isWriters) = (null, null, null, null, null, null, false);
    }
}
