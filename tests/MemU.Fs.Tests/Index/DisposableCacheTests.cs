using MemU.Fs.Index.Embedded;
using MemU.Fs.Model;
using Xunit;

namespace MemU.Fs.Tests.Index;

public sealed class DisposableCacheTests : IndexTest
{
    private string Cache => Path.Combine(Folder, "cache");

    private string Fill()
    {
        using var index = Open();
        Feed(index, Enumerable.Range(0, 50).Select(i => Item($"f/{i}.md", $"memory number {i} about tea")));
        return index.Identity;
    }

    [Fact]
    public void Every_file_of_the_index_may_be_cut_off_or_garbled()
    {
        Fill();
        var whole = Directory.GetFiles(Cache, "*", SearchOption.AllDirectories).ToDictionary(f => f, File.ReadAllBytes);
        foreach (var (file, bytes) in whole.Where(f => f.Value.Length > 0))
            foreach (var broken in new[] { bytes[..(bytes.Length / 2)], [], [.. bytes.Select(b => (byte)(b ^ 0x5a))], null })
            {
                foreach (var (path, original) in whole) File.WriteAllBytes(path, original);
                if (broken is null) File.Delete(file);
                else File.WriteAllBytes(file, broken);
                AssertUsable($"{Path.GetFileName(file)} of {bytes.Length} bytes as {broken?.Length.ToString() ?? "missing"}");
            }

        void AssertUsable(string what)
        {
            using (var reader = Open(IndexAccess.ReadOnly)) Ask(reader, "memory tea", vector: true);
            using var index = Open();
            for (var round = 0; index.FileCount < 50 || Ask(index, "tea", vector: true, limit: 99).Items.Count < 50; round++)
            {
                Assert.True(round < 3, what);
                Feed(index, Enumerable.Range(0, 50).Select(i => Item($"f/{i}.md", $"memory number {i} about tea")));
            }
            Feed(index, Item("new.md", "a kettle"));
            Assert.Equal(["new.md"], Paths(Ask(index, "kettle", vector: true)));
        }
    }

    [Fact]
    public void A_new_index_has_a_new_identity_and_an_old_one_keeps_it()
    {
        var identity = Fill();
        using (var index = Open()) Assert.Equal(identity, index.Identity);
        Directory.Delete(Cache, recursive: true);
        using var fresh = Open();
        Assert.NotEqual(identity, fresh.Identity);
        Assert.Equal(0, fresh.FileCount);
    }

    [Fact]
    public void A_second_writer_keeps_its_changes_in_memory_until_the_first_has_gone()
    {
        Fill();
        using var second = Open();
        using (var first = Open())
        {
            Assert.True(first.TryLockForWriting());
            Feed(second, Item("f/1.md", "now about a zebra"), Item("mine.md", "and a giraffe"));
            second.Apply([], ["f/2.md"], TestContext.Current.CancellationToken);
            Assert.False(second.IsWriting);
            Assert.Equal(["f/1.md"], Paths(Ask(second, "zebra", vector: true)));
            Assert.Equal((50, 50), (second.FileCount, first.FileCount));
            Assert.DoesNotContain("f/2.md", Paths(Ask(second, "number tea", limit: 99)));
            Assert.DoesNotContain("f/1.md", Paths(Ask(second, "number tea", limit: 99)));
        }
        Assert.True(second.TryLockForWriting());
        Assert.Equal(0, second.Dropped);
        Assert.Equal(["mine.md"], Paths(Ask(second, "giraffe", vector: true)));
        using var reader = Open(IndexAccess.ReadOnly);
        Assert.Equal(["f/1.md"], Paths(Ask(reader, "zebras", vector: true)));
        Assert.Equal(50, reader.FileCount);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void What_another_process_wrote_later_is_never_replaced_by_changes_kept_in_memory(bool seen)
    {
        Fill();
        using var second = Open();
        using (var first = Open())
        {
            Assert.True(first.TryLockForWriting());
            Feed(second, Item("f/1.md", "now about a zebra"));
            Feed(first, Item("f/1.md", "later about a crocodile"), Item("theirs.md", "an ostrich"));
            if (seen) Assert.Equal(["theirs.md"], Paths(Ask(second, "ostrich")));
        }
        Assert.True(second.TryLockForWriting());
        Assert.Equal(1, second.Dropped); // and so what it had said of files is compared again
        Assert.Equal(["f/1.md"], Paths(Ask(second, "crocodile")));
        Assert.Empty(Paths(Ask(second, "zebra")));
        Assert.Empty(second.WithoutVector(["now about a zebra"]));
    }

    [Fact]
    public void A_folder_that_cannot_be_written_is_read_and_changed_in_memory()
    {
        Fill();
        if (OperatingSystem.IsWindows()) return;
        var before = Directory.GetFiles(Cache, "*", SearchOption.AllDirectories).Order().Select(f => (f, File.GetLastWriteTimeUtc(f))).ToList();
        foreach (var folder in new[] { Path.Combine(Cache, "lucene"), Cache, Folder }) File.SetUnixFileMode(folder, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        using var index = Open(IndexAccess.ReadOnly);
        Feed(index, Item("x.md", "a walrus"));
        Assert.Equal(["x.md"], Paths(Ask(index, "walrus", vector: true)));
        Assert.Equal(51, index.FileCount);
        Assert.Equal(before, Directory.GetFiles(Cache, "*", SearchOption.AllDirectories).Order().Select(f => (f, File.GetLastWriteTimeUtc(f))));
    }

    [Fact]
    public void Reading_only_makes_nothing()
    {
        using (var index = Open(IndexAccess.ReadOnly))
        {
            Feed(index, Item("x.md", "a walrus"));
            Assert.Equal(["x.md"], Paths(Ask(index, "walrus", vector: true)));
        }
        Assert.Empty(Directory.GetFileSystemEntries(Folder));
    }

    [Fact]
    public void A_process_that_died_while_writing_leaves_the_last_commit()
    {
        var identity = Fill();
        // what a killed writer leaves: vectors that were not published, a segment and a half-written commit that nothing refers to
        foreach (var name in new[] { "vectors.bin", "ids.bin" }.Select(n => Path.Combine(VectorsOf(Hashing), n)))
            using (var file = new FileStream(name, FileMode.Append)) file.Write(new byte[777]);
        File.WriteAllBytes(Path.Combine(Cache, "lucene", "_9.cfs"), new byte[100]);
        File.WriteAllBytes(Path.Combine(Cache, "lucene", "segments_3"), new byte[10]);
        Assert.True(File.Exists(Path.Combine(Cache, "lucene", "segments_2")));
        using (var reader = Open(IndexAccess.ReadOnly)) Assert.Equal((identity, 50), (reader.Identity, reader.FileCount));
        using var index = Open();
        Feed(index, Item("new.md", "a kettle"));
        Assert.Equal((identity, 51), (index.Identity, index.FileCount));
        Assert.Equal(["new.md"], Paths(Ask(index, "kettles", vector: true)));
    }

    [Fact]
    public void After_a_power_cut_bytes_that_were_lost_are_noticed()
    {
        var identity = Fill();
        File.WriteAllText(Path.Combine(Cache, "boot"), "an earlier run of the machine");
        using (var index = Open()) Assert.Equal(identity, index.Identity);

        File.WriteAllText(Path.Combine(Cache, "boot"), "an earlier run of the machine");
        using (var file = File.OpenWrite(Path.Combine(VectorsOf(Hashing), "vectors.bin")))
        {
            file.Position = VectorHeader.Bytes + 1000;
            file.Write(new byte[500]);
        }
        using var again = Open();
        Assert.NotEqual(identity, again.Identity);
        Assert.Single(again.WithoutVector(["memory number 7 about tea"]));
    }

    [Fact]
    public void A_text_that_comes_again_shares_its_vector()
    {
        using var index = Open();
        Feed(index, Item("a.md", "same text"));
        Assert.Equal(["other"], index.WithoutVector(["same text", "other", "other"]));
        index.AddVectors(["same text", "same text"], [Embedder.Embed("same text"), Embedder.Embed("same text")]);
        using var file = VectorFile.TryOpen(VectorsOf(Hashing), Hashing, writable: false);
        Assert.Equal(1, file!.Count);
    }

    [Fact]
    public void Vectors_outlive_a_broken_text_index()
    {
        Fill();
        Directory.Delete(Path.Combine(Cache, "lucene"), recursive: true);
        using var index = Open();
        Assert.Empty(index.WithoutVector(["memory number 7 about tea"]));
        Feed(index, Item("f/7.md", "memory number 7 about tea"));
        Assert.Equal(["f/7.md"], Paths(Ask(index, "memory number 7 about tea", vector: true)));
    }

    [Fact]
    public void A_reader_that_stays_open_sees_a_replaced_index()
    {
        Fill();
        using var reader = Open(IndexAccess.ReadOnly);
        Assert.Equal(50, reader.FileCount);
        var before = reader.Identity;
        Directory.Delete(Cache, recursive: true);
        using var writer = Open();
        Feed(writer, Item("only.md", "a pelican"));
        Assert.Equal(["only.md"], Paths(Ask(reader, "pelican", vector: true)));
        Assert.NotEqual(before, reader.Identity);
    }

    [Fact]
    public void Wrong_vectors_are_refused()
    {
        using var index = Open();
        Assert.Equal(MemUErrorKind.Provider, Assert.Throws<MemUException>(() => index.AddVectors(["a"], [new float[3]])).Kind);
        Assert.Equal(MemUErrorKind.Provider, Assert.Throws<MemUException>(() => index.AddVectors(["a", "b"], [new float[256]])).Kind);
        index.AddVectors(["nan"], [Enumerable.Repeat(float.NaN, 256).ToArray()]);
        Feed(index, Item("a.md", "nan"), Item("b.md", "tea"));
        Assert.Equal(["b.md"], Paths(Ask(index, "tea", vector: true)));
        Assert.Equal(MemUErrorKind.BadArgument, Assert.Throws<MemUException>(() => index.Search(new() { Text = "x", Vector = new float[3] }, TestContext.Current.CancellationToken)).Kind);
    }
}
