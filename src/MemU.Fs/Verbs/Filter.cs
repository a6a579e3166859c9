using MemU.Fs.Index;
using MemU.Fs.Model;

namespace MemU.Fs.Verbs;

/// <summary>Says of single files whether a <c>where</c> takes them, by the very values and tests that the index goes by.</summary>
internal sealed class Filter
{
    private readonly OpenTree _open;
    private readonly Where _where;
    private readonly Dictionary<WhereCondition, ValueTest> _tests;

    /// <summary>Reads the filter.</summary>
    /// <exception cref="MemUException">It names a field that no file has, or can't be meant otherwise.</exception>
    public Filter(OpenTree open, Where where) => (_open, _where, _tests) = (open, where, WhereCheck.Run(where, open.Index.FieldNames));

    /// <summary>True when the filter holds for the file.</summary>
    public bool Fits(MemoryPath path) => Read(path) is not null;

    /// <summary>The file as the index takes it; null when the filter does not hold for it, or when it is gone or a listing.</summary>
    public IndexedFile? Read(MemoryPath path)
    {
        if (_open.Tree.Read(path) is not { } bytes || new Reading(_open.Layout, "").Read(path, bytes, "") is not { IsSearched: true } file) return null;
        return _where.IsAll || Holds(_where, FileValues.Of(file).ToLookup(v => v.Field, v => v.Value, StringComparer.Ordinal)) ? file : null;
    }

    private bool Holds(Where where, ILookup<string, string> values) =>
        where.Conditions.All(c => _tests[c] is var test && test.Holds(values[test.Field]))
        && where.Groups.All(group => group.Parts.Any(part => Holds(part, values)) != group.IsNegated);
}
