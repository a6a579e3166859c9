namespace MemU.Fs.Care;

/// <summary>git: the repository, operations that were cut off, its index, its remotes, how many objects lie loose.</summary>
internal static class HistoryCheck
{
    public static void Run(OpenTree open, Findings findings)
    {
        if (!open.IsMemory) findings.Warn("history", "this folder is no memory yet; it can be searched, but nothing can be written", $"memu init {open.Tree.Root}");
        else if (open.History is null) findings.Error("history", "the folder is no git repository", $"memu init {open.Tree.Root}");
        else if (open.History.Blocked is { } blocked) findings.Error("history", blocked, "finish or abort it with git");
        else
        {
            findings.Ok("history", open.History.Head is { } head ? $"git repository at {head[..10]}{(open.History.Branch is { } branch ? $" on {branch}" : "")}" : "git repository without a commit");
            Details(open.History, findings);
        }
        if (open.History?.IndexLags != true && Transaction.IsCutOff(open.Tree.Root))
            findings.Warn("history", "an operation was cut off", "memu doctor --fix, or the next command that writes, finishes it");
    }

    private static void Details(History.GitHistory history, Findings findings)
    {
        if (history.LaggingPaths() is { Count: > 0 } lagging)
            findings.Warn("history", $"git's index is behind HEAD for {lagging.Count} {(lagging.Count == 1 ? "file" : "files")} ({string.Join(", ", lagging.Take(3))}{(lagging.Count > 3 ? ", …" : "")}): a commit by hand would revert them", "memu doctor --fix");
        foreach (var problem in history.RemoteProblems()) findings.Warn("remotes", problem.Message, problem.Fix);
        var loose = LooseObjects.Count(history.ObjectsFolder);
        if (loose >= LooseObjects.Many) findings.Warn("objects", $"{loose} objects of git lie loose, which makes its log slow", "memu gc");
    }
}
