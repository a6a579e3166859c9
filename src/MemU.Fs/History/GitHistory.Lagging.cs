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

    /// <summary>Holds git's index for a commit; null when the caller is to bring it up at once, by <see cref="UpdateIndex(PreparedCommit)"/>.</summary>
    internal IndexHold? HoldIndex(PreparedCommit commit) => _lagging?.Hold(commit, LockTimeout);
}
