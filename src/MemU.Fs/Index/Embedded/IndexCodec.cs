using Lucene.Net.Codecs;
using Lucene.Net.Codecs.Lucene45;
using Lucene.Net.Codecs.Lucene46;

namespace MemU.Fs.Index.Embedded;

/// <summary>
/// How segments lie on disk: as Lucene 4.6 writes them, but for the dictionary of terms (<see cref="TermsFormat"/>). Formats are named here and
/// nowhere looked up, since Lucene's own look-up reads through all its types whenever a process starts.
/// </summary>
[CodecName(FormatName)]
internal sealed class IndexCodec : FilterCodec
{
    private const string FormatName = "MemU1";
    private static readonly IndexCodec One = new();

    static IndexCodec() => SetCodecFactory(new Only());

    private IndexCodec() : base(new Lucene46Codec())
    {
    }

    /// <summary>The codec. Asking for it makes it the one that segments are read with.</summary>
    public static IndexCodec Instance => One;

    /// <inheritdoc/>
    public override PostingsFormat PostingsFormat { get; } = new TermsFormat();

    /// <inheritdoc/>
    public override DocValuesFormat DocValuesFormat { get; } = new Lucene45DocValuesFormat();

    private sealed class Only : ICodecFactory
    {
        // an index of another version is not read but made anew
        public Codec GetCodec(string name) => name switch
        {
            FormatName => One,
            "Lucene46" => new Lucene46Codec(), // what Lucene's settings begin with, before ours are set
            _ => throw new Lucene.Net.Index.CorruptIndexException($"the index is in the format '{name}'"),
        };
    }
}
