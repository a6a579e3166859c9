using LibGit2Sharp;
using MemU.Fs.Model;

namespace MemU.Fs.History;

public sealed partial class GitHistory
{
    /// <summary>The address of a remote by its name; null when there is none.</summary>
    public string? RemoteAddress(string name) => name.Length is > 0 and < 200 && !name.Any(c => char.IsControl(c) || c is '"' or '\\') ? Setting($"remote.{name}.url") : null;

    /// <summary>The names of all remotes.</summary>
    public IReadOnlyList<string> Remotes() =>
        [.. Repository.Config.Select(e => e.Key).Where(k => k.StartsWith("remote.", StringComparison.Ordinal) && k.EndsWith(".url", StringComparison.Ordinal)).Select(k => k["remote.".Length..^".url".Length]).Distinct().Order(StringComparer.Ordinal)];

    /// <summary>The remote that the current branch follows, and its branch there; null where that is not said.</summary>
    public (string? Remote, string? Branch) Upstream() =>
        Branch is { } branch ? (Setting($"branch.{branch}.remote"), Setting($"branch.{branch}.merge") is { } full && full.StartsWith("refs/heads/", StringComparison.Ordinal) ? full["refs/heads/".Length..] : null) : (null, null);

    /// <summary>Remembers a remote as plain git does, so that <c>git pull</c> and <c>git push</c> know it too.</summary>
    public void AddRemote(string name, RemoteUrl url, string branch)
    {
        void Set(string key, string value) => Repository.Config.Set(key, value, ConfigurationLevel.Local);
        Set($"remote.{name}.url", url.Value);
        Set($"remote.{name}.fetch", $"+refs/heads/*:refs/remotes/{name}/*");
        if (Branch is not { } own) return;
        Set($"branch.{own}.remote", name);
        Set($"branch.{own}.merge", $"refs/heads/{branch}");
    }

    /// <summary>Names the branch that the first commit will begin.</summary>
    public void BeginOn(string branch)
    {
        if (Head is not null || !Reference.IsValidName("refs/heads/" + branch)) throw new MemUException(MemUErrorKind.BadArgument, $"'{CommitMessage.OneLine(branch, 80)}' can't be the first branch here.");
        File.WriteAllText(Path.Combine(_gitFolder, "HEAD"), $"ref: refs/heads/{branch}\n");
    }

    /// <summary>The commit that a reference names; null when there is none.</summary>
    public string? ReferenceAt(string name) => _refs.At(name);

    /// <summary>Moves a reference that is no branch of the work tree.</summary>
    public void SetReference(string name, string? from, string to) => _refs.Move(name, from, to, "", logAlways: false, LockTimeout, Durable);

    /// <summary>Files that the index says a merge by git left undecided, relative to the root of the memory.</summary>
    public IReadOnlySet<string> Unmerged()
    {
        var found = new HashSet<string>(StringComparer.Ordinal);
        var file = Path.Combine(_gitFolder, "index");
        if (!File.Exists(file)) return found;
        var reader = new IndexReader(File.ReadAllBytes(file));
        while (reader.MoveNext())
            if (reader.Stage > 0 && GitName.FromBytes(reader.Name) is var raw && (_rawPrefix.Length == 0 || raw.StartsWith(_rawPrefix + "/", StringComparison.Ordinal))) found.Add(Outside(raw));
        return found;
    }

    /// <summary>The way to another repository.</summary>
    /// <param name="url">Where it is.</param>
    /// <param name="known">Commits that need not be sent again.</param>
    /// <param name="patience">How long it may be silent.</param>
    public GitTransport Open(RemoteUrl url, IEnumerable<string> known, TimeSpan patience)
    {
        var shared = Path.Combine(_gitFolder, "commondir");
        var common = File.Exists(shared) ? Path.GetFullPath(File.ReadAllText(shared).Trim(), _gitFolder) : _gitFolder;
        return new(url, _gitFolder, Path.GetFullPath(Path.Combine(common, "objects")), known, patience);
    }
}
