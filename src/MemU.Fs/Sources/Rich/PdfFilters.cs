using System.Buffers.Binary;
using System.IO.Compression;
using System.Runtime.InteropServices;
using MemU.Fs.Model;
using UglyToad.PdfPig.Filters;
using UglyToad.PdfPig.Tokens;

namespace MemU.Fs.Sources.Rich;

/// <summary>Unpacks the streams of a PDF as the library does, but looks first how much will come of each: a stream of a few bytes can hold terabytes.</summary>
internal sealed class PdfFilters(string name, CancellationToken cancellation) : IFilterProvider
{
    private const long MostOfStream = 128L << 20;
    private long _left = 1L << 30;

    public IReadOnlyList<IFilter> GetFilters(DictionaryToken dictionary) => Bounded(DefaultFilterProvider.Instance.GetFilters(dictionary));

    public IReadOnlyList<IFilter> GetNamedFilters(IReadOnlyList<NameToken> names) => Bounded(DefaultFilterProvider.Instance.GetNamedFilters(names));

    public IReadOnlyList<IFilter> GetAllFilters() => Bounded(DefaultFilterProvider.Instance.GetAllFilters());

    private List<IFilter> Bounded(IReadOnlyList<IFilter> filters) => [.. filters.Select(f => new BoundedFilter(this, f))];

    private void Take(long length)
    {
        cancellation.ThrowIfCancellationRequested();
        _left -= length;
        if (length > MostOfStream || _left < 0) throw new MemoryFormatException(name, 0, $"a part of the PDF unpacks to more than {MostOfStream >> 20} MiB, or all of it to more than 1 GiB; that is no document to read.");
    }

    private sealed class BoundedFilter(PdfFilters all, IFilter inner) : IFilter
    {
        public bool IsSupported => inner.IsSupported;

        public Memory<byte> Decode(Memory<byte> input, DictionaryToken streamDictionary, IFilterProvider filterProvider, int filterIndex)
        {
            all.Take(inner switch
            {
                FlateFilter => Flate(input),
                LzwFilter => Math.Max(Lzw(input.Span, 0), Lzw(input.Span, 1)),
                RunLengthFilter => Runs(input.Span),
                _ => input.Length * 4L,
            });
            return inner.Decode(input, streamDictionary, filterProvider, filterIndex);
        }

        private static long Flate(Memory<byte> input)
        {
            if (input.Length < 3 || !MemoryMarshal.TryGetArray<byte>(input, out var array)) return 0;
            using var packed = new MemoryStream(array.Array!, array.Offset + 2, array.Count - 2, writable: false);
            using var stream = new DeflateStream(packed, CompressionMode.Decompress);
            var part = new byte[32 << 10];
            long length = 0;
            try
            {
                for (int read; length <= MostOfStream && (read = stream.Read(part)) > 0;) length += read;
            }
            catch (InvalidDataException)
            {
                return length; // what is damaged ends there for the library, too
            }
            return length;
        }

        // the lengths of the table's entries say it without unpacking anything
        private static long Lzw(ReadOnlySpan<byte> input, int early)
        {
            const int clear = 256, end = 257;
            Span<int> lengths = stackalloc int[4096];
            Span<byte> window = stackalloc byte[4];
            var (next, width, before, at, total) = (258, 9, 0, 0L, 0L);
            while (at + width <= input.Length * 8L && total <= MostOfStream)
            {
                var first = (int)(at >> 3);
                window.Clear();
                input.Slice(first, Math.Min(4, input.Length - first)).CopyTo(window);
                var code = (int)(BinaryPrimitives.ReadUInt32BigEndian(window) << (int)(at & 7) >> (32 - width));
                at += width;
                if (code == end) break;
                if (code == clear)
                {
                    (next, width, before) = (258, 9, 0);
                    continue;
                }
                var length = code < 256 ? 1 : code < next ? lengths[code] : before + 1;
                total += length;
                if (before > 0 && next < 4096) lengths[next++] = before + 1;
                before = length;
                width = next + early >= 2048 ? 12 : next + early >= 1024 ? 11 : next + early >= 512 ? 10 : 9;
            }
            return total;
        }

        private static long Runs(ReadOnlySpan<byte> input)
        {
            long total = 0;
            for (var at = 0; at < input.Length && input[at] != 128;)
            {
                var isCopy = input[at] < 128;
                total += isCopy ? input[at] + 1 : 257 - input[at];
                at += isCopy ? input[at] + 2 : 2;
            }
            return total;
        }
    }
}
