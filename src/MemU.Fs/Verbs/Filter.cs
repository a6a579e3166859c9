using MemU.Fs.Index.Embedded;
using MemU.Fs.Model;

namespace MemU.Fs.Verbs;

/// <summary>Says of single files whether a <c>where</c> takes them, by the very terms that the index has of them.</summary>
internal sealed class Filter
{
    private readonly OpenTree _open;
    private readonly List<ExactTerm[]> _conditions;

    /// <summary>Reads the filter.</summary>
    /// <exception cref="MemUException">It names a field that no file has.</exception>
    public Filter(OpenTree open, Where where)
    {
        UnitFilter.Check(where, open.Index.FieldNames);
        _open = open;
        _conditions = [.. where.Conditions.Select(c => c.Values.SelectMany(v => ExactTerms.Asked(Where.Canonical(c.Field), v)).ToArray())];
    }

    /// <summary>True when all conditions hold for the file.</summary>
    public bool Fits(MemoryPath path) => Read(path) is not null;

    /// <summary>The file as the index takes it; null when a condition does not hold for it, or when it is gone or a listing.</summary>
    public IndexedFile? Read(MemoryPath path)
    {
        if (_open.Tree.Read(path) is not { } bytes || new Reading(_open.Layout, "").Read(path, bytes, "") is not { IsSearched: true } file) return null;
        if (_conditions.Count == 0) return file;
        var terms = ExactTerms.Of(file);
        return _conditions.TrueForAll(any => any.Any(terms.Contains)) ? file : null;
    }
}
