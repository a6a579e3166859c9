using System.Text;
using Lucene.Net.Index;
using Lucene.Net.Search;
using Lucene.Net.Store;
using Lucene.Net.Util;
using MemU.Fs.Index.Embedded;
using MemU.Fs.Model;
using Xunit;

namespace MemU.Fs.Tests.Index;

/// <summary>Segments that are built in memory, and the dictionary of terms that they are written with.</summary>
public class BuiltSegmentTests
{
    private static readonly string[] Pieces = ["a", "b", "ab", "abc", "zebra", "é", "字", "字典", "\U0001F600", "\uE000", "\0", "\ud800", new('x', 300)];

    private static readonly IndexedFile File = new()
    {
        Item = new() { Path = MemoryPath.FromListing("a.md"), Title = "", Body = "", Summary = "" },
        Kind = UnitKind.Item,
        BlobId = "",
        Scope = MemoryScope.None,
        Categories = [],
        Units = [new() { Kind = UnitKind.Item, Text = "", FirstLine = 1, LastLine = 1 }],
    };

    [Theory]
    [InlineData(1, false)]
    [InlineData(33, false)]
    [InlineData(3000, false)]
    [InlineData(3000, true)]
    public void What_was_built_is_read_back_term_by_term(int documents, bool merged)
    {
        var expected = new Dictionary<string, SortedDictionary<int, int>>(StringComparer.Ordinal);
        using var directory = new RAMDirectory();
        using (var writer = UnitWriter.Open(directory, OpenMode.CREATE))
        {
            var random = new Random(documents);
            var segment = new SegmentBuilder();
            for (var document = 0; document < documents; document++)
            {
                for (var n = random.Next(6); n >= 0; n--) Put(document, string.Concat(Enumerable.Range(0, random.Next(1, 4)).Select(_ => Pieces[random.Next(Pieces.Length)])));
                Put(document, $"own={document:0000}");
                segment.Values.Set(File);
                segment.Values.Set(segment.Document, File, File.Units[0], document);
                segment.End();
                if (!merged || (document + 1) % 1000 != 0) continue;
                writer.AddIndexes(new BuiltSegment(segment));
                segment.Clear();
            }
            if (segment.Document > 0) writer.AddIndexes(new BuiltSegment(segment));
            if (merged) writer.ForceMerge(1);
            writer.Commit();

            void Put(int document, string term)
            {
                segment.Body.Add(term, segment.Document);
                var key = Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(term)); // half a character is kept as U+FFFD
                if (!expected.TryGetValue(key, out var found)) expected[key] = found = [];
                found[document] = found.GetValueOrDefault(document) + 1;
            }
        }
        using var reader = DirectoryReader.Open(directory);
        var leaf = Assert.Single(reader.Leaves).AtomicReader;
        leaf.CheckIntegrity();
        Assert.Equal(documents - 1, leaf.GetNumericDocValues(UnitValues.Vector).Get(documents - 1));
        var terms = leaf.GetTerms(UnitWriter.Body);
        var order = expected.Keys.OrderBy(t => t, Comparer<string>.Create((a, b) => Encoding.UTF8.GetBytes(a).AsSpan().SequenceCompareTo(Encoding.UTF8.GetBytes(b)))).ToList();
        Assert.Equal(order, Walk(terms));
        Assert.Equal(order.Count, terms.Count);
        Assert.Equal(expected.Values.Sum(d => d.Values.Sum(n => (long)n)), terms.SumTotalTermFreq);
        var each = terms.GetEnumerator();
        foreach (var (term, found) in expected)
        {
            Assert.True(each.SeekExact(new BytesRef(term)), term);
            Assert.Equal(found.Count, each.DocFreq);
            var docs = each.Docs(null, null, DocsFlags.FREQS);
            foreach (var (document, times) in found) Assert.Equal((document, times), (docs.NextDoc(), docs.Freq));
            Assert.Equal(DocIdSetIterator.NO_MORE_DOCS, docs.NextDoc());
            Assert.False(each.SeekExact(new BytesRef(term + "~")));
        }
        Assert.Equal(TermsEnum.SeekStatus.END, each.SeekCeil(new BytesRef([0xff])));
    }

    [Fact]
    public void Lengths_and_values_belong_to_their_documents()
    {
        var segment = new SegmentBuilder();
        for (var document = 0; document < 500; document++)
        {
            segment.Body.Add("word", document, times: document);
            segment.End();
        }
        Assert.All(Enumerable.Range(0, 500), d => Assert.InRange(ExactLengths.Decode(new BuiltSegment(segment).GetNormValues(UnitWriter.Body)!.Get(d)), d * 0.97, d * 1.03));
    }

    private static List<string> Walk(Terms terms)
    {
        var all = new List<string>();
        for (var each = terms.GetEnumerator(); each.MoveNext();) all.Add(each.Term.Utf8ToString());
        return all;
    }
}
