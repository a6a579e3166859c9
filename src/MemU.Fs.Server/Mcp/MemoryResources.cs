using System.Globalization;
using System.Text;
using MemU.Fs.Model;
using MemU.Fs.Server.Access;
using MemU.Fs.Server.Mcp.Tools;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;

namespace MemU.Fs.Server.Mcp;

/// <summary>The memory as resources: <c>memory://tree</c>, and every file by <c>memory://file/…</c>.</summary>
internal sealed class MemoryResources(ScopedMemory memory)
{
    public const string Tree = "memory://tree", File = "memory://file/";

    private const int PageSize = 100, MostFolders = 200, MostNewest = 30, LongestUri = 8_000;

    /// <summary>The tree, and the pages of the categories.</summary>
    public async Task<ListResourcesResult> ListAsync(string? cursor, CancellationToken cancellationToken)
    {
        var page = await memory.CategoriesAsync(Where.All, cursor, PageSize, cancellationToken);
        var list = page.Categories.Select(c => new Resource { Uri = UriOf(c.Path), Name = c.Path, Title = c.Name, Description = c.Description, MimeType = "text/markdown" });
        if (cursor is null) list = list.Prepend(new() { Uri = Tree, Name = "tree", Title = "Memory tree", Description = "The folders of the memory, and what was changed last", MimeType = "text/markdown" });
        return new() { Resources = [.. list], NextCursor = page.NextCursor };
    }

    public static ListResourceTemplatesResult Templates() => new()
    {
        ResourceTemplates = [new() { UriTemplate = File + "{+path}", Name = "file", Title = "A memory or source", Description = "A file of the memory, by the path that the tools give", MimeType = "text/markdown" }],
    };

    /// <summary>The text of a resource.</summary>
    /// <exception cref="McpProtocolException">There is none of the caller's.</exception>
    public async Task<ReadResourceResult> ReadAsync(string uri, McpErrorCode missing, CancellationToken cancellationToken)
    {
        try
        {
            var text = uri == Tree ? await TreeAsync(cancellationToken) : (await memory.ShowAsync(PathOf(uri).Value, null, cancellationToken)).Text;
            return new() { Contents = [new TextResourceContents { Uri = uri, MimeType = "text/markdown", Text = text }] };
        }
        catch (MemUException e) when (e.Kind is MemUErrorKind.NotFound or MemUErrorKind.NotAllowed)
        {
            throw new McpProtocolException($"Resource not found: {ToolErrors.Message(e, null)}", missing);
        }
    }

    /// <summary>What changes when a resource does; null while it is not there.</summary>
    public async Task<string?> StampAsync(string uri, CancellationToken cancellationToken)
    {
        try
        {
            return uri == Tree ? await TreeAsync(cancellationToken) : (await memory.ShowAsync(PathOf(uri).Value, null, cancellationToken)).Revision;
        }
        catch (MemUException)
        {
            return null;
        }
    }

    /// <summary>What changes when the list does.</summary>
    public async Task<string> ListStampAsync(CancellationToken cancellationToken) =>
        string.Join('\n', (await memory.FilesAsync(Where.All, cancellationToken)).Where(f => f.Kind == UnitKind.Category).Select(f => f.Path.Value));

    /// <summary>The folder that is to be watched; null where the files lie nowhere that this process could see.</summary>
    public string Root => memory.Caller.Memory.Root;

    public static string UriOf(string path) => File + string.Join('/', path.Split('/').Select(Uri.EscapeDataString));

    /// <summary>The path that an address names, decoded once; what leads out of the memory is none.</summary>
    private static MemoryPath PathOf(string uri)
    {
        if (uri.Length > LongestUri) throw new MemUException(MemUErrorKind.NotFound, "the address is too long for any memory.");
        if (!uri.StartsWith(File, StringComparison.Ordinal)) throw new MemUException(MemUErrorKind.NotFound, $"'{SafeText.OneLine(uri, 100)}' is no address of this memory; there are {Tree} and {File}<path>.");
        return MemoryPath.TryParse(Uri.UnescapeDataString(uri[File.Length..]), out var path, out var why) && !path.IsRoot ? path
            : throw new MemUException(MemUErrorKind.NotFound, $"'{SafeText.OneLine(uri, 100)}' names no file inside the memory: {why ?? "it names a folder"}.");
    }

    private async Task<string> TreeAsync(CancellationToken cancellationToken)
    {
        var files = await memory.FilesAsync(Where.All, cancellationToken);
        var folders = new SortedDictionary<string, int>(StringComparer.Ordinal);
        foreach (var file in files)
            for (var folder = file.Path.Parent; !folder.IsRoot; folder = folder.Parent) folders[folder.Value] = folders.GetValueOrDefault(folder.Value) + (file.Kind == UnitKind.Item ? 1 : 0);
        var text = new StringBuilder().Append(CultureInfo.InvariantCulture, $"# Memory\n\n{files.Count(f => f.Kind == UnitKind.Item)} memories, {files.Count(f => f.Kind == UnitKind.Resource)} sources.\n\n## Folders\n\n");
        foreach (var (folder, count) in folders.Take(MostFolders)) text.Append(CultureInfo.InvariantCulture, $"- {folder}/ ({count})\n");
        if (folders.Count > MostFolders) text.Append(CultureInfo.InvariantCulture, $"- … {folders.Count - MostFolders} more\n");
        text.Append("\n## Changed last\n\n");
        foreach (var file in files.Where(f => f.Kind == UnitKind.Item).OrderByDescending(f => f.Modified).ThenBy(f => f.Path).Take(MostNewest)) text.Append(CultureInfo.InvariantCulture, $"- {file.Path} ({Notice.Day(file.Modified)})\n");
        return text.ToString();
    }
}
