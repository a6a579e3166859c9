using Lucene.Net.Search;
using Lucene.Net.Util;
using MemU.Fs.Model;

namespace MemU.Fs.Index.Embedded;

/// <summary>Which units a search may see at all; computed before anything is ranked.</summary>
internal static class UnitFilter
{
    /// <summary>The documents of a leaf that pass; null when all do.</summary>
    public static FixedBitSet? Of(Leaf leaf, IndexQuery query)
    {
        FixedBitSet? pass = null;
        if (query.ExactScope is { } scope) And([ExactTerms.Scope(scope)]);
        foreach (var condition in query.Where.Conditions)
            And(condition.Values.SelectMany(v => ExactTerms.Asked(Where.Canonical(condition.Field), v)));
        if (leaf.Masked is { } masked) All().AndNot(masked);
        foreach (var path in query.ExceptPaths ?? (IEnumerable<string>)[])
            foreach (var doc in leaf.Each(ExactTerms.Path(path))) All().Clear(doc);
        foreach (var text in query.Required)
            if (new TextFilter(text).In(leaf.Reader) is { } holding) All().And(holding);
        foreach (var text in query.Without)
            if (new TextFilter(text).In(leaf.Reader) is { } holding) All().AndNot(holding);
        return pass;

        void And(IEnumerable<ExactTerm> terms)
        {
            var any = new FixedBitSet(leaf.Reader.MaxDoc);
            foreach (var term in terms)
            {
                if (leaf.Docs(term) is not { } docs) continue;
                while (docs.NextDoc() != DocIdSetIterator.NO_MORE_DOCS) any.Set(docs.DocID);
            }
            if (pass is null) pass = any;
            else pass.And(any);
        }

        FixedBitSet All()
        {
            if (pass is not null) return pass;
            pass = new(leaf.Reader.MaxDoc);
            pass.Set(0, leaf.Reader.MaxDoc);
            return pass;
        }
    }

    /// <summary>Refuses a field that no file has.</summary>
    /// <exception cref="MemUException">The field is unknown; the message lists near names.</exception>
    public static void Check(Where where, Func<IReadOnlySet<string>> names)
    {
        foreach (var condition in where.Conditions)
        {
            var field = Where.Canonical(condition.Field);
            if (ExactTerms.BuiltInFields.Contains(field)) continue;
            var known = names();
            if (known.Contains(field)) continue;
            var near = known.Concat(ExactTerms.BuiltInFields).Distinct(StringComparer.Ordinal)
                .Select(name => (Name: name, Far: Distance(name, field)))
                .OrderBy(n => n.Far).ThenBy(n => n.Name, StringComparer.Ordinal).Take(5).Select(n => n.Name);
            throw new MemUException(MemUErrorKind.BadArgument,
                $"No memory has a field '{(field.Length <= 80 ? field : field[..80] + "…")}'; near names are {string.Join(", ", near)}.");
        }
    }

    // edits between the names, fewer when one begins with the other
    private static double Distance(string a, string b)
    {
        if (b.Length > 80) b = b[..80];
        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
                (diagonal, row[j]) = (row[j], Math.Min(Math.Min(row[j], row[j - 1]) + 1, diagonal + (char.ToLowerInvariant(a[i - 1]) == char.ToLowerInvariant(b[j - 1]) ? 0 : 1)));
        }
        return a.StartsWith(b, StringComparison.OrdinalIgnoreCase) || b.StartsWith(a, StringComparison.OrdinalIgnoreCase) ? row[^1] / 4.0 : row[^1];
    }
}
