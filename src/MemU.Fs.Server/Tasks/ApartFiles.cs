using MemU.Fs.Files;
using MemU.Fs.Remotes;
using MemU.Fs.Server.Access;

namespace MemU.Fs.Server.Tasks;

/// <summary>What is too large for a line of the journal: a file each, on the disk before the line that tells of it.</summary>
internal sealed class ApartFiles(string folder)
{
    /// <summary>More bytes than this lie apart.</summary>
    public const int From = 64 << 10;

    /// <summary>Writes a file; it is on the disk when this returns.</summary>
    /// <exception cref="Model.MemUException">The disk refuses.</exception>
    public void Write(string name, ReadOnlySpan<byte> bytes)
    {
        try
        {
            UserState.Make(folder);
            Durable.Replace(Path.Combine(folder, name), bytes);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Remove(name);
            throw SystemError.From(e, "what the task queue has to keep can't be written");
        }
    }

    /// <summary>The bytes of a file; null when it is not there.</summary>
    public byte[]? Read(string name)
    {
        try
        {
            return File.ReadAllBytes(Path.Combine(folder, name));
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    /// <summary>Removes a file, if it is there.</summary>
    public void Remove(string name)
    {
        try
        {
            File.Delete(Path.Combine(folder, name));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // the next start removes what nobody needs
        }
    }

    /// <summary>Removes all files but those that are needed: others were never told of, or their tasks are forgotten.</summary>
    public void RemoveOthers(IReadOnlySet<string> needed)
    {
        if (!Directory.Exists(folder)) return;
        foreach (var file in Directory.EnumerateFiles(folder))
            if (!needed.Contains(Path.GetFileName(file))) Remove(Path.GetFileName(file));
    }
}
