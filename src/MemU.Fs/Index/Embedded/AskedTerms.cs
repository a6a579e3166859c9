using System.Diagnostics.CodeAnalysis;
using System.IO.Hashing;
using Lucene.Net.Codecs;

namespace MemU.Fs.Index.Embedded;

/// <summary>
/// Where terms of a field stand that were asked for before, and which ones do not: a segment never changes, and a question asks each field of each segment for the
/// same words several times. Usable from several threads.
/// </summary>
internal sealed class AskedTerms
{
    private readonly KeptAnswers<byte[], BlockTermState?> _known = new(most: 4096, ByBytes.Instance);

    /// <summary>What is known about a term: null where there is no such term.</summary>
    public bool TryGet(ReadOnlySpan<byte> term, out BlockTermState? state) => _known.All.GetAlternateLookup<ReadOnlySpan<byte>>().TryGetValue(term, out state);

    /// <summary>Remembers a term; null where there is none.</summary>
    public void Add(ReadOnlySpan<byte> term, BlockTermState? state) => _known.Add(term.ToArray(), state);

    private sealed class ByBytes : IEqualityComparer<byte[]>, IAlternateEqualityComparer<ReadOnlySpan<byte>, byte[]>
    {
        public static readonly ByBytes Instance = new();

        public byte[] Create(ReadOnlySpan<byte> alternate) => alternate.ToArray();

        public bool Equals(byte[]? x, byte[]? y) => x.AsSpan().SequenceEqual(y);

        public bool Equals(ReadOnlySpan<byte> alternate, byte[] other) => alternate.SequenceEqual(other);

        public int GetHashCode([DisallowNull] byte[] obj) => GetHashCode(obj.AsSpan());

        public int GetHashCode(ReadOnlySpan<byte> alternate) => (int)XxHash3.HashToUInt64(alternate);
    }
}
