using System.Text;
using MemU.Fs.Files.Nodes;

namespace MemU.Fs.Mount.WebDav;

/// <summary>A node that a request knows; disposing forgets it.</summary>
internal sealed class KnownNode(IFileTree tree, FileNode node, NodeAttributes attributes) : IDisposable
{
    public FileNode Node => node;

    public NodeAttributes Attributes => attributes;

    public bool IsFolder => attributes.Kind == NodeKind.Folder;

    /// <summary>Differs when the content does.</summary>
    public string Tag => TagOf(attributes);

    // without the node's number: a file that took a draft's place has another one as soon as its name is asked for anew
    public static string TagOf(in NodeAttributes a) => $"\"{a.Size:x}-{a.Modified.Seconds:x}.{a.Modified.Nanoseconds:x}\"";

    public void Dispose()
    {
        if (node != tree.Root) tree.Forget(node, 1);
    }
}

/// <summary>Finds nodes by path. WebDAV has no links, so what one leads to stands for it as long as that lies within the tree.</summary>
internal sealed class TreeWalk(IFileTree tree)
{
    private const int MostLinks = 16;

    /// <summary>Whoever uses the server is whoever started it.</summary>
    public static Caller Caller { get; } = new(NodeAttributes.Anyone, NodeAttributes.Anyone, 0);

    /// <summary>The node of a path.</summary>
    /// <param name="names">The names from the root down.</param>
    /// <param name="follow">What a link at the end leads to; else the link itself.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async ValueTask<Outcome<KnownNode>> FindAsync(IEnumerable<string> names, bool follow, CancellationToken cancellationToken)
    {
        var (left, links) = (new Stack<string>(names.Reverse()), 0);
        var root = await tree.GetAttributesAsync(tree.Root, null, Caller, cancellationToken);
        if (root.Error != TreeError.None) return root.Error;
#pragma warning disable CA2000 // what is on the way is forgotten at its end, what is found by who asked
        var way = new Stack<KnownNode>([new(tree, tree.Root, root.Value.Attributes)]);
        try
        {
            while (left.TryPop(out var name))
            {
                if (name == ".") continue;
                if (name == "..")
                {
                    if (way.Count == 1) return TreeError.Access; // only the text of a link can say so, and it leads out
                    way.Pop().Dispose();
                    continue;
                }
                if (!way.Peek().IsFolder) return TreeError.NotFound;
                var found = await tree.LookupAsync(way.Peek().Node, Encoding.UTF8.GetBytes(name), Caller, cancellationToken);
                if (found.Error != TreeError.None) return found.Error;
                var known = new KnownNode(tree, found.Value.Node!, found.Value.Attributes);
                if (known.Attributes.Kind != NodeKind.Link || left.Count == 0 && !follow)
                {
                    way.Push(known);
                    continue;
                }
                var text = await tree.ReadLinkAsync(known.Node, cancellationToken);
                known.Dispose();
                if (text.Error != TreeError.None) return text.Error;
                if (++links > MostLinks) return TreeError.Loop;
                var target = Encoding.UTF8.GetString(text.Value.Span);
                if (target.StartsWith('/')) return TreeError.Access;
                foreach (var part in target.Split('/', StringSplitOptions.RemoveEmptyEntries).Reverse()) left.Push(part);
            }
#pragma warning restore CA2000
            return way.Pop();
        }
        finally
        {
            foreach (var known in way) known.Dispose();
        }
    }

    /// <summary>What a folder holds, by name; links as what they lead to, and without those that lead nowhere.</summary>
    public async ValueTask<Outcome<List<(string Name, NodeAttributes Attributes)>>> ListAsync(DavPath path, FileNode folder, CancellationToken cancellationToken)
    {
        var opened = await tree.OpenFolderAsync(folder, Caller, cancellationToken);
        if (opened.Error != TreeError.None) return opened.Error;
        var sink = new Sink(tree);
        try
        {
            if (await tree.ListAsync(opened.Value, 0, sink, cancellationToken) is not TreeError.None and var error) return error;
        }
        finally
        {
            tree.ReleaseFolder(opened.Value);
        }
        var entries = new List<(string, NodeAttributes)>(sink.Taken.Count);
        foreach (var (name, attributes) in sink.Taken)
        {
            if (path.Child(name) is var child && (Sidecars.IsOne(child) || Sidecars.IsProbe(child))) continue; // such names don't lead into the tree
            if (attributes.Kind is NodeKind.File or NodeKind.Folder) entries.Add((name, attributes));
            if (attributes.Kind != NodeKind.Link) continue;
            var target = await FindAsync(path.Child(name).Names, follow: true, cancellationToken);
            if (target.Error != TreeError.None) continue;
            using (target.Value) entries.Add((name, target.Value.Attributes));
        }
        return entries;
    }

    private sealed class Sink(IFileTree tree) : IEntrySink
    {
        public List<(string Name, NodeAttributes Attributes)> Taken { get; } = [];

        public bool WantsNodes => true;

        public bool Add(ReadOnlySpan<byte> name, long place, in NodeEntry entry)
        {
            if (entry.Node is null) return true;
            tree.Forget(entry.Node, 1);
            // a name that a URL can't ask for is not told
            if (!name.Contains((byte)'\\') && NameRules.Read(name, out var text) == TreeError.None && !PutDraft.IsOne(text)) Taken.Add((text, entry.Attributes));
            return true;
        }
    }
}
