using System.Text;
using MemU.Fs.Index.Embedded.Languages;

namespace MemU.Fs.Index.Embedded;

/// <summary>
/// What words mean, as far as their company tells: a vector for each of the frequent terms of English, and of other languages in the same space, made by
/// <c>tests/MemU.Fs.Training</c>: where from, and under which licenses, stands beside the files. Read where it lies in the program, never copied.
/// Layout, little endian, each part beginning at a multiple of 16: magic, dimensions, number of languages, 0 (4 bytes each); for each language its number, count, bytes of all terms, 0
/// (4 each), count + 1 offsets into the terms (4 each; the highest bit is <see cref="Ambiguous"/>), the terms in UTF-8, sorted by their bytes, zeros up to a multiple
/// of 64, and a signed byte per dimension for each, of unit length times <see cref="Scale"/>, and zeros up to a multiple of 64.
/// </summary>
internal sealed unsafe class WordVectors
{
    /// <summary>How a table begins: "MUWV".</summary>
    public const int Magic = 0x5657_554D;

    /// <summary>What 1 is as a byte: no dimension of such a vector comes near 1.</summary>
    public const int Scale = 254;

    /// <summary>Marks a term that is written like one of English that means something else: it may be asked for, and is not looked for.</summary>
    public const int Ambiguous = int.MinValue;

    private static readonly Lazy<WordVectors?> Shared = new(() => Load("word-vectors.bin", "word-vectors-glosses.bin"));

    private readonly List<UnmanagedMemoryStream> _streams; // keep the bytes where they are
    private readonly List<Section> _sections = [];

    private WordVectors(List<UnmanagedMemoryStream> streams)
    {
        _streams = streams;
        foreach (var stream in streams) Read(stream.PositionPointer);
    }

    private void Read(byte* start)
    {
        var head = (int*)start;
        Dimensions = head[1];
        var at = start + 16;
        for (var i = ((int*)start)[2]; i > 0; i--)
        {
            head = (int*)at;
            var count = head[1];
            var offsets = head + 4;
            var terms = (byte*)(offsets + count + 1);
            var rows = Aligned(terms + head[2]);
            _sections.Add(new((WordLanguages)(1u << head[0]), count, offsets, terms, (sbyte*)rows));
            at = Aligned(rows + (long)count * Dimensions);
        }

        byte* Aligned(byte* p) => start + (p - start + 63) / 64 * 64;
    }

    /// <summary>The table; null where it was left out of the program.</summary>
    public static WordVectors? All => Shared.Value;

    /// <summary>Numbers in a vector.</summary>
    public int Dimensions { get; private set; }

    /// <summary>The vector of a term in one of the languages, English before others; null for none.</summary>
    public short[]? Find(string term, WordLanguages languages)
    {
        if (term.Length > 64) return null;
        Span<byte> bytes = stackalloc byte[192];
        var wanted = bytes[..Encoding.UTF8.GetBytes(term, bytes)];
        foreach (var section in _sections)
        {
            if ((section.Language & languages) == 0 || section.Find(wanted) is not (>= 0 and var number)) continue;
            var vector = new short[Dimensions];
            for (var d = 0; d < vector.Length; d++) vector[d] = section.Rows[(long)number * Dimensions + d];
            return vector;
        }
        return null;
    }

    /// <summary>All terms of the languages.</summary>
    public IEnumerable<string> Terms(WordLanguages languages)
    {
        var all = new List<string>();
        foreach (var section in _sections)
            if ((section.Language & languages) != 0)
                for (var i = 0; i < section.Count; i++) all.Add(Encoding.UTF8.GetString(section.Term(i)));
        return all;
    }

    /// <summary>The terms most like a vector, the nearest first, with their cosines.</summary>
    /// <param name="vector">The vector.</param>
    /// <param name="languages">Whose terms.</param>
    /// <param name="least">The least cosine.</param>
    /// <param name="most">At most so many of each language.</param>
    public List<(string Term, float Cosine)> Nearest(short[] vector, WordLanguages languages, float least, int most)
    {
        var found = new List<(string, float Cosine)>();
        var near = new PriorityQueue<int, int>(most);
        foreach (var section in _sections)
        {
            if ((section.Language & languages) == 0) continue;
            var enough = (int)(least * Scale * Scale);
            for (var i = 0; i < section.Count; i++)
            {
                var product = Int8Vectors.Dot(vector, section.Rows + (long)i * Dimensions);
                if (product < enough || section.Offsets[i] < 0) continue;
                if (near.Count < most) near.Enqueue(i, product);
                else near.EnqueueDequeue(i, product);
                if (near.Count == most && near.TryPeek(out _, out var smallest)) enough = smallest;
            }
            while (near.TryDequeue(out var number, out var product)) found.Add((Encoding.UTF8.GetString(section.Term(number)), product / (float)(Scale * Scale)));
        }
        found.Sort((a, b) => b.Cosine.CompareTo(a.Cosine));
        return found;
    }

    private static WordVectors? Load(params string[] names)
    {
        var streams = names.Select(n => typeof(WordVectors).Assembly.GetManifestResourceStream(n)).OfType<UnmanagedMemoryStream>().Where(s => s.Length >= 16 && *(int*)s.PositionPointer == Magic).ToList();
        return streams.Count == 0 ? null : new(streams);
    }

    private readonly struct Section(WordLanguages language, int count, int* offsets, byte* terms, sbyte* rows)
    {
        public WordLanguages Language { get; } = language;

        public int Count { get; } = count;

        public int* Offsets { get; } = offsets;

        public sbyte* Rows { get; } = rows;

        public ReadOnlySpan<byte> Term(int number) => new(terms + (Offsets[number] & ~Ambiguous), (Offsets[number + 1] & ~Ambiguous) - (Offsets[number] & ~Ambiguous));

        public int Find(ReadOnlySpan<byte> term)
        {
            var (low, high) = (0, Count - 1);
            while (low <= high)
            {
                var middle = (low + high) >>> 1;
                var order = Term(middle).SequenceCompareTo(term);
                if (order == 0) return middle;
                if (order < 0) low = middle + 1;
                else high = middle - 1;
            }
            return -1;
        }
    }
}
