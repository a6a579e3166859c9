using System.Globalization;
using System.Text;
using MemU.Fs.Model;
using MemU.Fs.Server.Access;

namespace MemU.Fs.Server.Mcp.Tools;

/// <summary>An answer of Anthropic's memory tool that is an error; its words are the tool's own.</summary>
internal sealed class CommandException(string message) : MemUException(MemUErrorKind.BadArgument, message);

/// <summary>
/// The caller's memories as the directory <c>/memories</c>. A name that ends otherwise than in <c>.md</c>, such as <c>notes.txt</c>, lies in a file with
/// <c>.md</c> added, since only those are memories, and is shown without it.
/// </summary>
internal sealed class MemoryFolder(ScopedMemory memory, MemoryPath root, CancellationToken cancellationToken)
{
    public const string Top = "/memories";

    private const int MostLines = 400;

    private static readonly string[] s_texts = [".txt", ".xml", ".json", ".jsonl", ".yaml", ".yml", ".csv", ".html", ".log", ".toml"];

    /// <summary>The file; null when there is none of the caller's, or a folder.</summary>
    public async Task<ShowView?> FindAsync(string path)
    {
        var inside = Inside(path);
        if (inside.IsRoot) return null;
        foreach (var name in inside.Extension == ".md" ? new[] { inside } : [MemoryPath.FromListing(inside.Value + ".md"), inside])
        {
            try
            {
                var shown = await memory.ShowAsync(name.Value, null, cancellationToken);
                if (shown.Path == name.Value) return shown; // and not one that merely has this title, or the page of a folder
            }
            catch (MemUException e) when (e.Kind is MemUErrorKind.NotFound or MemUErrorKind.BadArgument)
            {
                // the next name
            }
        }
        return null;
    }

    /// <summary>True when memories of the caller's lie in it or below.</summary>
    public async Task<bool> IsFolderAsync(string path) => Inside(path) is var folder && (folder == root || (await memory.FilesAsync(Where.All, cancellationToken)).Any(f => f.Path != folder && f.Path.IsWithin(folder)));

    /// <summary>Two levels of a folder with sizes; null when there is no such folder.</summary>
    public async Task<string?> ListAsync(string path)
    {
        var folder = Inside(path);
        var files = (await memory.FilesAsync(Where.All, cancellationToken)).Where(f => f.Path.IsWithin(folder) && !f.Path.Segments.Any(s => s == "node_modules")).ToList();
        if (files.Count == 0 && folder != root) return null;
        var skip = folder.IsRoot ? 0 : folder.Segments.Length;
        var sizes = new SortedDictionary<string, long>(StringComparer.Ordinal);
        foreach (var file in files)
        {
            var segments = file.Path.Segments[skip..];
            if (segments.Length <= 2) sizes[Shown(string.Join('/', segments))] = file.Size;
            for (var level = 1; level < segments.Length && level <= 2; level++)
            {
                var name = string.Join('/', segments[..level]) + "/";
                sizes[name] = sizes.GetValueOrDefault(name) + file.Size;
            }
        }
        var shown = path.TrimEnd('/');
        var text = new StringBuilder($"Here're the files and directories up to 2 levels deep in {shown}, excluding hidden items and node_modules:\n{Size(files.Sum(f => f.Size))}\t{shown}");
        foreach (var (name, size) in sizes.Take(MostLines)) text.Append(CultureInfo.InvariantCulture, $"\n{Size(size)}\t{shown}/{name}");
        if (sizes.Count > MostLines) text.Append(CultureInfo.InvariantCulture, $"\n… {sizes.Count - MostLines} more: view one of the directories");
        return text.ToString();
    }

    public Task CreateAsync(string path, string text) => memory.PutAsync(File(path), text, cancellationToken);

    /// <summary>Changes a file by what stands in it.</summary>
    public async Task ChangeAsync(string path, string missing, Func<string, string> change)
    {
        var found = await FindAsync(path) ?? throw new CommandException(missing);
        await memory.EditAsync(new() { Target = found.Path, Change = change }, cancellationToken);
    }

    /// <summary>Removes a file, or a folder with all that is in it; false when there is none.</summary>
    public async Task<bool> RemoveAsync(string path)
    {
        if (await FindAsync(path) is { } found) await memory.RemoveAsync(new() { Target = found.Path }, cancellationToken);
        else if (await IsFolderAsync(path)) await memory.RemoveAsync(new() { Target = Inside(path).Value, Recursive = true }, cancellationToken);
        else return false;
        return true;
    }

    public async Task MoveAsync(string from, string to) =>
        await memory.MoveAsync(await FindAsync(from) is { } found ? new() { From = found.Path, To = File(to).Value } : new() { From = Inside(from).Value, To = Inside(to).Value }, cancellationToken);

    private MemoryPath File(string path) => Inside(path) is var inside && inside.Extension == ".md" ? inside : MemoryPath.Parse(inside.Value + ".md");

    /// <summary>The path in the tree.</summary>
    private MemoryPath Inside(string path)
    {
        if (path != Top && !path.StartsWith(Top + "/", StringComparison.Ordinal)) throw new CommandException($"Path must start with {Top}, got: {path}");
        var below = path[Top.Length..].Trim('/');
        if (below.Length == 0) return root;
        if (MemoryPath.TryParse(below, out var inside, out var why)) return root.IsRoot ? inside : root.Combine(inside.Value);
        throw new CommandException(below.Split('/', '\\').Contains("..") || below.Contains('%', StringComparison.Ordinal) ? $"Path {path} would escape {Top} directory" : $"Error: {SafeText.OneLine(path, 200)} is not a valid path: {why}");
    }

    private static string Shown(string name) => name.EndsWith(".md", StringComparison.Ordinal) && Array.Exists(s_texts, t => name.AsSpan(0, name.Length - 3).EndsWith(t, StringComparison.OrdinalIgnoreCase)) ? name[..^3] : name;

    private static string Size(long bytes) => bytes < 1024 ? string.Create(CultureInfo.InvariantCulture, $"{bytes}B") : bytes < 1 << 20 ? string.Create(CultureInfo.InvariantCulture, $"{bytes / 1024.0:0.0}K") : string.Create(CultureInfo.InvariantCulture, $"{bytes / 1048576.0:0.0}M");
}
