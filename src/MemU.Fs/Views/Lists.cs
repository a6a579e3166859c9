using System.Globalization;
using MemU.Fs.Model;

namespace MemU.Fs.Views;

/// <summary>The folders that list memories by what they say of themselves: newest, type, tag, date, links.</summary>
internal sealed class Lists(ViewedMemory memory)
{
    private const int MostRecent = 50;

    private Found? _orphans;

    /// <summary><c>@/recent/</c>: the memories that were changed last.</summary>
    public ComputedFolder Recent() => new(memory, async cancellationToken =>
    {
        var entries = new List<NamedView>();
        foreach (var (path, changed) in await NewestAsync(cancellationToken))
            if (memory.Target(path, 2, changed) is { } view) entries.Add(new(ViewNames.Ranked(entries.Count + 1, MemoryPath.FromListing(path)), view));
        return entries;
    });

    private async Task<IReadOnlyList<(string Path, DateTimeOffset? Changed)>> NewestAsync(CancellationToken cancellationToken)
    {
        if (memory.Shown.Scope.IsNone) return await memory.AskAsync(m => m.NewestAsync(MostRecent, memory.Shows, cancellationToken), cancellationToken);
        // whose a memory is may stand in its text alone
        var (_, all) = await memory.Catalog.ReadAsync(cancellationToken);
        return [.. all.OrderByDescending(e => e.Changed ?? DateTimeOffset.MinValue).ThenBy(e => e.Path.Value, StringComparer.Ordinal).Take(MostRecent).Select(e => (e.Path.Value, e.Changed))];
    }

    /// <summary><c>@/by-type/</c>.</summary>
    public ComputedFolder ByType() => Grouped(3, e => [e.Type]);

    /// <summary><c>@/by-tag/</c>.</summary>
    public ComputedFolder ByTag() => Grouped(3, e => e.Tags);

    /// <summary><c>@/by-date/</c>: years, months, days; what is dated by month or year alone lies in the folder of that.</summary>
    public ComputedFolder ByDate() => new(memory, async cancellationToken => Dated((await memory.Catalog.ReadAsync(cancellationToken)).Entries, []));

    /// <summary><c>@/backlinks/&lt;path&gt;/</c>: what links to a file.</summary>
    public ComputedFolder Backlinks(string path) => new(memory, async cancellationToken =>
    {
        var links = await memory.AskAsync(m => m.LinksAsync(memory.Inward(path), cancellationToken), cancellationToken);
        return Targets(links.In.Select(l => l.From).Distinct(StringComparer.Ordinal), 2 + path.Count(c => c == '/') + 1);
    });

    /// <summary><c>@/orphans/</c>: what nothing links to and what links to nothing.</summary>
    public ComputedFolder Orphans() => new(memory, async cancellationToken =>
    {
        var (version, _) = await memory.Catalog.ReadAsync(cancellationToken);
        var orphans = _orphans;
        if (orphans?.Version != version) _orphans = orphans = new(version, [.. (await memory.AskAsync(m => m.OrphansAsideAsync(cancellationToken), cancellationToken)).Select(o => o.Path)]);
        return Targets(orphans!.Paths, 2);
    });

    /// <summary><c>@/scope/</c>: the trees of other scopes.</summary>
    public ComputedFolder Scopes() => new(memory, _ =>
    {
        var users = new DirectoryInfo(Path.Combine(memory.Root, "users"));
        var entries = !users.Exists ? [] : users.EnumerateDirectories().Where(d => !d.Name.StartsWith('.') && (d.Attributes & FileAttributes.ReparsePoint) == 0).OrderBy(d => d.Name, StringComparer.Ordinal)
            .Select(d => new NamedView(d.Name, memory.Shown.HasLinks ? ViewLink.Up(2, $"users/{d.Name}", d.LastWriteTimeUtc) : new MirrorFolder(memory, $"users/{d.Name}", path => new DiskFile(Path.Combine(memory.Root, path))))).ToList();
        return new(entries);
    });

    /// <summary>Files as entries of a folder so many levels below the top, with their own names.</summary>
    public IReadOnlyList<NamedView> Targets(IEnumerable<string> paths, int depth) => Targets(paths.Select(p => (MemoryPath.FromListing(p), (DateTimeOffset?)null)), depth);

    private IReadOnlyList<NamedView> Targets(IEnumerable<(MemoryPath Path, DateTimeOffset? Time)> files, int depth) =>
        ViewNames.Named(files.Select(f => (f.Path, View: memory.Target(f.Path.Value, depth, f.Time))).Where(f => f.View is not null).Select(f => (f.Path, f.View!)));

    private ComputedFolder Grouped(int depth, Func<CatalogEntry, IEnumerable<string>> keys) => new(memory, async cancellationToken =>
    {
        var (_, all) = await memory.Catalog.ReadAsync(cancellationToken);
        var taken = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        return [.. all.SelectMany(e => keys(e).Select(k => (Key: k, Entry: e))).GroupBy(p => p.Key, p => p.Entry, StringComparer.OrdinalIgnoreCase).OrderBy(g => g.Key, StringComparer.Ordinal)
            .Select(g => new NamedView(ViewNames.Unique(ViewNames.Legal(g.Key), taken), new ComputedFolder(memory, _ => new(Targets(g.Select(e => (e.Path, e.Changed)), depth)))))];
    });

    /// <summary>What is dated within a year, month or day, and the folders of what is dated more closely.</summary>
    private IReadOnlyList<NamedView> Dated(IEnumerable<CatalogEntry> all, IReadOnlyList<string> parts)
    {
        var (here, below) = (new List<CatalogEntry>(), new SortedDictionary<string, List<CatalogEntry>>(StringComparer.Ordinal));
        foreach (var entry in all)
        {
            if (Parts(entry.Date) is not { } date) continue;
            if (date.Length == parts.Count) here.Add(entry);
            else if (below.TryGetValue(date[parts.Count], out var group)) group.Add(entry);
            else below[date[parts.Count]] = [entry];
        }
        var folders = below.Select(g => new NamedView(g.Key, new ComputedFolder(memory, _ => new(Dated(g.Value, [.. parts, g.Key])))));
        return [.. folders, .. Targets(here.Select(e => (e.Path, e.Changed)), 2 + parts.Count)];
    }

    private static string[]? Parts(EventTime? date)
    {
        if (date is not { } time) return null;
        var day = time.Start.UtcDateTime;
        string[] parts = [day.ToString("yyyy", CultureInfo.InvariantCulture), day.ToString("MM", CultureInfo.InvariantCulture), day.ToString("dd", CultureInfo.InvariantCulture)];
        return time.Text.Length switch { 4 => parts[..1], 7 => parts[..2], _ => parts };
    }

    private sealed record Found(long Version, IReadOnlyList<string> Paths);
}
