using MemU.Fs.Files;
using MemU.Fs.Model;

namespace MemU.Fs.Exchange;

/// <summary>The files of a folder on disk; links are not followed, and hidden folders are named but not looked into.</summary>
internal static class FolderFiles
{
    /// <summary>All files, in the order of their names.</summary>
    /// <exception cref="MemUException">There is no markdown in it, or a folder can't be read.</exception>
    public static IReadOnlyList<ImportFile> List(string folder)
    {
        var files = new List<ImportFile>();
        try
        {
            Walk(folder, "", files);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw SystemError.From(e, $"{folder} can't be read");
        }
        if (!files.Any(f => f.Refused is null && f.Path.EndsWith(".md", StringComparison.OrdinalIgnoreCase)))
            throw new MemUException(MemUErrorKind.BadArgument, $"there is no markdown in {folder}. Learn from other files with: memu memorize {folder}");
        files.Sort((a, b) => string.CompareOrdinal(a.Path, b.Path));
        return files;
    }

    /// <summary>The one file of a path.</summary>
    public static ImportFile Of(string path, string relative) => new(relative, relative, () =>
    {
        try
        {
            var length = new FileInfo(path).Length;
            return length <= ZipFiles.MostBytes ? File.ReadAllBytes(path) : throw new MemUException(MemUErrorKind.BadArgument, $"it has {length:N0} bytes, more than the {ZipFiles.MostBytes:N0} that are taken");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw SystemError.From(e, $"{relative} can't be read");
        }
    });

    private static void Walk(string folder, string prefix, List<ImportFile> files)
    {
        foreach (var entry in new DirectoryInfo(folder).EnumerateFileSystemInfos())
        {
            var relative = prefix + entry.Name;
            if ((entry.Attributes & FileAttributes.ReparsePoint) != 0) files.Add(Left(relative, "it is a link; links are not followed"));
            else if (entry is not DirectoryInfo) files.Add(Of(entry.FullName, relative));
            else if (!entry.Name.StartsWith('.')) Walk(entry.FullName, relative + "/", files);
            else files.Add(Left(relative + "/", $"'{entry.Name}' is hidden: settings of an editor or a program, not a memory"));
        }
    }

    private static ImportFile Left(string name, string why) => new(name, name, () => []) { Refused = why };
}
