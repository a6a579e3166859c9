using MemU.Fs.Model;

namespace MemU.Fs.Providers.Offline.Dates;

/// <summary>A date named in running text.</summary>
/// <param name="Start">Where its phrase starts in the text.</param>
/// <param name="Length">How long the phrase is.</param>
/// <param name="Phrase">The phrase as it was written, without the preposition before it.</param>
/// <param name="When">The date or interval; null when it recurs, or when it needs a reference that is not known.</param>
/// <param name="Relative">True when it says a distance from the reference ("yesterday", "last May").</param>
public sealed record DateMention(int Start, int Length, string Phrase, EventTime? When, bool Relative)
{
    /// <summary>True for what comes again and again ("every Friday"); such a mention is no date and has no <see cref="When"/>.</summary>
    public bool Recurring { get; init; }

    /// <summary>True when an earlier date of the sentence says which one it is: the Sunday after "next Saturday".</summary>
    public bool Follows { get; init; }

    /// <summary>True when something began then and goes on ("since 2019").</summary>
    public bool Since { get; init; }
}
