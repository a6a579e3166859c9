using Lucene.Net.Codecs;
using Lucene.Net.Codecs.Lucene41;
using Lucene.Net.Index;

namespace MemU.Fs.Index.Embedded;

/// <summary>
/// A dictionary of terms that is quick to write and to open, before Lucene's own lists of documents. Lucene's tree of terms makes some objects for
/// each letter of each term, which is most of the time that an index like this one takes, where every file has a dozen terms of its own.
/// <c>.trm</c>: blocks of 32 terms in the order of their bytes. Of each: a byte that says how many bytes it shares with the one before and how many
/// follow (4 bits each; 15 stands for 15 and more, and a number says how many more), these bytes, and a number: 0 for a term that one document holds
/// once where the lists' place is the one before, else twice the number of documents, and one more where a number of further occurrences follows,
/// and then the lists' own numbers.
/// <c>.trx</c>: for each field its sums, for each block where it begins and the least text that parts it from the block before, and for the field of bodies which
/// of its terms have a word vector.
/// </summary>
[PostingsFormatName("MemUTerms1")]
internal sealed class TermsFormat : PostingsFormat
{
    /// <summary>Terms of a block.</summary>
    public const int BlockTerms = 32;

    /// <summary>The most that half a byte says.</summary>
    public const int Most = 15;

    /// <summary>Name in the heads of the files.</summary>
    public const string Codec = "MemUTerms";

    /// <summary>Version in the heads of the files.</summary>
    public const int Version = 3;

    /// <summary>The file of the terms.</summary>
    public static string TermsIn(string segment, string suffix) => IndexFileNames.SegmentFileName(segment, suffix, "trm");

    /// <summary>The file that finds a term's block.</summary>
    public static string BlocksIn(string segment, string suffix) => IndexFileNames.SegmentFileName(segment, suffix, "trx");

    /// <inheritdoc/>
    public override FieldsConsumer FieldsConsumer(SegmentWriteState state) => new TermsWriter(state, new Lucene41PostingsWriter(state));

    /// <inheritdoc/>
    public override FieldsProducer FieldsProducer(SegmentReadState state)
    {
        var postings = new Lucene41PostingsReader(state.Directory, state.FieldInfos, state.SegmentInfo, state.Context, state.SegmentSuffix);
        try
        {
            return new TermsReader(state, postings);
        }
        catch
        {
            postings.Dispose();
            throw;
        }
    }
}
