using MemU.Fs.Providers.Offline.Dates;
using MemU.Fs.Providers.Offline.Lexicons;
using MemU.Fs.Providers.Offline.Text;

namespace MemU.Fs.Providers.Offline.Rules;

/// <summary>A clause with what the rules look at.</summary>
internal sealed class Clause
{
    public Clause(string text, Tongue tongue, IReadOnlyList<DateMention> dates, bool technical = false)
    {
        (Text, Tongue, Dates, Technical) = (text, tongue, dates, technical);
        Low = text.ToLowerInvariant().Replace('’', '\'');
        Words = Offline.Text.Words.Of(text);
        Padded = " " + string.Join(' ', Words.Select(w => w.Lower)) + " ";
        Hits = Vocabulary(tongue)?.Scan(text, Words) ?? [];
        foreach (var hit in Hits) Fields |= hit.Field;
        Code = CodeTokens.Any(text);
    }

    /// <summary>As it was said.</summary>
    public string Text { get; }

    /// <summary>In lower case with straight apostrophes; as long as <see cref="Text"/>.</summary>
    public string Low { get; }

    /// <summary>The words in lower case with one space before, between and after.</summary>
    public string Padded { get; }

    public Tongue Tongue { get; }

    /// <summary>The sentence around it speaks of technical things.</summary>
    public bool Technical { get; }

    public IReadOnlyList<Word> Words { get; }

    public IReadOnlyList<Hit> Hits { get; }

    public Field Fields { get; }

    /// <summary>The dates, counted from the clause's start.</summary>
    public IReadOnlyList<DateMention> Dates { get; }

    /// <summary>It contains a command, a flag, a file name or another token of code.</summary>
    public bool Code { get; }

    public bool Has(Field any) => (Fields & any) != 0;

    public int Count(Field any) => Hits.Count(h => (h.Field & any) != 0);

    public bool Says(string phrase) => Padded.Contains(" " + phrase + " ", StringComparison.Ordinal);

    public bool SaysAny(params ReadOnlySpan<string> phrases)
    {
        foreach (var phrase in phrases) if (Says(phrase)) return true;
        return false;
    }

    public bool Contains(params ReadOnlySpan<string> parts)
    {
        foreach (var part in parts) if (Low.Contains(part, StringComparison.Ordinal)) return true;
        return false;
    }

    public string TextOf(Hit hit) => Text.Substring(hit.Start, hit.Length);

    /// <summary>A date that is a point in time: neither recurring nor an open beginning.</summary>
    public bool HasPoint => Dates.Any(d => d is { Recurring: false, Since: false });

    public bool HasRecurrence => Dates.Any(d => d.Recurring);

    public bool HasNumber => Text.Any(char.IsAsciiDigit) || Has(Field.Number);

    /// <summary>The vocabulary of a language; null for those that have only general cues.</summary>
    internal static Lexicon? Vocabulary(Tongue tongue) => tongue switch
    {
        Tongue.English => English.Terms,
        Tongue.Chinese => Chinese.Terms,
        _ => null,
    };
}
