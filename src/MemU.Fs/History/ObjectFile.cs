namespace MemU.Fs.History;

/// <summary>Writes a file of git's object folder: read-only, under a temporary name that <c>git gc</c> sweeps up, then renamed.</summary>
internal static class ObjectFile
{
    public static void Put(MemoryStream content, string path, string temporaryPrefix, bool durable)
    {
        var temporary = Path.Combine(Path.GetDirectoryName(path)!, temporaryPrefix + Guid.NewGuid().ToString("N"));
        try
        {
            var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.None, BufferSize = 0 };
            if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.GroupRead | UnixFileMode.OtherRead;
            using (var file = new FileStream(temporary, options))
            {
                file.Write(content.GetBuffer(), 0, (int)content.Length);
                file.Flush(durable);
            }
            File.Move(temporary, path, overwrite: true);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }
}
