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
    /// <summary>When it changed, or was created where no change is known, as UTC ticks; 0 when unknown.</summary>
    public const string Modified = "modified";
    /// <summary>When it was created, as UTC ticks; 0 when unknown.</summary>
    public const string Created = "created";

    private const int StaleShift = 8;
    private readonly TextBuilder _path = new(Path), _anchor = new(Anchor), _speaker = new(Speaker);
    private readonly NumberBuilder _lines = new(Lines), _time = new(Time), _meta = new(Meta), _vector = new(Vector), _sources = new(Sources), _modified = new(Modified), _created = new(Created);
    private (int Path, long Sources, long Modified, long Created) _file;

    /// <summary>An empty set of values.</summary>
    public UnitValues()
    {
        Texts = [_path, _anchor, _speaker];
        Numbers = [_lines, _time, _meta, _vector, _sources, _modified, _created];
    }

    /// <summary>The texts.</summary>
    public TextBuilder[] Texts { get; }

    /// <summary>The numbers.</summary>
    public NumberBuilder[] Numbers { get; }

    /// <summary>Memory in use, the numbers apart.</summary>
    public long Size => _path.Size + _anchor.Size + _speaker.Size;

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

    /// <summary>Sets what all units of a file share, until the next file.</summary>
    public void Set(IndexedFile file) =>
        _file = (_path.Number(file.Item.Path.Value), file.Item.Sources.Count, FileValues.Modified(file.Item), FileValues.Created(file.Item));

    /// <summary>Sets what a unit has of its own.</summary>
    public void Set(int document, IndexedFile file, MemoryUnit unit, long vector)
    {
        _path.Set(document, _file.Path);
        _sources.Set(document, _file.Sources);
        _modified.Set(document, _file.Modified);
        _created.Set(document, _file.Created);
        // an anchor of absurd length can't be kept whole; the unit is then addressed by its lines
        _anchor.Set(document, _anchor.Number(unit.Anchor is { Length: <= 1000 } anchor ? anchor : ""));
        _speaker.Set(document, _speaker.Number(UnitWriter.Short(unit.Speaker)));
        _lines.Set(document, ((long)unit.FirstLine << 32) | (uint)unit.LastLine);
        _time.Set(document, (unit.Time ?? file.Item.HappenedAt?.Start)?.Ticks ?? 0);
        _vector.Set(document, vector);
        var flags = (unit.FromAssistant ? Flags.FromAssistant : 0) | (QuestionCues.IsQuestion(unit.Text) ? Flags.Question : 0)
            | (TimeWords.AreIn(unit.Text) ? Flags.Temporal : 0) | (file.Item.Status == "deprecated" ? Flags.Deprecated : 0);
        _meta.Set(document, (long)flags | ((long)(file.Item.StaleAfter?.DayNumber ?? 0) << StaleShift));
    }

    /// <summary>Forgets everything and keeps the memory.</summary>
    public void Clear()
    {
        foreach (var text in Texts) text.Clear();
    }
}
