using System.Text;
using MemU.Fs.Index.Embedded;

namespace MemU.Fs.Training;

/// <summary>Writes what <see cref="WordVectors"/> reads.</summary>
internal static class WordTableFile
{
    /// <summary>Writes the languages, each sorted by the bytes of its terms.</summary>
    public static void Write(string into, int dimensions, List<(int Language, List<(string Term, float[] Vector, bool IsAmbiguous)> Rows)> sections)
    {
        using var writer = new BinaryWriter(File.Create(into));
        writer.Write(WordVectors.Magic);
        writer.Write(dimensions);
        writer.Write(sections.Count);
        writer.Write(0);
        foreach (var (language, rows) in sections)
        {
            var sorted = rows.Select(r => (Bytes: Encoding.UTF8.GetBytes(r.Term), r.Vector, r.IsAmbiguous)).ToList();
            sorted.Sort((a, b) => a.Bytes.AsSpan().SequenceCompareTo(b.Bytes));
            writer.Write(language);
            writer.Write(sorted.Count);
            writer.Write(sorted.Sum(s => s.Bytes.Length));
            writer.Write(0);
            var at = 0;
            foreach (var (bytes, _, ambiguous) in sorted)
            {
                writer.Write(at | (ambiguous ? WordVectors.Ambiguous : 0));
                at += bytes.Length;
            }
            writer.Write(at);
            foreach (var (bytes, _, _) in sorted) writer.Write(bytes);
            Pad(writer);
            foreach (var (_, vector, _) in sorted)
                foreach (var v in vector) writer.Write((sbyte)Math.Clamp(MathF.Round(v * WordVectors.Scale), -127, 127));
            Pad(writer);
        }
    }

    private static void Pad(BinaryWriter writer)
    {
        while (writer.BaseStream.Position % 64 != 0) writer.Write((byte)0);
    }
}
