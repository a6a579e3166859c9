namespace MemU.Fs.History;

public sealed partial class GitHistory
{
    private LaggingIndex? _lagging;

    /// <summary>Lets git's index follow commits a moment later, in a process that stays; without this it follows at once.</summary>
    public void LetIndexLag(IndexLag lag)
    {
        _lagging?.Dispose();
        _lagging = new(_index, lag);
    }

    /// <summary>True while git's index lags behind commits of this process, which then holds git's lock of it. Waits for nothing.</summary>
    public bool IndexLags => _lagging?.Lags == true;

    /// <summary>True when git's index lags behind commits of this process; waits for one that is following just now.</summary>
    public bool IndexStillLags() => _lagging?.StillLags() == true;

    /// <summary>True while another process of ours that lives holds git's index, so that it will bring it up itself.</summary>
    public bool IndexIsHeld => _index.IsHeld;

    /// <summary>Has git's index follow now, if it lags.</summary>
    public void SettleIndex() => _lagging?.Settle();

    /// <summary>True when a commit of so many files may be one that git's index lags behind: <see cref="PrepareHeld"/> is for it.</summary>
    public bool MayLag(int files) => _lagging?.MayLag(files) == true && _refs.Head() is { Name: not "HEAD", Commit: not null };

    /// <summary>The reference that a commit moves.</summary>
    public string HeadName => _refs.Head().Name;

    /// <summary>As <see cref="Prepare"/>, but the objects are only held in memory, until <see cref="Place"/>.</summary>
    internal PreparedCommit? PrepareHeld(IReadOnlyList<TreeChange> changes, CommitInfo info)
    {
        RefuseIfBlocked();
        _objects.Hold();
        try
        {
            var prepared = Write(changes, info, CommitMessage.Format(info.Subject, info.Body, info.Trailers), Head);
            return prepared is null ? null : prepared with { Objects = _objects.Held() };
        }
        finally
        {
            _objects.Drop();
        }
    }

    /// <summary>Puts held objects in place, none of them on the disk yet; returns their files.</summary>
    internal IReadOnlyList<string> Place(PreparedCommit held) => [.. held.Objects.Select(_objects.Place)];

    /// <summary>Puts objects in place that are not there, or that a power cut tore; returns the files of all.</summary>
    internal IReadOnlyList<string> Restore(IEnumerable<PackedObject> objects) => [.. objects.Select(_objects.Restore)];

    /// <summary>Has a branch whose file a power cut tore name a commit; one that can be read stays.</summary>
    internal bool MendReference(string name, string commit) => _refs.Mend(name, commit);

    /// <summary>The file of a reference.</summary>
    internal string FileOf(string reference) => _refs.FileOf(reference);

    /// <summary>Moves the branch as <see cref="MoveRef(PreparedCommit)"/> does and leaves it to the system when that reaches the disk; returns the file.</summary>
    internal string MoveRefLater(PreparedCommit commit)
    {
        MoveRef(commit, durable: false);
        return _refs.FileOf(HeadName);
    }

    /// <summary>Holds git's index for a commit; null when the caller is to bring it up at once, by <see cref="UpdateIndex(PreparedCommit)"/>.</summary>
    internal IndexHold? HoldIndex(PreparedCommit commit) => _lagging?.Hold(commit, LockTimeout);
}
