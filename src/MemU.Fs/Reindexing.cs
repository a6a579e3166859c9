using MemU.Fs.Files;
using MemU.Fs.Mounted;

namespace MemU.Fs;

/// <summary>
/// Makes the index anew. Where a mounted source is away its documents could not be fed again, so they stay in the index as they are and all else is
/// taken out of it; an index that is not whole is made new without them, which the comparison that follows tells.
/// </summary>
internal sealed class Reindexing(OpenTree open)
{
    /// <summary>Empties it; the next comparison feeds it.</summary>
    public void Empty()
    {
        IReadOnlyList<Model.Mount> away = open.Mounts?.Away(open.Synchronizer.Manifest) ?? [];
        if (away.Count == 0 || !open.Index.IsWhole())
        {
            open.Index.BeginAnew();
            return;
        }
        // what was compared is forgotten first: after a death in between everything is looked at again
        open.Mounts!.Forget(away);
        open.Synchronizer.Forget();
        var stays = away.Select(m => m.Folder.Value + "/").ToList();
        open.Index.Apply([], [.. open.Index.Paths().Where(p => !stays.Exists(s => p.StartsWith(s, StringComparison.Ordinal)))]);
    }
}
