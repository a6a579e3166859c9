using MemU.Fs.Files;
using MemU.Fs.History;
using MemU.Fs.Files.Nodes;
using MemU.Fs.Model;

namespace MemU.Fs.Views;

/// <summary>A folder that has the folders and markdown files of the memory's own, each file with something else behind its name.</summary>
/// <param name="memory">The memory.</param>
/// <param name="path">The folder as the drive shows it; empty for the top.</param>
/// <param name="what">What is behind a file's name: given its path as the drive shows it.</param>
/// <param name="remembers">Whether names are found that are gone, where history has them.</param>
internal sealed class MirrorFolder(ViewedMemory memory, string path, Func<string, View> what, bool remembers = false) : ViewFolder
{
    public override Lifetime Lifetime => new(1000, 1000);

    public override async ValueTask<View?> FindAsync(string name, CancellationToken cancellationToken)
    {
        if (ViewNames.IsProbe(name) || OperatingSystem.IsWindows() && name.AsSpan().IndexOfAny('\\', ':') >= 0) return null;
        var (shown, inside) = (Below(name), memory.Inward(Below(name)));
        if (!memory.Shows(inside)) return null;
        var file = new FileInfo(Path.Combine(memory.Root, inside));
        if ((int)file.Attributes != -1)
            return (file.Attributes & FileAttributes.ReparsePoint) != 0 ? null : file.Exists ? what(shown) : new MirrorFolder(memory, shown, what, remembers);
        if (!remembers) return null;
        return await memory.Walks.WalkAsync(h => h.LastKindOf(inside), null, cancellationToken) switch
        {
            null or CommittedKind.Link => null,
            CommittedKind.Folder => new MirrorFolder(memory, shown, what, remembers),
            _ => what(shown),
        };
    }

    public override ValueTask<IReadOnlyList<NamedView>> ListAsync(CancellationToken cancellationToken)
    {
        var entries = new List<NamedView>();
        var folder = new DirectoryInfo(Path.Combine(memory.Root, memory.Inward(path)));
        if (folder.Exists) // else it is gone, and what was in it is found by name
            foreach (var entry in folder.EnumerateFileSystemInfos())
            {
                if (ViewNames.IsProbe(entry.Name) || (entry.Attributes & FileAttributes.ReparsePoint) != 0 || !memory.Shows(memory.Inward(Below(entry.Name)))) continue;
                if (entry is DirectoryInfo) entries.Add(new(entry.Name, new MirrorFolder(memory, Below(entry.Name), what, remembers)));
                else if (entry.Name.EndsWith(".md", StringComparison.OrdinalIgnoreCase)) entries.Add(new(entry.Name, what(Below(entry.Name))));
            }
        entries.Sort((a, b) => string.CompareOrdinal(a.Name, b.Name));
        return new(entries);
    }

    private string Below(string name) => path.Length == 0 ? name : $"{path}/{name}";
}
