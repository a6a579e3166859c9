using System.Text;
using MemU.Fs.Markdown;
using MemU.Fs.Model;
using MemU.Fs.Verbs;

namespace MemU.Fs.Exchange;

/// <summary>Writes a folder for other readers: conforming to the Open Knowledge Format, or as a vault in which Obsidian resolves every link that resolves here.</summary>
internal sealed class FolderExport(OpenTree open, ExportFormat format, List<string> notes)
{
    private LinkIndex? _links;

    /// <summary>Writes all files.</summary>
    public void Write(ExportTarget target, IReadOnlyList<MemoryPath> files, CancellationToken cancellationToken)
    {
        if (format == ExportFormat.Obsidian)
        {
            var known = new LinkedFiles(open.Tree, open.Synchronizer.Manifest).Read(cancellationToken);
            _links = new(known.Items, known.Others);
        }
        foreach (var path in files)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (open.Tree.Read(path) is not { } bytes) continue; // it went away since it was listed
            target.Write(path, path.Extension != ".md" ? bytes : format == ExportFormat.Okf ? Conforming(path, bytes) : Resolving(path, bytes));
        }
    }

    /// <summary>A type in every front matter; none in a listing but the root's.</summary>
    private byte[] Conforming(MemoryPath path, byte[] bytes)
    {
        var document = MemoryDocument.Parse(path, bytes);
        var isRoot = TreeLayout.Split(path).Inner.Value == "index.md";
        if (document.FormatError is { } error)
        {
            notes.Add($"{error.Message} Its whole text follows a front matter of its own in the copy");
            return [.. "---\ntype: note\n---\n"u8, .. bytes];
        }
        if (path.Name == "log.md") return bytes;
        if (path.Name == "index.md")
        {
            if (!isRoot) return document.HasFrontMatter ? Encoding.UTF8.GetBytes(document.Body) : bytes;
            if (document.GetScalar("okf_version") is null) document.SetScalar("okf_version", "0.2");
        }
        else if (string.IsNullOrWhiteSpace(document.GetScalar("type"))) document.SetScalar("type", MemoryType.Note);
        return document.ToBytes();
    }

    /// <summary>Links that Obsidian would not find, for they name an id or a title, name the path instead.</summary>
    private byte[] Resolving(MemoryPath path, byte[] bytes)
    {
        var document = MemoryDocument.Parse(path, bytes);
        if (document.FormatError is not null) return bytes;
        document.RewriteLinks(link =>
        {
            if (link.Kind == MemoryLinkKind.Markdown || link.Target.Length == 0 || _links!.Resolve(link, path) is not [var goal]) return null;
            var bare = LinkTargets.Bare(goal.Value);
            return link.Target == goal.Value || link.Target == bare || link.Target == goal.Stem || link.Target == goal.Name ? null : goal.Extension == ".md" ? bare : goal.Value;
        });
        return document.ToBytes();
    }
}
