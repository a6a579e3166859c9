using MemU.Fs.Markdown;
using MemU.Fs.Model;

namespace MemU.Fs.Verbs;

/// <summary>A call of also-in.</summary>
public sealed record AlsoInRequest : WriteRequest
{
    /// <summary>The memory: path, id, file name or title.</summary>
    public required string Target { get; init; }

    /// <summary>The further category, by name or folder.</summary>
    public required string Category { get; init; }

    /// <summary>Take it out of the category instead.</summary>
    public bool Remove { get; init; }
}

/// <summary>Has a memory count in a further category without moving it.</summary>
internal sealed class AlsoInVerb(Verb verb, AlsoInRequest request)
{
    /// <summary>Plans and carries out.</summary>
    public async Task<WriteResult> RunAsync(CancellationToken cancellationToken)
    {
        var document = await verb.FindAsync(request.Target, cancellationToken);
        if (TreeLayout.KindOf(document.Path) != UnitKind.Item) throw new MemUException(MemUErrorKind.BadArgument, $"{document.Path} is the page of a category, not a memory.");
        var (before, scope) = (document.ToItem(), verb.ScopeOf(document.ToItem()));
        var category = Categories.Find(verb.Open, request.Category, scope);
        var folder = TreeLayout.Split(document.Path).ScopeRoot.Combine(category.Folder);
        if (!request.Remove && TreeLayout.CategoryOf(document.Path) == folder) throw new MemUException(MemUErrorKind.BadArgument, $"{document.Path} is in {category.Name} already: it lies there.");
        verb.Expect(document, d => Set(d, folder));
        if (Set(document, folder)) verb.Put(document, "edited");
        else verb.Keep(document);
        if (request.Remove) verb.Plan.Touched.TryAdd((folder, scope), false);
        return await verb.FinishAsync("edited", $"{before.Title} {(request.Remove ? "no longer" : "also")} in {category.Name}", relink: false, cancellationToken);
    }

    private bool Set(MemoryDocument document, MemoryPath folder)
    {
        var item = document.ToItem();
        var has = Reading.AlsoIn(item).Contains(folder);
        if (has != request.Remove) return false;
        if (!request.Remove) document.AddToList("also_in", $"[[{folder.Value}/README]]");
        else if (item.AlsoIn.Where(l => !Reading.AlsoIn(item with { AlsoIn = [l] }).Contains(folder)).Select(l => $"[[{l}]]").ToList() is { Count: > 0 } left) document.SetList("also_in", left);
        else document.Remove("also_in");
        return true;
    }
}
