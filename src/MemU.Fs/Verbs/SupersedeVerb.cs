using MemU.Fs.Markdown;
using MemU.Fs.Model;
using MemU.Fs.Providers;

namespace MemU.Fs.Verbs;

/// <summary>A call of supersede.</summary>
public sealed record SupersedeRequest : WriteRequest
{
    /// <summary>The memory that no longer holds: path, id, file name or title. Its file is not touched.</summary>
    public required string Old { get; init; }

    /// <summary>The memory that holds instead; null when <see cref="Text"/> says it.</summary>
    public string? New { get; init; }

    /// <summary>What holds instead, to be added as a new memory; null when <see cref="New"/> names one.</summary>
    public string? Text { get; init; }
}

/// <summary>Says that a memory replaces another: by a link from the newer one.</summary>
internal sealed class SupersedeVerb(Verb verb, IMemoryExtractor extractor, SupersedeRequest request)
{
    /// <summary>Plans and carries out.</summary>
    public async Task<WriteResult> RunAsync(CancellationToken cancellationToken)
    {
        if (request.New is null == request.Text is null) throw new MemUException(MemUErrorKind.BadArgument, "name the memory that holds instead, or give its text.");
        var old = (await verb.FindAsync(request.Old, cancellationToken)).ToItem();
        if (TreeLayout.KindOf(old.Path) != UnitKind.Item) throw new MemUException(MemUErrorKind.BadArgument, $"{old.Path} is the page of a category, not a memory.");
        if (request.Text is { } text)
        {
            verb.Expect(verb.Read(old.Path), _ => { });
            var category = TreeLayout.Split(TreeLayout.CategoryOf(old.Path).Combine("x")).Inner.Parent;
            var added = await new AddVerb(verb, extractor, new() { Text = text, Type = old.Type, Category = category.IsRoot ? null : category.Value }).PlanAsync(old, cancellationToken);
            if (added.Path == old.Path) throw new MemUException(MemUErrorKind.BadArgument, $"{old.Path} says just that already; nothing was written.");
            return verb.Plan.Items.ContainsKey(added.Path) ? await DoneAsync(added.ToItem(), old, cancellationToken) : await LinkAsync(added, old, cancellationToken);
        }
        return await LinkAsync(await verb.FindAsync(request.New!, cancellationToken), old, cancellationToken);
    }

    private async Task<WriteResult> LinkAsync(MemoryDocument newer, MemoryItem old, CancellationToken cancellationToken)
    {
        var item = newer.ToItem();
        if (newer.Path == old.Path) throw new MemUException(MemUErrorKind.BadArgument, "a memory can't replace itself.");
        if (TreeLayout.KindOf(newer.Path) != UnitKind.Item) throw new MemUException(MemUErrorKind.BadArgument, $"{newer.Path} is the page of a category, not a memory.");
        if (!verb.ScopeOf(item).Equals(verb.ScopeOf(old))) throw new MemUException(MemUErrorKind.NotAllowed, $"{newer.Path} and {old.Path} belong to different owners; one never replaces the other.");
        if (Replaces(old, newer.Path)) throw new MemUException(MemUErrorKind.BadArgument, $"{old.Path} replaces {newer.Path}; take that out first: memu edit {old.Path} --set supersedes=");
        verb.Expect(newer, d => Link(d, old));
        if (item.Supersedes.Any(s => Reading.LinkKey(s) == LinkTargets.Bare(old.Path.Value)))
        {
            verb.Keep(newer);
            return await verb.FinishAsync("superseded", item.Title, relink: false, cancellationToken);
        }
        Link(newer, old);
        verb.Put(newer, "superseded");
        return await DoneAsync(item, old, cancellationToken);
    }

    private Task<WriteResult> DoneAsync(MemoryItem newer, MemoryItem old, CancellationToken cancellationToken)
    {
        verb.Plan.Touched.TryAdd((TreeLayout.CategoryOf(old.Path), verb.ScopeOf(old)), false);
        return verb.FinishAsync("superseded", $"{newer.Title} replaces {old.Title}", relink: false, cancellationToken);
    }

    private static void Link(MemoryDocument newer, MemoryItem old) => newer.AddToList("supersedes", $"[[{LinkTargets.Bare(old.Path.Value)}]]");

    /// <summary>Whether the one replaces the other, be it over several steps.</summary>
    private bool Replaces(MemoryItem one, MemoryPath other)
    {
        var (seen, pending) = (new HashSet<MemoryPath>(), new Stack<MemoryItem>([one]));
        while (pending.TryPop(out var item))
            foreach (var link in item.Supersedes)
            {
                var path = MemoryPath.FromListing(Reading.LinkKey(link) + ".md");
                if (path == other) return true;
                if (seen.Add(path) && verb.Open.Tree.Exists(path)) pending.Push(verb.Read(path).ToItem());
            }
        return false;
    }
}
