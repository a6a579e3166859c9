using System.IO.Compression;

namespace MemU.Fs.History;

/// <summary>Writes files of git's object folder: read-only, under temporary names that <c>git gc</c> sweeps up.</summary>
internal static class ObjectFile
{
    /// <summary>Writes a file that is still to be renamed; returns its path.</summary>
    public static string Write(MemoryStream content, string folder, string temporaryPrefix)
    {
        var temporary = Path.Combine(folder, temporaryPrefix + Guid.NewGuid().ToString("N"));
        try
        {
            var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.None, BufferSize = 0 };
            if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.GroupRead | UnixFileMode.OtherRead;
            using var file = new FileStream(temporary, options);
            file.Write(content.GetBuffer(), 0, (int)content.Length);
            return temporary;
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }

    /// <summary>Packs the bytes of an object; the library writes nothing at all for no bytes, which git takes for damage.</summary>
    public static void Deflate(Stream to, ReadOnlySpan<byte> content, CompressionLevel level)
    {
        if (content.IsEmpty)
        {
            to.Write([0x78, 0x9c, 0x03, 0, 0, 0, 0, 1]);
            return;
        }
        using var zlib = new ZLibStream(to, level, leaveOpen: true);
        zlib.Write(content);
    }
}
