using System.Text;
using MemU.Fs.Files.Nodes;
using Xunit;

namespace MemU.Fs.Tests.Trees;

/// <summary>What every writable tree does besides, as only its nodes and handles show it.</summary>
public abstract class NodeTreeContract : FileTreeContract
{
    private static readonly Caller Somebody = NodeFiles.Somebody;

    /// <summary>Makes the tree over a folder.</summary>
    protected abstract IFileTree Make(string root);

    /// <summary>Whether files can be given to another owner, which on Linux root may do.</summary>
    protected virtual bool GivesAway => false;

    /// <summary>How many nodes besides the root are known.</summary>
    protected abstract int KnownNodes(IFileTree tree);

    protected sealed override ITreeFiles Open(string root) => new NodeFiles(Make(root));

    private IFileTree Tree => ((NodeFiles)Files).Tree;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_listing_goes_on_behind_each_entry_for_which_there_was_no_room(bool wantsNodes)
    {
        Files.MakeFolder("f");
        for (var i = 0; i < 20; i++) Files.Write($"f/{i:00}.md", "x");
        var before = KnownNodes(Tree);
        ((NodeFiles)Files).At("f", folder =>
        {
            var handle = Tree.OpenFolderAsync(folder, Somebody, default).Now().Value;
            var names = new List<string>();
            for (long place = 0; ;)
            {
                var sink = new NodeFiles.Sink(Tree, wantsNodes, most: 1); // the second does not fit, and must not count as known
                Assert.Equal(TreeError.None, Tree.ListAsync(handle, place, sink, default).Now());
                if (sink.Taken.Count == 0) break;
                var (name, next, entry) = Assert.Single(sink.Taken);
                names.Add(name);
                Assert.True(next > place);
                Assert.Equal(name is "." or ".." ? NodeKind.Folder : NodeKind.File, entry.Attributes.Kind);
                Assert.Equal(wantsNodes && name is not ("." or ".."), entry.Node is not null);
                Assert.NotEqual(0ul, entry.Attributes.Inode);
                place = next;
                sink.Forget();
            }
            Tree.ReleaseFolder(handle);
            Assert.Equal([".", "..", .. Enumerable.Range(0, 20).Select(i => $"{i:00}.md")], names.Order(StringComparer.Ordinal));
            return 0;
        }, error => throw new InvalidOperationException(error.ToString()));
        Assert.Equal(before, KnownNodes(Tree));
    }

    [Fact]
    public void A_listing_that_goes_on_neither_repeats_nor_skips_what_was_there_all_along()
    {
        Files.MakeFolder("f");
        for (var i = 0; i < 30; i++) Files.Write($"f/{i:00}.md", "x");
        ((NodeFiles)Files).At("f", folder =>
        {
            var handle = Tree.OpenFolderAsync(folder, Somebody, default).Now().Value;
            var first = new NodeFiles.Sink(Tree, wantsNodes: false, most: 10);
            Tree.ListAsync(handle, 0, first, default).Now();
            var gone = first.Taken.Skip(2).Take(3).Select(t => t.Name).ToList();
            foreach (var name in gone) Files.Remove($"f/{name}");
            for (var i = 0; i < 5; i++) Files.Write($"f/-{i}.md", "new");
            var rest = new NodeFiles.Sink(Tree, wantsNodes: false, most: int.MaxValue);
            Tree.ListAsync(handle, first.Taken[^1].Place, rest, default).Now();
            Tree.ReleaseFolder(handle);
            var all = first.Taken.Concat(rest.Taken).Select(t => t.Name).Where(n => n is not ("." or "..") && n[0] != '-').ToList();
            Assert.Equal(30, all.Count);
            Assert.Equal(30, all.Distinct().Count());
            return 0;
        }, error => throw new InvalidOperationException(error.ToString()));
    }

    [Fact]
    public void A_node_is_the_same_while_it_is_known_and_let_go_when_it_was_forgotten_as_often()
    {
        Files.MakeFolder("f");
        Files.Write("f/a.md", "a");
        Assert.Equal(0, KnownNodes(Tree));
        var folder = Look(Tree.Root, "f").Node!;
        var (first, second) = (Look(folder, "a.md"), Look(folder, "a.md"));
        Assert.Same(first.Node, second.Node);
        Assert.Equal(first.Attributes.Inode, second.Attributes.Inode);
        Assert.Equal(2, KnownNodes(Tree));
        Assert.True(Tree.Forget(folder, 1));
        Assert.True(KnownNodes(Tree) is 1 or 2); // the file is known below it, and with it perhaps the folder
        Assert.False(Tree.Forget(first.Node!, 1));
        Assert.True(Tree.Forget(first.Node!, 1));
        Assert.Equal(0, KnownNodes(Tree));
        Assert.False(Tree.Forget(Tree.Root, 1000));
        Assert.Equal("a", Files.Read("f/a.md"));
    }

    [Fact]
    public void A_node_keeps_its_number_through_a_rename_and_no_other_has_it()
    {
        Files.Write("a.md", "a");
        Files.Write("b.md", "b");
        var a = Look(Tree.Root, "a.md");
        Files.Rename("a.md", "c.md");
        Files.Rename("b.md", "a.md");
        Assert.Same(a.Node, Look(Tree.Root, "c.md").Node);
        Assert.Equal(a.Attributes.Inode, Look(Tree.Root, "c.md").Attributes.Inode);
        Assert.NotEqual(a.Attributes.Inode, Look(Tree.Root, "a.md").Attributes.Inode);
    }

    [Fact]
    public void A_node_whose_name_was_removed_is_not_the_one_that_has_the_name_next()
    {
        Files.Write("a.md", "a");
        var old = Look(Tree.Root, "a.md").Node!;
        Files.Remove("a.md");
        Files.Write("a.md", "again");
        Assert.NotSame(old, Look(Tree.Root, "a.md").Node);
        // who found it just before may still get it, as on any disk; nobody gets the next one for it
        var opened = Tree.OpenAsync(old, OpenMode.Read, Somebody, default).Now();
        if (opened.Error != TreeError.None) return;
        var text = new byte[10];
        Assert.Equal("a", System.Text.Encoding.UTF8.GetString(text, 0, Tree.ReadAsync(opened.Value.Handle, 0, text, default).Now().Value));
        Tree.Release(opened.Value.Handle);
    }

    [Fact]
    public void A_folder_that_was_removed_while_it_is_known_takes_no_names()
    {
        Files.MakeFolder("f");
        var folder = Look(Tree.Root, "f").Node!;
        Files.RemoveFolder("f");
        Assert.Equal(TreeError.NotFound, Tree.CreateAsync(folder, "a.md"u8.ToArray(), 0b110_100_100, OpenMode.Write, Somebody, default).Now().Error);
        Assert.Equal(TreeError.NotFound, Tree.LookupAsync(folder, "a.md"u8.ToArray(), Somebody, default).Now().Error);
        Assert.False(Directory.Exists(Path.Combine(Disk, "f")));
    }

    [Theory]
    [InlineData(new byte[] { 0xFF, (byte)'.', (byte)'m', (byte)'d' }, TreeError.BadName)]
    [InlineData(new byte[] { 0xED, 0xA0, 0x80 }, TreeError.BadName)]
    [InlineData(new byte[] { }, TreeError.Invalid)]
    [InlineData(new byte[] { (byte)'.', (byte)'.' }, TreeError.Invalid)]
    [InlineData(new byte[] { (byte)'a', (byte)'/', (byte)'b' }, TreeError.Invalid)]
    [InlineData(new byte[] { (byte)'a', 0, (byte)'b' }, TreeError.Invalid)]
    public void Bytes_that_are_no_name_are_refused_everywhere(byte[] name, TreeError error)
    {
        Files.Write("a.md", "a");
        Assert.Equal(error, Tree.LookupAsync(Tree.Root, name, Somebody, default).Now().Error);
        Assert.Equal(error, Tree.CreateAsync(Tree.Root, name, 0b110_100_100, OpenMode.Write, Somebody, default).Now().Error);
        Assert.Equal(error, Tree.MakeFolderAsync(Tree.Root, name, 0b111_101_101, Somebody, default).Now().Error);
        Assert.Equal(error, Tree.RemoveAsync(Tree.Root, name, false, Somebody, default).Now());
        Assert.Equal(error, Tree.RenameAsync(Tree.Root, "a.md"u8.ToArray(), Tree.Root, name, RenameMode.Replace, Somebody, default).Now());
        Assert.Equal(error, Tree.RenameAsync(Tree.Root, name, Tree.Root, "b.md"u8.ToArray(), RenameMode.Replace, Somebody, default).Now());
    }

    [Fact]
    public void A_name_is_moved_only_where_it_is_free_when_that_is_asked_for()
    {
        Files.Write("a.md", "a");
        Files.Write("b.md", "b");
        Assert.Equal(TreeError.Exists, Tree.RenameAsync(Tree.Root, "a.md"u8.ToArray(), Tree.Root, "b.md"u8.ToArray(), RenameMode.NoReplace, Somebody, default).Now());
        Assert.Equal(TreeError.None, Tree.RenameAsync(Tree.Root, "a.md"u8.ToArray(), Tree.Root, "c.md"u8.ToArray(), RenameMode.NoReplace, Somebody, default).Now());
        Assert.Equal("b", Files.Read("b.md"));
        Assert.Equal("a", Files.Read("c.md"));
    }

    [Fact]
    public void A_handle_does_only_that_for_which_it_was_opened()
    {
        Files.Write("a.md", "a");
        Files.Write("a.txt", "a");
        foreach (var name in new[] { "a.md", "a.txt" })
        {
            var node = Look(Tree.Root, name).Node!;
            var read = Tree.OpenAsync(node, OpenMode.Read, Somebody, default).Now().Value.Handle;
            Assert.Equal(TreeError.BadHandle, Tree.WriteAsync(read, 0, "x"u8.ToArray(), default).Now().Error);
            var write = Tree.OpenAsync(node, OpenMode.Write, Somebody, default).Now().Value.Handle;
            Assert.Equal(TreeError.BadHandle, Tree.ReadAsync(write, 0, new byte[1], default).Now().Error);
            Assert.Equal(TreeError.Invalid, Tree.ReadAsync(read, -1, new byte[1], default).Now().Error);
            Tree.Release(read);
            Tree.Release(write);
            Assert.Equal("a", Files.Read(name));
        }
    }

    [Fact]
    public void Mode_and_times_are_set_and_an_owner_only_to_itself()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "there are no such modes there");
        Files.Write("a.md", "a");
        var node = Look(Tree.Root, "a.md").Node!;
        var time = NodeTime.From(new(2001, 2, 3, 4, 5, 6, TimeSpan.Zero));
        var set = Tree.SetAttributesAsync(node, null, new() { Mode = 0b110_000_000, Modified = time }, Somebody, default).Now();
        Assert.Equal((TreeError.None, 0b110_000_000u, time), (set.Error, set.Value.Attributes.Mode, set.Value.Attributes.Modified));
        Files.Write("a.md", "saved anew");
        var state = Tree.GetAttributesAsync(node, null, Somebody, default).Now().Value.Attributes;
        Assert.Equal(0b110_000_000u, state.Mode);
        Assert.NotEqual(time, state.Modified);
        Assert.Equal(TreeError.None, Tree.SetAttributesAsync(node, null, new() { UserId = Somebody.UserId, Modified = NodeTime.Now }, Somebody, default).Now().Error);
        if (!GivesAway) Assert.NotEqual(TreeError.None, Tree.SetAttributesAsync(node, null, new() { UserId = 4242 }, Somebody, default).Now().Error);
        Assert.Equal(TreeError.Invalid, Tree.SetAttributesAsync(node, null, new() { Size = -1 }, Somebody, default).Now().Error);
    }

    [Fact]
    public void There_is_room_and_it_is_counted()
    {
        var space = Tree.SpaceAsync(default).Now();
        Assert.Equal(TreeError.None, space.Error);
        Assert.True(space.Value.Blocks >= space.Value.Free && space.Value.Free >= space.Value.Available && space.Value.Available > 0);
    }

    private NodeEntry Look(FileNode folder, string name)
    {
        var found = Tree.LookupAsync(folder, Encoding.UTF8.GetBytes(name), Somebody, default).Now();
        Assert.Equal(TreeError.None, found.Error);
        return found.Value;
    }
}
