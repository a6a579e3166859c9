using System.Diagnostics;
using MemU.Fs.Care;
using MemU.Fs.Model;

namespace MemU.Fs;

public sealed partial class MemoryService
{
    /// <summary>Looks at everything that can be wrong: format, links, sources, twins of ids, history, index, system.</summary>
    public Task<DoctorView> DoctorAsync(CancellationToken cancellationToken = default) =>
        ReadingAsync(open => new Doctor(open).RunAsync(cancellationToken), cancellationToken);

    /// <summary>Whether a memory that is surely there is found by its words and by its vector: the least that a server must do to be ready.</summary>
    public Task<DoctorView> ProbeAsync(CancellationToken cancellationToken = default) =>
        ReadingAsync(async open =>
        {
            await open.SyncAsync(Freshness.Quick, null, cancellationToken);
            var findings = new Findings();
            await IndexCheck.RunAsync(open, findings, cancellationToken);
            return findings.ToView();
        }, cancellationToken);

    /// <summary>Mends what can be mended without a person, then looks again: <see cref="DoctorView.Done"/> says what was done, the findings what is left.</summary>
    public async Task<DoctorView> MendAsync(CancellationToken cancellationToken = default)
    {
        var before = await DoctorAsync(cancellationToken);
        // an operation that was cut off is finished by taking the lock, a lock of git's that nobody holds would stand in its way
        var early = await ReadingAsync(open => Task.FromResult(_options.ReadOnly ? [] : Leftovers.Remove(open)), cancellationToken);
        var finished = before.Findings.Any(f => f.Message == "an operation was cut off") ? "finished an operation that was cut off" : null;
        var done = await WritingAsync(open => new Repairs(open, _options).RunAsync(before, cancellationToken), cancellationToken);
        if (early.Count > 0) done = [$"removed {early.Count} {(early.Count == 1 ? "file" : "files")} that a process that died left behind: {string.Join(", ", early.Select(Path.GetFileName))}", .. done];
        return await DoctorAsync(cancellationToken) with { Done = finished is null ? done : [finished, .. done] };
    }

    /// <summary>
    /// Packs git's objects, removes what dead processes left behind, drops dead vectors. Readers go on; the lock is held only for the last two.
    /// </summary>
    /// <param name="dryRun">Only say what would happen.</param>
    /// <param name="alone">Do without the user's git.</param>
    /// <param name="cancellationToken">Stops between steps.</param>
    public async Task<GarbageView> CollectGarbageAsync(bool dryRun = false, bool alone = false, CancellationToken cancellationToken = default)
    {
        if (_options.ReadOnly && !dryRun) throw new MemUException(MemUErrorKind.NotAllowed, "this memory was opened read-only (MEMU_READ_ONLY); nothing was packed or removed.");
        var watch = Stopwatch.StartNew();
        var garbage = new Garbage(_options, dryRun);
        var before = 0L;
        var packed = await ReadingAsync(open =>
        {
            before = Garbage.Size(open);
            return garbage.PackAsync(open, alone, cancellationToken);
        }, cancellationToken);
        async Task<(IReadOnlyList<GarbageStep> Steps, long After)> Sweep(OpenTree open)
        {
            if (dryRun) await open.SyncAsync(Freshness.Full, null, cancellationToken);
            return (await garbage.SweepAsync(open, cancellationToken), Garbage.Size(open));
        }
        var (steps, after) = dryRun ? await ReadingAsync(Sweep, cancellationToken) : await WritingAsync(Sweep, cancellationToken);
        return new([packed, .. steps], before, after, watch.ElapsedMilliseconds);
    }
}
