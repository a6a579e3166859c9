using MemU.Fs.Model;
using MemU.Fs.Providers.Offline.Learned;
using MemU.Fs.Providers.Offline.Text;

namespace MemU.Fs.Providers.Offline.Rules;

/// <summary>What the rules know of the conversation around a sentence.</summary>
internal sealed class Talk
{
    /// <summary>The message that is read.</summary>
    public required SourceMessage Message { get; init; }

    /// <summary>The language of the message.</summary>
    public required Tongue Tongue { get; init; }

    /// <summary>What relative dates count from; null when nothing says so.</summary>
    public required DateTimeOffset? Reference { get; init; }

    /// <summary>The day that the conversation spoke of last, from which a day without a month counts.</summary>
    public DateOnly? Near { get; set; }

    /// <summary>The last question that somebody else asked just before; null when there was none.</summary>
    public string? Asked { get; init; }

    /// <summary>The whole conversation is about work: a stand-up, a coding session.</summary>
    public bool AtWork { get; init; }

    /// <summary>An assistant takes part.</summary>
    public bool WithAssistant { get; init; }

    /// <summary>Names of people and projects, in lower case, with the name to link to: the speakers, those known before, those introduced so far; a first name leads to the full one.</summary>
    public required IReadOnlyDictionary<string, string> Names { get; init; }

    /// <summary>Says whether a sentence is a memory; null where the rules alone decide.</summary>
    public IJudge? Judge { get; init; }

    /// <summary>The person spoken of just before, whom "he" or "she" means; null when there was none, or several.</summary>
    public string? Person { get; set; }
}
