using System.Text;
using LibGit2Sharp;
using MemU.Fs.Model;

namespace MemU.Fs.History;

/// <summary>A named point in history.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Commit">The commit (40 hex).</param>
/// <param name="When">When the name was given; for a bare tag, when the commit was made.</param>
public sealed record NamedPoint(string Name, string Commit, DateTimeOffset When);

public sealed partial class GitHistory
{
    /// <summary>Gives the current commit a name, as an annotated tag that any git shows.</summary>
    /// <exception cref="MemUException">The name can't be a tag's, exists already, or there is no commit.</exception>
    public NamedPoint Tag(string name, CommitInfo info)
    {
        RefuseIfBlocked();
        var full = "refs/tags/" + name;
        if (name.StartsWith('-') || name == "HEAD" || name.Length > 200 || !Reference.IsValidName(full))
            throw new MemUException(MemUErrorKind.BadArgument, $"'{CommitMessage.OneLine(name, 80)}' can't be the name of a checkpoint: no spaces, no '..', none of ~ ^ : ? * [ \\, and not beginning with '-'.");
        if (Head is not { } head) throw new MemUException(MemUErrorKind.NotFound, "There is no commit yet that could be named.");
        if (Repository.Refs[full] is not null) throw new MemUException(MemUErrorKind.Exists, $"There is a checkpoint '{name}' already; choose another name.");
        var text = $"object {head}\ntype commit\ntag {name}\ntagger {Person(info)}\n\n{CommitMessage.Format(info.Subject, info.Body, info.Trailers)}";
        var tag = _objects.Write("tag", Encoding.UTF8.GetBytes(text));
        _objects.Finish(); // before anything names it
        _refs.Move(full, null, tag.Sha, "", logAlways: false, LockTimeout, Durable);
        return new(name, head, info.When);
    }

    /// <summary>All tags, newest first.</summary>
    public IReadOnlyList<NamedPoint> Tags() =>
        [.. Repository.Tags.Where(t => t.PeeledTarget is LibGit2Sharp.Commit).Select(t => new NamedPoint(t.FriendlyName, t.PeeledTarget.Sha, t.Annotation?.Tagger?.When ?? ((Commit)t.PeeledTarget).Committer.When))
            .OrderByDescending(t => t.When)];
}
