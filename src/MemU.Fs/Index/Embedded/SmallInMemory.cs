using Lucene.Net.Store;

namespace MemU.Fs.Index.Embedded;

/// <summary>
/// Keeps the files of a small segment in memory until it is committed: Lucene writes a dozen of them, packs them into one, and deletes them again,
/// which costs more than all else when one memory is added. A process that stays keeps whole segments so until several changes are committed together.
/// </summary>
internal sealed class SmallInMemory(Lucene.Net.Store.Directory disk) : NRTCachingDirectory(disk, 0.5, 8)
{
    /// <summary>False while more is being written than should be held in memory.</summary>
    public bool IsSmall { get; set; } = true;

    /// <summary>True when a file went to the disk since this was set to false; before it is committed another process may take it for a leftover.</summary>
    public bool WroteToDisk { get; set; }

    /// <inheritdoc/>
    protected override bool DoCacheWrite(string name, IOContext context)
    {
        var stays = IsSmall && base.DoCacheWrite(name, context);
        WroteToDisk |= !stays;
        return stays;
    }
}
