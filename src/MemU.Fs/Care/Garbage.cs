using MemU.Fs.History;
using MemU.Fs.Model;

namespace MemU.Fs.Care;

/// <summary>Makes a memory smaller and its history quick: packs git's objects, removes what dead processes left, drops dead vectors.</summary>
internal sealed class Garbage(MemoryOptions options, bool dryRun)
{
    private const int DeadShare = 10, Block = 4096;

    /// <summary>Packs git's objects. Holds no lock of the memory: git's readers and writers go on meanwhile.</summary>
    /// <param name="open">The memory.</param>
    /// <param name="alone">Whether to do without the user's git.</param>
    /// <param name="cancellationToken">Stops; what is packed by then stays packed.</param>
    public async Task<GarbageStep> PackAsync(OpenTree open, bool alone, CancellationToken cancellationToken)
    {
        var history = open.RequiredHistory;
        var (loose, _) = LooseObjects.Measure(history.ObjectsFolder);
        var before = SizeOf(history.ObjectsFolder);
        if (dryRun || loose == 0) return new("git objects", loose, before, before, loose == 0 ? "none lies loose" : null);
        using var taken = await Packing.TakeAsync(open.Tree.Root, options.LockPatience, cancellationToken);
        var failed = alone ? "its own packer was asked for" : await GitMaintenance.PackWithGitAsync(history.TopFolder, cancellationToken);
        if (failed is not null) GitMaintenance.PackAlone(history.ObjectsFolder);
        return new("git objects", loose - LooseObjects.Count(history.ObjectsFolder), before, SizeOf(history.ObjectsFolder), failed is null ? null : $"packed without git ({failed}), so the log of a file is as quick as before");
    }

    /// <summary>Looks after the rest; the caller holds the lock.</summary>
    public async Task<IReadOnlyList<GarbageStep>> SweepAsync(OpenTree open, CancellationToken cancellationToken)
    {
        var found = Leftovers.Find(open);
        var bytes = found.Sum(SizeOf);
        var removed = dryRun ? found : Leftovers.Remove(open);
        var steps = new List<GarbageStep> { new("files left behind", removed.Count, bytes, dryRun ? bytes : 0) };
        if (open.OuterCacheFolder is { } outer && Directory.Exists(outer))
        {
            // the cache of the time when the folder was no memory yet
            steps.Add(new("cache of before init", Directory.EnumerateFiles(outer, "*", SearchOption.AllDirectories).Count(), SizeOf(outer), dryRun ? SizeOf(outer) : 0));
            if (!dryRun) Directory.Delete(outer, recursive: true);
        }
        steps.Add(await VectorsAsync(open, cancellationToken));
        return steps;
    }

    /// <summary>Bytes of git's objects and of the cache.</summary>
    public static long Size(OpenTree open) => (open.History is { } history ? SizeOf(history.ObjectsFolder) : 0) + SizeOf(open.CacheFolder);

    private async Task<GarbageStep> VectorsAsync(OpenTree open, CancellationToken cancellationToken)
    {
        var (kept, living, bytes) = open.Index.VectorUse();
        var (dead, before) = (kept - living, SizeOf(open.CacheFolder));
        if (dead == 0 || dead * DeadShare < kept) return new("dead vectors", 0, before, before, dead == 0 ? null : $"{dead} of {kept}: too few to be worth it");
        if (open.Mounts is { } mounts && mounts.List(open.Synchronizer.Manifest).Any(m => mounts.View(m) is { Missing: not null, Files: > 0 }))
            return new("dead vectors", 0, before, before, "left, since a mounted source is not here and could not be indexed anew");
        if (dryRun) return new("dead vectors", (int)dead, before, before - dead * (bytes + 20));
        open.Index.DropTraces();
        await open.SyncAsync(Freshness.Full, null, cancellationToken);
        return new("dead vectors", (int)dead, before, SizeOf(open.CacheFolder));
    }

    /// <summary>Bytes as a disk counts them, in blocks: many small files are what packing is about.</summary>
    private static long SizeOf(string path)
    {
        if (File.Exists(path)) return Blocks(new FileInfo(path).Length);
        var total = 0L;
        if (Directory.Exists(path))
            foreach (var file in new DirectoryInfo(path).EnumerateFiles("*", SearchOption.AllDirectories))
                try
                {
                    total += Blocks(file.Length);
                }
                catch (FileNotFoundException)
                {
                    // git or another process removed it while it was being counted
                }
        return total;
    }

    private static long Blocks(long bytes) => (bytes + Block - 1) / Block * Block;
}
