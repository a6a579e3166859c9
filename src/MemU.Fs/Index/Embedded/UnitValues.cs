using Lucene.Net.Documents;
using Lucene.Net.Util;
using MemU.Fs.Model;

namespace MemU.Fs.Index.Embedded;

/// <summary>What is known of a unit beside its words, as document values: read only for the few units that are looked at closely.</summary>
internal sealed class UnitValues
{
    /// <summary>The file.</summary>
    public const string Path = "path";
    /// <summary>The block that addresses it.</summary>
    public const string Anchor = "anchor";
    /// <summary>Who said it.</summary>
    public const string Speaker = "speaker";
    /// <summary>First and last line, 32 bits each.</summary>
    public const string Lines = "lines";
    /// <summary>When, as ticks of its own clock; 0 when unknown.</summary>
    public const string Time = "time";
    /// <summary>Flags and the day after which it is stale.</summary>
    public const string Meta = "meta";
    /// <summary>0 for none; n for vector n-1 of the file, -n for vector n-1 in memory.</summary>
    public const string Vector = "vector";
    /// <summary>Number of sources.</summary>
    public const string Sources = "sources";
    /// <summary>When it changed, as UTC ticks.</summary>
    public const string Modified = "modified";

    private const int StaleShift = 8;
    private readonly SortedDocValuesField _path = new(Path, new BytesRef());
    private readonly SortedDocValuesField _anchor = new(Anchor, new BytesRef());
    private readonly SortedDocValuesField _speaker = new(Speaker, new BytesRef());
    private readonly NumericDocValuesField _lines = new(Lines, 0);
    private readonly NumericDocValuesField _time = new(Time, 0);
    private readonly NumericDocValuesField _meta = new(Meta, 0);
    private readonly NumericDocValuesField _vector = new(Vector, 0);
    private readonly NumericDocValuesField _sources = new(Sources, 0);
    private readonly NumericDocValuesField _modified = new(Modified, 0);

    /// <summary>Adds the fields to the document that will be refilled.</summary>
    public UnitValues(Document document)
    {
        foreach (var field in new Field[] { _path, _anchor, _speaker, _lines, _time, _meta, _vector, _sources, _modified }) document.Add(field);
    }

    /// <summary>Flags of a unit.</summary>
    [Flags]
    public enum Flags
    {
        /// <summary>Nothing special.</summary>
        None = 0,
        /// <summary>Said by an assistant, tool or system.</summary>
        FromAssistant = 1,
        /// <summary>Is a question.</summary>
        Question = 2,
        /// <summary>Speaks of a time.</summary>
        Temporal = 4,
        /// <summary>Of a memory that is deprecated.</summary>
        Deprecated = 8,
    }

    /// <summary>The flags in a meta value.</summary>
    public static Flags FlagsOf(long meta) => (Flags)(meta & 0xff);

    /// <summary>True when the day lies after the one until which the memory counts as fresh.</summary>
    public static bool IsStale(long meta, DateOnly? today) => meta >> StaleShift is var day and > 0 && today?.DayNumber > day;

    /// <summary>Sets what all units of a file share.</summary>
    public void Set(IndexedFile file)
    {
        _path.SetBytesValue(new BytesRef(file.Item.Path.Value));
        _sources.SetInt64Value(file.Item.Sources.Count);
        _modified.SetInt64Value((file.Item.Modified ?? file.Item.Created)?.UtcTicks ?? 0);
    }

    /// <summary>Sets what a unit has of its own.</summary>
    public void Set(IndexedFile file, MemoryUnit unit, long vector)
    {
        // an anchor of absurd length can't be kept whole; the unit is then addressed by its lines
        _anchor.SetBytesValue(new BytesRef(unit.Anchor is { Length: <= 1000 } anchor ? anchor : ""));
        _speaker.SetBytesValue(new BytesRef(UnitWriter.Short(unit.Speaker)));
        _lines.SetInt64Value(((long)unit.FirstLine << 32) | (uint)unit.LastLine);
        _time.SetInt64Value((unit.Time ?? file.Item.HappenedAt?.Start)?.Ticks ?? 0);
        _vector.SetInt64Value(vector);
        var flags = (unit.FromAssistant ? Flags.FromAssistant : 0) | (QuestionCues.IsQuestion(unit.Text) ? Flags.Question : 0)
            | (TimeWords.AreIn(unit.Text) ? Flags.Temporal : 0) | (file.Item.Status == "deprecated" ? Flags.Deprecated : 0);
        _meta.SetInt64Value((long)flags | ((long)(file.Item.StaleAfter?.DayNumber ?? 0) << StaleShift));
    }
}
