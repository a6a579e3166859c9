using MemU.Fs.Files;
using MemU.Fs.Markdown;
using MemU.Fs.Model;

namespace MemU.Fs;

/// <summary>Memories as they were last read, as long as their files keep size and time: a page is written from the same few again and again.</summary>
internal sealed class KnownItems(DiskTree tree)
{
    private const int Most = 2_000;

    private readonly Dictionary<MemoryPath, (long Size, long Modified, MemoryItem Item)> _items = [];

    /// <summary>The memory in a file; null when there is none.</summary>
    public MemoryItem? Read(MemoryPath path)
    {
        var file = new FileInfo(tree.Absolute(path));
        // what only now was written may change again without a sign, and a link is for the tree to judge
        var lasts = file.Exists && (file.Attributes & FileAttributes.ReparsePoint) == 0 && !TreeDiff.IsRacy(file.LastWriteTimeUtc.Ticks);
        if (lasts && _items.TryGetValue(path, out var known) && known.Size == file.Length && known.Modified == file.LastWriteTimeUtc.Ticks) return known.Item;
        _items.Remove(path);
        if (tree.Read(path) is not { } bytes) return null;
        var item = MemoryDocument.Parse(path, bytes).ToItem();
        if (!lasts || bytes.Length != file.Length) return item;
        if (_items.Count >= Most) _items.Clear();
        _items[path] = (file.Length, file.LastWriteTimeUtc.Ticks, item);
        return item;
    }
}
