using System.Text;

namespace MemU.Fs.Files;

/// <summary>
/// Lists one folder after another: subfolders, and files, whose names stay UTF-8 so that what is known of them costs no text. Symbolic links are passed
/// over: they could lead out of the tree or in circles. Not for several threads.
/// </summary>
internal abstract class FolderReader : IDisposable
{
    /// <summary>The one for this machine.</summary>
    public static FolderReader New() => LinuxFiles.AreUsable ? new LinuxFolderReader() : new PlainFolderReader();

    /// <summary>Begins with a folder and answers its time in UTC ticks; -1 when no folder is there (but nothing, a file or a link).</summary>
    /// <param name="path">The folder.</param>
    /// <param name="follow">Whether a link is as good as the folder that it leads to.</param>
    /// <exception cref="IOException">It can't be listed.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be listed.</exception>
    public abstract long Open(string path, bool follow);

    /// <summary>Goes to the next entry; false at the end.</summary>
    /// <exception cref="IOException">The rest can't be listed.</exception>
    public abstract bool MoveNext();

    /// <summary>The entry's name, valid until the next.</summary>
    public abstract ReadOnlySpan<byte> Name { get; }

    /// <summary>Whether the entry is a folder.</summary>
    public bool IsFolder { get; protected set; }

    /// <summary>The file's bytes, after <see cref="Look"/>.</summary>
    public long Size { get; protected set; }

    /// <summary>The file's time in UTC ticks, after <see cref="Look"/>.</summary>
    public long Modified { get; protected set; }

    /// <summary>Asks for size and time of the file; answers why that is impossible, or null. <see cref="IsThere"/> is false when it has gone meanwhile.</summary>
    public abstract Exception? Look();

    /// <summary>Whether the file was still there.</summary>
    public bool IsThere { get; protected set; }

    /// <summary>The entry's name as a text; what is no UTF-8 is replaced.</summary>
    public string NameText() => Encoding.UTF8.GetString(Name);

    /// <inheritdoc/>
    public abstract void Dispose();
}
