using MemU.Fs.Model;
using MemU.Fs.Providers.Offline.Dates.Languages;

namespace MemU.Fs.Providers.Offline.Dates;

/// <summary>Finds dates in running text of ten languages and resolves relative ones against a reference, never against the clock.</summary>
public static class DateResolver
{
    private static readonly DateVocabulary[] Languages =
    [
        EnglishDates.Words, FrenchDates.Words, GermanDates.Words, SpanishDates.Words, ItalianDates.Words, PortugueseDates.Words, DutchDates.Words,
        ChineseDates.Words, JapaneseDates.Words, KoreanDates.Words,
    ];

    /// <summary>
    /// The dates in the text in order, none overlapping. Relative ones count from the reference's own calendar day and have no
    /// <see cref="DateMention.When"/> without one; so do dates that leave their year open.
    /// </summary>
    /// <param name="text">The text.</param>
    /// <param name="reference">When it was said.</param>
    /// <param name="near">The day that was spoken of last, whose month "the 14th" keeps to.</param>
    public static IReadOnlyList<DateMention> Find(string text, DateTimeOffset? reference, DateOnly? near = null)
    {
        ArgumentNullException.ThrowIfNull(text);
        var calendar = new DateCalendar(reference);
        List<DateMention> found = [];
        foreach (var tokens in DateTokens.Segments(text)) Scan(text, tokens, calendar, near, found);
        return found;
    }

    /// <summary>True when the text speaks of something that comes again and again: "every Friday", "daily", 每周三.</summary>
    public static bool IsRecurring(string text) => Find(text, null).Any(m => m.Recurring);

    private static void Scan(string text, DateToken[] tokens, DateCalendar calendar, DateOnly? near, List<DateMention> found)
    {
        var languages = Candidates(tokens);
        DateOnly? named = null;
        var first = found.Count;
        var scans = languages.Select(l => new DateScan(tokens, l, calendar)).ToArray();
        for (var at = 0; at < tokens.Length;)
        {
            (DateReading Reading, int First, int End, DateScan Scan)? best = NumericDates.Read(tokens, at, calendar, languages) is { } numeric
                ? (numeric.Reading, at, numeric.End, scans.Length > 0 ? scans[0] : new(tokens, EnglishDates.Words, calendar)) : null;
            for (var i = 0; i < scans.Length; i++)
            {
                if (scans[i].Longest(at, languages[i].Eastern ? DateGrammar.Eastern : DateGrammar.Western) is not { } read) continue;
                if (best is { } b && read.End <= b.End) continue;
                best = (read.Reading, read.First, read.End, scans[i]);
            }
            // "el viernes pasado": what starts after the preposition may reach further
            for (var later = at + 1; best is { } b && later <= b.First; later++)
                for (var i = 0; i < scans.Length; i++)
                    if (scans[i].Longest(later, languages[i].Eastern ? DateGrammar.Eastern : DateGrammar.Western) is { } read && read.End > best.Value.End) best = (read.Reading, read.First, read.End, scans[i]);
            if (best is not { } hit)
            {
                at++;
                continue;
            }
            var (reading, end) = ClockTimes.Refine(tokens, hit.End, hit.Reading, calendar);
            var (start, stop) = (tokens[hit.First].Start, tokens[end - 1].End);
            var alone = reading;
            reading = SameWeek(reading, ref named);
            // 每周三、周五: what is listed beside a day that comes again does so too
            if (reading.Week == WeekdayOf.Nearest && found.Count > first && found[^1] is { Recurring: true } again && text[(again.Start + again.Length)..start].Trim() is "、" or "和" or "，" or "," or "and" or "&" or "/" or "及" or "und" or "et" or "y" or "e" or "en") reading = new(null, false, true);
            if (!reading.Nothing) found.Add(new(start, stop - start, text[start..stop], reading.When, reading.Relative) { Recurring = reading.Recurring, Follows = reading != alone, Since = !reading.Recurring && hit.Scan.IsSince(hit.First) });
            at = end;
        }
        BareDays.Add(text, tokens, scans.Length > 0 ? scans[0] : null, calendar, near, found, first);
    }

    // 下周六…周日晚上: a weekday after a named one, and later in the week than it, is of the same week
    private static DateReading SameWeek(DateReading reading, ref DateOnly? named)
    {
        if (reading.Week == WeekdayOf.None || reading.When is not { } when) return reading;
        var day = DateOnly.FromDateTime(when.Start.DateTime);
        if (reading.Week == WeekdayOf.Named) named = day;
        else if (named is { } before && day < before && Iso(day) > Iso(before) && when.Text.Length == 10) return reading with { When = EventTime.Day(before.AddDays(Iso(day) - Iso(before))) };
        return reading;

        static int Iso(DateOnly day) => day.DayOfWeek == DayOfWeek.Sunday ? 7 : (int)day.DayOfWeek;
    }

    // "hier" is yesterday in French and here in German: a language that knows no more than half as many words as the best one is left out
    private static DateVocabulary[] Candidates(DateToken[] tokens)
    {
        Span<int> evidence = stackalloc int[Languages.Length];
        bool latin = false, han = false, kana = false, hangul = false;
        foreach (var token in tokens)
        {
            if (token.Kind == TokenKind.Sign)
            {
                var c = token.Text[0];
                hangul |= c >= '\uac00';
                kana |= c is >= '\u3040' and <= '\u30ff';
                han |= c is < '\u3040' or (>= '\u3400' and < '\uac00');
            }
            else if (token.Kind == TokenKind.Word)
            {
                latin = true;
                for (var i = 0; i < Languages.Length; i++)
                    if (!Languages[i].Eastern && Languages[i].Knows(token.Text)) evidence[i]++;
            }
        }
        var best = 0;
        foreach (var count in evidence) best = Math.Max(best, count);
        List<DateVocabulary> chosen = [];
        for (var i = 0; i < Languages.Length; i++)
        {
            var words = Languages[i];
            var use = words.Name switch
            {
                "zh" => han && !kana,
                "ja" => han || kana,
                "ko" => hangul,
                "fr" or "de" or "nl" or "es" or "it" or "pt" or "en" => latin && (evidence[i] * 2 > best || best == 0),
                _ => false,
            };
            if (use) chosen.Add(words);
        }
        // what has most evidence is asked first, and a later language must read more to win
        var order = evidence.ToArray();
        return [.. chosen.OrderByDescending(w => order[Array.IndexOf(Languages, w)])];
    }
}
