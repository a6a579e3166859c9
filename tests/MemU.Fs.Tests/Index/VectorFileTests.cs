using MemU.Fs.Index;
using MemU.Fs.Index.Embedded;
using Xunit;

namespace MemU.Fs.Tests.Index;

public sealed class VectorFileTests : IndexTest
{
    private static readonly EmbeddingSpace Some = new("test", "m", 16);

    [Fact]
    public void The_product_of_bytes_is_the_cosine_within_a_hundredth()
    {
        var random = new Random(7);
        foreach (var dimensions in new[] { 1, 16, 64, 100, 384, 1536 })
        {
            float[] Unit()
            {
                var v = Enumerable.Range(0, dimensions).Select(_ => (float)((random.NextDouble() * 2) - 1)).ToArray();
                var length = MathF.Sqrt(v.Sum(x => x * x));
                return [.. v.Select(x => x / length)];
            }
            var (a, b) = (Unit(), Unit());
            var memory = new MemoryVectors();
            memory.Add(VectorFile.KeyOf("b"), b);
            Assert.Equal(a.Zip(b).Sum(x => x.First * x.Second), new VectorScan(null, memory).Cosine(VectorQuery.Of(a, VectorPrecision.Int8)!, -1), 0.01);
        }
    }

    [Fact]
    public void Vectors_that_were_added_to_a_view_are_compared_like_those_before_them()
    {
        float[] Axis(int i) => [.. Enumerable.Range(0, 16).Select(d => d == i % 16 ? 1f : 0)];
        using var file = VectorFile.Create(Folder, Some);
        VectorViews? views = null;
        for (var i = 0; i < 5000; i++)
        {
            file.Append(VectorFile.KeyOf($"text {i}"), Axis(i));
            if (i % 700 != 699) continue;
            file.Publish();
            var earlier = views;
            views = VectorViews.Of(file, earlier);
            earlier?.Dispose();
            var query = VectorQuery.Of(Axis(3), VectorPrecision.Int8)!;
            var scan = new VectorScan(views, new());
            Assert.Equal(Enumerable.Range(0, i + 1).Select(n => n % 16 == 3 ? 1.0 : 0), Enumerable.Range(0, i + 1).Select(n => Math.Round(scan.Cosine(query, n + 1), 2)));
            Assert.Equal(0, scan.Cosine(query, i + 2));
        }
        views!.Dispose();
    }

    [Fact]
    public void Thousands_of_vectors_are_found_by_their_text_also_after_reopening()
    {
        var vector = new float[16];
        vector[3] = 1;
        using (var file = VectorFile.Create(Folder, Some))
        {
            for (var i = 0; i < 5000; i++) file.Append(VectorFile.KeyOf($"text {i}"), vector);
            Assert.Equal(4999, file.Find(VectorFile.KeyOf("text 4999")));
            file.Publish();
            file.Append(VectorFile.KeyOf("never published"), vector);
        }
        using var again = VectorFile.TryOpen(Folder, Some, writable: true)!;
        Assert.Equal(Enumerable.Range(0, 5000), Enumerable.Range(0, 5000).Select(i => again.Find(VectorFile.KeyOf($"text {i}"))));
        Assert.Equal(-1, again.Find(VectorFile.KeyOf("never published")));
        again.Append(VectorFile.KeyOf("in its place"), vector);
        Assert.Equal(5000, again.Find(VectorFile.KeyOf("in its place")));
        Assert.Null(VectorFile.TryOpen(Folder, Some with { Model = "another" }, writable: false));
        Assert.Null(VectorFile.TryOpen(Folder, Some with { Dimensions = 32 }, writable: false));
    }

    [Fact]
    public void A_torn_header_falls_back_to_the_one_before()
    {
        using (var file = VectorFile.Create(Folder, Some))
        {
            file.Append(VectorFile.KeyOf("one"), new float[16]);
            file.Publish();
            file.Append(VectorFile.KeyOf("two"), new float[16]);
            file.Publish();
        }
        var path = Path.Combine(Folder, "vectors.bin");
        var bytes = File.ReadAllBytes(path);
        bytes[VectorHeader.SlotBytes + 32] ^= 1; // epoch 3 lies in the second slot
        File.WriteAllBytes(path, bytes);
        using var again = VectorFile.TryOpen(Folder, Some, writable: true)!;
        Assert.Equal(1, again.Count);
    }
}
