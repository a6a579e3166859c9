using MemU.Fs.Model;
using MemU.Fs.Sources;
using MemU.Fs.Sources.Web;

namespace MemU.Fs.Cli;

/// <summary>Turns what the user names into sources: files, the files of folders, addresses of the web, standard input.</summary>
internal static class SourceFiles
{
    /// <summary>The sources in order; the files of a folder by name, hidden ones and editors' droppings left out.</summary>
    public static async Task<IReadOnlyList<MemorizeSource>> FindAsync(IReadOnlyList<string> names, WebOptions web, CancellationToken cancellation)
    {
        var sources = new List<MemorizeSource>();
        foreach (var name in names)
        {
            if (name == "-") sources.Add(new("stdin", ReadInputAsync));
            else if (WebSource.IsUrl(name)) sources.Add(await OfUrlAsync(name, web, names.Count > 1, cancellation));
            else if (Directory.Exists(name)) sources.AddRange(FilesOf(name));
            else if (File.Exists(name)) sources.Add(MemorizeSource.OfFile(name));
            else throw new MemUException(MemUErrorKind.NotFound, $"there is no file or folder '{name}'.");
        }
        if (sources.Count == 0) throw new MemUException(MemUErrorKind.BadArgument, $"there is nothing to memorize in {string.Join(", ", names)}: supported are conversations (.json, .jsonl, .txt) and documents (.md, .txt, .html, .pdf, .docx, …); name other files one by one.");
        return sources;
    }

    private static IEnumerable<MemorizeSource> FilesOf(string folder) =>
        Directory.EnumerateFiles(folder, "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.Hidden | FileAttributes.ReparsePoint })
            .Where(f => SourceReader.FolderExtensions.Contains(Path.GetExtension(f)) && !Path.GetRelativePath(folder, f).Split(Path.DirectorySeparatorChar).Any(s => s.StartsWith('.')))
            .Order(StringComparer.Ordinal)
            .Select(f => MemorizeSource.OfFile(f, Path.GetRelativePath(folder, f).Replace(Path.DirectorySeparatorChar, '/')));

    // fetched at once, since only the answer tells its name; beside other sources a failure is one of that source
    private static async Task<MemorizeSource> OfUrlAsync(string url, WebOptions web, bool isOneOfMany, CancellationToken cancellation)
    {
        try
        {
            var content = await WebSource.FetchAsync(url, web, cancellation);
            return new(content.Name, _ => Task.FromResult(content.Bytes)) { Url = content.Url };
        }
        catch (MemUException e) when (isOneOfMany)
        {
            return new(WebSource.Shown(url), _ => Task.FromException<ReadOnlyMemory<byte>>(e));
        }
    }

    private static async Task<ReadOnlyMemory<byte>> ReadInputAsync(CancellationToken cancellation)
    {
        using var input = Console.OpenStandardInput();
        using var buffer = new MemoryStream();
        await input.CopyToAsync(buffer, cancellation);
        return buffer.ToArray();
    }
}
