using System.Text;
using MemU.Fs.Markdown;
using MemU.Fs.Model;

namespace MemU.Fs.Verbs;

/// <summary>A call of put: a new memory at a place of the caller's own, as it stands.</summary>
internal sealed record PutRequest : WriteRequest
{
    /// <summary>Where; nothing may be there.</summary>
    public required MemoryPath Path { get; init; }

    /// <summary>The whole file.</summary>
    public required string Text { get; init; }

    /// <summary>Whose it is; said in its front matter where its folder does not tell.</summary>
    public MemoryScope Scope { get; init; } = MemoryScope.None;
}

/// <summary>Writes a new memory with its very bytes.</summary>
internal sealed class PutVerb(Verb verb, PutRequest request)
{
    /// <summary>Plans and carries out.</summary>
    public Task<WriteResult> RunAsync(CancellationToken cancellationToken)
    {
        Places.RequireWritable(request.Path);
        Places.RequireFree(verb.Open, verb.Plan, request.Path);
        var document = MemoryDocument.Parse(request.Path, Encoding.UTF8.GetBytes(request.Text));
        var owner = verb.ScopeOf(document.ToItem());
        if (!request.Scope.IsNone && !owner.Equals(request.Scope))
        {
            if (!document.ToItem().Scope.IsNone) throw new MemUException(MemUErrorKind.NotAllowed, $"{request.Path} says in its front matter that it is another's memory ({owner}); leave that out.");
            foreach (var (field, value) in request.Scope.Fields) document.SetScalar(field, value);
        }
        verb.Put(document, "added");
        return verb.FinishAsync("added", document.ToItem().Title, relink: true, cancellationToken);
    }
}
