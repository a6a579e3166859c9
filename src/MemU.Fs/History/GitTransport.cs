using LibGit2Sharp;
using MemU.Fs.Model;

namespace MemU.Fs.History;

/// <summary>The branches of another repository.</summary>
/// <param name="Default">The branch that its HEAD names; null when it has none.</param>
/// <param name="Branches">Branch by commit (40 hex).</param>
public sealed record RemoteBranches(string? Default, IReadOnlyDictionary<string, string> Branches);

/// <summary>Brings objects from another repository and takes them there; moves no name on this side.</summary>
public sealed class GitTransport : IDisposable
{
    private const string Prefix = "memu-transfer-";
    private readonly RemoteUrl _url;
    private readonly string _scratch;
    private readonly GitProgram _git;

    internal GitTransport(RemoteUrl url, string gitFolder, string objects, IEnumerable<string> known)
    {
        _url = url;
        foreach (var old in Directory.EnumerateDirectories(gitFolder, Prefix + "*").Where(d => Directory.GetLastWriteTimeUtc(d) < DateTime.UtcNow.AddDays(-1)).ToList()) Directory.Delete(old, recursive: true); // of processes that died
        _scratch = Path.Combine(gitFolder, Prefix + Guid.NewGuid().ToString("N"));
        Directory.CreateDirectory(Path.Combine(_scratch, "refs", "heads"));
        Directory.CreateDirectory(Path.Combine(_scratch, "objects"));
        File.WriteAllText(Path.Combine(_scratch, "HEAD"), "ref: refs/heads/none\n");
        File.WriteAllText(Path.Combine(_scratch, "config"), "[core]\n\trepositoryformatversion = 0\n\tbare = true\n");
        // what is here already need not be sent again
        foreach (var commit in known.Distinct()) File.WriteAllText(Path.Combine(_scratch, "refs", "heads", commit), commit + "\n");
        _git = new(_scratch, objects);
    }

    /// <summary>Asks for the branches.</summary>
    /// <exception cref="MemUException">It can't be reached, refuses, or is not there.</exception>
    public async Task<RemoteBranches> ListAsync(CancellationToken cancellationToken)
    {
        var (code, output, error) = await _git.RunAsync(["ls-remote", "--symref", "--", _url.Value, "HEAD", "refs/heads/*"], cancellationToken);
        if (code != 0) throw Failure("reached", error);
        var (name, branches) = ((string?)null, new Dictionary<string, string>(StringComparer.Ordinal));
        foreach (var line in output.Split('\n'))
        {
            var parts = line.TrimEnd('\r').Split('\t');
            if (parts.Length != 2) continue;
            if (parts[0].StartsWith("ref: refs/heads/", StringComparison.Ordinal) && parts[1] == "HEAD") name = parts[0]["ref: refs/heads/".Length..];
            else if (parts[1].StartsWith("refs/heads/", StringComparison.Ordinal) && parts[0].Length == 40 && ObjectId.TryParse(parts[0], out _) && Reference.IsValidName(parts[1])) branches[parts[1]["refs/heads/".Length..]] = parts[0];
        }
        return new(name is not null && branches.ContainsKey(name) ? name : null, branches);
    }

    /// <summary>Brings a branch's commits; returns the newest.</summary>
    public async Task<string> FetchAsync(string branch, CancellationToken cancellationToken)
    {
        var (code, _, error) = await _git.RunAsync(["fetch", "--quiet", "--no-tags", "--no-recurse-submodules", "--no-auto-gc", "--no-write-fetch-head", "--refmap=", "--", _url.Value, $"+refs/heads/{branch}:refs/memu/fetched"], cancellationToken);
        if (code != 0) throw Failure("fetched from", error);
        return (await File.ReadAllTextAsync(Path.Combine(_scratch, "refs", "memu", "fetched"), cancellationToken)).Trim();
    }

    /// <summary>Takes a commit there; false when the branch has moved meanwhile.</summary>
    public async Task<bool> PushAsync(string commit, string branch, CancellationToken cancellationToken)
    {
        // a repository of this machine would run its own hooks, as this user
        string[] hooks = _url.IsLocal ? ["--receive-pack=git -c core.hooksPath=/dev/null -c core.fsmonitor=false receive-pack"] : [];
        var (code, output, error) = await _git.RunAsync(["push", "--porcelain", "--no-verify", "--no-follow-tags", "--recurse-submodules=no", "--no-signed", .. hooks, "--", _url.Value, $"{commit}:refs/heads/{branch}"], cancellationToken);
        if (code == 0) return true;
        var refused = output.Split('\n').FirstOrDefault(l => l.StartsWith('!')) ?? "";
        if (refused.Contains("[rejected]", StringComparison.Ordinal) || refused.Contains("failed to update ref", StringComparison.Ordinal) || refused.Contains("cannot lock ref", StringComparison.Ordinal) || refused.Contains("incorrect old value", StringComparison.Ordinal)) return false;
        if (refused.Contains("currently checked out", StringComparison.Ordinal))
            throw new MemUException(MemUErrorKind.NotAllowed, $"{_url.Shown} is somebody's work tree, and git does not push to the branch that is checked out there. Push to a bare repository (git init --bare), or sync from over there.");
        throw Failure("pushed to", refused.Length > 0 ? refused + "\n" + error : error);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (Directory.Exists(_scratch)) Directory.Delete(_scratch, recursive: true);
    }

    private MemUException Failure(string what, string error)
    {
        bool Says(params ReadOnlySpan<string> phrases)
        {
            foreach (var phrase in phrases)
                if (error.Contains(phrase, StringComparison.OrdinalIgnoreCase)) return true;
            return false;
        }
        var lines = error.Replace(_url.Value, _url.Shown, StringComparison.Ordinal).Split('\n').Select(l => CommitMessage.OneLine(l, 300)).Where(l => l.Length > 0 && !l.StartsWith("hint:", StringComparison.Ordinal)).Take(3);
        var said = string.Join(" ", lines);
        var (kind, why) = Says("fsck error", "index-pack failed", "unpack-objects", "error in tree", "error in object") ? (MemUErrorKind.NotAllowed, "it holds something that git's own check refuses, such as names that lead out of the folder; nothing of it was taken over")
            : Says("does not appear to be a git repository", "not found", "does not exist", "No such remote", "couldn't find remote ref", "No such file") && !Says("Could not resolve") ? (MemUErrorKind.NotFound, "there is no such repository, or it is not shown to you")
            : Says("Authentication failed", "could not read Username", "could not read Password", "Permission denied", "terminal prompts disabled", "error: 401", "error: 403", "Host key verification failed", "access denied") ? (MemUErrorKind.NotAllowed, "it did not let you in; check that plain git can reach it (git ls-remote)")
            : Says("resolve host", "Connection refused", "unreachable", "timed out", "Connection reset", "unable to access", "Connection closed") ? (MemUErrorKind.System, "is this machine offline? What is here stays, and the next sync goes on")
            : (MemUErrorKind.System, "git could not do it");
        return new(kind, $"{_url.Shown} could not be {what}: {why}. git said: {said}");
    }
}
