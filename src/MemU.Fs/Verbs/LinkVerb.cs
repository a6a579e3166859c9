using MemU.Fs.Markdown;
using MemU.Fs.Model;

namespace MemU.Fs.Verbs;

/// <summary>A call of link or unlink.</summary>
public sealed record LinkRequest : WriteRequest
{
    /// <summary>The memory that holds the link: path, id, file name or title.</summary>
    public required string From { get; init; }

    /// <summary>The memory or category that it leads to.</summary>
    public required string To { get; init; }

    /// <summary>What the one is to the other, such as <c>works_at</c>: lower case letters, digits and underscores. Null for a plain link; unlink then takes every one.</summary>
    public string? Relation { get; init; }
}

/// <summary>Adds a line to a memory's <c>## Related</c> section, or takes it out; all else in the file stays.</summary>
internal sealed class LinkVerb(Verb verb, LinkRequest request)
{
    private const string Section = "Related";

    /// <summary>Adds the link.</summary>
    public async Task<WriteResult> AddAsync(CancellationToken cancellationToken)
    {
        if (request.Relation is { } verbName && !(verbName.Length is > 0 and <= 64 && char.IsAsciiLetterLower(verbName[0]) && verbName.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '_')))
            throw new MemUException(MemUErrorKind.BadArgument, $"'{verbName}' is no relation; write it in lower case with underscores, such as works_at.");
        var (from, to) = await BothAsync(cancellationToken);
        verb.Expect(from, d => Add(d, to));
        Add(from, to);
        return await DoneAsync(from, to, "linked", cancellationToken);
    }

    /// <summary>Takes the link out.</summary>
    public async Task<WriteResult> RemoveAsync(CancellationToken cancellationToken)
    {
        var (from, to) = await BothAsync(cancellationToken);
        var links = new LinkedTree(verb.Open).Links();
        verb.Expect(from, d => Remove(d, to, links));
        Remove(from, to, links);
        var left = LinkScanner.Scan(from.Text).Count(l => links.Resolve(l, from.Path) is [var only] && only == to);
        if (left > 0) verb.Plan.Notes.Add($"{from.Path} still links to {to} {left} time{(left == 1 ? "" : "s")} elsewhere in its text");
        return await DoneAsync(from, to, "unlinked", cancellationToken);
    }

    private async Task<(MemoryDocument From, MemoryPath To)> BothAsync(CancellationToken cancellationToken)
    {
        var from = await verb.FindAsync(request.From, cancellationToken);
        var to = await Lookup.FindAsync(verb.Open, request.To, cancellationToken);
        Places.RequireVisible(to);
        if (from.ToItem().Generated) throw new MemUException(MemUErrorKind.NotAllowed, $"{from.Path} is written by the program; link from a memory.");
        if (from.Path == to) throw new MemUException(MemUErrorKind.BadArgument, "a memory can't be linked to itself.");
        var (a, b) = (TreeLayout.Split(from.Path).ScopeRoot, TreeLayout.Split(to).ScopeRoot);
        if (a != b) MoveVerb.RequireSameScope(from.Path, to);
        return (from, to);
    }

    private async Task<WriteResult> DoneAsync(MemoryDocument from, MemoryPath to, string action, CancellationToken cancellationToken)
    {
        if (verb.Plan.Read(verb.Open.Tree, from.Path) is { } bytes && from.ToBytes().AsSpan().SequenceEqual(bytes)) verb.Keep(from);
        else verb.Put(from, "edited");
        return await verb.FinishAsync(action, $"{from.ToItem().Title} → {LinkTargets.Bare(to.Value)}", relink: false, cancellationToken);
    }

    private void Add(MemoryDocument document, MemoryPath to)
    {
        var line = $"- {(request.Relation is { } relation ? relation + " " : "")}{MarkdownWriter.Link(LinkTargets.Bare(to.Value))}";
        var section = document.GetSection(Section);
        if (section is not null && section.Split('\n').Any(l => l.Trim() == line)) return;
        document.SetSection(Section, string.IsNullOrEmpty(section) ? line : $"{section}\n{line}");
    }

    private void Remove(MemoryDocument document, MemoryPath to, LinkIndex links)
    {
        if (document.GetSection(Section) is not { } section) return;
        var lines = section.Split('\n').ToList();
        var removed = lines.RemoveAll(line =>
        {
            var found = LinkScanner.Scan(line.TrimEnd('\r'));
            return found is [var only] && line.TrimStart() is ['-' or '*' or '+', ' ', ..] && links.Resolve(only, document.Path) is [var leads] && leads == to
                && (request.Relation is null || only.Relation == request.Relation);
        });
        if (removed > 0) document.SetSection(Section, string.Join('\n', lines));
    }
}
