using MemU.Fs.Files;
using Xunit;

namespace MemU.Fs.Tests.Trees;

/// <summary>The manifest as it lies in the cache.</summary>
public sealed class TreeManifestTests
{
    private static readonly string Blob = string.Concat(Enumerable.Repeat("0123456789abcdef", 3))[..40];

    private static TreeFolder Folder(long time, params TreeEntry[] entries) => new(time, entries.ToDictionary(e => e.Name));

    private static TreeEntry Entry(string name, TreeFlags flags = TreeFlags.None) => new(name, 12, 34, Blob, flags);

    [Fact]
    public void What_is_saved_is_read_again_and_what_is_appended_counts()
    {
        using var folder = new TemporaryFolder();
        using var first = TreeManifest.Load(folder.File("tree.bin"), "i");
        Assert.True(first.IsEmpty);
        first.Set("", Folder(5, Entry("a.md"), Entry("茶.md", TreeFlags.Uncommitted | TreeFlags.Racy)));
        first.Set("n", Folder(6, Entry("b.md")));
        first.Set("n/empty", Folder(7));
        first.SetHead("abc");
        first.Save();
        first.Set("n", null);
        first.Set("o", Folder(-3, Entry("c.md")));
        first.Save();
        using var again = TreeManifest.Load(folder.File("tree.bin"), "i");
        Assert.Equal(["", "n/empty", "o"], again.Folders());
        Assert.Equal("abc", again.Head);
        Assert.Equal((5, -1, 7, -3), (again.ModifiedOf(""), again.ModifiedOf("n"), again.ModifiedOf("n/empty"), again.ModifiedOf("o")));
        Assert.Equal(Entry("茶.md", TreeFlags.Uncommitted | TreeFlags.Racy), again.Folder("")!.Files["茶.md"]);
        Assert.Equal(Entry("a.md"), again.Entry("", "a.md"));
        Assert.Null(again.Entry("", "b.md"));
        Assert.Null(again.Entry("n", "b.md"));
        using var foreign = TreeManifest.Load(folder.File("tree.bin"), "other");
        Assert.True(foreign.IsEmpty);
    }

    [Fact]
    public void Flagged_files_are_found_in_their_folders_and_nowhere_else()
    {
        using var folder = new TemporaryFolder();
        using var manifest = TreeManifest.Load(folder.File("tree.bin"), "i");
        manifest.Set("b", Folder(1, Entry("a.md"), Entry("b.md", TreeFlags.Uncommitted)));
        manifest.Set("a", Folder(1, Entry("c.md", TreeFlags.Deleted), Entry("d.md", TreeFlags.Ignored)));
        manifest.Set("c", Folder(1, Entry("e.md")));
        manifest.Save();
        using var again = TreeManifest.Load(folder.File("tree.bin"), "i");
        Assert.Equal(["a/c.md", "b/b.md"], again.Flagged(TreeFlags.Uncommitted | TreeFlags.Deleted).Select(f => $"{f.Folder}/{f.Entry.Name}"));
        again.Set("b", Folder(1, Entry("b.md")));
        Assert.Equal("a/c.md", Assert.Single(again.Flagged(TreeFlags.Uncommitted | TreeFlags.Deleted).Select(f => $"{f.Folder}/{f.Entry.Name}")));
        Assert.Empty(again.Flagged(TreeFlags.Racy));
    }

    [Fact]
    public void A_manifest_of_an_earlier_form_counts_as_empty_and_is_replaced()
    {
        using var known = new Known("a.md");
        Directory.CreateDirectory(Path.GetDirectoryName(known.File)!);
        File.WriteAllBytes(known.File, [.. "MEMUTREE2\n"u8, 1, (byte)'i', 40, 0, 0, 0, .. new byte[100]]);
        known.Reload();
        Assert.True(known.Manifest.IsEmpty);
        Assert.Equal(["+a.md"], known.Compare());
        known.Follow();
        known.Reload();
        Assert.Empty(known.Compare());
    }

    [Fact]
    public void A_tail_cut_off_at_any_byte_loses_what_was_appended_and_nothing_before_it()
    {
        using var folder = new TemporaryFolder();
        var file = folder.File("tree.bin");
        using (var manifest = TreeManifest.Load(file, "i"))
        {
            manifest.Set("kept", Folder(1, Entry("a.md")));
            manifest.SetHead("one");
            manifest.Save();
            var whole = new FileInfo(file).Length;
            manifest.Set("torn", Folder(2, Entry("b.md")));
            manifest.SetHead("two");
            manifest.Save();
            var bytes = File.ReadAllBytes(file);
            for (var length = whole; length < bytes.Length; length++)
            {
                File.WriteAllBytes(folder.File("cut.bin"), bytes[..(int)length]);
                using var cut = TreeManifest.Load(folder.File("cut.bin"), "i");
                Assert.Equal("one", cut.Head);
                Assert.NotNull(cut.Entry("kept", "a.md"));
                File.WriteAllBytes(folder.File("zero.bin"), [.. bytes[..(int)length], .. new byte[bytes.Length - length]]);
                using var zero = TreeManifest.Load(folder.File("zero.bin"), "i");
                Assert.Equal("one", zero.Head);
                zero.Set("new", Folder(3, Entry("c.md")));
                zero.Save();
                using var mended = TreeManifest.Load(folder.File("zero.bin"), "i");
                Assert.NotNull(mended.Entry("new", "c.md"));
                Assert.NotNull(mended.Entry("kept", "a.md"));
            }
        }
    }

    [Fact]
    public void A_folder_whose_entries_are_damaged_counts_as_one_to_be_listed_again_and_is_mended_by_the_next_save()
    {
        using var folder = new TemporaryFolder();
        var file = folder.File("tree.bin");
        using (var manifest = TreeManifest.Load(file, "i"))
        {
            manifest.Set("a", Folder(1, Entry("damaged-here.md", TreeFlags.Uncommitted)));
            for (var i = 0; i < 10; i++) manifest.Set($"b{i}", Folder(1, [.. Enumerable.Range(0, 600).Select(n => Entry($"note-{n}.md"))]));
            manifest.Save();
        }
        var bytes = File.ReadAllBytes(file);
        bytes[bytes.AsSpan().IndexOf("damaged-here"u8)] ^= 1;
        File.WriteAllBytes(file, bytes);
        using (var manifest = TreeManifest.Load(file, "i"))
        {
            Assert.Equal(11, manifest.Folders().Count);
            Assert.Empty(manifest.Folder("a")!.Files);
            Assert.Equal(0, manifest.ModifiedOf("a"));
            Assert.Empty(manifest.Flagged(TreeFlags.Uncommitted));
            Assert.Equal(600, manifest.Folder("b9")!.Files.Count);
            manifest.Save();
        }
        using var mended = TreeManifest.Load(file, "i");
        Assert.Equal((0, 1, 11), (mended.ModifiedOf("a"), mended.ModifiedOf("b3"), mended.Folders().Count));
    }

    [Fact]
    public void It_is_current_until_another_process_appends_to_it_or_replaces_it()
    {
        using var folder = new TemporaryFolder();
        var file = folder.File("tree.bin");
        using var ours = TreeManifest.Load(file, "i");
        Assert.True(ours.IsCurrent); // neither it nor the file is there
        ours.Set("a", Folder(1, Entry("a.md")));
        Assert.False(ours.IsCurrent); // the file does not have that
        ours.Save();
        Assert.True(ours.IsCurrent);
        ours.SetHead("abc");
        Assert.False(ours.IsCurrent);
        ours.Save();
        using var theirs = TreeManifest.Load(file, "i");
        Assert.True(theirs.IsCurrent);
        theirs.Set("b", Folder(1, Entry("b.md")));
        theirs.Save();
        Assert.True(theirs.IsCurrent);
        Assert.False(ours.IsCurrent);
        using var third = TreeManifest.Load(file, "i");
        File.Copy(file, file + ".copy");
        File.SetLastWriteTimeUtc(file + ".copy", File.GetLastWriteTimeUtc(file));
        File.Move(file + ".copy", file, overwrite: true);
        Assert.False(third.IsCurrent); // as long and as old, and another file
        File.Delete(file);
        Assert.False(third.IsCurrent);
    }
}
