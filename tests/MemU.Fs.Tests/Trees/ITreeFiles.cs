using System.Text;
using MemU.Fs.Files.Nodes;

namespace MemU.Fs.Tests.Trees;

/// <summary>What the cases of <see cref="FileTreeContract"/> ask of a tree, by path, so that they run over its nodes and over a folder where it is mounted.</summary>
public interface ITreeFiles : IDisposable
{
    TreeError MakeFolder(string path);

    (TreeError Error, NodeKind Kind, long Size) Look(string path);

    /// <summary>The names of a folder without <c>.</c> and <c>..</c>, in ordinal order.</summary>
    (TreeError Error, string[] Names) List(string path);

    TreeError Remove(string path);

    TreeError RemoveFolder(string path);

    TreeError Rename(string from, string to);

    /// <summary>By name, without opening it.</summary>
    TreeError Resize(string path, long size);

    /// <param name="path">The file.</param>
    /// <param name="mode">For what.</param>
    /// <param name="create">Make it where it is not there.</param>
    (TreeError Error, ITreeFile? File) Open(string path, OpenMode mode, bool create = false);
}

/// <summary>An open file; disposing flushes and closes it.</summary>
public interface ITreeFile : IDisposable
{
    byte[] Read(long offset, int count);

    TreeError Write(long offset, byte[] bytes);

    TreeError Resize(long size);

    /// <summary>What was written becomes what others read.</summary>
    TreeError Flush();

    TreeError Sync();

    long Size { get; }
}

/// <summary>What the cases say in one word.</summary>
internal static class TreeFilesExtensions
{
    public static TreeError Write(this ITreeFiles files, string path, string text) => files.Write(path, Encoding.UTF8.GetBytes(text));

    /// <summary>Replaces the content as an editor that saves in place does.</summary>
    public static TreeError Write(this ITreeFiles files, string path, byte[] bytes)
    {
        var (error, file) = files.Open(path, OpenMode.Write | OpenMode.Truncate, create: true);
        if (file is null) return error;
        using (file)
        {
            error = file.Write(0, bytes);
            return error == TreeError.None ? file.Flush() : error;
        }
    }

    /// <summary>The text of a file; the error's name where it can't be read.</summary>
    public static string Read(this ITreeFiles files, string path)
    {
        var (error, file) = files.Open(path, OpenMode.Read);
        if (file is null) return error.ToString();
        using (file) return file.Text();
    }

    /// <summary>The whole text, read in one go: it may be saved anew, and be longer, since its size was asked for.</summary>
    public static string Text(this ITreeFile file) => Encoding.UTF8.GetString(file.Read(0, (int)Math.Clamp(file.Size, 1 << 20, int.MaxValue)));

    public static TreeError Error(this ITreeFiles files, string path) => files.Look(path).Error;
}
