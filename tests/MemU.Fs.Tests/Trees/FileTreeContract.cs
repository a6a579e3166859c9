using System.Text;
using MemU.Fs.Files.Nodes;
using Xunit;

namespace MemU.Fs.Tests.Trees;

/// <summary>What every writable tree of files does, over its nodes and where it is mounted.</summary>
public abstract class FileTreeContract : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly Lazy<ITreeFiles> _files;

    protected FileTreeContract()
    {
        Directory.CreateDirectory(Path.Combine(_folder.Path, ".memu", "state"));
        File.WriteAllText(Path.Combine(_folder.Path, ".memu", "config.yaml"), "format: 1\n");
        _files = new(() => Open(_folder.Path));
    }

    /// <summary>Opens the tree over a folder that holds <c>.memu/config.yaml</c> and <c>.memu/state</c>.</summary>
    protected abstract ITreeFiles Open(string root);

    /// <summary>Others read what was there until a memory is flushed; false where what is between (a kernel's pages) shows it before.</summary>
    protected virtual bool HasDrafts => true;

    /// <summary>Whether names that differ only in case are different names of the disk.</summary>
    protected virtual bool IsCaseSensitive => OperatingSystem.IsLinux();

    /// <summary>Whether links are followed by whoever asks, with their own rights, as the system does it where a tree is mounted.</summary>
    protected virtual bool FollowsLinks => false;

    /// <summary>Asks until the answer is as expected: where a tree is mounted, what others change shows a moment later.</summary>
    private static void Shows<T>(T expected, Func<T> actual)
    {
        for (var i = 0; i < 200 && !EqualityComparer<T>.Default.Equals(expected, actual()); i++) Thread.Sleep(20);
        Assert.Equal(expected, actual());
    }

    protected ITreeFiles Files => _files.Value;

    /// <summary>The folder below, as it is on the disk.</summary>
    protected string Disk => _folder.Path;

    public void Dispose()
    {
        if (_files.IsValueCreated) Files.Dispose();
        _folder.Dispose();
        GC.SuppressFinalize(this);
    }

    [Theory]
    [InlineData("tea.md")]
    [InlineData("photo.jpg")]
    [InlineData("茶.md")]
    [InlineData("شاي أخضر.md")]
    [InlineData("🍵.txt")]
    [InlineData(" leading and - dashes.md")]
    public void What_was_written_is_read_and_lies_on_the_disk(string name)
    {
        Assert.Equal(TreeError.NotFound, Files.Error(name));
        Assert.Equal("NotFound", Files.Read(name));
        Assert.Equal(TreeError.None, Files.Write(name, "Oolong, 茶, شاي 🍵"));
        Assert.Equal("Oolong, 茶, شاي 🍵", Files.Read(name));
        Assert.Equal((TreeError.None, NodeKind.File, 24L), Files.Look(name));
        Assert.Equal("Oolong, 茶, شاي 🍵", File.ReadAllText(Path.Combine(Disk, name)));
        Assert.Equal(new[] { ".memu", name }.Order(StringComparer.Ordinal), Files.List("").Names);
        Assert.Equal(TreeError.None, Files.Write(name, "less"));
        Assert.Equal("less", Files.Read(name));
        Assert.Equal(TreeError.None, Files.Remove(name));
        Assert.Equal(TreeError.NotFound, Files.Error(name));
        Assert.Equal(TreeError.NotFound, Files.Remove(name));
    }

    [Theory]
    [InlineData("a.md")]
    [InlineData("a.bin")]
    public void A_file_is_cut_off_and_extended_with_zeros(string name)
    {
        Files.Write(name, "0123456789");
        Assert.Equal(TreeError.None, Files.Resize(name, 4));
        Assert.Equal("0123", Files.Read(name));
        Assert.Equal(TreeError.None, Files.Resize(name, 6));
        Assert.Equal("0123\0\0", Files.Read(name));
        using (var file = Files.Open(name, OpenMode.Read | OpenMode.Write).File!)
        {
            Assert.Equal(TreeError.None, file.Write(10, [(byte)'x']));
            Assert.Equal(11, file.Size);
            Assert.Equal("0123\0\0\0\0\0\0x", file.Text());
            Assert.Equal(TreeError.None, file.Resize(2));
            Assert.Equal(TreeError.None, file.Resize(3));
            Assert.Equal("01\0", file.Text());
            Assert.Empty(file.Read(3, 10));
            Assert.Empty(file.Read(1_000_000, 10));
        }
        Assert.Equal("01\0", Files.Read(name));
    }

    [Theory]
    [InlineData("log.md")]
    [InlineData("log.txt")]
    public void What_is_appended_goes_to_the_end_wherever_that_is(string name)
    {
        Files.Write(name, "a");
        using (var first = Files.Open(name, OpenMode.Write | OpenMode.Append).File!)
        using (var second = Files.Open(name, OpenMode.Write | OpenMode.Append).File!)
        {
            Assert.Equal(TreeError.None, first.Write(0, "b"u8.ToArray()));
            Assert.Equal(TreeError.None, second.Write(0, "c"u8.ToArray()));
            Assert.Equal(TreeError.None, first.Write(0, "d"u8.ToArray()));
        }
        Assert.Equal("abcd", Files.Read(name));
    }

    [Theory]
    [InlineData("log.md")]
    [InlineData("log.txt")]
    public void Nothing_is_lost_when_many_append_at_once(string name)
    {
        Files.Write(name, "");
        Parallel.For(0, 8, writer =>
        {
            using var file = Files.Open(name, OpenMode.Write | OpenMode.Append).File!;
            for (var line = 0; line < 50; line++) Assert.Equal(TreeError.None, file.Write(0, Encoding.UTF8.GetBytes($"{writer}:{line}\n")));
        });
        var lines = Files.Read(name).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(400, lines.Length);
        Assert.Equal(400, lines.Distinct().Count());
        // each writer's own lines are in their order
        Assert.All(lines.GroupBy(l => l[0]), own => Assert.Equal(Enumerable.Range(0, 50), own.Select(l => int.Parse(l[2..]))));
    }

    [Fact]
    public void Content_lies_far_out_where_the_disk_has_no_room_for_all_before_it()
    {
        const long Far = 5L * 1024 * 1024 * 1024;
        using (var file = Files.Open("sparse.bin", OpenMode.Read | OpenMode.Write, create: true).File!)
        {
            Assert.Equal(TreeError.None, file.Write(Far, "end"u8.ToArray()));
            Assert.Equal("end"u8.ToArray(), file.Read(Far, 10));
            Assert.Equal(new byte[4], file.Read(Far - 4, 4));
        }
        Assert.Equal(Far + 3, Files.Look("sparse.bin").Size);
        Assert.Equal(TreeError.None, Files.Remove("sparse.bin"));
    }

    [Fact]
    public void A_large_file_comes_back_byte_for_byte()
    {
        var bytes = new byte[9_000_001];
        new Random(1).NextBytes(bytes);
        using (var file = Files.Open("large.md", OpenMode.Write, create: true).File!)
            for (var at = 0; at < bytes.Length; at += 100_003) Assert.Equal(TreeError.None, file.Write(at, bytes[at..Math.Min(at + 100_003, bytes.Length)]));
        using var read = Files.Open("large.md", OpenMode.Read).File!;
        Assert.Equal(bytes, read.Read(0, bytes.Length + 1));
    }

    [Fact]
    public void Folders_are_made_listed_and_removed_when_they_are_empty()
    {
        Assert.Equal(TreeError.None, Files.MakeFolder("a"));
        Assert.Equal(TreeError.Exists, Files.MakeFolder("a"));
        Assert.Equal(TreeError.None, Files.MakeFolder("a/b"));
        Assert.Equal(TreeError.None, Files.Write("a/b/c.md", "c"));
        Assert.Equal(NodeKind.Folder, Files.Look("a/b").Kind);
        Assert.Equal(["b"], Files.List("a").Names);
        Assert.Equal(TreeError.NotEmpty, Files.RemoveFolder("a"));
        Assert.Equal(TreeError.NotEmpty, Files.RemoveFolder("a/b"));
        Assert.Equal(TreeError.NotFolder, Files.RemoveFolder("a/b/c.md"));
        Assert.Equal(TreeError.IsFolder, Files.Remove("a/b"));
        Assert.Equal(TreeError.NotFound, Files.MakeFolder("nowhere/b"));
        Assert.Equal(TreeError.NotFolder, Files.MakeFolder("a/b/c.md/d"));
        Assert.Equal(TreeError.None, Files.Remove("a/b/c.md"));
        Assert.Equal(TreeError.None, Files.RemoveFolder("a/b"));
        Assert.Equal(TreeError.None, Files.RemoveFolder("a"));
        Assert.Equal(TreeError.NotFound, Files.RemoveFolder("a"));
    }

    [Fact]
    public void A_file_that_must_be_new_is_not_made_over_another()
    {
        using (Files.Open("a.md", OpenMode.Write | OpenMode.Exclusive, create: true).File!) { }
        Assert.Equal(TreeError.Exists, Files.Open("a.md", OpenMode.Write | OpenMode.Exclusive, create: true).Error);
        Assert.Equal(TreeError.NotFound, Files.Open("b.md", OpenMode.Write).Error);
        Files.MakeFolder("f");
        Assert.NotEqual(TreeError.None, Files.Open("f", OpenMode.Write).Error);
    }

    [Fact]
    public void A_name_is_moved_with_its_content_and_replaces_what_was_there()
    {
        Files.MakeFolder("f");
        Files.Write("a.md", "a");
        Files.Write("f/b.md", "b");
        Assert.Equal(TreeError.None, Files.Rename("a.md", "f/b.md"));
        Assert.Equal("a", Files.Read("f/b.md"));
        Assert.Equal(TreeError.NotFound, Files.Error("a.md"));
        Assert.Equal(TreeError.NotFound, Files.Rename("a.md", "c.md"));
        Assert.Equal(TreeError.NotFound, Files.Rename("f/b.md", "nowhere/b.md"));
        Assert.Equal(TreeError.None, Files.Rename("f/b.md", "f/b.md"));
        Assert.Equal("a", Files.Read("f/b.md"));
    }

    [Fact]
    public void A_folder_is_moved_with_all_below_it_but_not_into_itself()
    {
        Files.MakeFolder("f");
        Files.MakeFolder("f/g");
        Files.Write("f/g/a.md", "a");
        Assert.Equal(TreeError.None, Files.Rename("f", "h"));
        Assert.Equal("a", Files.Read("h/g/a.md"));
        Assert.Equal("NotFound", Files.Read("f/g/a.md"));
        Assert.NotEqual(TreeError.None, Files.Rename("h", "h/g/h"));
        Files.MakeFolder("empty");
        Assert.Equal(TreeError.None, Files.Rename("h", "empty"));
        Assert.Equal("a", Files.Read("empty/g/a.md"));
        Files.MakeFolder("h");
        Assert.Equal(TreeError.NotEmpty, Files.Rename("h", "empty"));
        Files.Write("file.md", "x");
        Assert.Equal(TreeError.IsFolder, Files.Rename("file.md", "h"));
        Assert.True(Files.Rename("h", "file.md") is TreeError.NotFolder or TreeError.Exists);
    }

    [Theory]
    [InlineData("a.md")]
    [InlineData("a.txt")]
    public void An_open_file_goes_on_under_its_new_name(string name)
    {
        Files.Write(name, "before");
        using (var file = Files.Open(name, OpenMode.Read | OpenMode.Write).File!)
        {
            Assert.Equal(TreeError.None, Files.Rename(name, "new " + name));
            Assert.Equal("before", file.Text());
            Assert.Equal(TreeError.None, file.Write(0, "after!"u8.ToArray()));
        }
        Assert.Equal("after!", Files.Read("new " + name));
        Assert.Equal(TreeError.NotFound, Files.Error(name));
    }

    [Theory]
    [InlineData("a.md")]
    [InlineData("a.txt")]
    public void An_open_file_stays_readable_after_it_was_removed_or_replaced(string name)
    {
        Files.Write(name, "first");
        using var removed = Files.Open(name, OpenMode.Read | OpenMode.Write).File!;
        Assert.Equal(TreeError.None, Files.Remove(name));
        Assert.Equal("first", removed.Text());
        Assert.Equal(TreeError.None, removed.Write(5, "!"u8.ToArray()));
        Assert.Equal("first!", removed.Text());
        Files.Write(name, "second");
        using var replaced = Files.Open(name, OpenMode.Read).File!;
        Files.Write("b.txt", "third");
        Assert.Equal(TreeError.None, Files.Rename("b.txt", name));
        Assert.Equal("second", replaced.Text());
        Assert.Equal(TreeError.None, removed.Flush());
        Assert.Equal("third", Files.Read(name)); // what was written to the removed one has gone with it
    }

    [Fact]
    public void A_memory_shows_its_old_content_until_the_new_one_is_flushed_and_its_writer_reads_the_new()
    {
        if (!HasDrafts) return;
        Files.Write("a.md", "old");
        using var writer = Files.Open("a.md", OpenMode.Read | OpenMode.Write | OpenMode.Truncate).File!;
        Assert.Equal("old", Files.Read("a.md"));
        using var reader = Files.Open("a.md", OpenMode.Read).File!;
        writer.Write(0, "new and "u8.ToArray());
        writer.Write(8, "longer"u8.ToArray());
        Assert.Equal("new and longer", writer.Text());
        Assert.Equal("old", Files.Read("a.md"));
        Assert.Equal(3, Files.Look("a.md").Size);
        Assert.Equal("old", File.ReadAllText(Path.Combine(Disk, "a.md")));
        Assert.Equal(TreeError.None, writer.Flush());
        Assert.Equal("new and longer", Files.Read("a.md"));
        Assert.Equal(14, Files.Look("a.md").Size);
        Assert.True(reader.Text() is "old" or "new and longer"); // who has it open stays with the old one, or goes on with the new
        writer.Write(0, "NEW"u8.ToArray());
        Assert.Equal("new and longer", Files.Read("a.md"));
        Assert.Equal(TreeError.None, writer.Sync());
        Assert.Equal("NEW and longer", Files.Read("a.md"));
        Assert.Equal([".memu", "a.md"], Files.List("").Names);
    }

    [Fact]
    public void A_save_leaves_no_draft_behind()
    {
        Files.Write("a.md", "old");
        Files.Write("a.md", "new");
        using (var removed = Files.Open("a.md", OpenMode.Write).File!)
        {
            removed.Write(0, "x"u8.ToArray());
            Files.Remove("a.md");
        }
        Assert.Empty(Directory.EnumerateFiles(Path.Combine(Disk, ".memu", "state"), "*", SearchOption.AllDirectories));
    }

    [Fact]
    public void Names_are_found_by_either_form_and_kept_in_the_composed_one()
    {
        Assert.Equal(TreeError.None, Files.Write("cafe\u0301.md", "both"));
        Assert.Equal("both", Files.Read("caf\u00e9.md"));
        Assert.Equal("both", Files.Read("cafe\u0301.md"));
        Assert.Equal([".memu", "caf\u00e9.md"], Files.List("").Names);
        Assert.Equal(TreeError.None, Files.Rename("cafe\u0301.md", "u\u0308ber.md"));
        Assert.Equal([".memu", "\u00fcber.md"], Files.List("").Names);
        File.WriteAllText(Path.Combine(Disk, "nai\u0308ve.md"), "from elsewhere");
        Assert.Equal("from elsewhere", Files.Read("na\u00efve.md"));
        Assert.Equal(TreeError.None, Files.Write("na\u00efve.md", "saved"));
        Assert.Equal("saved", File.ReadAllText(Path.Combine(Disk, "nai\u0308ve.md")));
    }

    [Theory]
    [InlineData("con.md")]
    [InlineData("a:b.md")]
    [InlineData("a\\b.md")]
    [InlineData("what?.md")]
    [InlineData("ends.md ", false)]
    [InlineData("line\nbreak.md")]
    [InlineData("%2e%2e%2fup.md")]
    public void A_memory_has_a_name_for_every_system(string name, bool isMemory = true)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "no file is called so there");
        Assert.Equal(isMemory ? TreeError.Invalid : TreeError.None, Files.Write(name, "x"));
        Assert.Equal(TreeError.Invalid, Files.MakeFolder(isMemory ? name : "ends "));
        Files.Write("a.txt", "a");
        Assert.Equal(isMemory ? TreeError.Invalid : TreeError.None, Files.Rename("a.txt", name));
        Assert.Equal(TreeError.None, Files.MakeFolder("work"));
        Assert.Equal(TreeError.None, Files.MakeFolder("work/.git"));
        Assert.Equal(TreeError.None, Files.Write($"work/{name}", "as that repository has it"));
        Assert.Equal(TreeError.None, Files.Write($"work/.git/{name}", "git's own"));
    }

    [Fact]
    public void A_name_of_256_bytes_is_too_long_to_look_up_and_to_make()
    {
        var (fits, fails) = (new string('茶', 84) + ".md", new string('茶', 85) + ".md");
        Assert.Equal(TreeError.None, Files.Write(fits, "x"));
        Assert.Equal("x", Files.Read(fits));
        Assert.Equal(TreeError.NameTooLong, Files.Write(fails, "x"));
        Assert.Equal(TreeError.NameTooLong, Files.Error(new string('a', 256)));
        Assert.Equal(TreeError.NameTooLong, Files.MakeFolder(new string('a', 256)));
        Assert.Equal(TreeError.NameTooLong, Files.Rename(fits, fails));
        Assert.Equal(TreeError.None, Files.MakeFolder(new string('a', 255)));
    }

    [Fact]
    public void Memories_whose_names_differ_in_case_alone_can_not_lie_in_one_folder()
    {
        Assert.SkipUnless(IsCaseSensitive, "both names are the same there");
        Files.Write("tea.md", "tea");
        Assert.Equal(TreeError.Exists, Files.Write("Tea.md", "Tea"));
        Files.Write("other.md", "x");
        Assert.Equal(TreeError.Exists, Files.Rename("other.md", "TEA.md"));
        Assert.Equal(TreeError.None, Files.Rename("tea.md", "Tea.md"));
        Assert.Equal([".memu", "Tea.md", "other.md"], Files.List("").Names);
        Assert.Equal(TreeError.None, Files.MakeFolder("чай"));
        Assert.Equal(TreeError.Exists, Files.MakeFolder("ЧАЙ"));
        Assert.Equal(TreeError.None, Files.Write("photo.jpg", "x"));
        Assert.Equal(TreeError.None, Files.Write("PHOTO.jpg", "y"));
        Assert.Equal("x", Files.Read("photo.jpg"));
    }

    [Fact]
    public void The_programs_own_state_is_neither_shown_nor_made_nor_brought_to_light()
    {
        File.WriteAllText(Path.Combine(Disk, ".memu", "state", "secret"), "x");
        Assert.Equal(["config.yaml"], Files.List(".memu").Names);
        Assert.Equal(TreeError.NotFound, Files.Error(".memu/state"));
        Assert.Equal("NotFound", Files.Read(".memu/state/secret"));
        Assert.True(Files.MakeFolder(".memu/cache") is TreeError.Access or TreeError.NotPermitted or TreeError.Exists);
        Assert.True(Files.Write(".memu/state", "x") is TreeError.Access or TreeError.NotPermitted);
        Files.MakeFolder("f");
        Assert.NotEqual(TreeError.None, Files.Rename("f", ".memu/cache"));
        Assert.NotEqual(TreeError.None, Files.Rename(".memu", "shown"));
        Assert.Equal("format: 1\n", Files.Read(".memu/config.yaml"));
    }

    [Fact]
    public void Nothing_outside_is_read_or_written_through_a_link()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "links take rights there");
        if (FollowsLinks) return;
        using var outside = new TemporaryFolder();
        outside.Write("secret.md", "secret");
        Directory.CreateSymbolicLink(Path.Combine(Disk, "out"), outside.Path);
        File.CreateSymbolicLink(Path.Combine(Disk, "leak.md"), outside.File("secret.md"));
        Assert.DoesNotContain("secret", Files.Read("out/secret.md"), StringComparison.Ordinal);
        Assert.DoesNotContain("secret", Files.Read("leak.md"), StringComparison.Ordinal);
        Assert.NotEqual(TreeError.None, Files.Write("out/new.md", "x"));
        Assert.NotEqual(TreeError.None, Files.Write("leak.md", "x"));
        Assert.Equal("secret", File.ReadAllText(outside.File("secret.md")));
        Files.MakeFolder("real");
        Files.Write("real/a.md", "a");
        Assert.Equal("a", Files.Read("real/a.md"));
        Directory.Move(Path.Combine(Disk, "real"), Path.Combine(Disk, "away"));
        Directory.CreateSymbolicLink(Path.Combine(Disk, "real"), outside.Path); // while the folder is known
        Assert.NotEqual(TreeError.None, Files.Write("real/new.md", "x"));
        Assert.Equal([outside.File("secret.md")], Directory.EnumerateFileSystemEntries(outside.Path));
        foreach (var link in new[] { "out", "leak.md", "real" }) File.Delete(Path.Combine(Disk, link)); // or deleting the folder would go through them
    }

    [Fact]
    public void What_others_change_on_the_disk_shows()
    {
        Files.Write("a.md", "a");
        Files.MakeFolder("f");
        File.WriteAllText(Path.Combine(Disk, "a.md"), "changed elsewhere");
        File.WriteAllText(Path.Combine(Disk, "f", "new.md"), "new");
        Shows("changed elsewhere", () => Files.Read("a.md"));
        Shows("new.md", () => string.Join(' ', Files.List("f").Names));
        File.Delete(Path.Combine(Disk, "a.md"));
        Shows(TreeError.NotFound, () => Files.Error("a.md"));
        Directory.Delete(Path.Combine(Disk, "f"), recursive: true);
        Shows(TreeError.NotFound, () => Files.List("f").Error);
    }

    [Fact]
    public void A_thousand_names_are_listed_once_each()
    {
        Files.MakeFolder("many");
        var names = Enumerable.Range(0, 1000).Select(i => $"note {i:000}.md").ToArray();
        foreach (var name in names) Assert.Equal(TreeError.None, Files.Write($"many/{name}", name));
        Assert.Equal(names, Files.List("many").Names);
        Assert.Equal("note 517.md", Files.Read("many/note 517.md"));
    }

    [Fact]
    public async Task Readers_see_one_content_or_the_other_while_it_is_saved_again_and_again()
    {
        if (!HasDrafts) return;
        var (first, second) = (new string('a', 20_000), new string('b', 30_000));
        Files.Write("a.md", first);
        using var done = new CancellationTokenSource();
        var writer = Task.Run(() =>
        {
            for (var i = 0; i < 60; i++) Assert.Equal(TreeError.None, Files.Write("a.md", i % 2 == 0 ? second : first));
            done.Cancel();
        });
        var reads = 0;
        while (!done.IsCancellationRequested || reads == 0)
        {
            var text = Files.Read("a.md");
            Assert.True(text == first || text == second, $"{text.Length} characters from {text[0]} to {text[^1]}");
            reads++;
        }
        await writer;
    }
}
