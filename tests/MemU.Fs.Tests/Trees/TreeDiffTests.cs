using System.Diagnostics;
using System.Text;
using MemU.Fs.Files;
using MemU.Fs.Model;
using Xunit;

namespace MemU.Fs.Tests.Trees;

/// <summary>The comparison of a tree with what is known of it.</summary>
public sealed class TreeDiffTests
{
    private static readonly string[] Folders = ["", "n", "n/deep", "nothing", "a.md", "n/link"];

    [Fact]
    public void What_is_new_changed_and_gone_is_told_in_order_and_what_is_followed_is_not_told_again()
    {
        using var known = new Known("a.md", "n/b.md", "n/c.md", "z/d.md");
        Assert.Equal(["+a.md", "+n/b.md", "+n/c.md", "+z/d.md"], known.Compare());
        known.Follow();
        Assert.Empty(known.Compare());
        Assert.Empty(known.Compare(quick: true));
        known.Write("n/c.md", "longer than it was");
        known.Write("n/new/deep/e.md", "e");
        File.Delete(known.At("z/d.md"));
        File.Delete(known.At("n/b.md"));
        string[] all = ["*n/c.md", "+n/new/deep/e.md", "-n/b.md", "-z/d.md"];
        Assert.Equal(all, known.Compare());
        Assert.Equal(all, known.Compare(quick: true)); // its folder's time has changed
        known.Follow();
        known.Reload();
        Assert.Empty(known.Compare());
    }

    [Fact]
    public void An_edit_of_the_same_size_shows_by_its_time_alone_to_a_tenth_of_a_microsecond()
    {
        using var known = new Known("a.md", "b.md");
        known.Follow();
        File.SetLastWriteTimeUtc(known.At("b.md"), Known.Past.AddTicks(1));
        Assert.Equal(["*b.md"], known.Compare());
        Assert.Empty(known.Compare(quick: true));
    }

    [Theory]
    [InlineData("1901-12-14T00:00:00.1234567Z")]
    [InlineData("1969-12-31T23:59:59.9999999Z")]
    [InlineData("2199-01-02T03:04:05.0000001Z")]
    public void A_time_before_1970_and_one_in_the_far_future_are_those_of_the_base_class_library(string time)
    {
        using var known = new Known();
        known.Write("a.md", "a", DateTime.Parse(time, null, System.Globalization.DateTimeStyles.AdjustToUniversal));
        var found = Assert.Single(TreeDiff.Full(known.Root, known.Manifest).Changed);
        Assert.Equal(File.GetLastWriteTimeUtc(known.At("a.md")).Ticks, found.Modified);
        known.Follow();
        Assert.Empty(known.Compare());
    }

    [Fact]
    public void Names_of_every_script_are_known_again()
    {
        string[] names = ["naïve.md", "nai\u0308ve.md", "чай.md", "茶.md", "شاي.md", "חג.md", "चाय.md", "차.md", "🍵 with milk.md", "a\u200db.md", "Ω≈ç.md", new string('茶', 80) + ".md", " leading.md", "-rf.md", "a\nb.md"];
        using var known = new Known([.. names, .. names.Select(n => $"お茶/{n}")]);
        Assert.Equal(names.Length * 2, TreeDiff.Full(known.Root, known.Manifest).Changed.Count);
        known.Follow();
        known.Reload();
        Assert.Empty(known.Compare());
        Assert.Empty(known.Compare(quick: true));
        known.Write("お茶/чай.md", "more than there was");
        Assert.Equal(["*お茶/чай.md"], known.Compare());
        File.Delete(known.At("🍵 with milk.md"));
        Assert.Equal(["*お茶/чай.md", "-🍵 with milk.md"], known.Compare());
    }

    [Fact]
    public void A_name_that_is_no_UTF_8_is_told_with_what_stands_for_it_and_disturbs_nothing()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "other systems have no such names");
        using var known = new Known("a.md");
        known.Follow();
        Shell(known.Root, @"printf x > $'caf\xe9.md'; mkdir $'d\xff'; printf x > $'d\xff/in.md'");
        Assert.Equal(["+caf\ufffd.md"], known.Compare());
        Assert.Equal(["+caf\ufffd.md"], known.Compare(quick: true));
        known.Write("caf\ufffd.md", "x");
        known.Follow();
        Assert.DoesNotContain(known.Compare(), l => l.StartsWith('-'));
        Shell(known.Root, @"rm -r $'caf\xe9.md' $'d\xff'"); // nothing else can name them
    }

    [Fact]
    public void Five_thousand_files_in_one_folder_are_told_apart()
    {
        using var known = new Known([.. Enumerable.Range(0, 5000).Select(i => $"many/note {i:0000}.md")]);
        known.Follow();
        known.Reload();
        Assert.Empty(known.Compare());
        File.Delete(known.At("many/note 4321.md"));
        known.Write("many/note 0007.md", "changed");
        known.Write("many/note 5000.md", "new");
        Assert.Equal(["*many/note 0007.md", "+many/note 5000.md", "-many/note 4321.md"], known.Compare());
    }

    [Fact]
    public void Links_are_neither_listed_nor_followed_but_the_root_itself_may_be_one()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "links take rights there");
        using var known = new Known("a.md", "real/b.md");
        File.CreateSymbolicLink(known.At("link.md"), known.At("a.md"));
        Directory.CreateSymbolicLink(known.At("linked"), known.At("real"));
        File.CreateSymbolicLink(known.At("real/dangling.md"), known.At("nowhere"));
        Directory.CreateSymbolicLink(known.At("real/up"), known.Root);
        Assert.Equal(["+a.md", "+real/b.md"], known.Compare());
        var link = known.Root + "-link";
        Directory.CreateSymbolicLink(link, known.Root);
        Assert.Equal(2, TreeDiff.Full(link, known.Manifest).Changed.Count);
        File.Delete(known.At("real/up")); // deleting the folder would go round in it
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_file_that_a_link_replaced_and_a_folder_that_a_link_replaced_are_gone(bool quick)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "links take rights there");
        using var known = new Known("a.md", "b.md", "f/c.md", "f/g/d.md");
        known.Follow();
        File.Delete(known.At("a.md"));
        File.CreateSymbolicLink(known.At("a.md"), known.At("b.md"));
        Directory.Move(known.At("f"), known.Root + "-away");
        Directory.CreateSymbolicLink(known.At("f"), known.Root + "-away");
        Assert.Equal(["-a.md", "-f/c.md", "-f/g/d.md"], known.Compare(quick));
        known.Follow();
        Assert.Empty(known.Compare(quick));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_folder_that_a_file_replaced_and_a_file_that_a_folder_replaced_are_told_as_such(bool quick)
    {
        using var known = new Known("a/b.md", "a/in/c.md", "d");
        known.Follow();
        Directory.Delete(known.At("a"), recursive: true);
        known.Write("a", "a file now");
        File.Delete(known.At("d"));
        known.Write("d/e.md", "in a folder now");
        Assert.Equal(["+a", "+d/e.md", "-d", "-a/b.md", "-a/in/c.md"], known.Compare(quick));
        known.Follow();
        Assert.Empty(known.Compare(quick));
        Assert.Equal(["", "d"], known.Manifest.Folders());
    }

    [Fact]
    public void Racy_unreadable_and_returned_files_are_read_again_and_a_deleted_one_is_not_gone_twice()
    {
        using var known = new Known("a.md", "b.md", "c.md", "d.md");
        known.Follow();
        var folder = known.Manifest.Folder("")!;
        var files = folder.Files.Values.Select(e => e.Name switch { "a.md" => e with { Flags = TreeFlags.Racy }, "b.md" => e with { Flags = TreeFlags.Unreadable }, "c.md" => e with { Flags = TreeFlags.Deleted }, _ => e with { Flags = TreeFlags.Uncommitted } });
        known.Manifest.Set("", folder with { Files = files.Append(new("gone.md", 0, 0, TreeEntry.NoBlob, TreeFlags.Deleted)).ToDictionary(e => e.Name) });
        Assert.Equal(["*a.md", "*b.md", "*c.md"], known.Compare());
    }

    [Fact]
    public void A_folder_written_to_just_now_is_listed_again_until_its_time_proves_something()
    {
        using var known = new Known("n/a.md");
        known.Follow();
        Directory.SetLastWriteTimeUtc(known.At("n"), DateTime.UtcNow.AddSeconds(5));
        Assert.Equal(0, TreeDiff.Quick(known.Root, known.Manifest).Folders["n"]);
    }

    [Fact]
    public void What_is_left_out_is_asked_for_new_names_only()
    {
        using var known = new Known("a.md", "f/b.md");
        known.Follow();
        known.Write("new.md", "x");
        known.Write("out/c.md", "x");
        var asked = new System.Collections.Concurrent.ConcurrentBag<string>();
        bool LeavesOut(string path, string name, bool isFolder)
        {
            asked.Add($"{path} {name} {isFolder}");
            return true;
        }
        Assert.Empty(known.Compare(leavesOut: LeavesOut));
        Assert.Equal(["new.md new.md False", "out out True"], asked.Order());
        Assert.Equal(["+new.md", "+out/c.md"], known.Compare());
    }

    [Fact]
    public void Only_folders_asked_for_and_new_ones_in_them_are_looked_into()
    {
        using var known = new Known("a/b.md", "c/d.md");
        known.Follow();
        File.SetLastWriteTimeUtc(known.At("c/d.md"), Known.Past.AddDays(1));
        File.SetLastWriteTimeUtc(known.At("a/b.md"), Known.Past.AddDays(1));
        var changes = TreeDiff.Quick(known.Root, known.Manifest, ["c", "never/there"]);
        Assert.Equal("c/d.md", Assert.Single(changes.Changed).Path.Value);
        Assert.Equal(["c"], changes.Folders.Keys);
    }

    [Fact]
    public void A_root_that_is_not_there_is_an_error_and_no_empty_tree()
    {
        using var known = new Known("a.md");
        known.Follow();
        Directory.Move(known.Root, known.Root + "-away");
        Assert.Throws<MemUException>(() => known.Compare());
        Assert.Throws<MemUException>(() => known.Compare(quick: true));
        File.WriteAllText(known.Root, "a file");
        Assert.Throws<MemUException>(() => known.Compare());
    }

    [Fact]
    public void Pipes_are_listed_without_being_opened()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "makes a pipe");
        using var known = new Known("a.md");
        Shell(known.Root, "mkfifo pipe.md");
        Assert.Equal((0, "pipe.md"), TreeDiff.Full(known.Root, known.Manifest).Changed.Where(c => c.Path.Name == "pipe.md").Select(c => (c.Size, c.Path.Value)).Single());
    }

    [Fact]
    public void A_pipe_or_a_folder_with_the_name_of_a_memory_is_no_file_and_nobody_waits_for_it()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "makes a pipe");
        using var known = new Known("a.md", "folder.md/b.md");
        Shell(known.Root, "mkfifo pipe.md");
        var tree = new DiskTree(known.Root);
        Assert.Null(tree.Read(MemoryPath.Parse("pipe.md")));
        Assert.Null(tree.Read(MemoryPath.Parse("folder.md")));
        Assert.Equal(File.ReadAllBytes(known.At("a.md")), tree.Read(MemoryPath.Parse("a.md")));
    }

    [Fact]
    public void Both_readers_of_folders_see_the_same()
    {
        using var known = new Known("a.md", "n/чай.md", "n/deep/c.md", "empty");
        if (OperatingSystem.IsLinux()) Shell(known.Root, @"ln -s ../a.md n/link; touch -d '1950-01-01 00:00:00.123456789' n/deep/c.md; mkfifo n/pipe");
        var plain = Folders.Select(f => string.Join('|', List(new PlainFolderReader(), known.At(f)))).ToList();
        var native = Folders.Select(f => string.Join('|', List(FolderReader.New(), known.At(f)))).ToList();
        Assert.Equal(plain, native);
    }

    private static List<string> List(FolderReader reader, string path)
    {
        using (reader)
        {
            var time = reader.Open(path, follow: false);
            var lines = new List<string> { $"{time}" };
            while (time >= 0 && reader.MoveNext()) lines.Add(reader.IsFolder || reader.Look() is not null || !reader.IsThere ? $"{reader.NameText()} {reader.IsFolder}" : $"{reader.NameText()} {reader.Size} {reader.Modified}");
            lines.Sort(StringComparer.Ordinal);
            return lines;
        }
    }

    private static void Shell(string folder, string line)
    {
        using var process = Process.Start(new ProcessStartInfo("/bin/bash", ["-c", line]) { WorkingDirectory = folder, StandardErrorEncoding = Encoding.UTF8, RedirectStandardError = true })!;
        var error = process.StandardError.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, error);
    }
}
