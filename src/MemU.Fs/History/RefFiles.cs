using System.Text;
using MemU.Fs.Model;

namespace MemU.Fs.History;

/// <summary>HEAD and its branch as files, moved under git's own lock: the library offers no move that compares with a given old value.</summary>
/// <param name="gitFolder">The work tree's git folder.</param>
/// <param name="commonFolder">The folder that linked work trees share; else the same.</param>
internal sealed class RefFiles(string gitFolder, string commonFolder)
{
    private const string None = "0000000000000000000000000000000000000000";

    /// <summary>The reference that a commit moves (<c>HEAD</c> itself when it is detached) and the commit it names; null when unborn.</summary>
    public (string Name, string? Commit) Head()
    {
        var name = "HEAD";
        for (var depth = 0; depth < 5; depth++)
        {
            var value = Read(name);
            if (value is null || !value.StartsWith("ref:", StringComparison.Ordinal))
                return value is null or { Length: 40 } ? (name, value) : throw Damaged(name);
            name = value[4..].Trim();
            // A name from a file: it must not lead out of the folder.
            if (!name.StartsWith("refs/", StringComparison.Ordinal) || name.Split('/').Any(s => s is "" or "." or "..") || name.Contains('\\', StringComparison.Ordinal))
                throw Damaged("HEAD");
        }
        throw Damaged("HEAD");
    }

    /// <summary>The file of a reference.</summary>
    public string FileOf(string name) => PathOf(name);

    /// <summary>Has a reference whose file is missing, empty or garbage, as a power cut leaves it, name a commit; one that can be read stays.</summary>
    public bool Mend(string name, string commit)
    {
        var path = PathOf(name);
        if (name == "HEAD" || Read(name) is { } text && (text.StartsWith("ref:", StringComparison.Ordinal) || text.Length == 40 && text.All(char.IsAsciiHexDigit))) return false;
        using var file = LockFile.Take(path, TimeSpan.FromSeconds(5));
        file.Write(Encoding.ASCII.GetBytes(commit + "\n"));
        file.Commit(durable: true);
        return true;
    }

    /// <summary>Moves a reference from one commit to another.</summary>
    /// <exception cref="MemUException">It names another commit by now.</exception>
    public void Move(string name, string? from, string to, string logLine, bool logAlways, TimeSpan wait, bool durable)
    {
        var path = PathOf(name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        using var file = LockFile.Take(path, wait);
        if (Read(name) is var now && now != from)
            throw new MemUException(MemUErrorKind.Conflict, $"{name} has moved from {Short(from)} to {Short(now)} since the commit was prepared; nothing was lost. Prepare it again on top.");
        file.Write(Encoding.ASCII.GetBytes(to + "\n"));
        var line = $"{from ?? None} {to} {logLine}\n";
        var isHead = name == "HEAD" || Head().Name == name;
        if (name != "HEAD") Append(Path.Combine(commonFolder, "logs", Native(name)), line, logAlways);
        if (isHead) Append(Path.Combine(gitFolder, "logs", "HEAD"), line, logAlways);
        file.Commit(durable);
    }

    /// <summary>The commit that a reference names; null when there is none.</summary>
    public string? At(string name) => Read(name) is { Length: 40 } commit ? commit : null;

    private string? Read(string name)
    {
        try
        {
            return File.ReadAllText(PathOf(name)).Trim();
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException || (e is UnauthorizedAccessException && Directory.Exists(PathOf(name))))
        {
            return name == "HEAD" ? throw Damaged(name) : Packed(name);
        }
    }

    private string? Packed(string name)
    {
        var path = Path.Combine(commonFolder, "packed-refs");
        if (!File.Exists(path)) return null;
        foreach (var line in File.ReadLines(path))
            if (line.Length == name.Length + 41 && line[40] == ' ' && line.EndsWith(name, StringComparison.Ordinal)) return line[..40];
        return null;
    }

    private static void Append(string log, string line, bool always)
    {
        if (!always && !File.Exists(log)) return;
        Directory.CreateDirectory(Path.GetDirectoryName(log)!);
        File.AppendAllText(log, line);
    }

    private string PathOf(string name) =>
        Path.Combine(name == "HEAD" || name.StartsWith("refs/worktree/", StringComparison.Ordinal) || name.StartsWith("refs/bisect/", StringComparison.Ordinal) ? gitFolder : commonFolder, Native(name));

    private static string Native(string name) => Path.DirectorySeparatorChar == '/' ? name : name.Replace('/', Path.DirectorySeparatorChar);

    private static string Short(string? commit) => commit is null ? "no commit" : commit.Length > 10 ? commit[..10] : commit;

    private MemUException Damaged(string name) => new(MemUErrorKind.System, $"{Path.Combine(gitFolder, name)} is missing or can't be understood; `git fsck` tells more.");
}
