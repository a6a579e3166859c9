using System.Security.Cryptography;
using LibGit2Sharp;
using MemU.Fs.Model;

namespace MemU.Fs.History;

/// <summary>
/// The git history of a memory: commits written as objects, git's own index brought along for exactly their paths, and reading by revision.
/// It runs no hook, and no program but the user's git for what goes over a network. Not thread-safe: one per operation or owner.
/// </summary>
public sealed partial class GitHistory : IDisposable
{
    private readonly Repository? _repository;
    private readonly string? _broken;
    private readonly string _top;
    private readonly string _gitFolder;
    private readonly string _common;
    private readonly string _rawPrefix;
    private readonly ObjectStore _objects;
    private readonly TreeReader _trees;
    private readonly RefFiles _refs;
    private readonly IndexFile _index;

    private GitHistory(string top, string root)
    {
        _top = top;
        var repository = _repository = RepositoryPlace.Open(top, out var broken);
        _broken = broken ?? (repository!.Info.IsBare ? $"The repository {top} is bare: it has no files."
            : IsSameFolder(repository.Info.WorkingDirectory, top) ? null
            : $"The repository {top} keeps its files elsewhere (core.worktree = {repository.Info.WorkingDirectory}); MemU.Fs does not follow.");
        Prefix = Path.GetRelativePath(top, root) is var relative && relative == "." ? "" : relative.Replace(Path.DirectorySeparatorChar, '/');
        if (OperatingSystem.IsMacOS()) Prefix = Prefix.Normalize(); // as core.precomposeunicode has it
        _rawPrefix = GitName.ToRaw(Prefix);
        _gitFolder = repository?.Info.Path ?? Path.Combine(top, ".git");
        var shared = Path.Combine(_gitFolder, "commondir");
        var common = _common = repository is not null && File.Exists(shared) ? Path.GetFullPath(File.ReadAllText(shared).Trim(), _gitFolder) : _gitFolder;
        _objects = new(Path.Combine(common, "objects"));
        _trees = new(repository!, _objects);
        _refs = new(_gitFolder, common);
        _index = new(Path.Combine(_gitFolder, "index"), top);
    }

    /// <summary>Path of the memory's root inside the repository; empty when the repository is its own.</summary>
    public string Prefix { get; }

    /// <summary>The top folder of the repository.</summary>
    public string Top => _top;

    /// <summary>The current commit (40 hex); null when there is none yet.</summary>
    public string? Head
    {
        get
        {
            _ = Repository;
            return _refs.Head().Commit;
        }
    }

    /// <summary>The current branch, for example <c>main</c>; null when HEAD is detached.</summary>
    public string? Branch
    {
        get
        {
            _ = Repository;
            var name = _refs.Head().Name;
            return name.StartsWith("refs/heads/", StringComparison.Ordinal) ? name["refs/heads/".Length..] : null;
        }
    }

    /// <summary>When the repository's settings were last changed.</summary>
    public DateTime ConfiguredAt => File.GetLastWriteTimeUtc(Path.Combine(_common, "config"));

    /// <summary>Whether objects, index and branch are on the disk before a call returns, as they are unless this is set to false.</summary>
    public bool Durable
    {
        get => _objects.Durable;
        set => _objects.Durable = value;
    }

    /// <summary>How long to wait for git's own locks; 5 seconds unless set.</summary>
    public TimeSpan LockTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Why nothing may be committed now, as a sentence for people; null when nothing stands against it.</summary>
    public string? Blocked
    {
        get
        {
            if (_broken is not null) return _broken;
            var busy = Repository.Info.CurrentOperation switch
            {
                CurrentOperation.None => null,
                CurrentOperation.Merge => "merge",
                CurrentOperation.Revert or CurrentOperation.RevertSequence => "revert",
                CurrentOperation.CherryPick or CurrentOperation.CherryPickSequence => "cherry-pick",
                CurrentOperation.Bisect => "bisect",
                CurrentOperation.ApplyMailbox or CurrentOperation.ApplyMailboxOrRebase => "am",
                _ => "rebase",
            };
            if (busy is not null)
                return $"A git {busy} is in progress in {_top}. Finish it or end it with git first (`git status` says how).";
            // Reading the whole index to see its kind is worth it only where a trace of the unusual kinds lies beside it.
            var unusual = Directory.EnumerateFiles(_gitFolder, "sharedindex.*").Any() || Setting("core.sparsecheckout") is not null || Setting("core.splitindex") is not null;
            return unusual ? _index.Unsupported() : null;
        }
    }

    private Repository Repository => _repository ?? throw new MemUException(MemUErrorKind.NotAllowed, _broken!);

    /// <summary>
    /// Opens the repository that a folder belongs to, or makes one of its own. Inside a larger work tree that does not ignore the folder
    /// it uses that repository, unless one of the folder's own is asked for; <see cref="Prefix"/> says so.
    /// </summary>
    public static GitHistory Init(string root, string defaultBranch = "main", bool own = false)
    {
        if (!Reference.IsValidName("refs/heads/" + defaultBranch))
            throw new MemUException(MemUErrorKind.BadArgument, $"'{CommitMessage.OneLine(defaultBranch, 80)}' can't be the name of a branch.");
        Directory.CreateDirectory(root);
        var open = TryOpen(root);
        if (open is null || !own || open.Prefix.Length == 0) return open ?? Make(root, defaultBranch);
        open.Dispose();
        return Make(root, defaultBranch);
    }

    private static GitHistory Make(string root, string defaultBranch)
    {
        var git = Repository.Init(RepositoryPlace.RealPath(root));
        File.WriteAllText(Path.Combine(git, "HEAD"), $"ref: refs/heads/{defaultBranch}\n");
        using (var made = new Repository(git))
        {
            made.Config.Set("core.autocrlf", "false", ConfigurationLevel.Local);
            made.Config.Set("core.quotepath", "false", ConfigurationLevel.Local);
            made.Config.Set("core.precomposeunicode", "true", ConfigurationLevel.Local);
            made.Config.Set("index.version", "4", ConfigurationLevel.Local);
        }
        return TryOpen(root) ?? throw new MemUException(MemUErrorKind.System, $"The repository just made in {root} can't be found.");
    }

    /// <summary>Opens the repository that a folder belongs to; null when there is none, or when the one around it ignores the folder.</summary>
    public static GitHistory? TryOpen(string root)
    {
        if (!Directory.Exists(root)) return null;
        var real = RepositoryPlace.RealPath(root);
        if (RepositoryPlace.Find(real) is not { } top)
            return RepositoryPlace.IsBare(real) ? throw new MemUException(MemUErrorKind.NotAllowed, $"{root} is a bare git repository: it has no files. Clone it and use the clone.") : null;
        var history = new GitHistory(top, real);
        if (history.Prefix.Length == 0 || history._broken is not null || !history.IsIgnored("")) return history;
        history.Dispose();
        return null;
    }

    /// <summary>git's name for a content: SHA-1 over <c>blob</c>, the length and the bytes; needs no repository.</summary>
    public static string BlobId(ReadOnlySpan<byte> content) => ObjectStore.IdOf("blob", content).Sha;

    /// <summary>A folder with every symbolic link on the way resolved.</summary>
    public static string RealPath(string folder) => RepositoryPlace.RealPath(folder);

    /// <summary>Whether git ignores a path of the memory; end a folder's with <c>/</c>. The empty path is the root.</summary>
    public bool IsIgnored(string path)
    {
        var full = path.Length == 0 && Prefix.Length > 0 ? Prefix + "/" : GitName.Join(Prefix, path);
        return full.Length > 0 && Repository.Ignore.IsPathIgnored(full);
    }

    /// <summary>Name and address from git's configuration, for edits by hand; null when either is missing.</summary>
    public (string Name, string Email)? PersonIdentity() =>
        Setting("user.name") is { Length: > 0 } name && Setting("user.email") is { Length: > 0 } email ? (name, email) : null;

    /// <inheritdoc/>
    public void Dispose()
    {
        _lagging?.Dispose();
        _objects.Dispose();
        _repository?.Dispose();
    }

    private string? Setting(string key) => Repository.Config.Get<string>(key)?.Value;

    private static bool IsSameFolder(string? a, string b) =>
        a is not null && string.Equals(RepositoryPlace.RealPath(a), b, OperatingSystem.IsLinux() ? StringComparison.Ordinal : StringComparison.OrdinalIgnoreCase);
}
