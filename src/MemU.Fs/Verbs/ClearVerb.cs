using MemU.Fs.Model;

namespace MemU.Fs.Verbs;

/// <summary>A call of clear.</summary>
internal sealed record ClearRequest : WriteRequest
{
    public Where Where { get; init; } = Where.All;
}

/// <summary>memU's clear: removes the memories, sources and category pages of a scope; history keeps what it has of them.</summary>
internal sealed class ClearVerb(Verb verb, ClearRequest request)
{
    /// <summary>Plans and carries out.</summary>
    public async Task<ClearedMemory> RunAsync(CancellationToken cancellationToken)
    {
        var open = verb.Open;
        var records = new Records(open);
        var (categories, items, resources) = (new List<MemoryCategoryRecord>(), new List<MemoryItemRecord>(), new List<MemoryResourceRecord>());
        var unversioned = new List<MemoryPath>();
        foreach (var file in records.Each(null, request.Where).ToList())
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (file.Kind == UnitKind.Category) categories.Add(records.Category(file.Item));
            else if (file.Kind == UnitKind.Resource) resources.Add(records.Resource(file.Item));
            else items.Add(records.Item(file.Item));
            var document = verb.Read(file.Item.Path);
            foreach (var path in RemoveVerb.WithRaw(open, document).ToList()) verb.Remove(path);
            if (RemoveVerb.Raw(open, document) is { } raw && !verb.Plan.Removed.Contains(raw)) unversioned.Add(raw);
        }
        var done = await verb.FinishAsync("removed", $"{items.Count} memories, {resources.Count} sources, {categories.Count} categories", relink: false, cancellationToken);
        foreach (var raw in unversioned) open.Tree.Delete(raw); // too big for git, so only now that all else is done
        if (unversioned.Count > 0) open.Follow(unversioned);
        return new(categories, items, resources, done.Commit);
    }
}
