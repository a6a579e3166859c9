using Lucene.Net.Analysis.Core;
using Lucene.Net.Index;
using Lucene.Net.Store;
using Lucene.Net.Util;
using MemU.Fs.Index.Embedded.Languages;
using MemU.Fs.Model;
using Directory = Lucene.Net.Store.Directory;

namespace MemU.Fs.Index.Embedded;

/// <summary>Adds files to a segment, one document per unit. For one thread.</summary>
internal sealed class UnitWriter
{
    /// <summary>Part of the index's schema: raise it when the fields change.</summary>
    public const int Version = 7;

    /// <summary>A unit's own words.</summary>
    public const string Body = "body";
    /// <summary>Words of its neighbors, by nearness.</summary>
    public const string Near = "near";
    /// <summary>Title, description, tags, aliases; heading.</summary>
    public const string Head = "head";
    /// <summary>What is matched exactly, as text (<see cref="ExactTerms"/>).</summary>
    public const string Exact = "is";
    /// <summary>Hashes of what is matched exactly.</summary>
    public const string Keys = "key";

    private const int NeighborWords = 25 * TermBuffer.Word;
    private const int LongestName = 400;
    private const int MostDistant = 2;
    private const int Voters = 12;
    private const long MostBytes = 32 << 20;

    // Lucene asks for one; what we add is analyzed already
    private static readonly KeywordAnalyzer Unused = new();

    private readonly TextAnalysis _analysis = new();
    private readonly TermBuffer[] _own = [new(), new(), new(), new(), new()]; // of a unit and its neighbors; a file may have half a million units
    private readonly int[][] _numbers = [[], [], [], [], []]; // of their terms: each is a word of one unit and near to four
    private readonly TermBuffer _title = new();
    private readonly TermBuffer _heading = new();
    private readonly List<(bool IsKey, int Number)> _exact = [];
    private Language _language;

    /// <summary>Opens Lucene's writer as this index needs it: log merges in the caller's thread, so that a change never rewrites the whole.</summary>
    public static IndexWriter Open(Directory directory, OpenMode mode)
    {
        var codec = IndexCodec.Instance; // first: Lucene's settings ask for a codec by name when they are made
        return new(directory, new IndexWriterConfig(LuceneVersion.LUCENE_48, Unused)
        {
            OpenMode = mode,
            Codec = codec,
            MergePolicy = new LogDocMergePolicy { MergeFactor = 8, MinMergeDocs = 64 },
            MergeScheduler = new SerialMergeScheduler(),
            UseReaderPooling = true, // else each change opens every segment anew to delete what it replaces
        });
    }

    /// <summary>Deletes all documents of a file.</summary>
    public static void Delete(IndexWriter writer, string path) => writer.DeleteDocuments(ExactTerms.Path(path).ToTerm());

    /// <summary>Adds the documents of a file.</summary>
    /// <param name="into">Where to.</param>
    /// <param name="file">The file.</param>
    /// <param name="vectors">Of each unit the number of its text's vector as it is kept in the document, 0 for none.</param>
    /// <param name="full">Writes the segment and clears it, for a file that is too large for one.</param>
    public void Add(SegmentBuilder into, IndexedFile file, long[] vectors, Action<SegmentBuilder>? full = null)
    {
        // a file without text is still found by its title and keys
        var units = file.Units.Count > 0 ? file.Units : [new() { Kind = file.Kind, Text = "", FirstLine = 1, LastLine = 1 }];
        _language = LanguageOf(file, units);
        Title(file);
        for (var i = 0; i < Math.Min(MostDistant, units.Count); i++) Own(into, units, i);
        Begin(into, file);
        foreach (var term in ExactTerms.OfFirst(file)) Put(into, Number(into, term));
        if (_language != Language.Unknown && file.IsSearched) Put(into, Number(into, ExactTerms.Written(_language)));
        for (var i = 0; i < units.Count; i++)
        {
            if (i + MostDistant < units.Count) Own(into, units, i + MostDistant);
            foreach (var term in _exact) Put(into, term);
            foreach (var term in Numbers(i)) into.Body.Put(term, into.Document);
            Neighbors(into, units, i);
            Heading(into, file, units[i]);
            into.Values.Set(into.Document, file, units[i], i < vectors.Length ? vectors[i] : 0);
            into.End();
            if (full is null || into.Size < MostBytes || i + 1 == units.Count) continue;
            full(into);
            for (var own = 0; own < _own.Length; own++) Count(into, own);
            Begin(into, file);
        }
    }

    private void Begin(SegmentBuilder into, IndexedFile file)
    {
        _exact.Clear();
        foreach (var term in ExactTerms.Of(file)) _exact.Add(Number(into, term));
        into.Values.Set(file);
    }

    private static (bool IsKey, int Number) Number(SegmentBuilder into, ExactTerm term) =>
        term.Text is { } text ? (false, into.Exact.Number(text)) : (true, into.Keys.Number(term.Hash));

    private static void Put(SegmentBuilder into, (bool IsKey, int Number) term)
    {
        if (term.IsKey) into.Keys.Put(term.Number, into.Document);
        else into.Exact.Put(term.Number, into.Document);
    }

    // what a short text is written in, the file around it tells
    private static Language LanguageOf(IndexedFile file, IReadOnlyList<MemoryUnit> units)
    {
        Span<int> votes = stackalloc int[32];
        for (var i = 0; i < Math.Min(units.Count, Voters); i++) votes[(int)LanguageGuess.Of(units[i].Text)]++;
        votes[(int)Language.Unknown] = 0;
        var best = 0;
        for (var i = 1; i < votes.Length; i++)
            if (votes[i] > votes[best]) best = i;
        return best > 0 ? (Language)best : LanguageGuess.Of(file.Item.Title);
    }

    private void Own(SegmentBuilder into, IReadOnlyList<MemoryUnit> units, int i)
    {
        _own[i % _own.Length].Clear();
        _analysis.Analyze(units[i].Text, _own[i % _own.Length], _language);
        Count(into, i % _own.Length);
    }

    private void Count(SegmentBuilder into, int own)
    {
        var terms = _own[own];
        if (_numbers[own].Length < terms.Count) _numbers[own] = new int[terms.Count * 2];
        for (var i = 0; i < terms.Count; i++) _numbers[own][i] = into.Body.Number(terms[i]);
    }

    private ReadOnlySpan<int> Numbers(int unit) => _numbers[unit % _own.Length].AsSpan(0, _own[unit % _own.Length].Count);

    private void Title(IndexedFile file)
    {
        _title.Clear();
        if (file.Kind == UnitKind.Resource || !file.IsSearched) return;
        _analysis.Analyze(file.Item.Title, _title, _language);
        if (file.Item.Description is { } description) _analysis.Analyze(description, _title, _language);
        foreach (var tag in file.Item.Tags) _analysis.Analyze(tag, _title, _language);
        foreach (var alias in file.Item.Aliases) _analysis.Analyze(alias, _title, _language);
    }

    private void Heading(SegmentBuilder into, IndexedFile file, MemoryUnit unit)
    {
        if (file.Kind != UnitKind.Resource) into.Head.Add(_title, into.Document);
        if (unit.Heading is not { Length: > 0 } heading) return;
        _heading.Clear();
        _analysis.Analyze(heading, _heading, _language);
        into.Head.Add(_heading, into.Document);
    }

    private void Neighbors(SegmentBuilder into, IReadOnlyList<MemoryUnit> units, int at)
    {
        for (var distance = 1; distance <= MostDistant; distance++)
        {
            foreach (var i in (ReadOnlySpan<int>)[at - distance, at + distance])
            {
                if (i < 0 || i >= units.Count || units[i].Section != units[at].Section) continue;
                foreach (var term in Numbers(i)[.._own[i % _own.Length].First(NeighborWords)]) into.Near.Put(term, into.Document, times: MostDistant + 1 - distance);
            }
        }
    }

    /// <summary>A name short enough for a document value.</summary>
    public static string Short(string? name) => name is null ? "" : name.Length <= LongestName ? name : name[..LongestName];
}
