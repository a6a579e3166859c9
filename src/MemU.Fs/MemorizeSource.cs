using System.Text;
using MemU.Fs.Files;
using MemU.Fs.Model;
using MemU.Fs.Sources.Web;

namespace MemU.Fs;

/// <summary>One source to memorize.</summary>
/// <param name="Name">Its own name, such as the file's: what it is called, and the resource's <c>url</c> where <see cref="Url"/> says nothing.</param>
/// <param name="Load">Reads its bytes when its turn comes.</param>
public sealed record MemorizeSource(string Name, Func<CancellationToken, Task<ReadOnlyMemory<byte>>> Load)
{
    /// <summary>Where it comes from, such as the whole address of a page; becomes the resource's <c>url</c>, secrets in it masked. Null for its name.</summary>
    public string? Url { get; init; }

    /// <summary>What is kept of where it comes from.</summary>
    internal string KeptUrl => Url is null ? Name : WebSource.IsUrl(Url) ? WebSource.Shown(Url) : Verbs.Secrets.Mask(Url);

    /// <summary>A file on disk, which is read when its turn comes.</summary>
    /// <param name="path">Where it is.</param>
    /// <param name="name">Its own name; null for the file's.</param>
    public static MemorizeSource OfFile(string path, string? name = null) => new(name ?? Path.GetFileName(path), async cancellation =>
    {
        try
        {
            return await File.ReadAllBytesAsync(path, cancellation);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new MemUException(MemUErrorKind.NotFound, $"there is no file '{path}'.", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw SystemError.From(e, $"{name ?? Path.GetFileName(path)} can't be read");
        }
    });

    /// <summary>A text that is at hand.</summary>
    /// <param name="name">Its own name; the ending says what it is, such as <c>.json</c> or <c>.md</c>.</param>
    /// <param name="text">Its content.</param>
    public static MemorizeSource OfText(string name, string text) => new(name, _ => Task.FromResult<ReadOnlyMemory<byte>>(Encoding.UTF8.GetBytes(text)));
}
