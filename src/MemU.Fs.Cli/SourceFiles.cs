using MemU.Fs.Model;

namespace MemU.Fs.Cli;

/// <summary>Turns what the user names into sources: files, the files of folders, standard input.</summary>
internal static class SourceFiles
{
    private static readonly HashSet<string> Known = new(StringComparer.OrdinalIgnoreCase) { ".json", ".jsonl", ".ndjson", ".md", ".markdown", ".txt", ".text", ".log" };

    /// <summary>The sources in order; the files of a folder by name, hidden ones and editors' droppings left out.</summary>
    public static IReadOnlyList<MemorizeSource> Find(IEnumerable<string> names)
    {
        var sources = new List<MemorizeSource>();
        foreach (var name in names)
        {
            if (name == "-") sources.Add(new("stdin", ReadInputAsync));
            else if (Directory.Exists(name)) sources.AddRange(FilesOf(name));
            else if (File.Exists(name)) sources.Add(OfFile(name, Path.GetFileName(name)));
            else throw new MemUException(MemUErrorKind.NotFound, $"there is no file or folder '{name}'.");
        }
        if (sources.Count == 0) throw new MemUException(MemUErrorKind.BadArgument, $"there is nothing to memorize in {string.Join(", ", names)}: supported are conversations (.json, .jsonl, .txt) and documents (.md, .txt).");
        return sources;
    }

    private static IEnumerable<MemorizeSource> FilesOf(string folder) =>
        Directory.EnumerateFiles(folder, "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.Hidden | FileAttributes.ReparsePoint })
            .Where(f => Known.Contains(Path.GetExtension(f)) && !Path.GetRelativePath(folder, f).Split(Path.DirectorySeparatorChar).Any(s => s.StartsWith('.')))
            .Order(StringComparer.Ordinal)
            .Select(f => OfFile(f, Path.GetRelativePath(folder, f).Replace(Path.DirectorySeparatorChar, '/')));

    private static MemorizeSource OfFile(string file, string name) => new(name, async cancellation =>
    {
        try
        {
            return await File.ReadAllBytesAsync(file, cancellation);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Files.SystemError.From(e, $"{name} can't be read");
        }
    });

    private static async Task<ReadOnlyMemory<byte>> ReadInputAsync(CancellationToken cancellation)
    {
        using var input = Console.OpenStandardInput();
        using var buffer = new MemoryStream();
        await input.CopyToAsync(buffer, cancellation);
        return buffer.ToArray();
    }
}
