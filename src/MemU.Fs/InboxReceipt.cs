using System.Globalization;
using System.Text;
using MemU.Fs.Markdown;
using MemU.Fs.Model;

namespace MemU.Fs;

/// <summary>The notes that the inbox leaves: a receipt in the place of what was memorized, and a reason beside what could not be.</summary>
internal static class InboxReceipt
{
    /// <summary>The type that both bear.</summary>
    public const string Type = "receipt";

    /// <summary>How the name of a reason ends.</summary>
    public const string ReasonSuffix = ".failed.md";

    /// <summary>True for a note that the inbox wrote; a file that merely ends so is a source like any other.</summary>
    public static bool Is(MemoryPath path, byte[] bytes) =>
        path.Extension == ".md" && bytes.AsSpan().IndexOf("receipt"u8) >= 0 && MemoryDocument.Parse(path, bytes).ToItem() is { Type: Type, Generated: true };

    /// <summary>The hash of the source that a reason is about; null when it names none.</summary>
    public static string? SourceOf(MemoryPath path, byte[] bytes) => MemoryDocument.Parse(path, bytes).GetScalar("sha256");

    /// <summary>The receipt of a source that was memorized.</summary>
    public static byte[] Of(string name, MemorizeResult result, string hash, DateTimeOffset when)
    {
        var text = Head(name, "memorized", hash, when);
        text.Append(CultureInfo.InvariantCulture, $"{Code(name)} was memorized{(result.Unchanged ? " before; nothing new was learned" : "")}. This note took its place; delete it whenever you like.\n");
        foreach (var resource in result.Resource is { } one ? [one] : result.Resources ?? []) text.Append(CultureInfo.InvariantCulture, $"\n## Source\n- {Link(resource.Path, null)}\n");
        var items = result.Items.Where(i => i.Action != "skipped").ToList();
        if (items.Count > 0) text.Append("\n## Memories\n");
        foreach (var item in items) text.Append(CultureInfo.InvariantCulture, $"- {Link(item.Path, item.Title)} ({item.Action})\n");
        if (result.Rejected.Count > 0) text.Append("\n## Not learned\n");
        foreach (var rejected in result.Rejected) text.Append(CultureInfo.InvariantCulture, $"- {SafeText.OneLine(rejected.Reason, 200)}\n");
        if (result.Notes.Count > 0) text.Append("\n## Notes\n");
        foreach (var note in result.Notes) text.Append(CultureInfo.InvariantCulture, $"- {SafeText.OneLine(note, 400)}\n");
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    /// <summary>The reason why a source could not be memorized.</summary>
    public static byte[] Reason(string name, string why, string hash, DateTimeOffset when)
    {
        var text = Head($"{name}: not memorized", "failed", hash, when);
        text.Append(CultureInfo.InvariantCulture, $"{Code(name)} could not be memorized: {SafeText.OneLine(why, 1000)}\n\nIt stays where it is. Put it right and save it again, or delete this note to have it tried once more.\n");
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private static StringBuilder Head(string title, string what, string hash, DateTimeOffset when) =>
        new StringBuilder().Append(CultureInfo.InvariantCulture, $"---\ntype: {Type}\ntitle: {YamlText.Scalar(title, flow: false)}\ngenerated: true\n{what}: {when.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss'Z'}\nsha256: {hash}\n---\n");

    private static string Code(string name) => $"`{name.Replace('`', '\'')}`";

    private static string Link(string path, string? title)
    {
        var target = path.EndsWith(".md", StringComparison.OrdinalIgnoreCase) ? path[..^3] : path;
        return title is null || title.AsSpan().IndexOfAny("[]|\n") >= 0 ? $"[[{target}]]" : $"[[{target}|{title}]]";
    }
}
