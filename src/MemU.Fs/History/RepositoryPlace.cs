using LibGit2Sharp;
using MemU.Fs.Model;

namespace MemU.Fs.History;

/// <summary>Where the repository of a folder is; environment variables have no say.</summary>
internal static class RepositoryPlace
{
    /// <summary>The nearest folder, from this one up, that has a <c>.git</c>; null when there is none.</summary>
    public static string? Find(string folder)
    {
        for (var at = folder; at is not null; at = Path.GetDirectoryName(at))
        {
            if (Path.GetFileName(at).Equals(".git", StringComparison.OrdinalIgnoreCase))
                throw new MemUException(MemUErrorKind.NotAllowed, $"{folder} lies inside git's own folder; a memory can't live there.");
            var git = Path.Combine(at, ".git");
            if (File.Exists(git) || File.Exists(Path.Combine(git, "HEAD"))) return at;
        }
        return null;
    }

    public static bool IsBare(string folder) =>
        File.Exists(Path.Combine(folder, "HEAD")) && Directory.Exists(Path.Combine(folder, "objects")) && Directory.Exists(Path.Combine(folder, "refs"));

    /// <summary>Opens without reading git's index: that costs time in a large tree and fails for a split one.</summary>
    public static Repository? Open(string top, out string? unsupported)
    {
        unsupported = null;
        try
        {
            return new Repository(top, new RepositoryOptions { IndexPath = Path.Combine(top, ".git", "memu-reads-no-index") });
        }
        catch (ArgumentException)
        {
            unsupported = $"The repository {top} is bare: it has no files.";
        }
        catch (LibGit2SharpException e)
        {
            unsupported = $"The repository {top} can't be opened, or is of a kind that is not supported (SHA-256, reftable): {e.Message.TrimEnd('.')}.";
        }
        return null;
    }

    /// <summary>The folder with every symbolic link on the way resolved.</summary>
    public static string RealPath(string folder) => RealPath(Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder)), 0);

    private static string RealPath(string folder, int depth)
    {
        if (depth > 40) throw new MemUException(MemUErrorKind.BadArgument, $"{folder}: too many symbolic links.");
        if (Path.GetDirectoryName(folder) is not { } parent) return folder;
        var at = Path.Combine(RealPath(parent, depth), Path.GetFileName(folder));
        return new DirectoryInfo(at).LinkTarget is { } target ? RealPath(Path.GetFullPath(target, Path.GetDirectoryName(at)!), depth + 1) : at;
    }
}
