using System.Globalization;
using System.Text.RegularExpressions;
using MemU.Fs.Model;

namespace MemU.Fs.Providers.Static.Tokens.Splitters;

/// <summary>
/// Finds a regular expression. Characters beyond U+FFFF, which .NET sees as two units without a category, are shown to it as one of the same category, so that
/// <c>\p{L}</c> finds a letter wherever it lies.
/// </summary>
internal sealed class PatternFinder : IStretchFinder
{
    private const int LongestPattern = 10_000;
    private readonly Regex _pattern;
    private readonly string _file;

    /// <summary>A finder for a pattern that stands in a file.</summary>
    /// <exception cref="InvalidDataException">The pattern can't be read.</exception>
    public PatternFinder(string pattern, string file, TimeSpan? patience = null)
    {
        _file = file;
        if (pattern.Length > LongestPattern) throw new InvalidDataException($"a pattern of {pattern.Length} characters is too long");
        try
        {
            _pattern = new(pattern, RegexOptions.CultureInvariant | RegexOptions.Multiline, patience ?? TimeSpan.FromMilliseconds(MatchPatience.Milliseconds)); // in Oniguruma ^ and $ always mean lines
        }
        catch (ArgumentException e)
        {
            throw new InvalidDataException($"the pattern '{pattern}' is not supported ({e.Message})", e);
        }
    }

    /// <inheritdoc/>
    public void Find(ReadOnlySpan<char> text, List<Stretch> stretches)
    {
        try
        {
            if (text.ContainsAnyInRange('\uD800', '\uDFFF')) FindInShadow(text, stretches);
            else FindIn(text, [], text.Length, stretches);
        }
        catch (RegexMatchTimeoutException e)
        {
            throw new MemUException(MemUErrorKind.BadArgument, $"{_file}: the pattern '{_pattern}' takes too long on a text of {text.Length} characters; take another model.", e);
        }
    }

    private void FindIn(ReadOnlySpan<char> shown, ReadOnlySpan<int> places, int length, List<Stretch> stretches)
    {
        int from = 0, lastEnd = -1;
        foreach (var match in _pattern.EnumerateMatches(shown))
        {
            var (start, end) = (match.Index, match.Index + match.Length);
            if (match.Length == 0 && start == lastEnd) continue; // an empty match right after another is none
            lastEnd = end;
            if (!places.IsEmpty) (start, end) = (places[start], places[end]);
            if (from < start) stretches.Add(new(from, start, false));
            stretches.Add(new(start, end, true));
            from = end;
        }
        if (from < length) stretches.Add(new(from, length, false));
    }

    private void FindInShadow(ReadOnlySpan<char> text, List<Stretch> stretches)
    {
        var shown = new char[text.Length];
        var places = new int[text.Length + 1];
        var count = 0;
        for (int i = 0, units; i < text.Length; i += units)
        {
            var c = CodePoints.At(text, i, out units);
            places[count] = i;
            shown[count++] = units == 1 ? text[i] : StandIn(CharUnicodeInfo.GetUnicodeCategory(c));
        }
        places[count] = text.Length;
        FindIn(shown.AsSpan(0, count), places, text.Length, stretches);
    }

    /// <summary>A rare character of a category, which no pattern names by itself.</summary>
    private static char StandIn(UnicodeCategory category) => category switch
    {
        UnicodeCategory.UppercaseLetter => '\u10A0',
        UnicodeCategory.LowercaseLetter => '\u2D00',
        UnicodeCategory.TitlecaseLetter => '\u1F88',
        UnicodeCategory.ModifierLetter => '\uA717',
        UnicodeCategory.OtherLetter => '\uA000',
        UnicodeCategory.NonSpacingMark => '\uA806',
        UnicodeCategory.SpacingCombiningMark => '\uA823',
        UnicodeCategory.EnclosingMark => '\u0488',
        UnicodeCategory.DecimalDigitNumber => '\uA620',
        UnicodeCategory.LetterNumber => '\uA6E6',
        UnicodeCategory.OtherNumber => '\uA830',
        UnicodeCategory.OtherPunctuation => '\uA4FE',
        UnicodeCategory.DashPunctuation => '\u1400',
        UnicodeCategory.MathSymbol => '\u2A00',
        UnicodeCategory.CurrencySymbol => '\uA838',
        UnicodeCategory.ModifierSymbol => '\uA700',
        UnicodeCategory.Format => '\u2061',
        UnicodeCategory.PrivateUse => '\uE000',
        UnicodeCategory.OtherNotAssigned => '\uFFFF',
        _ => '\uA490',
    };
}
