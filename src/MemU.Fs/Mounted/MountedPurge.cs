using MemU.Fs.History;
using MemU.Fs.Model;

namespace MemU.Fs.Mounted;

/// <summary>
/// What a purge finds in mounted sources. They are somebody else's files, so nothing is changed there: documents that hold what is purged are named,
/// and stay out of the index for as long as their bytes are these.
/// </summary>
internal sealed class MountedPurge(OpenTree open, PurgeTarget target)
{
    private readonly HashSet<string> _blobs = new(StringComparer.Ordinal);
    private readonly List<string> _held = [], _outOfReach = [];

    /// <summary>git's ids of the documents that hold it.</summary>
    public IReadOnlyCollection<string> Blobs => _blobs;

    /// <summary>Their addresses.</summary>
    public IReadOnlyList<string> Held => _held;

    /// <summary>Sources that could not be looked into.</summary>
    public IReadOnlyList<string> OutOfReach => _outOfReach;

    /// <summary>How many documents were looked at.</summary>
    public int Looked { get; private set; }

    /// <summary>Looks at every document that is known of every source.</summary>
    public void Run(CancellationToken cancellationToken)
    {
        if (open.Mounts is not { } mounts) return;
        foreach (var mount in mounts.List(open.Synchronizer.Manifest))
        {
            if (mounts.View(mount).Missing is not null)
            {
                if (mounts.Places.Of(mount) is not null) _outOfReach.Add($"the mounted source {target.Message(mount.Location)}, which is not here now: nothing of it is found any more until it is back, and what it holds then is found again. Purge once more then");
                continue;
            }
            foreach (var relative in mounts.Documents(mount))
            {
                cancellationToken.ThrowIfCancellationRequested();
                Looked++;
                if (mounts.BytesOf(mount, relative) is not { } bytes || !Holds(mounts, mount, relative, bytes)) continue;
                _blobs.Add(GitHistory.BlobId(bytes));
                _held.Add(target.Message($"{mount.Folder.Value}/{relative}"));
            }
        }
    }

    private bool Holds(Mounts mounts, Mount mount, string relative, byte[] bytes) =>
        !ReferenceEquals(target.Blob(bytes), bytes) || !target.IsPath && mounts.Load(mount, relative) is { } text && target.Message(text.Text) != text.Text;
}
