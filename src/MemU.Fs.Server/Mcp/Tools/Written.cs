using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using MemU.Fs.Model;

namespace MemU.Fs.Server.Mcp.Tools;

/// <summary>What the tools that write answer: what was done, to which file, in which commit.</summary>
internal static class Written
{
    private const int MostFiles = 10;

    /// <summary>The members that all of them have.</summary>
    public const string Members = """
        "action":{"type":"string","description":"added, edited, moved, removed, superseded, or skipped where it was so already"},
        "path":{"type":["string","null"],"description":"where the memory is now"},
        "id":{"type":["string","null"]},
        "revision":{"type":["string","null"],"description":"hand it to the next change as expected_revision"},
        "commit":{"type":["string","null"]},"unchanged":{"type":"boolean"},
        "files":{"type":"array","items":{"type":"string"}},"more_files":{"type":"integer"},
        "links_rewritten":{"type":"integer"},"notes":{"type":"array","items":{"type":"string"}}
        """;

    public static readonly string[] Always = ["action", "path", "id", "revision", "commit", "unchanged", "files", "more_files", "links_rewritten", "notes"];

    /// <summary>The answer.</summary>
    /// <param name="done">What the memory says.</param>
    /// <param name="next">What a model may want to do next; null for nothing.</param>
    public static ToolAnswer Of(WriteResult done, string? next = null)
    {
        // pages and listings follow by themselves
        var files = done.Files.Where(f => f.Path.EndsWith(".md", StringComparison.Ordinal) && !f.Path.EndsWith("README.md", StringComparison.Ordinal) && !f.Path.EndsWith("index.md", StringComparison.Ordinal)).ToList();
        var item = done.Items.FirstOrDefault(i => files.Exists(f => f.Path == i.Path)) ?? (done.Items is [var only, ..] ? only : null);
        var path = item?.Path ?? (files is [var first, ..] ? first.Path : null);
        var text = new StringBuilder(done.Unchanged ? $"Nothing to change{(path is null ? "" : $" in {path}")}: it is so already." : $"{done.Action}{(path is null ? "" : $" {path}")}");
        if (done.LinksRewritten > 0) text.Append(CultureInfo.InvariantCulture, $"; {done.LinksRewritten} links follow");
        if (done.Commit is { } commit) text.Append(CultureInfo.InvariantCulture, $" (commit {commit[..10]})");
        foreach (var note in done.Notes) text.Append('\n').Append(note);
        if (next is not null) text.Append('\n').Append(next);
        return new(text.ToString(), new()
        {
            ["action"] = done.Action, ["path"] = path, ["id"] = item?.Id, ["revision"] = item?.Revision, ["commit"] = done.Commit, ["unchanged"] = done.Unchanged,
            ["files"] = new JsonArray([.. files.Take(MostFiles).Select(f => (JsonNode)f.Path)]), ["more_files"] = Math.Max(0, files.Count - MostFiles),
            ["links_rewritten"] = done.LinksRewritten, ["notes"] = new JsonArray([.. done.Notes.Select(n => (JsonNode)n)]),
        });
    }
}
