using System.Globalization;
using MemU.Fs.Model;

namespace MemU.Fs.Verbs;

/// <summary>Splits a category: some of its memories go into another one, or each into the folder of its month.</summary>
internal sealed class SplitVerb(Verb verb, SplitCategoryRequest request)
{
    /// <summary>Plans and carries out.</summary>
    public async Task<WriteResult> RunAsync(CancellationToken cancellationToken)
    {
        var open = verb.Open;
        var category = Categories.Find(open, request.Category, open.Layout.Own);
        var folder = MemoryPath.Parse(category.Folder);
        verb.ExpectFolder(folder);
        MemoryPath? into = null;
        if (request.Into is { } named)
        {
            if (request.Items.Count == 0 && request.Where.IsAll) throw new MemUException(MemUErrorKind.BadArgument, "say which memories go: name them, or give --where.");
            into = MemoryPath.Parse(Target(named, folder));
            if (into == folder) throw new MemUException(MemUErrorKind.BadArgument, "a category can't be split into itself.");
            verb.Plan.Touched[(into.Value, open.Layout.Own)] = true;
        }
        var chosen = await ChosenAsync(folder, cancellationToken);
        foreach (var item in chosen)
        {
            var target = into ?? folder.Combine((item.Created ?? item.Modified ?? verb.Now).ToString("yyyy-MM", CultureInfo.InvariantCulture));
            if (item.Path.Parent == target || into is null && TreeLayout.IsPart(item.Path.Parent.Name)) continue;
            var to = target.Combine(item.Path.Name);
            Places.RequireFree(open, verb.Plan, to);
            verb.Move(item.Path, to);
        }
        if (into is not null && chosen.Count == 0) throw new MemUException(MemUErrorKind.NotFound, $"no memory of {category.Name} fits; nothing was moved.");
        return await verb.FinishAsync("split", $"{category.Name}{(into is { } there ? $" → {there}" : " by month")}", relink: true, cancellationToken);
    }

    private string Target(string named, MemoryPath folder)
    {
        try
        {
            return Categories.Find(verb.Open, named, verb.Open.Layout.Own).Folder;
        }
        catch (MemUException e) when (e.Kind == MemUErrorKind.NotFound)
        {
            var name = named.Contains('/', StringComparison.Ordinal) ? named : folder.Parent.Combine(CategoryVerbs.FolderOf(named)).Value;
            return new CategoryVerbs(verb).Make(named, name, null).Folder;
        }
    }

    private async Task<List<MemoryItem>> ChosenAsync(MemoryPath folder, CancellationToken cancellationToken)
    {
        var open = verb.Open;
        var chosen = new List<MemoryItem>();
        foreach (var named in request.Items)
        {
            var item = (await verb.FindAsync(named, cancellationToken)).ToItem();
            if (TreeLayout.KindOf(item.Path) != UnitKind.Item || TreeLayout.CategoryOf(item.Path) != folder) throw new MemUException(MemUErrorKind.BadArgument, $"{item.Path} is no memory of {folder}.");
            if (chosen.TrueForAll(c => c.Path != item.Path)) chosen.Add(item);
        }
        if (request.Items.Count > 0) return chosen;
        var filter = new Filter(open, request.Where);
        foreach (var path in Directory.Exists(open.Tree.Absolute(folder)) ? Places.FilesBelow(open, folder, verb.IsDryRun) : [])
        {
            if (path.Extension != ".md" || TreeLayout.KindOf(path) != UnitKind.Item || TreeLayout.CategoryOf(path) != folder) continue;
            if (filter.Fits(path)) chosen.Add(verb.Read(path).ToItem());
        }
        return chosen;
    }
}
