using MemU.Fs.Markdown;
using MemU.Fs.Model;

namespace MemU.Fs.Verbs;

/// <summary>Adds, renames and merges categories: their folders, their pages and what the settings say of them.</summary>
internal sealed class CategoryVerbs(Verb verb)
{
    private OpenTree Open => verb.Open;

    /// <summary>Makes a category with its page.</summary>
    public Task<WriteResult> AddAsync(AddCategoryRequest request, CancellationToken cancellationToken)
    {
        var added = Make(request.Name, request.Folder, request.Description);
        return verb.FinishAsync("added", added.Name, relink: false, cancellationToken);
    }

    /// <summary>Plans a new category.</summary>
    public CategoryDefinition Make(string name, string? folder, string? description)
    {
        name = string.Join(' ', name.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        var path = MemoryPath.Parse(folder ?? FolderOf(name));
        Places.RequireCategory(path);
        if (Open.Config.Category(name) is not null || Open.Config.Categories.Any(c => c.Folder == path.Value)) throw new MemUException(MemUErrorKind.Exists, $"there is a category '{name}' already.");
        var page = path.Combine("README.md");
        if (Open.Tree.Exists(path)) throw new MemUException(MemUErrorKind.Exists, $"{path} is a file; a category needs a folder.");
        var added = new CategoryDefinition(name, path.Value, Secrets.Mask((description ?? "").ReplaceLineEndings(" ").Trim()));
        var settings = new ConfigEdit(verb);
        settings.Add(added);
        settings.Plan();
        if (!Open.Tree.Exists(page)) verb.Plan.Touched[(path, Open.Layout.Own)] = true;
        return added;
    }

    /// <summary>Gives a category another name or folder, for every owner in the tree; links keep leading to it.</summary>
    public Task<WriteResult> RenameAsync(RenameCategoryRequest request, CancellationToken cancellationToken)
    {
        var category = Categories.Find(Open, request.Category, Open.Layout.Own);
        var (from, to) = (MemoryPath.Parse(category.Folder), MemoryPath.Parse(FolderOf(request.Name)));
        if (!request.Name.Contains('/', StringComparison.Ordinal)) to = from.Parent.Combine(to.Value);
        var name = request.Name.Contains('/', StringComparison.Ordinal) ? to.Name : request.Name.Trim();
        if (Open.Config.Category(name) is { } other && other != category) throw new MemUException(MemUErrorKind.Exists, $"there is a category '{name}' already; put the two together with: memu category merge {category.Name} {name}");
        verb.ExpectFolder(from);
        if (Open.Config.Category(category.Name) is not null && !Directory.Exists(Open.Tree.Absolute(from)))
        {
            var settings = new ConfigEdit(verb);
            settings.Change(category, category with { Name = name, Folder = to.Value });
            settings.Plan();
        }
        else new CategoryMove(verb).Plan(from, to, name);
        return verb.FinishAsync("moved", $"{category.Name} → {name}", relink: true, cancellationToken);
    }

    /// <summary>Puts all memories of a category into another one, for every owner in the tree, and drops the emptied one.</summary>
    public Task<WriteResult> MergeAsync(MergeCategoriesRequest request, CancellationToken cancellationToken)
    {
        var (from, into) = (Categories.Find(Open, request.From, Open.Layout.Own), Categories.Find(Open, request.Into, Open.Layout.Own));
        var (gone, stays) = (MemoryPath.Parse(from.Folder), MemoryPath.Parse(into.Folder));
        if (gone == stays) throw new MemUException(MemUErrorKind.BadArgument, "a category can't be merged into itself.");
        if (stays.IsWithin(gone)) throw new MemUException(MemUErrorKind.BadArgument, $"{stays} lies in {gone}; move it out first: memu mv {stays} {stays.Name}");
        verb.ExpectFolder(gone);
        foreach (var root in CategoryMove.Owners(Open))
            if (root.Combine(gone.Value) is var old && Directory.Exists(Open.Tree.Absolute(old))) Empty(old, root.Combine(stays.Value));
        if (Open.Config.Categories.Contains(from))
        {
            var settings = new ConfigEdit(verb);
            settings.Remove(from);
            settings.Plan();
        }
        return verb.FinishAsync("merged", $"{from.Name} → {into.Name}", relink: true, cancellationToken);
    }

    private void Empty(MemoryPath from, MemoryPath to)
    {
        verb.Folders[from] = to;
        foreach (var file in Places.FilesBelow(Open, from, verb.IsDryRun))
        {
            if (file == from.Combine("README.md"))
            {
                Page(file, to);
                continue;
            }
            var target = Free(MemoryPath.FromListing(to.Value + file.Value[from.Value.Length..]));
            verb.Move(file, target);
        }
    }

    /// <summary>A page that the program writes goes; one that a person wrote becomes a memory of the other category.</summary>
    private void Page(MemoryPath page, MemoryPath to)
    {
        if (!MemoryDocument.Parse(page, Open.Tree.Read(page) ?? []).ToItem().Generated)
        {
            verb.Move(page, Free(to.Combine($"about-{Slug.Of(page.Parent.Name)}.md")));
            return;
        }
        verb.Remove(page);
        verb.Redirect(page, to.Combine("README.md"));
        verb.Plan.Touched[(to, Open.Layout.ScopeOf(MemoryDocument.Parse(to.Combine("x.md"), []).ToItem()))] = true;
    }

    private MemoryPath Free(MemoryPath path)
    {
        var names = verb.Plan.NamesIn(path.Parent, Open.Tree.Names);
        var extension = Path.GetExtension(path.Name);
        var stem = path.Name[..^extension.Length];
        var free = Slug.Unique(stem, s => names.Contains(s + extension));
        names.Add(free + extension);
        return path.Parent.Combine(free + extension);
    }

    /// <summary>The folder for a name: as it stands where it is a path, else in snake_case.</summary>
    public static string FolderOf(string name) => name.Contains('/', StringComparison.Ordinal) ? name : Slug.Of(name).Replace('-', '_');
}
