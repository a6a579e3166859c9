using System.IO.Hashing;
using System.Runtime.InteropServices;
using System.Text;
using MemU.Fs.Index.Embedded;

namespace MemU.Fs.Training;

/// <summary>The terms of one language, sorted by their bytes, with their vectors as bytes.</summary>
internal sealed unsafe class WordSection
{
    private readonly int _dimensions;
    private readonly sbyte[] _rows;

    /// <summary>Sorts and rounds.</summary>
    public WordSection(int language, int dimensions, IEnumerable<(string Term, float[] Vector, bool IsAmbiguous)> rows)
    {
        (Language, _dimensions) = (language, dimensions);
        var sorted = rows.Select(r => (Bytes: Encoding.UTF8.GetBytes(r.Term), r.Vector, r.IsAmbiguous)).ToList();
        sorted.Sort((a, b) => a.Bytes.AsSpan().SequenceCompareTo(b.Bytes));
        Terms = [.. sorted.Select(s => (s.Bytes, s.IsAmbiguous))];
        _rows = [.. sorted.SelectMany(s => s.Vector).Select(v => (sbyte)Math.Clamp(MathF.Round(v * WordVectors.Scale), -127, 127))];
    }

    /// <summary>Its number.</summary>
    public int Language { get; }

    /// <summary>The terms.</summary>
    public IReadOnlyList<(byte[] Bytes, bool IsAmbiguous)> Terms { get; }

    /// <summary>All vectors, one after the other.</summary>
    public ReadOnlySpan<byte> Rows => MemoryMarshal.AsBytes(_rows.AsSpan());

    /// <summary>How far the nearest of each of its terms reach in another section.</summary>
    public ushort[] ReachesIn(WordSection other)
    {
        var reaches = new ushort[Terms.Count];
        Parallel.For(0, reaches.Length, i =>
        {
            var vector = Int8Vectors.Widen(_rows.AsSpan(i * _dimensions, _dimensions));
            reaches[i] = (ushort)Math.Min(ushort.MaxValue, other.LastOfNearest(vector));
        });
        return reaches;
    }

    // of those that may be looked for
    private int LastOfNearest(short[] vector)
    {
        var near = new PriorityQueue<int, int>(WordVectors.Nearest + 1);
        var enough = 1;
        fixed (sbyte* rows = _rows)
            for (var row = 0; row < Terms.Count; row++)
            {
                var product = Int8Vectors.Dot(vector, rows + row * _dimensions);
                if (product < enough || Terms[row].IsAmbiguous) continue;
                near.Enqueue(row, product);
                if (near.Count <= WordVectors.Nearest) continue;
                near.Dequeue();
                near.TryPeek(out _, out enough);
            }
        return near.Count == WordVectors.Nearest && near.TryPeek(out _, out var last) ? last : 0;
    }
}

/// <summary>Writes what <see cref="WordVectors"/> reads.</summary>
internal static class WordTableFile
{
    private const int Head = 64;

    /// <summary>Writes the languages.</summary>
    /// <param name="into">The file.</param>
    /// <param name="dimensions">Numbers in a vector.</param>
    /// <param name="sections">What it holds.</param>
    /// <param name="english">The section of English.</param>
    public static void Write(string into, int dimensions, IReadOnlyList<WordSection> sections, WordSection english)
    {
        using var bytes = new MemoryStream();
        using var writer = new BinaryWriter(bytes);
        foreach (var section in sections)
        {
            writer.Write(section.Language);
            writer.Write(section.Terms.Count);
            writer.Write(section.Terms.Sum(t => t.Bytes.Length));
            writer.Write(0);
            var at = 0;
            foreach (var (term, ambiguous) in section.Terms)
            {
                writer.Write(at | (ambiguous ? WordVectors.Ambiguous : 0));
                at += term.Length;
            }
            writer.Write(at);
            foreach (var (term, _) in section.Terms) writer.Write(term);
            Pad(writer);
            writer.Write(section.Rows);
            Pad(writer);
            foreach (var among in new[] { section, english }) writer.Write(MemoryMarshal.AsBytes(section.ReachesIn(among).AsSpan()));
            Pad(writer);
        }
        writer.Flush();
        var rest = bytes.ToArray();
        using var file = new BinaryWriter(File.Create(into));
        file.Write(WordVectors.Magic);
        file.Write(dimensions);
        file.Write(sections.Count);
        file.Write((uint)XxHash3.HashToUInt64(rest));
        file.Write(new byte[Head - 16]);
        file.Write(rest);
    }

    private static void Pad(BinaryWriter writer)
    {
        while (writer.BaseStream.Position % 64 != 0) writer.Write((byte)0);
    }
}
