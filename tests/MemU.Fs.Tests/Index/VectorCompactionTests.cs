using MemU.Fs.Index;
using MemU.Fs.Index.Embedded;
using MemU.Fs.Model;
using Xunit;

namespace MemU.Fs.Tests.Index;

public sealed class VectorCompactionTests : IndexTest
{
    private string Cache => VectorsOf(Hashing);

    private static IEnumerable<IndexedFile> Files(int from, int count) => Enumerable.Range(from, count).Select(i => Item($"f/{i}.md", $"memory number {i} about tea"));

    private static string[] Texts(int from, int count) => [.. Enumerable.Range(from, count).Select(i => $"memory number {i} about tea")];

    private void Fill(int gone)
    {
        using var index = Open();
        Feed(index, Files(0, 2000));
        index.Apply([], [.. Enumerable.Range(0, gone).Select(i => $"f/{i}.md")]);
    }

    private long Vectors()
    {
        using var file = VectorFile.TryOpen(Cache, Hashing, writable: false);
        return file!.Count;
    }

    [Fact]
    public void Vectors_of_texts_that_are_gone_leave_the_file_when_they_are_more_than_a_quarter()
    {
        Fill(gone: 700);
        var before = new FileInfo(Path.Combine(Cache, "vectors.bin")).Length;
        using (var index = Open())
        {
            Assert.Equal(0, index.FileCount); // to be fed again
            Assert.Empty(index.WithoutVector(Texts(700, 1300))); // but not embedded again
            Assert.Equal(700, index.WithoutVector(Texts(0, 700)).Count);
            Feed(index, Files(700, 1300));
            Assert.Equal(["f/1234.md"], Paths(Ask(index, "memory number 1234 about tea", vector: true, limit: 1)));
        }
        Assert.Equal(1300, Vectors());
        Assert.True(new FileInfo(Path.Combine(Cache, "vectors.bin")).Length < before * 0.7);
        Assert.Empty(Directory.GetFiles(Cache, "*.tmp"));
        using var again = Open();
        Assert.Equal(1300, again.FileCount); // once is enough
    }

    [Fact]
    public void Up_to_a_quarter_nothing_is_moved()
    {
        Fill(gone: 450);
        using (var index = Open()) Assert.Equal(1550, index.FileCount);
        Assert.Equal(2000, Vectors());
    }

    [Fact]
    public void A_reader_compacts_nothing_and_still_answers()
    {
        Fill(gone: 1500);
        using var reader = Open(IndexAccess.ReadOnly);
        Assert.Equal(500, reader.FileCount);
        Assert.Equal(["f/1700.md"], Paths(Ask(reader, "memory number 1700 about tea", vector: true, limit: 1)));
        Assert.Equal(2000, Vectors());
    }

    [Fact]
    public void Vectors_of_a_feeding_that_was_cut_off_are_kept()
    {
        using (var index = Open())
        {
            Feed(index, Files(0, 10));
            index.AddVectors(Texts(10, 1990), [.. Texts(10, 1990).Select(t => (ReadOnlyMemory<float>)Embedder.Embed(t))]);
        }
        using (var index = Open())
        {
            Assert.Equal(10, index.FileCount);
            Assert.Empty(index.WithoutVector(Texts(0, 2000)));
            index.BeginAnew();
        }
        using (var index = Open()) Assert.Empty(index.WithoutVector(Texts(0, 2000)));
        Assert.Equal(2000, Vectors());
    }

    [Theory]
    [InlineData(true)] // died between the renames: the ids are of the new file, the vectors of the old one
    [InlineData(false)] // died before them: new files lie about
    public void A_death_in_the_middle_costs_no_living_vector(bool moved)
    {
        Fill(gone: 1500);
        var copy = Directory.CreateDirectory(Path.Combine(Folder, "copy")).FullName;
        foreach (var file in new[] { "vectors.bin", "ids.bin" }) File.Copy(Path.Combine(Cache, file), Path.Combine(copy, file));
        using (var file = VectorFile.TryOpen(copy, Hashing, writable: true)!) file.Compact(copy, Enumerable.Range(1500, 500).Select(i => (uint)i));
        File.Copy(Path.Combine(copy, "vectors.bin"), Path.Combine(Cache, "vectors.bin.tmp"));
        File.Copy(Path.Combine(copy, "ids.bin"), Path.Combine(Cache, moved ? "ids.bin" : "ids.bin.tmp"), overwrite: true);
        using var index = Open();
        Assert.Empty(index.WithoutVector(Texts(1500, 500)));
        Feed(index, Files(1500, 500));
        Assert.Equal(500, index.FileCount);
        Assert.Equal(["f/1700.md"], Paths(Ask(index, "memory number 1700 about tea", vector: true, limit: 1)));
    }
}
