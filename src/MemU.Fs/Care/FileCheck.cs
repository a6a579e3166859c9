using MemU.Fs.Markdown;
using MemU.Fs.Model;

namespace MemU.Fs.Care;

/// <summary>The files: format, conflicts, twins of ids, what is stale, links, and sources with their anchors.</summary>
internal sealed class FileCheck(OpenTree open, Findings findings)
{
    public void Run(CancellationToken cancellationToken)
    {
        var all = TreeTexts.Load(open, cancellationToken);
        foreach (var problem in all.Unreadable) findings.Error("files", problem, "until then its last known text is found, and nothing of it is lost");
        foreach (var item in all.Items)
        {
            if (item.FormatError is { } error) findings.Error("format", error.Message, "mend the front matter; until then the file counts as plain text");
            if (item.StaleAfter is { } stale && stale < DateOnly.FromDateTime(DateTime.UtcNow)) findings.Warn("stale", $"{item.Path}: stale since {stale:yyyy-MM-dd}", $"check it, then change stale_after: memu edit {item.Path}");
            if (ConflictAt(all.Texts[item.Path]) is { } line) findings.Error("conflicts", $"{item.Path}:{line}: two versions stand side by side, with git's marks", $"keep what is right: memu edit {item.Path}");
        }
        foreach (var twins in all.Items.Where(i => i.Id.Length > 0).GroupBy(i => i.Id, StringComparer.OrdinalIgnoreCase).Where(g => g.Count() > 1))
            findings.Error("ids", $"{string.Join(" and ", twins.Select(t => t.Path))} have the same id {twins.Key}", "remove the id from the copy");
        Links(new(all.Items, all.Others.Concat(Mounted())), all);
        if (!findings.IsWrong("format")) findings.Ok("format", $"{all.Items.Count} files are well-formed");
        if (!findings.IsWrong("links") && !findings.IsWrong("sources")) findings.Ok("links", "every link and every source resolves");
    }

    /// <summary>Addresses in mounted sources are files for a link.</summary>
    private IEnumerable<MemoryPath> Mounted() => open.Mounts is null ? [] : open.Mounts.List(open.Synchronizer.Manifest).SelectMany(open.Mounts.Known).Select(MemoryPath.FromListing);

    private void Links(LinkIndex links, TreeTexts all)
    {
        foreach (var item in all.Items)
        {
            if (TreeLayout.KindOf(item.Path) == UnitKind.Resource) continue; // a transcript quotes; its brackets are somebody's words
            foreach (var link in LinkScanner.Scan(all.Texts[item.Path]))
            {
                if (link.Target.Contains("://", StringComparison.Ordinal) || link.Target.StartsWith("mailto:", StringComparison.OrdinalIgnoreCase)) continue;
                var found = links.Resolve(link, item.Path);
                if (found.Count == 1 && HasAnchor(all.Texts.GetValueOrDefault(found[0]) ?? MountedText(found[0]), link.Anchor)) continue;
                if (found.Count > 1) findings.Warn("links", $"{item.Path}:{link.Line}: [[{link.Target}]] fits {string.Join(" and ", found)}", $"write the path: memu edit {item.Path}");
                else findings.Warn("links", $"{item.Path}:{link.Line}: [[{link.Target}{(link.Anchor is null ? "" : "#" + link.Anchor)}]] leads nowhere", $"mend or remove the link: memu edit {item.Path}");
            }
            foreach (var source in item.Sources)
            {
                var path = MemoryPath.FromListing(source.Resource);
                if (all.Texts.TryGetValue(path, out var text) ? HasAnchor(text, source.Anchor is null ? null : "^" + source.Anchor) : IsKnownMounted(path)) continue;
                findings.Warn("sources", $"{item.Path}: its source {source.Reference} is gone", "what was learned stays; remove the entry if the source is not to come back");
            }
        }
    }

    private string? MountedText(MemoryPath path) => open.Mounts?.Find(open.Synchronizer.Manifest, path.Value) is var (mount, relative) ? open.Mounts.Load(mount, relative)?.Text : null;

    /// <summary>A source that is away is known still; that it is away is told once, for the source as a whole.</summary>
    private bool IsKnownMounted(MemoryPath path) => open.Mounts?.Find(open.Synchronizer.Manifest, path.Value) is var (mount, relative) && open.Mounts.Knows(mount, relative);

    private static bool HasAnchor(string? text, string? anchor)
    {
        if (anchor is null || text is null) return true;
        if (!anchor.StartsWith('^')) return text.Contains(anchor, StringComparison.OrdinalIgnoreCase);
        for (var at = text.IndexOf(anchor, StringComparison.Ordinal); at >= 0; at = text.IndexOf(anchor, at + 1, StringComparison.Ordinal))
            if (at + anchor.Length == text.Length || text[at + anchor.Length] is '\n' or '\r' or ' ') return true;
        return false;
    }

    /// <summary>The line of the first of git's conflict marks; null unless all three kinds stand in their order.</summary>
    private static int? ConflictAt(string text)
    {
        if (!text.Contains("<<<<<<< ", StringComparison.Ordinal)) return null;
        int line = 0, first = 0, step = 0;
        foreach (var part in text.AsSpan().EnumerateLines())
        {
            line++;
            if (step == 0 && part.StartsWith("<<<<<<< ")) (first, step) = (line, 1);
            else if (step == 1 && part is "=======") step = 2;
            else if (step == 2 && part.StartsWith(">>>>>>> ")) return first;
        }
        return null;
    }
}
