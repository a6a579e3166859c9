using MemU.Fs.Markdown;
using MemU.Fs.Model;

namespace MemU.Fs;

/// <summary>Reads a file of the tree as the index takes it.</summary>
internal sealed class Reading(TreeLayout layout, string ownName)
{
    /// <summary>The memory in a file; null when a file of that place is not searched.</summary>
    public IndexedFile? Read(MemoryPath path, byte[] bytes, string blobId)
    {
        if (TreeLayout.KindOf(path) is not { } kind) return null;
        var document = MemoryDocument.Parse(path, bytes);
        var item = document.ToItem();
        if (item.Generated && path.Stem is "index" or "log") return null; // a listing of ours holds nothing that its targets don't
        return new()
        {
            Item = kind == UnitKind.Resource ? item with { Body = "" } : item, // its units say the same, and a source may be large
            Kind = kind,
            BlobId = blobId,
            Scope = layout.ScopeOf(item),
            Categories = CategoriesOf(item, kind),
            // the page of a mounted source says nothing that its documents don't
            Units = kind == UnitKind.Resource && document.GetScalar(MountFormat.Kind) is not null ? [] : Chunker.Units(item, kind, document.Text),
            Keys = [.. Keys(item, kind)],
        };
    }

    private static List<string> CategoriesOf(MemoryItem item, UnitKind kind)
    {
        if (kind == UnitKind.Resource) return [];
        var categories = new List<string> { TreeLayout.CategoryOf(item.Path).Value };
        foreach (var folder in AlsoIn(item))
            if (!categories.Contains(folder.Value)) categories.Add(folder.Value);
        return categories;
    }

    /// <summary>The folders of the further categories that an item counts in.</summary>
    public static IEnumerable<MemoryPath> AlsoIn(MemoryItem item)
    {
        foreach (var link in item.AlsoIn)
        {
            var target = LinkKey(link);
            if (target.EndsWith("/README", StringComparison.OrdinalIgnoreCase)) target = target[..^7];
            if (MemoryPath.TryParse(target, out var path, out _)) yield return path;
        }
    }

    private IEnumerable<string> Keys(MemoryItem item, UnitKind kind)
    {
        if (item.Id.Length > 0) yield return $"id={item.Id}";
        if (kind == UnitKind.Resource)
        {
            foreach (var (field, value) in item.Fields)
                if (field is "sha256" or "chain") yield return $"{field}={value}";
            yield break;
        }
        if (kind != UnitKind.Item) yield break;
        if (item.ConflictWith is not null) // the other version of a memory answers to its file's name alone
        {
            yield return $"name={TextKey.Name(item.Path.Stem)}";
            yield break;
        }
        var author = item.Sources.Count > 0 ? item.Sources[0].Author : null;
        yield return $"text={TextKey.Statement(author, item.Summary)}";
        foreach (var tag in item.Tags) yield return SlotKey(tag, author);
        foreach (var name in Names(item).Distinct()) yield return $"name={name}";
        foreach (var older in item.Supersedes) yield return $"supersedes={LinkKey(older)}";
    }

    /// <summary>The names by which other items may speak of it: title, aliases, file name; a contact's first name too.</summary>
    private IEnumerable<string> Names(MemoryItem item)
    {
        foreach (var name in (IEnumerable<string>)[item.Title, .. item.Aliases, item.Path.Stem])
            if (TextKey.Name(name) is { Length: > 0 } key && key != ownName) yield return key;
        if (!item.Path.Parent.Value.EndsWith("relationships/contacts", StringComparison.Ordinal)) yield break;
        var words = item.Title.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (words.Length is 2 or 3 && words.All(w => char.IsUpper(w[0])) && TextKey.Name(words[0]) is { Length: > 2 } first) yield return first;
    }

    /// <summary>The key of an attribute that somebody has one value of at a time; it is kept as a tag of the item.</summary>
    public static string SlotKey(string slot, string? author) => $"slot={slot.ToLowerInvariant()}|{TextKey.Name(author ?? "")}";

    /// <summary>A link's target as a key: the path without <c>.md</c>, brackets and anchor.</summary>
    public static string LinkKey(string link)
    {
        var target = link.Trim().TrimStart('!').TrimStart('[').TrimEnd(']');
        if (target.IndexOfAny(['#', '|']) is var cut and >= 0) target = target[..cut];
        return target.EndsWith(".md", StringComparison.OrdinalIgnoreCase) ? target[..^3] : target;
    }
}
