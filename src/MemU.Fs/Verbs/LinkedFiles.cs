using MemU.Fs.Files;
using MemU.Fs.Markdown;
using MemU.Fs.Model;

namespace MemU.Fs.Verbs;

/// <summary>
/// All files of a tree by the names that links may use, for what looks at every file anyway; what they say else is dropped, so that a large tree
/// fits into memory. For some of them there is <see cref="LinkedTree"/>.
/// </summary>
internal sealed class LinkedFiles(DiskTree tree, TreeManifest manifest)
{
    /// <summary>Reads every markdown file's front matter, several at once.</summary>
    public (IReadOnlyList<MemoryItem> Items, IReadOnlyList<MemoryPath> Others) Read(CancellationToken cancellationToken)
    {
        var paths = manifest.Files().Select(f => f.Path).ToList();
        var items = paths.Where(p => p.Extension == ".md").AsParallel().AsOrdered().WithCancellation(cancellationToken).WithDegreeOfParallelism(Math.Min(4, Environment.ProcessorCount))
            .Select(p => tree.Read(p) is { } bytes ? LinkedTree.Slim(MemoryDocument.Parse(p, bytes).ToItem()) : null).OfType<MemoryItem>().ToList();
        return (items, [.. paths.Where(p => p.Extension != ".md")]);
    }
}
