using Lucene.Net.Analysis.Core;
using Lucene.Net.Documents;
using Lucene.Net.Index;
using Lucene.Net.Store;
using Lucene.Net.Util;
using MemU.Fs.Model;
using Directory = Lucene.Net.Store.Directory;

namespace MemU.Fs.Index.Embedded;

/// <summary>Writes files into a Lucene index, one document per unit; the document and its fields are made once and refilled.</summary>
internal sealed class UnitWriter : IDisposable
{
    /// <summary>Part of the index's schema: raise it when the fields change.</summary>
    public const int Version = 1;

    /// <summary>A unit's own words.</summary>
    public const string Body = "body";
    /// <summary>Words of its neighbors, by nearness.</summary>
    public const string Near = "near";
    /// <summary>Title, description, tags, aliases; heading.</summary>
    public const string Head = "head";
    /// <summary>What is matched exactly (<see cref="ExactTerms"/>).</summary>
    public const string Exact = "is";

    private const int NeighborWords = 25 * TermBuffer.Word;
    private const int LongestName = 400;

    // Lucene asks for one; our fields bring their own terms
    private static readonly KeywordAnalyzer Unused = new();
    private static readonly FieldType Counted = Frozen(IndexOptions.DOCS_AND_FREQS, omitNorms: false);
    private static readonly FieldType Listed = Frozen(IndexOptions.DOCS_ONLY, omitNorms: true);

    private readonly TextAnalysis _analysis = new();
    private readonly Document _document = [];
    private readonly TermStream _body = new(new());
    private readonly TermStream _near = new(new());
    private readonly TermStream _head = new(new());
    private readonly TermStream _exact = new(new());
    private readonly UnitValues _values;
    private readonly List<TermBuffer> _own = [];
    private readonly TermBuffer _title = new();

    /// <summary>A writer with its one document.</summary>
    public UnitWriter()
    {
        _document.Add(new Field(Body, _body, Counted));
        _document.Add(new Field(Near, _near, Counted));
        _document.Add(new Field(Head, _head, Counted));
        _document.Add(new Field(Exact, _exact, Listed));
        _values = new(_document);
    }

    /// <summary>Opens Lucene's writer as this index needs it: log merges in the caller's thread, so that a change never rewrites the whole.</summary>
    public static IndexWriter Open(Directory directory, OpenMode mode) =>
        new(directory, new IndexWriterConfig(LuceneVersion.LUCENE_48, Unused)
        {
            OpenMode = mode,
            Similarity = new ExactLengths(),
            MergePolicy = new LogDocMergePolicy { MergeFactor = 8, MinMergeDocs = 64 },
            MergeScheduler = new SerialMergeScheduler(),
            RAMBufferSizeMB = 64,
        });

    /// <summary>Deletes all documents of a file.</summary>
    public static void Delete(IndexWriter writer, string path) => writer.DeleteDocuments(new Term(Exact, ExactTerms.Path(path)));

    /// <summary>Adds the documents of a file.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="file">The file.</param>
    /// <param name="vectorOf">The number of a text's vector as it is kept in the document, 0 for none.</param>
    public void Add(IndexWriter writer, IndexedFile file, Func<string, long> vectorOf)
    {
        var units = file.Units;
        Title(file);
        for (var i = 0; i < units.Count; i++)
        {
            if (_own.Count <= i) _own.Add(new());
            _own[i].Clear();
            _analysis.Analyze(units[i].Text, _own[i]);
        }
        _exact.Terms.Clear();
        foreach (var term in ExactTerms.Of(file)) _exact.Terms.Add(term);
        _exact.Terms.Add(ExactTerms.First);
        _values.Set(file);
        for (var i = 0; i < units.Count; i++)
        {
            _body.Terms = _own[i];
            Neighbors(units, i);
            Heading(file, units[i]);
            _values.Set(file, units[i], vectorOf(units[i].Text));
            writer.AddDocument(_document);
            if (i == 0) _exact.Terms.DropLast();
        }
        if (units.Count == 0) AddEmpty(writer, file);
        // one huge file must not keep its buffers for all that follow
        if (_own.Count > 10_000) _own.RemoveRange(1_000, _own.Count - 1_000);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _body.Dispose();
        _near.Dispose();
        _head.Dispose();
        _exact.Dispose();
    }

    // a file without text is still found by its title and keys
    private void AddEmpty(IndexWriter writer, IndexedFile file)
    {
        _body.Terms = new();
        _near.Terms.Clear();
        _head.Terms.Clear();
        _head.Terms.AddFirst(_title, int.MaxValue, 1);
        _values.Set(file, new() { Kind = file.Kind, Text = "", FirstLine = 1, LastLine = 1 }, 0);
        writer.AddDocument(_document);
    }

    private void Title(IndexedFile file)
    {
        _title.Clear();
        if (file.Kind == UnitKind.Resource) return;
        _analysis.Analyze(file.Item.Title, _title);
        if (file.Item.Description is { } description) _analysis.Analyze(description, _title);
        foreach (var tag in file.Item.Tags) _analysis.Analyze(tag, _title);
        foreach (var alias in file.Item.Aliases) _analysis.Analyze(alias, _title);
    }

    private void Heading(IndexedFile file, MemoryUnit unit)
    {
        _head.Terms.Clear();
        if (file.Kind != UnitKind.Resource) _head.Terms.AddFirst(_title, int.MaxValue, 1);
        if (unit.Heading is { Length: > 0 } heading) _analysis.Analyze(heading, _head.Terms);
    }

    private void Neighbors(IReadOnlyList<MemoryUnit> units, int at)
    {
        _near.Terms.Clear();
        for (var distance = 1; distance <= 2; distance++)
        {
            foreach (var i in (ReadOnlySpan<int>)[at - distance, at + distance])
                if (i >= 0 && i < units.Count && units[i].Section == units[at].Section)
                    _near.Terms.AddFirst(_own[i], NeighborWords, times: 3 - distance);
        }
    }

    private static FieldType Frozen(IndexOptions options, bool omitNorms)
    {
        var type = new FieldType { IsIndexed = true, IsTokenized = true, OmitNorms = omitNorms, IndexOptions = options };
        type.Freeze();
        return type;
    }

    /// <summary>A name short enough for a document value.</summary>
    public static string Short(string? name) => name is null ? "" : name.Length <= LongestName ? name : name[..LongestName];
}
