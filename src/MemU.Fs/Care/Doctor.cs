using MemU.Fs.Model;

namespace MemU.Fs.Care;

/// <summary>Looks at everything that can be wrong with a memory and says what to do; changes nothing but the cache.</summary>
internal sealed class Doctor(OpenTree open)
{
    /// <summary>Runs all checks.</summary>
    public async Task<DoctorView> RunAsync(CancellationToken cancellationToken)
    {
        var findings = new Findings();
        SystemCheck.Run(open, findings);
        HistoryCheck.Run(open, findings);
        var report = await open.SyncAsync(Freshness.Full, null, cancellationToken);
        foreach (var problem in report.Problems.Where(p => p.Contains("can't be", StringComparison.Ordinal) && !p.Contains("resources/mounts/", StringComparison.Ordinal)))
            findings.Error("files", problem, "check owner and mode of the file");
        new FileCheck(open, findings).Run(cancellationToken);
        foreach (var pair in new Remotes.Conflicts(open).List(cancellationToken))
            findings.Warn("conflicts", $"{pair.Path}: a sync left another version, {pair.Other}", $"memu conflicts resolve {pair.Path} --ours, --theirs or --both");
        MountCheck.Run(open, findings);
        await IndexCheck.RunAsync(open, findings, cancellationToken);
        return findings.ToView();
    }
}
