using MemU.Fs.Markdown;
using MemU.Fs.Model;

namespace MemU.Fs;

/// <summary>Reads a file of the tree as the index takes it.</summary>
internal sealed class Reading(TreeLayout layout, string ownName)
{
    /// <summary>The memory in a file, or of a file that is not searched what links must know of it; null when it is no markdown.</summary>
    public IndexedFile? Read(MemoryPath path, byte[] bytes, string blobId)
    {
        if (path.Extension != ".md") return null;
        var document = MemoryDocument.Parse(path, bytes);
        var item = document.ToItem();
        // a listing of ours holds nothing that its targets don't
        if (TreeLayout.KindOf(path) is not { } kind || item.Generated && path.Stem is "index" or "log") return Linked(item, document.Text, blobId);
        return new()
        {
            Item = kind == UnitKind.Resource ? item with { Body = "" } : item, // its units say the same, and a source may be large
            Kind = kind,
            BlobId = blobId,
            Scope = layout.ScopeOf(item),
            Categories = CategoriesOf(item, kind),
            // the page of a mounted source says nothing that its documents don't
            Units = kind == UnitKind.Resource && document.GetScalar(MountFormat.Kind) is not null ? [] : Chunker.Units(item, kind, document.Text),
            Keys = [.. Keys(item, kind), .. LinkKeys.Names(item, byId: true), .. kind == UnitKind.Resource ? [] : LinkKeys.Links(item, document.Text)],
        };
    }

    /// <summary>A drop in the inbox, a hidden file, a listing: links lead to it and may stand in it, and nothing else is known of it.</summary>
    private IndexedFile Linked(MemoryItem item, string text, string blobId) => new()
    {
        Item = new() { Path = item.Path, Title = item.Title, Body = "", Summary = "" },
        Kind = UnitKind.Item,
        IsSearched = false,
        BlobId = blobId,
        Scope = layout.ScopeOf(item),
        Categories = [],
        Units = [],
        Keys = [.. LinkKeys.Names(item, byId: false), .. LinkKeys.Links(item, text)],
    };

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
        if (item.Pinned) yield return PinnedKey;
        if (kind == UnitKind.Category && item.Path.Name == "README.md") yield return PageKey(TreeLayout.Split(item.Path).ScopeRoot);
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

    /// <summary>The key of memories that are in every context pack.</summary>
    public const string PinnedKey = "pinned=true";

    /// <summary>The key of the pages of a scope's categories.</summary>
    public static string PageKey(MemoryPath scopeRoot) => $"page={scopeRoot}";

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
