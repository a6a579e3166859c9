using System.Globalization;
using System.Runtime.Intrinsics;
using MemU.Fs.Benchmarks.Measuring;
using MemU.Fs.Index;
using MemU.Fs.Index.Embedded;

namespace MemU.Fs.Benchmarks;

/// <summary>How long it takes to compare a question with all vectors of a file, beside reading the same bytes and doing nothing with them.</summary>
internal static unsafe class Vectors
{
    private const int Rounds = 15;

    /// <summary>Measures and prints a table.</summary>
    public static int Run()
    {
        Console.WriteLine($"""
            Measured {DateTime.UtcNow:yyyy-MM-dd HH:mm} UTC on {Machine.Describe()}, load average {Machine.Load()}; one thread, warm, median of {Rounds} rounds in turn.

            | vectors | kept as | megabytes | reading them | comparing with all | share of reading | best 200 of all |
            | ---: | --- | ---: | ---: | ---: | ---: | ---: |
            """);
        foreach (var (count, dimensions, precision) in new[]
        {
            (100_000, 256, VectorPrecision.Int8), (100_000, 1024, VectorPrecision.Int8), (100_000, 256, VectorPrecision.Float32), (1_000_000, 256, VectorPrecision.Int8), (1_000_000, 384, VectorPrecision.Int8),
        }) Row(count, dimensions, precision);
        return 0;
    }

    private static void Row(int count, int dimensions, VectorPrecision precision)
    {
        var folder = Directory.CreateTempSubdirectory("memu-bench-").FullName;
        try
        {
            var random = new Random(20_261_128);
            var vector = new float[dimensions];
            using var file = VectorFile.Create(folder, new("bench", "noise", dimensions, precision));
            for (var i = 0; i < count; i++)
            {
                for (var d = 0; d < dimensions; d++) vector[d] = (float)random.NextDouble() - 0.5f;
                file.Append((UInt128)i, vector);
            }
            file.Publish();
            var views = VectorViews.Of(file, null);
            var scan = new VectorScan(views, new() { Precision = precision });
            var query = VectorQuery.Of(vector, precision)!;
            var numbers = Enumerable.Range(1, count).Select(n => (long)n).ToArray();
            Samples reading = new(), comparing = new(), choosing = new();
            for (var round = 0; round <= Rounds; round++)
            {
                var read = Samples.Time(() => Sum(views.Most!.Start, views.Most.Length));
                var compared = Samples.Time(() => All(scan, query, numbers));
                var chosen = Samples.Time(() => Best(scan, query, numbers));
                if (round == 0) continue; // pages are faulted in
                reading.Add(read);
                comparing.Add(compared);
                choosing.Add(chosen);
            }
            views.Dispose();
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {count:N0} × {dimensions} | {precision} | {count * (double)file.Stride / 1e6:0} | {Samples.Text(reading.Median)} ms | {Samples.Text(comparing.Median)} ms | {reading.Median / comparing.Median * 100:0} % | {Samples.Text(choosing.Median)} ms |"));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static float All(VectorScan scan, VectorQuery query, long[] numbers)
    {
        var most = 0f;
        foreach (var number in numbers) most = Math.Max(most, scan.Cosine(query, number));
        return most;
    }

    private static int Best(VectorScan scan, VectorQuery query, long[] numbers)
    {
        var best = new Best(200);
        foreach (var number in numbers)
            if (scan.Cosine(query, number) is var cosine && cosine > best.Least) best.Offer(new(0, (int)number, 0, cosine), cosine);
        return best.All.Count();
    }

    private static long Sum(byte* start, long length)
    {
        var (a, b, c, d) = (Vector256<long>.Zero, Vector256<long>.Zero, Vector256<long>.Zero, Vector256<long>.Zero);
        for (long i = 0; i + 128 <= length; i += 128)
        {
            a += Vector256.Load((long*)(start + i));
            b += Vector256.Load((long*)(start + i + 32));
            c += Vector256.Load((long*)(start + i + 64));
            d += Vector256.Load((long*)(start + i + 96));
        }
        return Vector256.Sum(a + b + c + d);
    }
}
