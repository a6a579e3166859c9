using System.Text;
using MemU.Fs.Files.Nodes;
using Xunit;

namespace MemU.Fs.Tests.Views;

/// <summary>Reads a tree of nodes as a driver does: walks paths name by name, lists, opens, and forgets what it knew.</summary>
public sealed class TreeReader(IFileTree tree)
{
    private static readonly Caller Me = new(1000, 1000, 1);

    /// <summary>An entry of a listing.</summary>
    public sealed record Listed(string Name, NodeKind Kind, ulong Inode, long Size);

    /// <summary>What a lookup of the last name of a path answers; the node stays known.</summary>
    public async Task<Outcome<NodeEntry>> LookupAsync(string path)
    {
        var at = tree.Root;
        Outcome<NodeEntry> found = new NodeEntry(at, default, default);
        var way = new List<FileNode>();
        foreach (var name in path.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            found = await tree.LookupAsync(at, Encoding.UTF8.GetBytes(name), Me, default);
            if (found.Error != TreeError.None) break;
            way.Add(at = found.Value.Node!);
        }
        foreach (var node in found.Error == TreeError.None ? way.SkipLast(1) : way) tree.Forget(node, 1);
        return found;
    }

    public async Task<TreeError> ErrorAsync(string path)
    {
        var found = await LookupAsync(path);
        Drop(found);
        return found.Error;
    }

    public async Task<NodeAttributes> StatAsync(string path)
    {
        var found = await LookupAsync(path);
        Assert.True(found.Error == TreeError.None, $"{path}: {found.Error}");
        Drop(found);
        return found.Value.Attributes;
    }

    /// <summary>The names in a folder, in order, without the dots.</summary>
    public async Task<string[]> NamesAsync(string path) => [.. (await ListAsync(path)).Select(e => e.Name)];

    public async Task<IReadOnlyList<Listed>> ListAsync(string path, bool wantsNodes = false, int room = int.MaxValue)
    {
        var found = await LookupAsync(path);
        Assert.True(found.Error == TreeError.None, $"{path}: {found.Error}");
        var opened = await tree.OpenFolderAsync(found.Value.Node!, Me, default);
        Assert.True(opened.Error == TreeError.None, $"{path}: {opened.Error}");
        var all = new List<Listed>();
        for (long after = 0; ;)
        {
            var sink = new Sink(tree, wantsNodes, room);
            Assert.Equal(TreeError.None, await tree.ListAsync(opened.Value, after, sink, default));
            if (sink.Entries.Count == 0) break;
            all.AddRange(sink.Entries);
            after = sink.Last;
        }
        tree.ReleaseFolder(opened.Value);
        Drop(found);
        Assert.Equal([".", ".."], all.Take(2).Select(e => e.Name));
        return [.. all.Skip(2)];
    }

    /// <summary>The text of a file; its size is that which its lookup and its handle say.</summary>
    public async Task<string> ReadAsync(string path) => Encoding.UTF8.GetString(await BytesAsync(path));

    public async Task<byte[]> BytesAsync(string path)
    {
        var found = await LookupAsync(path);
        Assert.True(found.Error == TreeError.None, $"{path}: {found.Error}");
        var opened = await tree.OpenAsync(found.Value.Node!, OpenMode.Read, Me, default);
        Assert.True(opened.Error == TreeError.None, $"{path}: {opened.Error}");
        var bytes = await BytesAsync(opened.Value.Handle);
        Assert.Equal(bytes.Length, (await tree.GetAttributesAsync(found.Value.Node!, opened.Value.Handle, Me, default)).Value.Attributes.Size);
        Assert.Equal(bytes.Length, found.Value.Attributes.Size);
        tree.Release(opened.Value.Handle);
        Drop(found);
        return bytes;
    }

    public async Task<byte[]> BytesAsync(FileHandle handle)
    {
        using var all = new MemoryStream();
        var buffer = new byte[700];
        while (await tree.ReadAsync(handle, all.Length, buffer, default) is { Value: > 0 and var read }) all.Write(buffer, 0, read);
        return all.ToArray();
    }

    /// <summary>The text of a link.</summary>
    public async Task<string> LinkAsync(string path)
    {
        var found = await LookupAsync(path);
        Assert.True(found.Error == TreeError.None, $"{path}: {found.Error}");
        Assert.Equal(NodeKind.Link, found.Value.Attributes.Kind);
        var text = await tree.ReadLinkAsync(found.Value.Node!, default);
        Assert.Equal(found.Value.Attributes.Size, text.Value.Length);
        Drop(found);
        return Encoding.UTF8.GetString(text.Value.Span);
    }

    /// <summary>Where a link leads, from the top of the drive.</summary>
    public async Task<string> TargetAsync(string path)
    {
        var at = ("@/" + path).Split('/', StringSplitOptions.RemoveEmptyEntries).SkipLast(1).ToList();
        foreach (var part in (await LinkAsync(path)).Split('/'))
            if (part == "..") at.RemoveAt(at.Count - 1);
            else at.Add(part);
        return string.Join('/', at);
    }

    private void Drop(Outcome<NodeEntry> found)
    {
        if (found.Value.Node is { } node) tree.Forget(node, 1);
    }

    private sealed class Sink(IFileTree tree, bool wantsNodes, int room) : IEntrySink
    {
        public List<Listed> Entries { get; } = [];

        public long Last { get; private set; }

        public bool WantsNodes => wantsNodes;

        public bool Add(ReadOnlySpan<byte> name, long place, in NodeEntry entry)
        {
            if (Entries.Count == room) return false;
            Assert.True(place > Last);
            Last = place;
            var text = Encoding.UTF8.GetString(name);
            Assert.Equal(wantsNodes && text is not ("." or ".."), entry.Node is not null);
            Entries.Add(new(text, entry.Attributes.Kind, entry.Attributes.Inode, entry.Attributes.Size));
            if (entry.Node is { } node) tree.Forget(node, 1);
            return true;
        }
    }
}
