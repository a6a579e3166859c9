using System.Text;
using MemU.Fs.Files.Nodes;
using MemU.Fs.Model;
using Xunit;

namespace MemU.Fs.Tests.Views;

/// <summary>What every driver relies on: nothing is written, nodes are the same as long as they are known, listings go on where they stopped.</summary>
public sealed class ViewTreeTests
{
    private static readonly Caller Me = new(1000, 1000, 1);

    [Fact]
    public async Task Nothing_can_be_written()
    {
        using var views = await ViewedTree.CreateAsync();
        var (tree, none) = (views.Tree, CancellationToken.None);
        var (top, file) = (tree.Root, (await views.Reader.LookupAsync("help.md")).Value.Node!);
        var name = "x"u8.ToArray();
        var handle = (await tree.OpenAsync(file, OpenMode.Read, Me, none)).Value.Handle;
        Assert.True(tree.Traits is { IsReadOnly: true, HasLinks: true });
        TreeError[] answers =
        [
            (await tree.SetAttributesAsync(file, null, new() { Size = 0 }, Me, none)).Error, (await tree.CreateAsync(top, name, 0, OpenMode.Write, Me, none)).Error,
            (await tree.WriteAsync(handle, 0, name, none)).Error, await tree.AllocateAsync(handle, 0, 0, 1, none), (await tree.MakeFolderAsync(top, name, 0, Me, none)).Error,
            (await tree.MakeNodeAsync(top, name, NodeKind.Pipe, 0, 0, Me, none)).Error, (await tree.MakeLinkAsync(top, name, name, Me, none)).Error, (await tree.AddNameAsync(file, top, name, Me, none)).Error,
            await tree.RemoveAsync(top, name, false, Me, none), await tree.RenameAsync(top, name, top, name, RenameMode.Replace, Me, none),
            (await tree.OpenAsync(file, OpenMode.Write, Me, none)).Error, (await tree.OpenAsync(file, OpenMode.Read | OpenMode.Truncate, Me, none)).Error,
        ];
        Assert.All(answers, a => Assert.Equal(TreeError.ReadOnly, a));
        Assert.Equal(TreeError.IsFolder, (await tree.OpenAsync(top, OpenMode.Read, Me, none)).Error);
        Assert.Equal(TreeError.NotFolder, (await tree.LookupAsync(file, name, Me, none)).Error);
        Assert.Equal(TreeError.NotFolder, (await tree.OpenFolderAsync(file, Me, none)).Error);
        Assert.Equal(TreeError.Invalid, (await tree.ReadLinkAsync(file, none)).Error);
        foreach (var bad in new[] { ""u8.ToArray(), "a/b"u8.ToArray(), "a\0b"u8.ToArray() }) Assert.Equal(TreeError.Invalid, (await tree.LookupAsync(top, bad, Me, none)).Error);
    }

    [Fact]
    public async Task A_node_is_the_same_while_it_is_known_and_its_number_is_the_same_for_ever()
    {
        using var views = await ViewedTree.CreateAsync();
        var (one, two) = (await views.Reader.LookupAsync("search/oolong"), await views.Reader.LookupAsync("search/oolong"));
        Assert.Same(one.Value.Node, two.Value.Node);
        Assert.False(views.Tree.Forget(one.Value.Node!, 1));
        Assert.True(views.Tree.Forget(one.Value.Node!, 1));
        Assert.Equal(1, views.Tree.NodeCount);
        using var again = new MemU.Fs.Views.ViewTree(views.Service, new() { Root = views.Memory.Root });
        Assert.Equal(one.Value.Attributes.Inode, (await new TreeReader(again).StatAsync("search/oolong")).Inode);
        Assert.NotEqual(one.Value.Attributes.Inode, (await new TreeReader(again).StatAsync("search/Oolong")).Inode);
    }

    [Fact]
    public async Task A_known_name_is_looked_up_without_much_ado()
    {
        using var views = await ViewedTree.CreateAsync();
        var folder = (await views.Reader.LookupAsync("search")).Value.Node!;
        var name = Encoding.UTF8.GetBytes("which tea do I like");
        await views.Tree.LookupAsync(folder, name, Me, default);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1000; i++)
            if ((await views.Tree.LookupAsync(folder, name, Me, default)).Error != TreeError.None) Assert.Fail("not found");
        Assert.True((GC.GetAllocatedBytesForCurrentThread() - before) / 1000 < 200);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_listing_goes_on_where_it_stopped(bool wantsNodes)
    {
        using var views = await ViewedTree.CreateAsync();
        var all = await views.Reader.ListAsync("search/tea", wantsNodes);
        Assert.Equal(all, await views.Reader.ListAsync("search/tea", wantsNodes, room: 1));
        Assert.Equal(all, await views.Reader.ListAsync("search/tea", wantsNodes, room: 2));
        Assert.Equal(1, views.Tree.NodeCount);
    }

    [Fact]
    public async Task Many_at_once_walk_list_and_forget()
    {
        using var views = await ViewedTree.CreateAsync();
        var head = views.Memory.Git("rev-parse", "HEAD");
        await Task.WhenAll(Enumerable.Range(0, 8).Select(n => Task.Run(async () =>
        {
            for (var i = 0; i < 15; i++)
            {
                await views.Reader.ReadAsync($"search/tea {i % 3}/README.md");
                await views.Reader.NamesAsync($"at/{(i % 2 == 0 ? "HEAD" : head)}/preferences");
                await views.Reader.ReadAsync($"at/{head}/preferences/README.md");
                await views.Reader.NamesAsync("history/preferences/README.md");
                await views.Reader.ListAsync("recent", wantsNodes: true);
                if (n == 0 && i % 5 == 0) await ViewedTree.AddAsync(views.Service, $"Counts to {i}", "profile", "habits", []);
            }
        })));
        Assert.Equal(1, views.Tree.NodeCount);
    }

    [Fact]
    public async Task What_cannot_be_shown_is_an_error_and_the_reason_stands_in_the_status()
    {
        using var views = await ViewedTree.CreateAsync();
        var blob = views.Memory.Git("rev-parse", "HEAD:preferences/likes-oolong-tea-from-taiwan.md");
        var file = Path.Combine(views.Memory.Root, ".git/objects", blob[..2], blob[2..]);
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        File.WriteAllText(file, "broken");
        Assert.NotEqual(TreeError.None, await views.Reader.ErrorAsync("at/HEAD/preferences/likes-oolong-tea-from-taiwan.md"));
        Assert.Contains("@/at/HEAD/preferences/likes-oolong-tea-from-taiwan.md: ", await views.Reader.ReadAsync("status.md"));
        Assert.Equal(1, views.Tree.NodeCount);
    }

    [Fact]
    public async Task Whoever_gives_up_waiting_is_told_so()
    {
        using var views = await ViewedTree.CreateAsync();
        var folder = (await views.Reader.LookupAsync("search/tea")).Value.Node!;
        Assert.Equal(TreeError.Interrupted, (await views.Tree.OpenFolderAsync(folder, Me, new CancellationToken(true))).Error);
    }

    [Theory]
    [InlineData(MemUErrorKind.BadArgument, TreeError.Invalid)]
    [InlineData(MemUErrorKind.NotFound, TreeError.NotFound)]
    [InlineData(MemUErrorKind.Exists, TreeError.Exists)]
    [InlineData(MemUErrorKind.NotAllowed, TreeError.Access)]
    [InlineData(MemUErrorKind.Conflict, TreeError.Busy)]
    [InlineData(MemUErrorKind.Format, TreeError.Io)]
    [InlineData(MemUErrorKind.Provider, TreeError.Io)]
    [InlineData(MemUErrorKind.System, TreeError.Io)]
    [InlineData(MemUErrorKind.Locked, TreeError.Busy)]
    public void Each_kind_of_error_has_one_answer(MemUErrorKind kind, TreeError answer) => Assert.Equal(answer, TreeErrors.Of(new MemUException(kind, "x")));

    [Theory]
    [InlineData(28, TreeError.NoSpace)]
    [InlineData(122, TreeError.OverQuota)]
    [InlineData(30, TreeError.ReadOnly)]
    [InlineData(24, TreeError.TooManyOpen)]
    [InlineData(5, TreeError.Io)]
    public void What_the_system_says_is_passed_on(int code, TreeError answer)
    {
        var system = new IOException("x", code);
        Assert.Equal(answer, TreeErrors.Of(system));
        Assert.Equal(answer, TreeErrors.Of(MemU.Fs.Files.SystemError.From(system, "x")));
        Assert.Equal(TreeError.Access, TreeErrors.Of(MemU.Fs.Files.SystemError.From(new UnauthorizedAccessException(), "x")));
        Assert.Equal(TreeError.Interrupted, TreeErrors.Of(new OperationCanceledException()));
    }
}
