using MemU.Fs.Markdown;
using MemU.Fs.Model;

namespace MemU.Fs.Verbs;

/// <summary>What memU's update may change of a memory; null leaves it as it is.</summary>
internal sealed record UpdateRequest : WriteRequest
{
    public required string MemoryId { get; init; }

    public string? MemoryType { get; init; }

    public string? MemoryContent { get; init; }

    public IReadOnlyList<string>? MemoryCategories { get; init; }

    public MemoryScope User { get; init; } = MemoryScope.None;
}

/// <summary>memU's update of a memory: type, statement, categories.</summary>
internal sealed class UpdateVerb(Verb verb, UpdateRequest request)
{
    /// <summary>Plans and carries out; the path is where the memory is now.</summary>
    public async Task<(WriteResult Result, MemoryPath Path)> RunAsync(CancellationToken cancellationToken)
    {
        if (request.MemoryType is null && request.MemoryContent is null && request.MemoryCategories is null) throw new MemUException(MemUErrorKind.BadArgument, "there is nothing to update: give a type, a content or categories.");
        var document = await verb.FindAsync(request.MemoryId, cancellationToken);
        RequireItem(verb, document, request.User, request.MemoryId);
        var (before, bytes) = (document.ToItem(), document.ToBytes());
        if (request.MemoryType is { Length: > 0 } type) document.SetScalar("type", type);
        if (request.MemoryContent is { } content) Content(document, content);
        var home = Categorize(document, before);
        if (!document.ToBytes().AsSpan().SequenceEqual(bytes))
        {
            if (document.HasFrontMatter && (before.Modified ?? before.Created) is not null) document.SetScalar("modified", EditVerb.Iso(verb.Now));
            verb.Put(document, "edited");
        }
        foreach (var left in Reading.AlsoIn(before)) verb.Plan.Touched.TryAdd((left, verb.ScopeOf(before)), false);
        var path = document.Path;
        if (home is { } folder && folder != TreeLayout.CategoryOf(path))
        {
            path = folder.Combine(path.Name);
            Places.RequireFree(verb.Open, verb.Plan, path);
            verb.Plan.Touched[(folder, verb.ScopeOf(before))] = true;
            verb.Move(document.Path, path);
        }
        return (await verb.FinishAsync("edited", verb.Read(path).ToItem().Title, relink: request.MemoryContent is not null || path != document.Path, cancellationToken), path);
    }

    /// <summary>Refuses what is no memory, or another's.</summary>
    public static void RequireItem(Verb verb, MemoryDocument document, MemoryScope user, string id)
    {
        if (TreeLayout.KindOf(document.Path) != UnitKind.Item || !user.IsNone && !verb.ScopeOf(document.ToItem()).Equals(user)) throw Lookup.NotFound(id);
    }

    private void Content(MemoryDocument document, string content)
    {
        content = Secrets.Mask(content.Trim(), verb.Plan.Notes);
        if (content.Length == 0) throw new MemUException(MemUErrorKind.BadArgument, "the content is empty; to remove the memory, delete it.");
        var (body, item) = (document.Body, document.ToItem());
        if (item.Summary == content) return;
        var rest = body[Sections.Generated(body, 0)..];
        document.SetBody($"{MemoryFormat.Statement(content)}\n{(rest.Length == 0 ? "" : "\n" + rest)}");
        if (document.GetScalar("title") is not null) document.SetScalar("title", AddVerb.TitleOf(content)); // the title says what the statement says
    }

    /// <summary>Sets the further categories and returns the folder where the memory is to lie; null when it stays. An empty list leaves it where it lies and in no further one.</summary>
    private MemoryPath? Categorize(MemoryDocument document, MemoryItem before)
    {
        if (request.MemoryCategories is not { } names) return null;
        var scope = verb.ScopeOf(before);
        var root = TreeLayout.Split(document.Path).ScopeRoot;
        var folders = names.Select(n => root.Combine(Categories.Find(verb.Open, n, scope).Folder)).Distinct().ToList();
        var now = TreeLayout.CategoryOf(document.Path);
        var home = folders.Count == 0 || folders.Contains(now) ? now : folders[0];
        var further = folders.Where(f => f != home).Select(f => $"[[{f.Value}/README]]").ToList();
        if (further.Count > 0) document.SetList("also_in", further);
        else if (before.AlsoIn.Count > 0) document.Remove("also_in");
        return home;
    }
}
