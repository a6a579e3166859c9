using MemU.Fs.Model;
using MemU.Fs.Mounted;

namespace MemU.Fs;

public sealed partial class MemoryService
{
    /// <summary>Mounts a file, a folder or a commit of a git repository: its documents are searched where they lie, and no text of them is copied.</summary>
    /// <exception cref="MemUException">There is no such source, it lies inside the memory, or the name is taken.</exception>
    public Task<MountResult> AddMountAsync(MountRequest request, CancellationToken cancellationToken = default) =>
        request.DryRun ? ReadingAsync(Synced(open => Task.FromResult(new MountAdd(open, _options, request).Run()), cancellationToken), cancellationToken)
            : WritingAsync(open => Task.FromResult(new MountAdd(open, _options, request).Run()), cancellationToken);

    /// <summary>The mounted sources, of all or of one scope.</summary>
    public Task<IReadOnlyList<MountView>> ListMountsAsync(MemoryScope? scope = null, CancellationToken cancellationToken = default) =>
        ReadingAsync(Synced(open => Task.FromResult(new Mounting(open, _options).List(scope ?? MemoryScope.None)), cancellationToken), cancellationToken);

    /// <summary>Compares every file of a mounted source, or of all, and follows the branch of a repository; what is gone is no longer found.</summary>
    /// <exception cref="MemUException">There is no such source.</exception>
    public Task<MountResult> SyncMountsAsync(string? name = null, MemoryScope? scope = null, CancellationToken cancellationToken = default) =>
        WritingAsync(open => new Mounting(open, _options).SyncAsync(name, scope ?? MemoryScope.None, cancellationToken), cancellationToken);

    /// <summary>Takes a mounted source out of the memory; the source itself stays as it is.</summary>
    /// <exception cref="MemUException">There is no such source.</exception>
    public Task<MountResult> RemoveMountAsync(string name, MemoryScope? scope = null, bool dryRun = false, string? reason = null, CancellationToken cancellationToken = default)
    {
        Task<MountResult> Run(OpenTree open) => Task.FromResult(new Mounting(open, _options).Remove(name, scope ?? MemoryScope.None, dryRun, reason));
        return dryRun ? ReadingAsync(Synced(Run, cancellationToken), cancellationToken) : WritingAsync(Run, cancellationToken);
    }

    /// <summary>What a file of a mounted source says, secrets masked; null when the path is none of those.</summary>
    private static async Task<ShowView?> ShownMountedAsync(OpenTree open, string path, CancellationToken cancellationToken)
    {
        if (open.Mounts is null || !path.Contains("resources/mounts/", StringComparison.Ordinal) || !MemoryPath.TryParse(path, out var address, out _) || open.Tree.Exists(address)) return null;
        await open.SyncAsync(Freshness.Full, null, cancellationToken);
        if (open.Mounts.Find(open.Synchronizer.Manifest, address.Value) is not var (mount, relative)) return null;
        if (open.Mounts.IsPurged(mount, relative)) throw new MemUException(MemUErrorKind.NotAllowed, $"what {address} holds was purged from this memory; the file itself lies in {mount.Location}.");
        if (open.Mounts.Load(mount, relative) is { } text) return new(address.Value, mount.Id, text.Item.Type, text.Item.Title, text.Text, "");
        throw new MemUException(MemUErrorKind.NotFound, open.Mounts.View(mount).Missing is { } missing ? MountSync.Away(mount, missing) : $"the source {mount.Location} has no document '{relative}'. See: memu resource ls");
    }

    /// <summary>The sources of a memory, and of a page of a mounted source itself, that can't be read now.</summary>
    private static List<string> AwayFrom(OpenTree open, MemoryItem item) =>
        open.Mounts is null ? [] : [.. item.Sources.Select(s => s.Resource).Append($"{item.Path.Value[..^item.Path.Extension.Length]}/").Distinct()
            .Select(p => open.Mounts.Find(open.Synchronizer.Manifest, p)).Where(f => f is not null).Select(f => f!.Value.Mount).DistinctBy(m => m.Page)
            .Select(m => open.Mounts.View(m).Missing is { } missing ? MountSync.Away(m, missing) : null).OfType<string>()];

    private static Func<OpenTree, Task<T>> Synced<T>(Func<OpenTree, Task<T>> work, CancellationToken cancellationToken) => async open =>
    {
        await open.SyncAsync(Freshness.Full, null, cancellationToken);
        return await work(open);
    };
}
