using System.Text;
using MemU.Fs.Index.Embedded.Languages;

namespace MemU.Fs.Index.Embedded;

/// <summary>The place of a term in the table.</summary>
internal readonly record struct WordNumber(int Section, int Row);

/// <summary>
/// What words mean, as far as their company tells: a vector for each of the frequent terms of English, and of other languages in the same space, made by
/// <c>tests/MemU.Fs.Training</c>: where from, and under which licenses, stands beside the files. Read where it lies in the program, never copied.
/// Layout, little endian: magic, dimensions, number of languages, a hash of all that follows (4 bytes each); for each language, at a multiple of 64, its number, count, bytes of all
/// terms, 0 (4 each), count + 1 offsets into the terms (4 each; the highest bit is <see cref="Ambiguous"/>), the terms in UTF-8, sorted by their bytes, zeros up to a multiple of 64,
/// a signed byte per dimension for each, of unit length times <see cref="Scale"/>, zeros up to a multiple of 64, and for each term how far its nearest reach in its own part and
/// then in English (2 each): the product of the last of the <see cref="Nearest"/> that may be looked for, 0 when there are fewer.
/// </summary>
internal sealed unsafe class WordVectors
{
    /// <summary>How a table begins: "MUW2".</summary>
    public const int Magic = 0x3257_554D;

    /// <summary>How many terms of a language count as near another one, whether memories have them or not.</summary>
    public const int Nearest = 24;

    /// <summary>What 1 is as a byte: no dimension of such a vector comes near 1.</summary>
    public const int Scale = 254;

    /// <summary>Marks a term that is written like one of English that means something else: it may be asked for, and is not looked for.</summary>
    public const int Ambiguous = int.MinValue;

    private static readonly Lazy<WordVectors?> Shared = new(() => Load("word-vectors.bin", "word-vectors-glosses.bin"));

    private readonly List<UnmanagedMemoryStream> _streams; // keep the bytes where they are
    private readonly List<Section> _sections = [];
    private ulong _fingerprint;

    private WordVectors(List<UnmanagedMemoryStream> streams)
    {
        _streams = streams;
        foreach (var stream in streams) Read(stream.PositionPointer);
    }

    private void Read(byte* start)
    {
        var head = (int*)start;
        Dimensions = head[1];
        _fingerprint = _fingerprint << 32 ^ (uint)head[3];
        var at = start + 64;
        for (var i = ((int*)start)[2]; i > 0; i--)
        {
            head = (int*)at;
            var count = head[1];
            var offsets = head + 4;
            var terms = (byte*)(offsets + count + 1);
            var rows = Aligned(terms + head[2]);
            var reaches = Aligned(rows + (long)count * Dimensions);
            _sections.Add(new((WordLanguages)(1u << head[0]), count, offsets, terms, (sbyte*)rows, (ushort*)reaches));
            at = Aligned(reaches + 2L * sizeof(ushort) * count);
        }

        byte* Aligned(byte* p) => start + (p - start + 63) / 64 * 64;
    }

    /// <summary>The table; null where it was left out of the program.</summary>
    public static WordVectors? All => Shared.Value;

    /// <summary>Differs from that of another table: what an index has noted of one is nothing to another. 0 for none.</summary>
    public static ulong Fingerprint => All?._fingerprint ?? 0;

    /// <summary>Numbers in a vector.</summary>
    public int Dimensions { get; private set; }

    /// <summary>The place of a term in one of the languages, English before others; null for none.</summary>
    public WordNumber? Find(string term, WordLanguages languages)
    {
        if (term.Length > 64) return null;
        Span<byte> bytes = stackalloc byte[192];
        var wanted = bytes[..Encoding.UTF8.GetBytes(term, bytes)];
        for (var i = 0; i < _sections.Count; i++)
            if ((_sections[i].Language & languages) != 0 && _sections[i].Find(wanted) is >= 0 and var row) return new(i, row);
        return null;
    }

    /// <summary>A term's vector, widened for many products.</summary>
    public short[] Vector(WordNumber word) => Int8Vectors.Widen(new(_sections[word.Section].Rows + (long)word.Row * Dimensions, Dimensions));

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

    /// <summary>The cosine that a term of a part must have to be one of the nearest of another one: that of the last of its <see cref="Nearest"/>, in English or, for other parts, in its own.</summary>
    public float Reach(WordNumber word, int section)
    {
        var own = _sections[word.Section];
        return own.Reaches[(_sections[section].Language == WordLanguages.English ? own.Count : 0) + word.Row] / (float)(Scale * Scale);
    }

    private static WordVectors? Load(params string[] names)
    {
        var streams = names.Select(n => typeof(WordVectors).Assembly.GetManifestResourceStream(n)).OfType<UnmanagedMemoryStream>().Where(s => s.Length >= 64 && *(int*)s.PositionPointer == Magic).ToList();
        return streams.Count == 0 ? null : new(streams);
    }

    private readonly struct Section(WordLanguages language, int count, int* offsets, byte* terms, sbyte* rows, ushort* reaches)
    {
        public WordLanguages Language { get; } = language;

        public int Count { get; } = count;

        public int* Offsets { get; } = offsets;

        public sbyte* Rows { get; } = rows;

        /// <summary>In its own part, of each; then in English, of each.</summary>
        public ushort* Reaches { get; } = reaches;

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
