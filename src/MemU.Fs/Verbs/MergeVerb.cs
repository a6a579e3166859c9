using MemU.Fs.Markdown;
using MemU.Fs.Model;

namespace MemU.Fs.Verbs;

/// <summary>A call of merge.</summary>
public sealed record MergeRequest : WriteRequest
{
    /// <summary>The memory that goes: path, id, file name or title.</summary>
    public required string From { get; init; }

    /// <summary>The memory that takes its text, sources, tags and links; <see cref="WriteRequest.Expect"/> speaks of this one.</summary>
    public required string Into { get; init; }
}

/// <summary>Puts one memory into another: nothing that it said or came from is lost, and links to it lead to the other.</summary>
internal sealed class MergeVerb(Verb verb, MergeRequest request)
{
    /// <summary>Plans and carries out.</summary>
    public async Task<WriteResult> RunAsync(CancellationToken cancellationToken)
    {
        var (from, into) = (await verb.FindAsync(request.From, cancellationToken), await verb.FindAsync(request.Into, cancellationToken));
        if (from.Path == into.Path) throw new MemUException(MemUErrorKind.BadArgument, "a memory can't be merged into itself.");
        foreach (var one in new[] { from, into })
        {
            if (TreeLayout.KindOf(one.Path) != UnitKind.Item) throw new MemUException(MemUErrorKind.BadArgument, $"{one.Path} is the page of a category; put categories together with: memu category merge");
            if (one.FormatError is { } error) throw error;
        }
        var (gone, kept) = (from.ToItem(), into.ToItem());
        if (!verb.ScopeOf(gone).Equals(verb.ScopeOf(kept))) throw new MemUException(MemUErrorKind.NotAllowed, $"{from.Path} and {into.Path} belong to different owners; a memory never goes from one to another.");
        verb.Expect(into, d => Take(d, gone));
        Take(into, gone);
        verb.Remove(from.Path, "merged");
        verb.Redirect(from.Path, into.Path);
        verb.Put(into, "merged");
        return await verb.FinishAsync("merged", $"{gone.Title} → {kept.Title}", relink: true, cancellationToken);
    }

    private void Take(MemoryDocument into, MemoryItem gone)
    {
        var kept = into.ToItem();
        var known = kept.Sources.Select(s => s.Reference).ToHashSet(StringComparer.Ordinal);
        var fresh = gone.Sources.Where(s => known.Add(s.Reference)).ToList();
        foreach (var source in fresh) into.AddSource(source);
        foreach (var tag in gone.Tags) into.AddToList("tags", tag);
        // links by the old title or name keep leading here
        foreach (var name in gone.Aliases.Prepend(gone.Title).Where(n => TextKey.Name(n) != TextKey.Name(kept.Title) && !kept.Aliases.Contains(n)).Distinct()) into.AddToList("aliases", name);
        foreach (var (key, links) in new[] { ("also_in", gone.AlsoIn), ("supersedes", gone.Supersedes), ("contradicts", gone.Contradicts) })
            foreach (var link in links.Where(l => Reading.LinkKey(l) != LinkTargets.Bare(kept.Path.Value) && !Links(kept, key).Contains(l))) into.AddToList(key, $"[[{link}]]");
        if (kept.HappenedAt is null && gone.HappenedAt is { } when) into.SetScalar("happened_at", when.Text);
        if (kept.Description is null && gone.Description is { } description) into.SetScalar("description", description);
        if (gone.Created is { } created && kept.Created > created) into.SetScalar("created", EditVerb.Iso(created));
        foreach (var (key, value) in gone.Fields.Where(f => Carried(f.Key) && gone.Fields.Count(g => g.Key == f.Key) == 1 && kept.Fields.All(k => k.Key != f.Key))) into.SetScalar(key, value);
        Body(into, kept, gone);
        if (fresh.Count > 0) into.SetSection("Sources", string.Join('\n', new[] { into.GetSection("Sources") ?? "", MemoryFormat.SourcesSection(fresh) }.Where(s => s.Length > 0)));
        if (into.HasFrontMatter && (kept.Modified ?? kept.Created) is not null) into.SetScalar("modified", EditVerb.Iso(verb.Now));
    }

    /// <summary>The statement goes behind the other one unless it says the same, and then what stood below it: related links and own sections.</summary>
    private static void Body(MemoryDocument into, MemoryItem kept, MemoryItem gone)
    {
        var end = Sections.Generated(gone.Body, 0);
        var statement = gone.Body[..end].Trim();
        var body = into.Body;
        var at = Sections.Generated(body, 0);
        if (statement.Length > 0 && string.Join(' ', TextKey.Words(gone.Summary)) != string.Join(' ', TextKey.Words(kept.Summary)))
            into.SetBody($"{body[..at].TrimEnd()}\n\n{statement}\n{(at == body.Length ? "" : "\n" + body[at..])}");
        var related = MemoryDocument.Parse(gone.Path, System.Text.Encoding.UTF8.GetBytes(gone.Body)).GetSection("Related");
        if (related is null) return;
        var own = into.GetSection("Related") ?? "";
        var lines = own.Split('\n').Select(l => l.Trim()).ToHashSet(StringComparer.Ordinal);
        var more = related.Split('\n').Where(l => lines.Add(l.Trim()) && !l.Contains($"[[{LinkTargets.Bare(kept.Path.Value)}]]", StringComparison.Ordinal)).ToList();
        if (more.Count > 0) into.SetSection("Related", string.Join('\n', more.Prepend(own).Where(l => l.Length > 0)));
    }

    private static IReadOnlyList<string> Links(MemoryItem item, string key) => key switch { "also_in" => item.AlsoIn, "supersedes" => item.Supersedes, _ => item.Contradicts };

    /// <summary>Keys of the user's own go along; those with a meaning to the program are dealt with one by one.</summary>
    private static bool Carried(string key) => !key.Contains('.', StringComparison.Ordinal) && key is not ("id" or "type" or "title" or "description" or "tags" or "aliases" or "created" or "modified" or "happened_at"
        or "user_id" or "agent_id" or "session_id" or "also_in" or "sources" or "status" or "supersedes" or "contradicts" or "generated" or "permalink");
}
