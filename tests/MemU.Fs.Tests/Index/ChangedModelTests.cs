using MemU.Fs.Index;
using MemU.Fs.Index.Embedded;
using MemU.Fs.Model;
using Xunit;

namespace MemU.Fs.Tests.Index;

/// <summary>Vectors may have cost money: those of another model are neither mixed with new ones nor thrown away before new ones are whole.</summary>
public sealed class ChangedModelTests : IndexTest
{
    private static readonly EmbeddingSpace Paid = new("openai", "text-embedding-3-small", Embedder.Dimensions), Other = new("static", "potion-base-8M", Embedder.Dimensions);

    private static readonly string[] Texts = [.. Enumerable.Range(0, 50).Select(i => $"memory number {i} about tea")];

    private static IEnumerable<IndexedFile> Files => Texts.Select((t, i) => Item($"f/{i}.md", t));

    private void Fill(EmbeddingSpace space)
    {
        using var index = Open(space: space);
        Feed(index, Files);
    }

    private static long Kept(string folder) => VectorFile.HeaderIn(folder)?.Count ?? 0;

    private static double Similarity(EmbeddedIndex index, string text)
    {
        var hit = index.Search(new IndexQuery { Text = text, Vector = Embedder.Embed(text), Explain = true, Limit = 1 }, TestContext.Current.CancellationToken).Items[0];
        var at = hit.Why!.IndexOf("similarity ", StringComparison.Ordinal) + 11;
        return double.Parse(hit.Why.AsSpan(at, 4), System.Globalization.CultureInfo.InvariantCulture);
    }

    [Theory]
    [InlineData("static", "potion-base-8M", 256)]
    [InlineData("openai", "text-embedding-3-small", 512)]
    [InlineData("offline", "hashing-1-256", 256)]
    public void T17_a_model_or_dimension_that_changed_is_said_at_open_and_words_answer(string provider, string model, int dimensions)
    {
        Fill(Paid);
        using (var index = Open(space: new(provider, model, dimensions)))
        {
            Assert.False(index.HasVectors);
            Assert.Equal(Paid, index.OtherSpace);
            Assert.Empty(index.WithoutVector(["a new text"])); // nothing is embedded unasked
            var hits = index.Search(new IndexQuery { Text = "number 7", Vector = new float[dimensions] }, TestContext.Current.CancellationToken).Items;
            Assert.Equal("f/7.md", hits[0].Path);
        }
        Assert.Equal(50, Kept(VectorsOf(Paid)));
        using var former = Open(space: Paid);
        Assert.True(former.HasVectors);
        Assert.Equal(50, former.FileCount);
        Assert.Equal(1, Similarity(former, Texts[7]), 0.01);
    }

    [Fact]
    public void T17_a_reader_says_so_too_and_changes_nothing()
    {
        Fill(Paid);
        using var reader = Open(IndexAccess.ReadOnly, Other);
        Assert.Equal(Paid, reader.OtherSpace);
        Assert.Equal("f/7.md", Ask(reader, "number 7").Items[0].Path);
    }

    [Fact]
    public void Making_everything_anew_drops_the_vectors_of_the_former_model_once_the_new_ones_are_whole()
    {
        Fill(Paid);
        using var index = Open(space: Other);
        index.BeginAnew();
        Assert.Equal(50, index.WithoutVector(Texts).Count);
        var texts = index.WithoutVector(Texts);
        index.AddVectors(texts, [.. texts.Select(t => (ReadOnlyMemory<float>)Embedder.Embed(t))]);
        Assert.False(index.HasVectors); // not before it is done
        Assert.Equal(50, Kept(VectorsOf(Paid)));
        index.Apply(Files, [], TestContext.Current.CancellationToken);
        Assert.True(index.HasVectors);
        Assert.Null(index.OtherSpace);
        Assert.Equal(1, Similarity(index, Texts[7]), 0.01);
        Assert.False(Directory.Exists(VectorsOf(Paid)));
        using var again = Open(IndexAccess.ReadOnly, Other);
        Assert.Equal((true, 50), (again.HasVectors, again.FileCount));
    }

    [Fact]
    public void T19_one_that_was_cut_off_goes_on_with_the_vectors_made_so_far()
    {
        Fill(Paid);
        using (var index = Open(space: Other))
        {
            index.BeginAnew();
            index.AddVectors(Texts[..20], [.. Texts[..20].Select(t => (ReadOnlyMemory<float>)Embedder.Embed(t))]);
        }
        using var next = Open(space: Other);
        Assert.Equal(Paid, next.OtherSpace);
        Assert.Equal("f/7.md", Ask(next, "number 7").Items[0].Path);
        next.BeginAnew();
        Assert.Equal(30, next.WithoutVector(Texts).Count);
        Feed(next, Files);
        Assert.True(next.HasVectors);
        Assert.Equal(50, Kept(VectorsOf(Other)));
    }

    [Fact]
    public void One_that_fails_leaves_the_former_vectors_in_use()
    {
        Fill(Paid);
        using (var index = Open(space: Other))
        {
            index.BeginAnew();
            Assert.Throws<InvalidOperationException>(() => index.Apply(Files.Take(3).Concat(Broken()), [], TestContext.Current.CancellationToken));
            Assert.Equal(Paid, index.OtherSpace);
            Assert.Equal(50, index.FileCount);
        }
        using var former = Open(space: Paid);
        Assert.Equal(1, Similarity(former, Texts[7]), 0.01);

        static IEnumerable<IndexedFile> Broken() => throw new InvalidOperationException();
    }

    [Fact]
    public void What_came_meanwhile_without_a_vector_gets_one_when_the_former_model_is_set_again()
    {
        Fill(Paid);
        using (var index = Open(space: Other))
        {
            Feed(index, Item("new.md", "a kettle for oolong"));
            Assert.Equal(["new.md"], Paths(Ask(index, "kettle")));
        }
        using var former = Open(space: Paid);
        Assert.Equal(0, former.FileCount); // to be fed again
        Assert.Equal(["a kettle for oolong"], former.WithoutVector([.. Texts, "a kettle for oolong"])); // and only this is embedded
        Feed(former, [.. Files, Item("new.md", "a kettle for oolong")]);
        Assert.Equal(1, Similarity(former, "a kettle for oolong"), 0.01);
    }

    [Fact]
    public void Vectors_that_cost_nothing_give_way_to_others_that_cost_nothing_at_once()
    {
        Fill(Hashing);
        using var index = Open(space: Hashing with { Model = "hashing-2-256" });
        Assert.Null(index.OtherSpace);
        Assert.Equal(0, index.FileCount);
        Assert.Equal(50, index.WithoutVector(Texts).Count);
        Assert.False(Directory.Exists(VectorsOf(Hashing)));
    }

    [Fact]
    public void A_broken_text_index_costs_no_vectors_of_the_former_model()
    {
        Fill(Paid);
        Directory.Delete(Path.Combine(Folder, "cache", "lucene"), recursive: true);
        using var index = Open(space: Other);
        Assert.Equal((Paid, 0), (index.OtherSpace, index.FileCount));
        Feed(index, Files);
        Assert.Equal("f/7.md", Ask(index, "number 7").Items[0].Path);
        Assert.Equal(50, Kept(VectorsOf(Paid)));
    }

    [Fact]
    public void Traces_of_what_is_gone_are_dropped_from_the_former_model_s_vectors_too()
    {
        Fill(Paid);
        using (var index = Open(space: Other))
        {
            index.Apply([], [.. Enumerable.Range(0, 40).Select(i => $"f/{i}.md")], TestContext.Current.CancellationToken);
            index.DropTraces();
            Feed(index, Files.Skip(40));
        }
        Assert.Equal(10, Kept(VectorsOf(Paid)));
        using var former = Open(space: Paid);
        Assert.Equal(40, former.WithoutVector(Texts).Count);
    }

    [Fact]
    public void Traces_in_vectors_of_a_making_anew_that_was_cut_off_are_dropped_too()
    {
        Fill(Paid);
        using (var index = Open(space: Other))
        {
            index.BeginAnew();
            index.AddVectors(Texts[..20], [.. Texts[..20].Select(t => (ReadOnlyMemory<float>)Embedder.Embed(t))]);
        }
        Assert.Equal(20, Kept(VectorsOf(Other)));
        using (var former = Open(space: Paid))
        {
            former.Apply([], ["f/0.md"], TestContext.Current.CancellationToken);
            former.DropTraces();
            Feed(former, Files.Skip(1));
        }
        Assert.False(Directory.Exists(VectorsOf(Other)));
        Assert.Equal(49, Kept(VectorsOf(Paid)));
    }

    [Fact]
    public void Two_texts_that_are_the_same_share_a_vector_that_stays_as_long_as_one_of_them_does()
    {
        using var index = Open(space: Paid);
        Feed(index, Item("a.md", "same text"), Item("b.md", "same text"));
        Assert.Equal(1, Kept(VectorsOf(Paid)));
        index.Apply([], ["a.md"], TestContext.Current.CancellationToken);
        index.DropTraces();
        Assert.Equal(1, Kept(VectorsOf(Paid)));
        Feed(index, Item("b.md", "same text"));
        Assert.Equal(1, Similarity(index, "same text"), 0.01);
        index.Apply([], ["b.md"], TestContext.Current.CancellationToken);
        index.DropTraces();
        Assert.Equal(0, Kept(VectorsOf(Paid)));
    }

    [Fact]
    public void A_model_that_does_not_say_its_dimensions_is_taken_by_its_first_vector()
    {
        var silent = Paid with { Dimensions = null };
        using (var index = Open(space: silent))
        {
            Assert.Null(index.Dimensions);
            Feed(index, Files);
            Assert.Equal(Embedder.Dimensions, index.Dimensions);
        }
        using var again = Open(space: silent);
        Assert.Equal(1, Similarity(again, Texts[7]), 0.01);
        var e = Assert.Throws<MemUException>(() => again.AddVectors(["another"], [new float[10]]));
        Assert.Equal(MemUErrorKind.Provider, e.Kind);
        Assert.Contains("10 dimensions where the index has 256", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Floats_are_kept_as_they_are_and_vectors_of_any_length_are_compared_by_their_angle()
    {
        var exact = Paid with { Precision = VectorPrecision.Float32 };
        float[] Long(float[] v) => [.. v.Select(x => x * 37)];
        using (var index = Open(space: exact))
        {
            index.AddVectors(Texts, [.. Texts.Select(t => (ReadOnlyMemory<float>)Long(Embedder.Embed(t)))]);
            index.Apply(Files, [], TestContext.Current.CancellationToken);
            Assert.Equal(1, Similarity(index, Texts[7]), 0.001);
        }
        Assert.Equal(Embedder.Dimensions * 4, VectorFile.HeaderIn(VectorsOf(exact))!.Stride);
        using var bytes = Open(space: Paid); // another way of keeping them is another space
        Assert.Equal(exact, bytes.OtherSpace);
    }

    [Fact]
    public void Who_wants_no_vectors_has_none_made_and_can_have_them_later()
    {
        using (var index = EmbeddedIndex.Open(Path.Combine(Folder, "cache"), null, IndexAccess.ReadWrite))
        {
            Assert.False(index.HasVectors);
            Feed(index, Files);
            Assert.Equal("f/7.md", Ask(index, "number 7").Items[0].Path);
        }
        Assert.Empty(Directory.GetDirectories(Path.Combine(Folder, "cache"), "vectors*"));
        using var later = Open();
        Assert.Equal((0, 50), (later.FileCount, later.WithoutVector(Texts).Count));
    }
}
