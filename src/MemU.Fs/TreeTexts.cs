using MemU.Fs.Files;
using MemU.Fs.Markdown;
using MemU.Fs.Model;

namespace MemU.Fs;

/// <summary>Every file of a tree, read once, for what must look at all of them: links, the graph, doctor.</summary>
internal sealed class TreeTexts
{
    private TreeTexts()
    {
    }

    /// <summary>The markdown files.</summary>
    public List<MemoryItem> Items { get; } = [];

    /// <summary>All other files.</summary>
    public List<MemoryPath> Others { get; } = [];

    /// <summary>Why a markdown file is among the others: it can't be read.</summary>
    public List<string> Unreadable { get; } = [];

    /// <summary>The whole text of each markdown file.</summary>
    public Dictionary<MemoryPath, string> Texts { get; } = [];

    /// <summary>Reads the tree as it was last compared.</summary>
    public static TreeTexts Load(OpenTree open, CancellationToken cancellationToken)
    {
        var all = new TreeTexts();
        foreach (var (path, _) in open.Synchronizer.Manifest.Files())
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (path.Extension != ".md") all.Others.Add(path);
            else all.Add(open, path);
        }
        all.Items.Sort((a, b) => a.Path.CompareTo(b.Path));
        return all;
    }

    private void Add(OpenTree open, MemoryPath path)
    {
        if (open.Tree.TryRead(path, out var unreadable) is { } bytes)
        {
            var document = MemoryDocument.Parse(path, bytes);
            Items.Add(document.ToItem());
            Texts[path] = document.Text;
        }
        else if (unreadable is not null)
        {
            Others.Add(path); // links to it lead somewhere all the same
            Unreadable.Add(unreadable);
        }
    }
}
