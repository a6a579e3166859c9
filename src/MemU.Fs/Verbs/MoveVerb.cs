using MemU.Fs.Model;

namespace MemU.Fs.Verbs;

/// <summary>A call of mv.</summary>
public sealed record MoveRequest : WriteRequest
{
    /// <summary>A memory (path, id, file name or title), or the folder of a category.</summary>
    public required string From { get; init; }

    /// <summary>The new path; a folder that is there, or a path that ends with <c>/</c>, keeps the name.</summary>
    public required string To { get; init; }
}

/// <summary>Moves or renames a memory or a whole category; links keep leading to it.</summary>
internal sealed class MoveVerb(Verb verb, MoveRequest request)
{
    /// <summary>Plans and carries out.</summary>
    public async Task<WriteResult> RunAsync(CancellationToken cancellationToken)
    {
        var open = verb.Open;
        if (MemoryPath.TryParse(request.From, out var folder, out _) && !folder.IsRoot && Directory.Exists(open.Tree.Absolute(folder)))
        {
            Places.RequireCategory(folder);
            verb.ExpectFolder(folder);
            var to = Target(folder.Name, "");
            new CategoryMove(verb).Plan(folder, to);
            return await verb.FinishAsync("moved", $"{folder} → {to}", relink: true, cancellationToken);
        }
        var document = await verb.FindAsync(request.From, cancellationToken);
        if (TreeLayout.KindOf(document.Path) != UnitKind.Item) throw new MemUException(MemUErrorKind.BadArgument, $"{document.Path} is the page of a category; move the folder instead: memu mv {document.Path.Parent} {request.To}");
        var there = Target(document.Path.Name, ".md");
        if (there == document.Path)
        {
            verb.Keep(document);
            return await verb.FinishAsync("moved", there.Value, relink: false, cancellationToken);
        }
        RequireSameScope(document.Path, there);
        Places.RequireFree(open, verb.Plan, there, document.Path);
        verb.Expect(document, _ => { });
        verb.Move(document.Path, there);
        return await verb.FinishAsync("moved", $"{document.Path} → {there}", relink: true, cancellationToken);
    }

    /// <summary>Refuses to let a memory of one owner slip into the tree of another.</summary>
    public static void RequireSameScope(MemoryPath from, MemoryPath to)
    {
        if (TreeLayout.Split(from).ScopeRoot != TreeLayout.Split(to).ScopeRoot)
            throw new MemUException(MemUErrorKind.NotAllowed, $"{from} and {to} belong to different owners; a memory never goes from one to another.");
    }

    private MemoryPath Target(string name, string extension)
    {
        var to = MemoryPath.Parse(request.To);
        if (to.IsRoot || request.To.EndsWith('/') || Directory.Exists(verb.Open.Tree.Absolute(to))) return to.Combine(name);
        return extension.Length == 0 || to.Extension == extension ? to : MemoryPath.Parse(to.Value + extension);
    }
}
