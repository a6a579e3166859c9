using System.Globalization;
using MemU.Fs.Model;

namespace MemU.Fs.Server.Mcp.Tools;

/// <summary>
/// <c>memory</c>: the six commands of Anthropic's memory tool (<c>memory_20250818</c>) on <c>/memories</c>, with the answers and errors that models were
/// trained on, word for word. What is created is a memory like any other.
/// </summary>
internal static class CommandTool
{
    private const int MostTokens = 8_000;

    public static MemoryTool Create() => new("memory", "Memory directory",
        "The memory as a directory of files under /memories: view, create, str_replace, insert, delete, rename. View it before a task for earlier progress, and write down there, as you go, what must not be lost.",
        new(false, true, false),
        """
        "command":{"type":"string","enum":["view","create","str_replace","insert","delete","rename"]},
        "path":{"type":"string","description":"such as /memories or /memories/notes.md; of every command but rename"},
        "view_range":{"type":"array","items":{"type":"integer"},"minItems":2,"maxItems":2,"description":"view: first and last line, -1 for the end"},
        "file_text":{"type":"string","description":"create: the whole file"},
        "old_str":{"type":"string","description":"str_replace: stands exactly once in the file"},
        "new_str":{"type":"string","description":"str_replace: takes its place"},
        "insert_line":{"type":"integer","description":"insert: behind this line, 0 for the beginning"},
        "insert_text":{"type":"string","description":"insert: the text"},
        "old_path":{"type":"string","description":"rename: from"},
        "new_path":{"type":"string","description":"rename: to"}
        """, ["command"],
        """
        "text":{"type":"string","description":"the answer"}
        """, ["text"], async (call, cancellationToken) =>
        {
            var folder = new MemoryFolder(call.Memory, await call.Memory.FolderAsync(cancellationToken), cancellationToken);
            try
            {
                var text = call.Text("command") switch
                {
                    "view" => await ViewAsync(folder, call.Text("path"), call.Range("view_range")),
                    "create" => await CreateAsync(folder, call.Text("path"), call.Given("file_text")),
                    "str_replace" => await ReplaceAsync(folder, call.Text("path"), call.Given("old_str"), call.Maybe("new_str") ?? ""),
                    "insert" => await InsertAsync(folder, call.Text("path"), call.Whole("insert_line") ?? throw MemoryCall.Bad("'insert_line' is missing; call again with it."), call.Given("insert_text")),
                    "delete" => await DeleteAsync(folder, call.Text("path")),
                    "rename" => await RenameAsync(folder, call.Text("old_path"), call.Text("new_path")),
                    var other => throw MemoryCall.Bad($"there is no command '{SafeText.OneLine(other, 40)}'; give view, create, str_replace, insert, delete or rename."),
                };
                return new(text, new() { ["text"] = text });
            }
            catch (CommandException e)
            {
                return new(e.Message, null);
            }
        });

    private static async Task<string> ViewAsync(MemoryFolder folder, string path, (int First, int Last)? range)
    {
        if (await folder.FindAsync(path) is not { } shown) return await folder.ListAsync(path) ?? throw new CommandException($"The path {path} does not exist. Please provide a valid path.");
        var lines = shown.Text.Split('\n');
        if (lines.Length > 999_999) throw new CommandException($"File {path} exceeds maximum line limit of 999,999 lines.");
        var (first, last) = range is not { } asked ? (1, lines.Length) : (Math.Max(1, asked.First), asked.Last == -1 ? lines.Length : Math.Min(asked.Last, lines.Length));
        var text = string.Join('\n', Enumerable.Range(first, Math.Max(0, last - first + 1)).Select(n => Numbered(n, lines[n - 1])));
        var end = Tokens.End(text, MostTokens);
        if (end < text.Length) text = string.Create(CultureInfo.InvariantCulture, $"{text[..end]}… line {last} is the last: view the rest with view_range [{first + text[..end].TrimEnd('\n').Count(c => c == '\n') + 1}, {last}]");
        return $"Here's the content of {path} with line numbers:\n{text}";
    }

    private static async Task<string> CreateAsync(MemoryFolder folder, string path, string text)
    {
        if (await folder.FindAsync(path) is not null || await folder.IsFolderAsync(path)) throw new CommandException($"Error: File {path} already exists");
        await folder.CreateAsync(path, text);
        return $"File created successfully at: {path}";
    }

    private static async Task<string> ReplaceAsync(MemoryFolder folder, string path, string old, string with)
    {
        var snippet = "";
        await folder.ChangeAsync(path, $"Error: The path {path} does not exist. Please provide a valid path.", text =>
        {
            var at = old.Length == 0 ? -1 : text.IndexOf(old, StringComparison.Ordinal);
            if (at < 0) throw new CommandException($"No replacement was performed, old_str `{old}` did not appear verbatim in {path}.");
            var found = new List<int>();
            for (var next = at; next >= 0; next = text.IndexOf(old, next + 1, StringComparison.Ordinal)) found.Add(text.AsSpan(0, next).Count('\n') + 1);
            if (found.Count > 1) throw new CommandException($"No replacement was performed. Multiple occurrences of old_str `{old}` in lines: {string.Join(", ", found)}. Please ensure it is unique");
            var changed = string.Concat(text.AsSpan(0, at), with, text.AsSpan(at + old.Length));
            var lines = changed.Split('\n');
            snippet = string.Join('\n', Enumerable.Range(found[0] - 2, 5).Where(n => n >= 1 && n <= lines.Length).Select(n => Numbered(n, lines[n - 1])));
            return changed;
        });
        return $"The memory file has been edited. Here is the snippet showing the change (with line numbers):\n{snippet}";
    }

    private static async Task<string> InsertAsync(MemoryFolder folder, string path, int line, string inserted)
    {
        await folder.ChangeAsync(path, $"Error: The path {path} does not exist", text =>
        {
            var count = text.Length == 0 ? 0 : text.TrimEnd('\n').Count(c => c == '\n') + 1;
            if (text.EndsWith("\n\n", StringComparison.Ordinal)) count = text.Count(c => c == '\n');
            if (line < 0 || line > count) throw new CommandException($"Error: Invalid `insert_line` parameter: {line}. It should be within the range of lines of the file: [0, {count}]");
            var end = text.Contains("\r\n", StringComparison.Ordinal) ? "\r\n" : "\n";
            var at = 0;
            for (var passed = 0; passed < line && at < text.Length; passed++) at = text.IndexOf('\n', at) is var next and >= 0 ? next + 1 : text.Length;
            var lacks = at > 0 && text[at - 1] != '\n';
            return string.Concat(text.AsSpan(0, at), lacks ? end : "", (inserted.EndsWith('\n') ? inserted[..^1] : inserted) + end, text.AsSpan(at));
        });
        return $"The file {path} has been edited.";
    }

    private static async Task<string> DeleteAsync(MemoryFolder folder, string path)
    {
        if (path.TrimEnd('/') == MemoryFolder.Top) throw new CommandException($"Cannot delete the {MemoryFolder.Top} directory itself");
        if (!await folder.RemoveAsync(path)) throw new CommandException($"Error: The path {path} does not exist");
        return $"Successfully deleted {path}";
    }

    private static async Task<string> RenameAsync(MemoryFolder folder, string from, string to)
    {
        if (await folder.FindAsync(from) is null && !await folder.IsFolderAsync(from)) throw new CommandException($"Error: The path {from} does not exist");
        if (await folder.FindAsync(to) is not null || await folder.IsFolderAsync(to)) throw new CommandException($"Error: The destination {to} already exists");
        await folder.MoveAsync(from, to);
        return $"Successfully renamed {from} to {to}";
    }

    private static string Numbered(int number, string line) => string.Create(CultureInfo.InvariantCulture, $"{number,6}\t{line}");
}
