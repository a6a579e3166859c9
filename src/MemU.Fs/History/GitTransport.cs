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
    private readonly Quarantine _came;
    private readonly GitProgram _git;
    private readonly TimeSpan _patience;

    internal GitTransport(RemoteUrl url, string gitFolder, string objects, IEnumerable<string> known, TimeSpan patience)
    {
        (_url, _patience) = (url, patience);
        foreach (var old in Directory.EnumerateDirectories(gitFolder, Prefix + "*").Where(d => Directory.GetLastWriteTimeUtc(d) < DateTime.UtcNow.AddDays(-1)).ToList()) Delete(old); // of processes that died
        _scratch = Path.Combine(gitFolder, Prefix + Guid.NewGuid().ToString("N"));
        Directory.CreateDirectory(Path.Combine(_scratch, "refs", "heads"));
        _came = new(Path.Combine(_scratch, "objects"), objects);
        _came.Open();
        File.WriteAllText(Path.Combine(_scratch, "HEAD"), "ref: refs/heads/none\n");
        File.WriteAllText(Path.Combine(_scratch, "config"), "[core]\n\trepositoryformatversion = 0\n\tbare = true\n");
        // what is here already need not be sent again
        foreach (var commit in known.Distinct()) File.WriteAllText(Path.Combine(_scratch, "refs", "heads", commit), commit + "\n");
        _git = new(_scratch, patience);
    }

    /// <summary>Asks for the branches.</summary>
    /// <exception cref="MemUException">It can't be reached, refuses, or is not there.</exception>
    public async Task<RemoteBranches> ListAsync(CancellationToken cancellationToken)
    {
        var listed = await _git.RunAsync(["ls-remote", "--symref", "--", _url.Value, "HEAD", "refs/heads/*"], cancellationToken);
        if (listed.Code != 0) throw Failure("reached", listed);
        var (name, branches) = ((string?)null, new Dictionary<string, string>(StringComparer.Ordinal));
        foreach (var line in listed.Output.Split('\n'))
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
        var fetched = await _git.RunAsync(["fetch", "--progress", "--no-tags", "--no-recurse-submodules", "--no-auto-gc", "--no-write-fetch-head", "--refmap=", "--", _url.Value, $"+refs/heads/{branch}:refs/memu/fetched"], cancellationToken);
        if (fetched.Code != 0) throw Failure("fetched from", fetched);
        _came.Release();
        return (await File.ReadAllTextAsync(Path.Combine(_scratch, "refs", "memu", "fetched"), cancellationToken)).Trim();
    }

    /// <summary>Takes a commit there; false when the branch has moved meanwhile.</summary>
    public async Task<bool> PushAsync(string commit, string branch, CancellationToken cancellationToken)
    {
        if (_url.IsFile) throw new MemUException(MemUErrorKind.NotAllowed, $"{_url.Shown} is a file, from which can be read and to which nothing can be sent. Read it with --no-push, or write a new one with: memu export <file>.bundle");
        // a repository of this machine would run its own hooks and settings, as this user
        string[] hooks = _url.IsLocal ? ["--receive-pack=git -c core.hooksPath=/dev/null -c core.fsmonitor=false -c core.alternateRefsCommand=true receive-pack"] : [];
        var pushed = await _git.RunAsync(["push", "--porcelain", "--progress", "--no-verify", "--no-follow-tags", "--recurse-submodules=no", "--no-signed", .. hooks, "--", _url.Value, $"{commit}:refs/heads/{branch}"], cancellationToken);
        if (pushed.Code == 0) return true;
        var refused = pushed.Output.Split('\n').FirstOrDefault(l => l.StartsWith('!')) ?? "";
        if (refused.Contains("[rejected]", StringComparison.Ordinal) || refused.Contains("failed to update ref", StringComparison.Ordinal) || refused.Contains("cannot lock ref", StringComparison.Ordinal) || refused.Contains("incorrect old value", StringComparison.Ordinal)) return false;
        if (refused.Contains("currently checked out", StringComparison.Ordinal))
            throw new MemUException(MemUErrorKind.NotAllowed, $"{_url.Shown} is somebody's work tree, and git does not push to the branch that is checked out there. Push to a bare repository (git init --bare), or sync from over there.");
        throw Failure("pushed to", refused.Length > 0 ? pushed with { Error = refused + "\n" + pushed.Error } : pushed);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (Directory.Exists(_scratch)) Delete(_scratch);
    }

    private static void Delete(string folder)
    {
        if (OperatingSystem.IsWindows())
            foreach (var file in new DirectoryInfo(folder).EnumerateFiles("*", SearchOption.AllDirectories)) file.IsReadOnly = false; // git's objects
        try
        {
            Directory.Delete(folder, recursive: true);
        }
        catch (IOException)
        {
            // a git that was ended just now may still have written into it; in a day the next one takes it away
        }
    }

    private MemUException Failure(string what, GitAnswer answer) => RemoteFailure.Of(_url, what, answer, _patience);
}
