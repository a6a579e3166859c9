using System.Text;
using MemU.Fs.Files;
using MemU.Fs.Index;
using MemU.Fs.Markdown;
using MemU.Fs.Model;

namespace MemU.Fs;

/// <summary>Looks at everything that can be wrong with a memory and says what to do; changes nothing but the cache.</summary>
internal sealed class Doctor(OpenTree open)
{
    private readonly List<DoctorFinding> _findings = [];

    public async Task<DoctorView> RunAsync(CancellationToken cancellationToken)
    {
        System();
        History();
        var report = await open.SyncAsync(Freshness.Full, null, cancellationToken);
        foreach (var problem in report.Problems.Where(p => p.Contains("can't be", StringComparison.Ordinal))) Error("files", problem, "check owner and mode of the file");
        Files(cancellationToken);
        foreach (var pair in new Remotes.Conflicts(open).List(cancellationToken)) Warn("conflicts", $"{pair.Path}: a sync left another version, {pair.Other}", $"memu conflicts resolve {pair.Path} --ours, --theirs or --both");
        await IndexAsync(cancellationToken);
        var order = new[] { "error", "warning", "ok" };
        return new([.. _findings.OrderBy(f => Array.IndexOf(order, f.Level))], _findings.All(f => f.Level != "error"));
    }

    private void System()
    {
        if ("e\u0301".Normalize(NormalizationForm.FormC) == "é") Ok("system", "Unicode normalization works");
        else Error("system", "Unicode normalization does nothing: the ICU library is missing", "install libicu (Debian: apt install libicu72)");
        try
        {
            var drive = new DriveInfo(open.Tree.Root);
            if (drive.AvailableFreeSpace < 100 << 20) Warn("disk", $"only {drive.AvailableFreeSpace >> 20} MiB are free", "free some space");
            else Ok("disk", $"{drive.AvailableFreeSpace >> 30} GiB are free");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            Warn("disk", $"the free space is unknown ({e.Message.ReplaceLineEndings(" ")})", null);
        }
    }

    private void History()
    {
        if (!open.IsMemory) Warn("history", "this folder is no memory yet; it can be searched, but nothing can be written", $"memu init {open.Tree.Root}");
        else if (open.History is null) Error("history", "the folder is no git repository", $"memu init {open.Tree.Root}");
        else if (open.History.Blocked is { } blocked) Error("history", blocked, "finish or abort it with git");
        else Ok("history", open.History.Head is { } head ? $"git repository at {head[..10]}{(open.History.Branch is { } branch ? $" on {branch}" : "")}" : "git repository without a commit");
        if (File.Exists(Path.Combine(open.Tree.Root, ".memu", "state", "intent.json")))
            Warn("history", "an operation was cut off", "the next command that writes finishes it");
    }

    private void Files(CancellationToken cancellationToken)
    {
        var all = TreeTexts.Load(open, cancellationToken);
        var (items, others, texts) = (all.Items, all.Others, all.Texts);
        foreach (var item in items)
        {
            if (item.FormatError is { } error) Error("format", error.Message, "mend the front matter; until then the file counts as plain text");
            if (item.StaleAfter is { } stale && stale < DateOnly.FromDateTime(DateTime.UtcNow)) Warn("stale", $"{item.Path}: stale since {stale:yyyy-MM-dd}", "check it, then change stale_after");
        }
        foreach (var twins in items.Where(i => i.Id.Length > 0).GroupBy(i => i.Id, StringComparer.OrdinalIgnoreCase).Where(g => g.Count() > 1))
            Error("ids", $"{string.Join(" and ", twins.Select(t => t.Path))} have the same id {twins.Key}", "remove the id from the copy");
        var broken = Links(new(items, others), items, texts);
        if (_findings.All(f => f.Check != "format")) Ok("format", $"{items.Count} files are well-formed");
        if (!broken) Ok("links", "every link and every source resolves");
    }

    private bool Links(LinkIndex links, List<MemoryItem> items, Dictionary<MemoryPath, string> texts)
    {
        var broken = false;
        foreach (var item in items)
        {
            if (TreeLayout.KindOf(item.Path) == UnitKind.Resource) continue; // a transcript quotes; its brackets are somebody's words
            foreach (var link in LinkScanner.Scan(texts[item.Path]))
            {
                if (link.Target.Contains("://", StringComparison.Ordinal) || link.Target.StartsWith("mailto:", StringComparison.OrdinalIgnoreCase)) continue;
                var found = links.Resolve(link, item.Path);
                if (found.Count == 1 && HasAnchor(texts.GetValueOrDefault(found[0]), link.Anchor)) continue;
                broken = true;
                if (found.Count > 1) Warn("links", $"{item.Path}:{link.Line}: [[{link.Target}]] fits {string.Join(" and ", found)}", "write the path");
                else Warn("links", $"{item.Path}:{link.Line}: [[{link.Target}{(link.Anchor is null ? "" : "#" + link.Anchor)}]] leads nowhere", "mend or remove the link");
            }
            foreach (var source in item.Sources)
            {
                if (texts.TryGetValue(MemoryPath.FromListing(source.Resource), out var text) && HasAnchor(text, source.Anchor is null ? null : "^" + source.Anchor)) continue;
                broken = true;
                Warn("sources", $"{item.Path}: its source {source.Reference} is gone", "what was learned stays; remove the entry if the source is not to come back");
            }
        }
        return broken;
    }

    private static bool HasAnchor(string? text, string? anchor)
    {
        if (anchor is null || text is null) return true;
        if (!anchor.StartsWith('^')) return text.Contains(anchor, StringComparison.OrdinalIgnoreCase);
        for (var at = text.IndexOf(anchor, StringComparison.Ordinal); at >= 0; at = text.IndexOf(anchor, at + 1, StringComparison.Ordinal))
            if (at + anchor.Length == text.Length || text[at + anchor.Length] is '\n' or '\r' or ' ') return true;
        return false;
    }

    /// <summary>The index is ready exactly when a memory that is surely there is found in it.</summary>
    private async Task IndexAsync(CancellationToken cancellationToken)
    {
        var manifest = open.Synchronizer.Manifest;
        var sentinel = manifest.Folders().SelectMany(f => manifest.Folder(f)!.Files.Values.Where(e => !e.Is(TreeFlags.Deleted)).Select(e => MemoryPath.FromListing(f.Length == 0 ? e.Name : $"{f}/{e.Name}")))
            .FirstOrDefault(p => TreeLayout.KindOf(p) == UnitKind.Item && p.Stem is not ("index" or "log"));
        if (sentinel.IsRoot)
        {
            Ok("index", "there is no memory to find yet");
            return;
        }
        var item = MemoryDocument.Parse(sentinel, open.Tree.Read(sentinel) ?? []).ToItem();
        var question = item.Title.Length > 0 ? item.Title : item.Summary;
        var found = open.Index.Search(new IndexQuery { Text = question, Vector = await open.EmbedAsync(question, cancellationToken), Limit = 50, Where = new([new("path", [sentinel.Value])]) }, cancellationToken);
        if (found.Items.Any(h => h.Path == sentinel.Value)) Ok("index", $"{open.Index.FileCount} files; {sentinel} is found by its title");
        else Error("index", $"{sentinel} is not found by its title", "memu reindex");
    }

    private void Ok(string check, string message) => _findings.Add(new("ok", check, message));

    private void Warn(string check, string message, string? fix) => _findings.Add(new("warning", check, message, fix));

    private void Error(string check, string message, string? fix) => _findings.Add(new("error", check, message, fix));
}
