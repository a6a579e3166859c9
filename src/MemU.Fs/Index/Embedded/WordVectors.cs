using System.IO.Hashing;
using System.Numerics;
using System.Text;
using MemU.Fs.Index.Embedded.Languages;

namespace MemU.Fs.Index.Embedded;

/// <summary>The place of a term in the table.</summary>
internal readonly record struct WordNumber(int Section, int Row);

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
    private readonly ulong _fingerprint;

    private WordVectors(List<UnmanagedMemoryStream> streams)
    {
        _streams = streams;
        foreach (var stream in streams) Read(stream.PositionPointer);
        var hash = new XxHash3();
        foreach (var section in _sections) hash.Append(section.Summary());
        _fingerprint = hash.GetCurrentHashAsUInt64();
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

    /// <summary>Differs from that of another table: what an index has noted of one is nothing to another. 0 for none.</summary>
    public static ulong Fingerprint => All?._fingerprint ?? 0;

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

    /// <summary>Number of parts, each of one language.</summary>
    public int Sections => _sections.Count;

    /// <summary>The language of a part.</summary>
    public WordLanguages Language(int section) => _sections[section].Language;

    /// <summary>Number of terms of a part.</summary>
    public int Count(int section) => _sections[section].Count;

    /// <summary>A term in UTF-8.</summary>
    public ReadOnlySpan<byte> Bytes(WordNumber word) => _sections[word.Section].Term(word.Row);

    /// <summary>The first term of a part that is not before another one, and whether it is that; searched from a place that is known to be not behind it.</summary>
    public (int Row, bool IsThere) Seek(int section, ReadOnlySpan<byte> term, int from) => _sections[section].Seek(term, from);

    /// <summary>Tells those of some terms of a part that are like a vector.</summary>
    /// <param name="vector">The vector.</param>
    /// <param name="section">The part.</param>
    /// <param name="rows">The terms to look at.</param>
    /// <param name="least">The least cosine.</param>
    /// <param name="take">Is told which of the rows and its cosine.</param>
    public void Near(short[] vector, int section, int[] rows, float least, Action<int, float> take)
    {
        var part = _sections[section];
        var enough = (int)(least * Scale * Scale);
        for (var i = 0; i < rows.Length; i++)
        {
            var product = Int8Vectors.Dot(vector, part.Rows + (long)rows[i] * Dimensions);
            if (product >= enough && part.Offsets[rows[i]] >= 0) take(i, product / (float)(Scale * Scale));
        }
    }

    /// <summary>The cosine of the last of so many terms of a part that are most like a vector; the least there is when there are fewer.</summary>
    public float Reach(short[] vector, int section, int count, float least)
    {
        var part = _sections[section];
        var near = new PriorityQueue<int, int>(count + 1);
        var enough = (int)(least * Scale * Scale);
        for (var row = 0; row < part.Count; row++)
        {
            var product = Int8Vectors.Dot(vector, part.Rows + (long)row * Dimensions);
            if (product < enough || part.Offsets[row] < 0) continue;
            near.Enqueue(row, product);
            if (near.Count <= count) continue;
            near.Dequeue();
            near.TryPeek(out _, out enough);
        }
        return near.Count == count && near.TryPeek(out _, out var last) ? last / (float)(Scale * Scale) : least;
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

        public int Find(ReadOnlySpan<byte> term) => Search(term, 0, Count - 1) is >= 0 and var row ? row : -1;

        public (int Row, bool IsThere) Seek(ReadOnlySpan<byte> term, int from)
        {
            // most are near
            var step = 1;
            while (from + step < Count && Term(from + step).SequenceCompareTo(term) < 0) (from, step) = (from + step, step * 2);
            var row = Search(term, from, Math.Min(from + step, Count - 1));
            return row >= 0 ? (row, true) : (~row, false);
        }

        // what tells it from another one: its size and some of its terms
        public byte[] Summary()
        {
            const int samples = 64;
            var bytes = new List<byte>([(byte)BitOperations.Log2((uint)Language), .. BitConverter.GetBytes(Count)]);
            for (var i = 0; i < samples; i++) bytes.AddRange(Term((int)((long)i * Count / samples)));
            return [.. bytes];
        }

        // the complement of where it would be when it is not there
        private int Search(ReadOnlySpan<byte> term, int low, int high)
        {
            while (low <= high)
            {
                var middle = (low + high) >>> 1;
                var order = Term(middle).SequenceCompareTo(term);
                if (order == 0) return middle;
                if (order < 0) low = middle + 1;
                else high = middle - 1;
            }
            return ~low;
        }
    }
}
