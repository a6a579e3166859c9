using LibGit2Sharp;
using MemU.Fs.Model;

namespace MemU.Fs.History;

public sealed partial class GitHistory
{
    /// <summary>Prepares a bundle of all references, and of HEAD so that a clone knows which branch to check out.</summary>
    /// <exception cref="MemUException">There is no commit, or the memory lies in a larger repository.</exception>
    internal GitBundle PrepareBundle(CancellationToken cancellationToken)
    {
        if (Prefix.Length > 0) throw new MemUException(MemUErrorKind.NotAllowed, $"the memory lies in the larger repository {_top}, and a bundle would hold all of that; export a .zip or .jsonl instead.");
        if (Head is not { } head) throw new MemUException(MemUErrorKind.NotFound, "there is no commit yet that could be in a bundle.");
        var references = Repository.Refs.Where(r => r.CanonicalName.StartsWith("refs/", StringComparison.Ordinal) && !r.CanonicalName.StartsWith("refs/remotes/", StringComparison.Ordinal))
            .Select(r => (r.CanonicalName, Id: r.ResolveToDirectReference()?.TargetIdentifier)).Where(r => r.Id is { Length: 40 })
            .OrderBy(r => r.CanonicalName, StringComparer.Ordinal).Select(r => (r.CanonicalName, r.Id!));
        return new(Path.Combine(_common, "objects"), [("HEAD", head), .. references], cancellationToken);
    }
}
