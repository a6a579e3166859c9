using System.Text.Json.Nodes;
using MemU.Fs.Model;

namespace MemU.Fs.Server.Mcp.Tools;

/// <summary><c>memory_read</c>: a file, or the lines of it that have room.</summary>
internal static class ReadTool
{
    public static MemoryTool Create() => new("memory_read", "Read a memory",
        "Read a memory or one of its sources, by a path, id or title that another tool gave; with #^m12 the message of that anchor. Long files come in parts of lines. rev shows an older version (a commit of memory_history, a checkpoint or a date).",
        Hints.Reads,
        $$$"""
        "path":{"type":"string","description":"path, id or title; may end with #^anchor"},
        "first_line":{"type":"integer","minimum":1,"description":"begin here; 1 if left out"},
        "last_line":{"type":"integer","minimum":1,"description":"end here"},
        "rev":{"type":"string","description":"a commit, checkpoint or date"},
        {{{Tokens.Argument}}}
        """, ["path"],
        """
        "path":{"type":"string"},"id":{"type":"string"},"type":{"type":"string"},"title":{"type":"string"},"text":{"type":"string"},
        "revision":{"type":"string","description":"hand it to memory_edit, memory_move or memory_forget as expected_revision"},
        "commit":{"type":["string","null"]},"first_line":{"type":"integer"},"last_line":{"type":"integer"},"total_lines":{"type":"integer"},
        "next_line":{"type":["integer","null"],"description":"first_line of what follows; null at the end"},
        "notes":{"type":"array","items":{"type":"string"}}
        """, ["path", "id", "type", "title", "text", "revision", "commit", "first_line", "last_line", "total_lines", "next_line", "notes"], RunAsync);

    private static async Task<ToolAnswer> RunAsync(MemoryCall call, CancellationToken cancellationToken)
    {
        var asked = call.Text("path");
        var mark = asked.IndexOf("#^", StringComparison.Ordinal);
        var shown = await call.Memory.ShowAsync(mark > 0 ? asked[..mark] : asked, call.Maybe("rev"), cancellationToken);
        var lines = Notice.Clean(shown.Text).Split('\n');
        var first = mark > 0 ? AnchorLine(lines, asked[(mark + 2)..], shown.Path) : call.Number("first_line", 1, 1, int.MaxValue);
        if (first > lines.Length) throw MemoryCall.Bad($"{shown.Path} has {lines.Length} lines; ask for 1 to {lines.Length}.");
        var last = Math.Min(lines.Length, Math.Max(first, call.Number("last_line", lines.Length, 1, int.MaxValue)));
        var text = string.Join('\n', lines[(first - 1)..last]);
        var budget = (call.Number("budget_tokens", Tokens.Usual, Tokens.Least, Tokens.Most) - 160) * 9 / 10;
        var end = Tokens.End(text, budget);
        if (end < text.Length)
        {
            text = text[..end];
            last = first + text.TrimEnd('\n').Count(c => c == '\n');
        }
        int? next = last < lines.Length ? last + 1 : null;
        var head = $"{Notice.Data} {shown.Path} ({shown.Type}{(shown.Commit is { } commit ? $", as of commit {commit[..10]}" : "")}; lines {first} to {last} of {lines.Length}; revision {(shown.Revision.Length > 10 ? shown.Revision[..10] : shown.Revision)})\n";
        return new($"{head}{text}{(next is null ? "" : $"\n… more: call again with first_line {next}")}", new()
        {
            ["path"] = shown.Path, ["id"] = shown.Id, ["type"] = shown.Type, ["title"] = shown.Title, ["text"] = text, ["revision"] = shown.Revision, ["commit"] = shown.Commit,
            ["first_line"] = first, ["last_line"] = last, ["total_lines"] = lines.Length, ["next_line"] = next, ["notes"] = new JsonArray([.. shown.Notes.Select(n => (JsonNode)n)]),
        });
    }

    /// <summary>The line at which the block of an anchor begins: the anchor stands at its end, or on a line below it.</summary>
    private static int AnchorLine(string[] lines, string anchor, string path)
    {
        var at = Array.FindIndex(lines, l => l.TrimEnd().EndsWith("^" + anchor, StringComparison.Ordinal));
        if (at < 0) throw new MemUException(MemUErrorKind.NotFound, $"{path} has no anchor ^{SafeText.OneLine(anchor, 60)}; read it without one.");
        while (at > 0 && lines[at - 1].Trim().Length > 0) at--;
        return at + 1;
    }
}
