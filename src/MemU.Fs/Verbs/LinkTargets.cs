using MemU.Fs.Model;

namespace MemU.Fs.Verbs;

/// <summary>How a link to a file can be written, nearest to how it was written first.</summary>
internal static class LinkTargets
{
    /// <summary>The candidates.</summary>
    /// <param name="link">The link as it stands.</param>
    /// <param name="was">Where the file was.</param>
    /// <param name="goal">Where it is.</param>
    /// <param name="from">The file that holds the link.</param>
    /// <param name="title">The title that the file had.</param>
    /// <param name="item">The file's memory as it is; null for another kind of file.</param>
    public static IEnumerable<string> Of(MemoryLink link, MemoryPath was, MemoryPath goal, MemoryPath from, string? title, MemoryItem? item)
    {
        var extension = link.Target.EndsWith(was.Extension, StringComparison.OrdinalIgnoreCase) || goal.Extension != ".md";
        var path = extension ? goal.Value : Bare(goal.Value);
        if (link.Kind == MemoryLinkKind.Markdown)
        {
            if (!link.Target.StartsWith('/')) yield return Relative(from, path);
            yield return "/" + path;
            yield break;
        }
        if (link.Target.StartsWith('/')) yield return "/" + path;
        if (!link.Target.Contains('/', StringComparison.Ordinal))
        {
            if (item is not null && string.Equals(link.Target, title, StringComparison.OrdinalIgnoreCase) && !item.Title.AsSpan().ContainsAny(Places.NotInLinks)) yield return item.Title;
            yield return extension ? goal.Name : goal.Stem;
        }
        yield return path;
        yield return goal.Value;
        if (item is { Id.Length: > 0 }) yield return item.Id;
    }

    /// <summary>A path without <c>.md</c>.</summary>
    public static string Bare(string path) => path.EndsWith(".md", StringComparison.OrdinalIgnoreCase) ? path[..^3] : path;

    private static string Relative(MemoryPath from, string path)
    {
        var (start, end) = (from.Parent.Segments, path.Split('/'));
        var shared = 0;
        while (shared < start.Length && shared < end.Length - 1 && start[shared] == end[shared]) shared++;
        return string.Join('/', Enumerable.Repeat("..", start.Length - shared).Concat(end[shared..]));
    }
}
