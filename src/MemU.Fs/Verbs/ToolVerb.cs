using MemU.Fs.Markdown;
using MemU.Fs.Model;
using MemU.Fs.Providers;

namespace MemU.Fs.Verbs;

/// <summary>A call of tool record: one use of a tool.</summary>
public sealed record ToolCallRequest : WriteRequest
{
    /// <summary>The use.</summary>
    public required ToolCall Call { get; init; }

    /// <summary>For which task the tool should be recalled; null to leave it as it is.</summary>
    public string? WhenToUse { get; init; }

    /// <summary>Whose memory it is.</summary>
    public MemoryScope Scope { get; init; } = MemoryScope.None;
}

/// <summary>Notes the use of a tool in its memory, which is made with the first.</summary>
internal sealed class ToolVerb(Verb verb, ToolCallRequest request)
{
    /// <summary>Plans and carries out.</summary>
    public async Task<WriteResult> RunAsync(CancellationToken cancellationToken)
    {
        var (open, call) = (verb.Open, request.Call with { CreatedAt = request.Call.CreatedAt ?? verb.Now });
        var name = string.Join(' ', call.ToolName.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        if (name.Length is 0 or > 120) throw new MemUException(MemUErrorKind.BadArgument, "the name of the tool is missing, or longer than 120 characters.");
        if (!(call.TimeCost >= 0 && double.IsFinite(call.TimeCost)) || call.Score is not (>= 0 and <= 1)) throw new MemUException(MemUErrorKind.BadArgument, "a call takes 0 or more seconds and has a score from 0 to 1.");
        var scope = request.Scope.IsNone ? open.Layout.Own : request.Scope;
        var document = Find(open, name, scope) is { } path ? verb.Read(path) : Make(name, scope);
        document.AddToolCall(call with { ToolName = name, Input = Secrets.Mask(call.Input, verb.Plan.Notes), Output = Secrets.Mask(call.Output, verb.Plan.Notes) });
        if (request.WhenToUse is { Length: > 0 } hint) document.SetScalar("when_to_use", Secrets.Mask(hint, verb.Plan.Notes));
        document.SetScalar("modified", EditVerb.Iso(verb.Now));
        verb.Put(document, Find(open, name, scope) is null ? "added" : "reinforced", needsPage: true);
        return await verb.FinishAsync("recorded", $"{name} {(call.Success ? "worked" : "failed")}", relink: false, cancellationToken);
    }

    /// <summary>The memory of a tool, by its name within a scope.</summary>
    public static MemoryPath? Find(OpenTree open, string name, MemoryScope scope) =>
        open.Index.FindKeys([$"name={TextKey.Name(name)}"], scope).Select(h => MemoryPath.FromListing(h.Path)).Where(open.Tree.Exists)
            .Cast<MemoryPath?>().FirstOrDefault(p => MemoryDocument.Parse(p!.Value, open.Tree.Read(p.Value) ?? []).ToItem().Type == MemoryType.Tool);

    private MemoryDocument Make(string name, MemoryScope scope)
    {
        var open = verb.Open;
        var category = open.Config.Category("learned_skills") ?? open.Config.Category("knowledge") ?? open.Config.Categories[0];
        var placement = new Placement(open.Config, open.Layout, open.Tree, open.Synchronizer.Manifest, open.Index, verb.Plan, scope);
        var draft = new MemoryDraft { Type = MemoryType.Tool, Text = $"{name} is a tool; its calls are noted here.", Title = name, Category = category.Name, Messages = [] };
        return verb.Read(placement.Add(draft, new PlacedSource("", "", verb.Now, new Dictionary<int, SourceMessage>(), null), [], category).Item.Path);
    }
}
