using Lucene.Net.Search;
using Lucene.Net.Util;
using MemU.Fs.Model;

namespace MemU.Fs.Index.Embedded;

/// <summary>Which units a search may see at all; computed before anything is ranked.</summary>
/// <param name="where">The filter.</param>
/// <param name="tests">What its conditions mean.</param>
/// <param name="query">The search that it is for; null for none.</param>
internal sealed class UnitFilter(Where where, Dictionary<WhereCondition, ValueTest> tests, IndexQuery? query = null)
{
    // analyzed once, and looked up in each segment
    private readonly TextFilter[] _required = [.. query?.Required.Select(t => new TextFilter(t)) ?? []], _without = [.. query?.Without.Select(t => new TextFilter(t)) ?? []];

    /// <summary>The documents of a leaf that the search may see; null for all.</summary>
    public FixedBitSet? Seen(Leaf leaf)
    {
        var pass = Of(leaf);
        if (query?.ExactScope is { } scope)
        {
            var its = new FixedBitSet(leaf.Reader.MaxDoc);
            if (leaf.Docs(ExactTerms.Scope(scope)) is { } docs)
                while (docs.NextDoc() != DocIdSetIterator.NO_MORE_DOCS) its.Set(docs.DocID);
            pass = And(pass, its);
        }
        if (leaf.Masked is { } masked) All().AndNot(masked);
        foreach (var path in query?.ExceptPaths ?? (IEnumerable<string>)[])
            foreach (var doc in leaf.Each(ExactTerms.Path(path))) All().Clear(doc);
        foreach (var text in _required)
            if (text.In(leaf.Reader) is { } holding) All().And(holding);
        foreach (var text in _without)
            if (text.In(leaf.Reader) is { } holding) All().AndNot(holding);
        return pass;

        FixedBitSet All() => pass ??= Full(leaf);
    }

    /// <summary>The documents of a leaf for which the filter holds, masked and deleted ones too; null when it holds for all.</summary>
    public FixedBitSet? Of(Leaf leaf) => Holding(leaf, where);

    private FixedBitSet? Holding(Leaf leaf, Where part)
    {
        FixedBitSet? pass = null;
        foreach (var condition in part.Conditions) pass = And(pass, FieldFilter.Of(leaf, tests[condition]));
        foreach (var group in part.Groups) pass = And(pass, Holding(leaf, group));
        return pass;
    }

    private FixedBitSet Holding(Leaf leaf, WhereGroup group)
    {
        var any = new FixedBitSet(leaf.Reader.MaxDoc);
        foreach (var part in group.Parts) any.Or(Holding(leaf, part) ?? Full(leaf));
        if (group.IsNegated) any.Flip(0, leaf.Reader.MaxDoc);
        return any;
    }

    private static FixedBitSet And(FixedBitSet? pass, FixedBitSet also)
    {
        if (pass is null) return also;
        pass.And(also);
        return pass;
    }

    private static FixedBitSet Full(Leaf leaf)
    {
        var all = new FixedBitSet(leaf.Reader.MaxDoc);
        all.Set(0, leaf.Reader.MaxDoc);
        return all;
    }
}
