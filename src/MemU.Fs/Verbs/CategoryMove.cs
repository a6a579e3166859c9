using MemU.Fs.Markdown;
using MemU.Fs.Model;

namespace MemU.Fs.Verbs;

/// <summary>Moves all files of a folder, and what the settings say of it.</summary>
internal sealed class CategoryMove(Verb verb)
{
    /// <summary>Plans that the folder becomes another one, which is not there yet.</summary>
    /// <param name="from">The folder.</param>
    /// <param name="to">Its new place.</param>
    /// <param name="name">Its new name in the settings; null to keep it.</param>
    /// <param name="title">The new title of its page; null to keep a title that the name does not give.</param>
    public void Plan(MemoryPath from, MemoryPath to, string? name = null, string? title = null)
    {
        var open = verb.Open;
        Places.RequireCategory(to);
        MoveVerb.RequireSameScope(from.Combine("x.md"), to.Combine("x.md"));
        if (to != from)
        {
            var onlyCase = string.Equals(to.Value, from.Value, StringComparison.OrdinalIgnoreCase);
            if (to.IsWithin(from)) throw new MemUException(MemUErrorKind.BadArgument, $"{from} can't be moved into itself.");
            if (!onlyCase && open.Tree.Names(to.Parent).Contains(to.Name)) throw new MemUException(MemUErrorKind.Exists, $"there is a {to} already; put the two together with: memu category merge {from} {to}");
            for (var above = to.Parent; !above.IsRoot; above = above.Parent)
                if (open.Tree.Exists(above)) throw new MemUException(MemUErrorKind.Exists, $"{above} is a file; nothing can lie in it.");
            verb.Folders[from] = to;
            foreach (var file in Places.FilesBelow(open, from, verb.IsDryRun)) verb.Move(file, MemoryPath.FromListing(to.Value + file.Value[from.Value.Length..]));
        }
        var page = to.Combine("README.md");
        if ((title ?? (to.Name == from.Name ? null : CategoryPages.TitleOf(to))) is { } shown && verb.Plan.Read(open.Tree, page) is { } bytes && MemoryDocument.Parse(page, bytes) is { FormatError: null } document
            && document.ToItem() is { Generated: true } item && (title is not null || item.Title == CategoryPages.TitleOf(from)))
        {
            document.SetScalar("title", shown);
            verb.Put(document, "edited");
        }
        if (!TreeLayout.Split(from.Combine("x.md")).ScopeRoot.IsRoot) return;
        var settings = new ConfigEdit(verb);
        var known = verb.Config.Categories.Where(c => MemoryPath.FromListing(c.Folder).IsWithin(from)).ToList();
        foreach (var one in known) settings.Change(one, one with { Folder = to.Value + one.Folder[from.Value.Length..], Name = one.Folder == from.Value && name is not null ? name : one.Name });
        settings.Plan();
        if (known.Count == 0) return;
        // the settings hold for all owners, so the folders of the others go the same way
        foreach (var root in Owners(open).Where(r => !r.IsRoot && Directory.Exists(open.Tree.Absolute(r.Combine(from.Value))))) Plan(root.Combine(from.Value), root.Combine(to.Value), null, title);
    }

    /// <summary>The root, and the folder of each further owner below <c>users/</c>.</summary>
    public static IEnumerable<MemoryPath> Owners(OpenTree open)
    {
        yield return MemoryPath.Root;
        var users = Path.Combine(open.Tree.Root, "users");
        if (!Directory.Exists(users)) yield break;
        foreach (var folder in new DirectoryInfo(users).EnumerateDirectories().Where(d => (d.Attributes & FileAttributes.ReparsePoint) == 0 && !d.Name.StartsWith('.')).OrderBy(d => d.Name, StringComparer.Ordinal))
            yield return MemoryPath.FromListing($"users/{folder.Name}");
    }
}
