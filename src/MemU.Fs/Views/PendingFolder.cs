using System.Globalization;
using System.Text;
using MemU.Fs.Files;
using MemU.Fs.Model;

namespace MemU.Fs.Views;

/// <summary><c>@/pending/</c>: what waits. A folder for each kind of it, and <c>README.md</c> with all of it in words.</summary>
internal sealed class PendingFolder : ViewFolder
{
    private static readonly (string Name, string About)[] Kinds =
    [
        ("edits", "edited by hand, and committed by the next command that writes"),
        ("inbox", "dropped into `inbox/`, and not memorized yet"),
        ("review", "in `review/` or `quarantine/`, or the other version of a memory that a merge left: decide what becomes of it"),
        ("tasks", "memories in `context/pending_tasks`"),
    ];

    private readonly ViewedMemory _memory;
    private readonly Lists _lists;
    private readonly DiskTree _tree;
    private readonly IReadOnlyList<NamedView> _entries;

    public PendingFolder(ViewedMemory memory, Lists lists)
    {
        (_memory, _lists, _tree) = (memory, lists, new(memory.Root));
        _entries = [.. Kinds.Select(k => new NamedView(k.Name, new ComputedFolder(memory, async c => lists.Targets(await PathsAsync(k.Name, c), 3)))), new("README.md", new Page(this))];
    }

    public override bool Keeps(View entry) => true;

    public override Files.Nodes.Lifetime Lifetime => new(60_000, 1000);

    public override ValueTask<View?> FindAsync(string name, CancellationToken cancellationToken) => new(_entries.FirstOrDefault(e => e.Name == name).View);

    public override ValueTask<IReadOnlyList<NamedView>> ListAsync(CancellationToken cancellationToken) => new(_entries);

    private async Task<IReadOnlyList<string>> PathsAsync(string kind, CancellationToken cancellationToken) => kind switch
    {
        "edits" => [.. (await _memory.AskAsync(m => m.StatusAsync(cancellationToken), cancellationToken)).Uncommitted.Where(_memory.Shows)],
        "inbox" => [.. Below("inbox").Where(p => Inbox.Waits(_tree, MemoryPath.FromListing(p)))], // not the receipts of what was memorized
        "review" => [.. Below("review"), .. Below("quarantine"), .. (await _memory.Catalog.ReadAsync(cancellationToken)).Entries.Where(e => e.IsConflict).Select(e => e.Path.Value)],
        _ => [.. (await _memory.Catalog.ReadAsync(cancellationToken)).Entries.Where(e => TreeLayout.Split(e.Path).Inner.IsWithin(MemoryPath.FromListing("context/pending_tasks"))).Select(e => e.Path.Value)],
    };

    /// <summary>The files in a folder of the top, and of the tops of other scopes where they are shown.</summary>
    private List<string> Below(string folder)
    {
        var users = new DirectoryInfo(Path.Combine(_memory.Root, _memory.Inward("users")));
        var tops = users.Exists && _memory.Shown.Scope.IsNone ? users.EnumerateDirectories().Where(d => (d.Attributes & FileAttributes.ReparsePoint) == 0).Select(d => $"users/{d.Name}/").Order(StringComparer.Ordinal) : Enumerable.Empty<string>();
        return [.. tops.Prepend("").SelectMany(t => Files(_memory.Inward(t + folder))).Where(_memory.Shows)];
    }

    private IEnumerable<string> Files(string folder)
    {
        var found = new DirectoryInfo(Path.Combine(_memory.Root, folder));
        if (!found.Exists || (found.Attributes & FileAttributes.ReparsePoint) != 0) return [];
        return found.EnumerateFiles("*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint }).Where(f => !f.Name.StartsWith('.'))
            .Select(f => Path.GetRelativePath(_memory.Root, f.FullName).Replace(Path.DirectorySeparatorChar, '/')).Where(f => !f.Contains("/.", StringComparison.Ordinal)).Order(StringComparer.Ordinal);
    }

    private sealed class Page(PendingFolder folder) : RenderedFile(folder._memory)
    {
        protected override async Task<string> RenderAsync(CancellationToken cancellationToken)
        {
            var text = new StringBuilder("# What waits\n");
            var any = false;
            foreach (var (name, about) in Kinds)
            {
                var paths = await folder.PathsAsync(name, cancellationToken);
                if (paths.Count == 0) continue;
                any = true;
                text.Append(CultureInfo.InvariantCulture, $"\n## {name}\n\n{paths.Count} {about}.\n\n");
                foreach (var path in paths)
                    text.Append(CultureInfo.InvariantCulture, $"- {folder._memory.Outward(path)}{(File.Exists(Path.Combine(folder._memory.Root, path)) ? "" : " (removed)")}\n");
            }
            return any ? text.ToString() : text.Append("\nNothing.\n").ToString();
        }
    }
}
