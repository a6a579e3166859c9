using System.Buffers.Binary;
using Lucene.Net.Index;
using Lucene.Net.Util;

namespace MemU.Fs.Index.Embedded;

/// <summary>A term that is matched exactly: a text, where many files may share it, or a hash, where nearly each has its own.</summary>
internal readonly record struct ExactTerm
{
    private ExactTerm(string? text, ulong hash) => (Text, Hash) = (text, hash);

    /// <summary>The text; null for a hash.</summary>
    public string? Text { get; }

    /// <summary>The hash.</summary>
    public ulong Hash { get; }

    /// <summary>The field where it is.</summary>
    public string Field => Text is null ? UnitWriter.Keys : UnitWriter.Exact;

    /// <summary>A text as it is.</summary>
    public static ExactTerm Of(string text) => new(text, 0);

    /// <summary>A hash.</summary>
    public static ExactTerm Of(ulong hash) => new(null, hash);

    /// <summary>Its bytes in the index.</summary>
    public BytesRef Bytes()
    {
        if (Text is not null) return new(Text);
        var bytes = new byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, Hash);
        return new(bytes);
    }

    /// <summary>As Lucene names it.</summary>
    public Term ToTerm() => new(Field, Bytes());
}
