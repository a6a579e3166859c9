using MemU.Fs.Model;

namespace MemU.Fs.Providers.Offline.Dates;

/// <summary>What a rule makes of a match.</summary>
/// <param name="When">The date; null when it has none without a reference.</param>
/// <param name="Relative">True when it depends on the reference.</param>
/// <param name="Recurring">True when it comes again and again.</param>
/// <param name="Nothing">True when the phrase is taken only so that no part of it is.</param>
/// <param name="Week">For a weekday, how it says which week it is of.</param>
internal readonly record struct DateReading(EventTime? When, bool Relative, bool Recurring = false, bool Nothing = false, WeekdayOf Week = WeekdayOf.None);

/// <summary>How a weekday says which week it is of.</summary>
internal enum WeekdayOf
{
    /// <summary>No weekday.</summary>
    None,

    /// <summary>By itself: the nearest one.</summary>
    Nearest,

    /// <summary>By name: "next Saturday".</summary>
    Named,
}

/// <summary>
/// A sequence of kinds and what it means. In the pattern a <c>?</c> makes an element optional, and what stands before <c>|</c> must be
/// there but does not belong to the phrase.
/// </summary>
internal sealed class DateRule
{
    private readonly Func<DateMatch, DateReading?> _read;

    /// <summary>Makes a rule from its pattern.</summary>
    public DateRule(string pattern, Func<DateMatch, DateReading?> read)
    {
        _read = read;
        List<(DateKind, bool)> elements = [];
        foreach (var part in pattern.Split(' '))
        {
            if (part == "|") Context = elements.Count;
            else elements.Add((DateTerm.KindOf(part.TrimEnd('?')), part.EndsWith('?')));
        }
        Elements = [.. elements];
    }

    /// <summary>The kinds in order and whether each is optional.</summary>
    public (DateKind Kind, bool Optional)[] Elements { get; }

    /// <summary>How many of the elements stand before the phrase.</summary>
    public int Context { get; }

    /// <summary>The kinds that a match can start with.</summary>
    public IEnumerable<DateKind> Starts
    {
        get
        {
            foreach (var (kind, optional) in Elements)
            {
                yield return kind;
                if (!optional) yield break;
            }
        }
    }

    /// <summary>The meaning; null when the match is no date after all.</summary>
    public DateReading? Read(DateMatch match) => _read(match);
}
