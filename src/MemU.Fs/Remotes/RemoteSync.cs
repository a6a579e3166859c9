using System.Globalization;
using MemU.Fs.History;
using MemU.Fs.Model;

namespace MemU.Fs.Remotes;

/// <summary>
/// Exchanges memories with another repository: fetch, merge, push, and only then our own branch moves. A push that somebody was faster than begins
/// anew from the same commit of ours; a death in between leaves a remote that is ahead, which the next sync goes on to.
/// </summary>
internal sealed class RemoteSync(OpenTree open, SyncRequest request, MemoryOptions options)
{
    private const int MostAttempts = 5;
    private readonly GitHistory _history = open.RequiredHistory;
    private readonly List<string> _rescued = [], _notes = [];

    /// <summary>Refuses a memory in a larger repository, before anything is committed: a sync would merge and send what is no memory.</summary>
    public static void RequireOwnRepository(GitHistory history)
    {
        if (history.Prefix.Length == 0) return;
        throw new MemUException(MemUErrorKind.NotAllowed, $"this memory lies in the larger repository {history.Top}, whose other files and commits a sync must not merge or send. Exchange all of it there with git pull and git push; what comes is taken up by the next command. "
            + $"To sync the memory alone, give it a repository of its own with all of its history: cd {history.Top} && git subtree split --prefix={history.Prefix} -b memory-alone && git clone -b memory-alone . <folder>, then memu sync <url> --root <folder>");
    }

    /// <summary>Runs it.</summary>
    public async Task<SyncView> RunAsync(string? edits, CancellationToken cancellationToken)
    {
        RefuseMarkers();
        var choice = RemoteChoice.Of(_history, open.Tree.Root, request.Remote);
        var own = _history.Branch ?? throw new MemUException(MemUErrorKind.NotAllowed, "HEAD is detached, so there is no branch to sync. Check one out first: git switch main");
        var trust = new Trust(open.Tree.Root, options);
        for (var attempt = 1; attempt <= MostAttempts; attempt++)
        {
            using var transport = _history.Open(choice.Url, Known(choice), options.RemotePatience);
            var remote = await transport.ListAsync(cancellationToken);
            var branch = BranchOf(remote, own);
            var tip = remote.Branches.GetValueOrDefault(branch);
            var tracking = choice.Tracking(branch);
            if (tip is not null && !(_history.ReferenceAt(tracking) == tip && _history.Exists(tip))) tip = await transport.FetchAsync(branch, cancellationToken);
            CrashPoint.Reach("fetched");
            var before = _history.Head;
            var outcome = tip is null ? new() { Action = "unchanged" } : await new Merger(open, request.Prefer, request.DryRun).RunAsync(tip, choice.Name ?? choice.Url.Shown, cancellationToken);
            var goal = outcome.Prepared?.Commit ?? before ?? throw new MemUException(MemUErrorKind.NotFound, "there is nothing to sync: neither side has a commit.");
            var sends = !request.NoPush && goal != tip;
            if (request.DryRun) return View(choice, branch, outcome, edits, before, tip, null, sends: false, trust);
            if (tip is not null) Remember(tracking, tip);
            if (choice.IsNew) _history.AddRemote(choice.Name!, choice.Url, branch);
            MemUException? failed = null;
            try
            {
                if (sends && !await transport.PushAsync(goal, branch, cancellationToken)) continue;
            }
            catch (MemUException e) when (outcome.Prepared is not null)
            {
                failed = e; // what came is kept all the same
            }
            CrashPoint.Reach("pushed");
            if (outcome.Prepared is { } prepared)
            {
                new Transaction(open.Tree, _history, options).Carry(prepared);
                open.Follow(prepared.Paths.Select(MemoryPath.FromListing));
            }
            if (failed is not null) throw new MemUException(failed.Kind, $"what the remote had is merged here, but {failed.Message}", failed);
            if (sends && _history.ReferenceAt(tracking) is var seen && seen != goal) _history.SetReference(tracking, seen, goal);
            return View(choice, branch, outcome, edits, before, tip, goal, sends, trust);
        }
        throw new MemUException(MemUErrorKind.Conflict, $"the remote moved {MostAttempts} times while this was being merged; nothing was changed here. Run the command again.");
    }

    /// <summary>Notes where the remote is; what a rewritten branch no longer has is kept under a name of its own, with ours.</summary>
    private void Remember(string tracking, string tip)
    {
        var seen = _history.ReferenceAt(tracking);
        if (seen is not null && _history.Exists(seen) && !_history.IsBefore(seen, tip))
        {
            var stamp = options.Clock.GetUtcNow().ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);
            Rescue($"refs/memu/rescue/{stamp}/remote", seen);
            if (_history.Head is { } head) Rescue($"refs/memu/rescue/{stamp}/local", head);
            _notes.Add($"the remote's history was rewritten (force-pushed): what it had, and what is here, is kept under {string.Join(" and ", _rescued)}, and merged with what it has now. git log <name> shows them");
        }
        if (seen != tip) _history.SetReference(tracking, seen, tip);
    }

    private void Rescue(string name, string commit)
    {
        for (var n = 2; _history.ReferenceAt(name) is { } there && there != commit; n++) name = $"{name[..(name.LastIndexOf('/') + 1)]}{name.Split('/')[^1].Split('-')[0]}-{n}";
        if (_history.ReferenceAt(name) is null) _history.SetReference(name, null, commit);
        _rescued.Add(name);
    }

    /// <summary>A file in which git's markers stand waits for its author; until then it is neither committed nor merged over.</summary>
    private void RefuseMarkers()
    {
        var waiting = open.Undecided().ToList();
        if (waiting.Count > 0)
            throw new MemUException(MemUErrorKind.Conflict, $"{string.Join(", ", waiting.Take(10))}: conflict markers of a merge by git stand there. Decide between the versions in an editor first; nothing was committed, merged or sent.");
    }

    private string BranchOf(RemoteBranches remote, string own)
    {
        var wished = _history.Upstream().Branch ?? own;
        return remote.Branches.ContainsKey(wished) ? wished : remote.Default ?? wished;
    }

    private IEnumerable<string> Known(RemoteChoice choice) =>
        new[] { _history.Head, _history.Branch is { } own ? _history.ReferenceAt(choice.Tracking(own)) : null }.OfType<string>().Where(_history.Exists);

    private SyncView View(RemoteChoice choice, string branch, MergeOutcome outcome, string? edits, string? before, string? tip, string? now, bool sends, Trust trust) => new()
    {
        Root = open.Tree.Root,
        Remote = choice.Name,
        Url = choice.Url.Shown,
        Branch = branch,
        Action = outcome.Action,
        Edits = edits,
        Commit = now,
        Received = tip is null ? 0 : _history.CountBehind(before, tip),
        Sent = sends && now is not null ? _history.CountBehind(tip, now) : 0,
        Pushed = sends || now is not null && now == tip,
        Files = outcome.Files,
        Conflicts = outcome.Conflicts,
        Rescued = _rescued,
        Notes = [.. _notes, .. outcome.Notes],
        Trust = trust.View(),
    };
}
