using MemU.Fs.Mounted;

namespace MemU.Fs.Care;

/// <summary>The sources that are read where they lie.</summary>
internal static class MountCheck
{
    public static void Run(OpenTree open, Findings findings)
    {
        if (open.Mounts is not { } mounts) return;
        var problems = new List<string>();
        var all = mounts.List(open.Synchronizer.Manifest, problems);
        foreach (var problem in problems) findings.Error("sources", problem, "mend the page, or take it out with: memu resource rm");
        foreach (var mount in all)
        {
            var view = mounts.View(mount);
            if (view.Missing is { } missing)
                findings.Warn("sources", MountSync.Away(mount, missing), view.Here is null ? $"memu resource add {mount.Location} --name {mount.Name}" : $"bring it back, or give it up with: memu resource rm {mount.Name}");
            else if (mounts.Gone(mount) is { Count: > 0 } gone)
                findings.Warn("sources", $"{mount.Page}: {gone.Count} of its documents are gone from {mount.Location} ({string.Join(", ", gone.Take(3))}{(gone.Count > 3 ? ", …" : "")})", $"memu resource sync {mount.Name}");
        }
        if (all.Count > 0 && !findings.IsWrong("sources")) findings.Ok("sources", $"{all.Count} mounted {(all.Count == 1 ? "source is" : "sources are")} here");
    }
}
