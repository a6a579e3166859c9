using System.Globalization;
using System.Text;
using MemU.Fs.Markdown;
using MemU.Fs.Model;
using MemU.Fs.Preparing;

namespace MemU.Fs;

public sealed partial class MemoryService
{
    /// <summary>What the next session is likely to need, within a budget of tokens. Never changes the tree or its history.</summary>
    /// <exception cref="MemUException">The budget is out of range, or the tree can't be read.</exception>
    public Task<NowView> NowAsync(NowRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        request.Check();
        return ReadingAsync(async open =>
        {
            await open.SyncAsync(Freshness.Full, null, cancellationToken);
            return new NowPack(open, request, request.Now ?? Clock).Make();
        }, cancellationToken);
    }

    /// <summary>
    /// Writes that into <c>context/now.md</c>, so that a session begins with one file to read. One commit when it changes; a file of that name that a person wrote is left alone.
    /// It is not searched: it only repeats memories.
    /// </summary>
    /// <exception cref="MemUException">The budget is out of range, the file is a person's own, or the tree can't be written.</exception>
    public Task<NowView> PrepareAsync(NowRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        request.Check();
        return WritingAsync(open =>
        {
            var owner = request.Scope.IsNone ? open.Layout.Own : request.Scope;
            var path = open.Layout.FolderOf(owner).Combine(TreeLayout.NowFile);
            var old = open.Tree.Read(path);
            if (old is not null && !MemoryDocument.Parse(path, old).ToItem().Generated) throw new MemUException(MemUErrorKind.NotAllowed, $"{path} is a person's own, so nothing is prepared there; move it, or say 'generated: true' in its front matter.");
            var view = new NowPack(open, request, request.Now ?? Clock).Make() with { Path = path.Value };
            var bytes = Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"---\ntype: note\ntitle: Now\ndescription: What the next session is likely to need\ngenerated: true\n---\n# Now\n\n{view.Markdown}"));
            if (old is not null && bytes.AsSpan().SequenceEqual(old)) return Task.FromResult(view);
            var commit = open.Carry(new Dictionary<MemoryPath, byte[]?> { [path] = bytes }, open.Info("prepare: what the next session is likely to need", null, [new("Tool", "memu watch")]));
            open.Follow([path]);
            return Task.FromResult(view with { Commit = commit });
        }, cancellationToken);
    }
}
