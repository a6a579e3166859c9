using System.Buffers;
using System.Text.RegularExpressions;
using MemU.Fs.Index;
using MemU.Fs.Model;
using MemU.Fs.Providers.Offline.Dates;

namespace MemU.Fs;

/// <summary>
/// What a question says of time relative to when it is asked ("last week", 上个月), as days that are preferred; and the event that it counts from
/// ("before I moved"), whose day the memory itself knows.
/// </summary>
internal static partial class QuestionTime
{
    private const int Longest = 1000;
    private const double LeastCertain = 0.3;

    // what relative times begin or end with in the languages whose dates are understood; within spaces what is also a part of common words
    private static readonly SearchValues<string> Relative = SearchValues.Create(
        [" last ", " past ", " this ", " next ", "previous", " ago", "yesterday", "today", "tomorrow", "tonight", "recent", "dernier", "dernière", "prochain", "passé", " hier", "aujourd", "demain", "il y a", " cet", " ce ",
         "letzt", "vorig", "nächst", " diese", "gestern", "heute", "morgen", " vor ", "pasad", "próxim", " esta ", " este ", " estos ", " estas ", "ayer", " hoy", "mañana", " hace ", "scors", "prossim", " questa ", " questo ", " quest'", " ieri", " oggi", "domani", " fa ", " fa?", " fa,", " fa.",
         "passad", " nesta ", " neste ", "ontem", " hoje", "amanhã", " há ", "volgend", "afgelopen", " deze ", "gisteren", "vandaag", "geleden",
         "上", "下", "本", "这", "這", "去年", "今", "明", "昨", "前", "后", "後", "先", "来", "지난", "다음", "이번", "어제", "오늘", "내일", "작년", "전"], StringComparison.OrdinalIgnoreCase);

    /// <summary>The days that a question means.</summary>
    /// <param name="question">The question.</param>
    /// <param name="now">When it is asked.</param>
    public static IReadOnlyList<DaySpan> Spans(string question, DateTimeOffset now)
    {
        // the languages' words are made ready only for a question that may have some
        if (question.Length > Longest || $" {question} ".AsSpan().IndexOfAny(Relative) < 0) return [];
        return [.. DateResolver.Find(question, now).Where(m => m is { Relative: true, When: not null, Recurring: false }).Select(m => Span(m.When!.Value))];
    }

    /// <summary>The event that a question counts from, and on which side of it the answer lies; null when there is none.</summary>
    public static (string Event, bool IsBefore)? Event(string question)
    {
        if (question.Length > Longest) return null;
        var match = English().Match(question);
        if (!match.Success) match = Chinese().Match(question);
        if (!match.Success) return null;
        var side = match.Groups["side"].Value;
        return (match.Groups["event"].Value, side is "before" or "Before" or "until" or "之前" or "以前");
    }

    /// <summary>The days before or after the best that a search for an event found; null when that is not sure or has no day.</summary>
    public static DaySpan? Around(UnitHit? found, DateTimeOffset? at, bool isBefore)
    {
        if (found is not { Score: >= LeastCertain } || at is not { } time) return null;
        var day = DateOnly.FromDateTime(time.DateTime);
        return isBefore ? day == DateOnly.MinValue ? null : new(DateOnly.MinValue, day.AddDays(-1)) : new(day, DateOnly.MaxValue);
    }

    private static DaySpan Span(EventTime time)
    {
        var last = time.End > time.Start ? time.End.AddTicks(-1) : time.Start;
        return new(DateOnly.FromDateTime(time.Start.DateTime), DateOnly.FromDateTime(last.DateTime));
    }

    // a clause with a subject, so that "before breakfast" and "after 2020" are none
    [GeneratedRegex(@"\b(?<side>[Bb]efore|[Aa]fter|[Ss]ince|until)\s+(?<event>(?:I|we|he|she|they|you|my|our|his|her|their|the|\p{Lu}\p{L}+)\s+\p{L}[^?.!,;]{1,80})", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, MatchPatience.Milliseconds)]
    private static partial Regex English();

    [GeneratedRegex(@"(?<event>\p{Lo}{2,16}?)(?<side>之前|以前|之后|以后)", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, MatchPatience.Milliseconds)]
    private static partial Regex Chinese();
}
