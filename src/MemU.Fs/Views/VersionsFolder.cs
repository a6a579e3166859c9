using System.Globalization;
using MemU.Fs.History;
using MemU.Fs.Files.Nodes;
using MemU.Fs.Markdown;
using MemU.Fs.Model;

namespace MemU.Fs.Views;

/// <summary><c>@/history/&lt;path&gt;/</c>: the versions of a file through its renames, the oldest first.</summary>
/// <param name="memory">The memory.</param>
/// <param name="path">The file as the drive shows it.</param>
internal sealed class VersionsFolder(ViewedMemory memory, string path) : ViewFolder
{
    private const int MostWho = 60; // bytes of a name

    private Listing? _last;

    public override DateTimeOffset? Time => _last is { Entries: [.., var newest] } ? newest.View.Time : null;

    public override Lifetime Lifetime => new(1000, 1000);

    public override async ValueTask<View?> FindAsync(string name, CancellationToken cancellationToken) =>
        ViewNames.IsProbe(name) ? null : (await ListAsync(cancellationToken)).FirstOrDefault(e => e.Name == name).View;

    public override async ValueTask<IReadOnlyList<NamedView>> ListAsync(CancellationToken cancellationToken)
    {
        var head = await memory.Objects.ReadAsync(h => h.Head, null, cancellationToken) ?? "";
        if (_last is { } last && last.Head == head) return last.Entries;
        var versions = await memory.Walks.WalkAsync<IReadOnlyList<CommittedVersion>>(h => [.. h.Versions(memory.Inward(path), MemoryIdentity.Of).TakeWhile(v => memory.Shows(v.Path))], [], cancellationToken);
        var (extension, entries) = (Path.GetExtension(path), new List<NamedView>());
        for (var i = versions.Count - 1; i >= 0; i--)
        {
            var version = versions[i];
            var name = string.Create(CultureInfo.InvariantCulture, $"{versions.Count - i:000}-{version.When:yyyy-MM-dd}-{ViewNames.Legal(Slug.Of(version.Author), MostWho)}{extension}");
            entries.Add(new(name, new CommittedFile(memory, new(name, CommittedKind.File, version.BlobId), version.When, new Lifetime(1000, 1000))));
        }
        _last = new(head, entries);
        return entries;
    }

    private sealed record Listing(string Head, IReadOnlyList<NamedView> Entries);
}
