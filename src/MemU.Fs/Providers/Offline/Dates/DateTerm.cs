namespace MemU.Fs.Providers.Offline.Dates;

/// <summary>What a word or phrase contributes to a date; the names in brackets are those of the vocabularies and the grammar.</summary>
internal enum DateKind
{
    /// <summary>An offset in days (D): yesterday.</summary>
    Day,
    /// <summary>Monday 1 … Sunday 7 (W).</summary>
    Weekday,
    /// <summary>A weekday that only counts after a week (w): the last sign of 上周五.</summary>
    ShortWeekday,
    /// <summary>January 1 … December 12 (M).</summary>
    Month,
    /// <summary>A unit of time, see <see cref="DateUnit"/> (U).</summary>
    Unit,
    /// <summary>A cardinal (n).</summary>
    Number,
    /// <summary>A day of a month (d).</summary>
    DayNumber,
    /// <summary>A year of four digits (y).</summary>
    Year,
    /// <summary>Last -1, this 0, next 1, the coming one 10 (L).</summary>
    Which,
    /// <summary>Spring 1 … winter 4 (S).</summary>
    Season,
    /// <summary>A feast, see <see cref="Feasts"/> (F).</summary>
    Feast,
    /// <summary>Early 1, mid 2, late 3 (P).</summary>
    Part,
    /// <summary>A part of a day (T).</summary>
    Daypart,
    /// <summary>A year by its offset (A): 去年.</summary>
    RelativeYear,
    /// <summary>A month by its offset (B): 上个月.</summary>
    RelativeMonth,
    /// <summary>A week by its offset (C): 上周.</summary>
    RelativeWeek,
    /// <summary>A weekend by its offset (E): 上周末.</summary>
    RelativeWeekend,
    /// <summary>A number of months in one phrase (X): half a year.</summary>
    Span,
    /// <summary>A word that says repetition by itself (R): daily, freitags.</summary>
    Recurring,
    /// <summary>Every (every).</summary>
    Every,
    /// <summary>"before last" after a noun (bl).</summary>
    BeforeLast,
    /// <summary>"after next" after a noun (an).</summary>
    AfterNext,
    /// <summary>"ago" after the span (ago).</summary>
    Ago,
    /// <summary>"ago" before the span (vor): il y a, hace.</summary>
    AgoBefore,
    /// <summary>"in" before a span (in).</summary>
    In,
    /// <summary>"from now" after a span (later).</summary>
    Later,
    /// <summary>of, de, の (of).</summary>
    Of,
    /// <summary>An article (the).</summary>
    The,
    /// <summary>A preposition of time; value 1 when it suffices for a doubtful month (on).</summary>
    On,
    /// <summary>since (since).</summary>
    Since,
    /// <summary>年 (yr).</summary>
    YearMark,
    /// <summary>月 (mo).</summary>
    MonthMark,
    /// <summary>日, 号 (dy).</summary>
    DayMark,
    /// <summary>月底: a part of the month that holds the reference (mp).</summary>
    MonthPart,
    /// <summary>年底: a part of the year that holds the reference (yp).</summary>
    YearPart,
    /// <summary>The sign of an ordinal right after its digits (ord).</summary>
    OrdinalSign,
    /// <summary>What joins the first and last of a run: "Monday to Friday" (thru).</summary>
    Through,
    /// <summary>A comma (,).</summary>
    Comma,
    /// <summary>A quarter's letter (Q).</summary>
    Quarter,
    /// <summary>A verb in the past (past).</summary>
    Past,
    /// <summary>A sign of the future or of a plan (plan).</summary>
    Plan,
    /// <summary>What makes a number before it no date (count): files, dollars.</summary>
    Counted,
    /// <summary>A common word, evidence for the language (common).</summary>
    Common,
    /// <summary>A phrase that looks like a date and is none (not): la mañana.</summary>
    Nothing,
}

/// <summary>Units of time as the vocabularies number them.</summary>
internal enum DateUnit
{
    Day = 1,
    Week,
    Month,
    Year,
    Weekend,
    Hour,
    Minute,
    Quarter,
    Fortnight,
}

/// <summary>A reading of some tokens.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Value">Its value, by kind.</param>
/// <param name="Length">How many tokens it takes.</param>
/// <param name="Weak">0 sure; 1 needs a number or a preposition beside it (Jan); 2 is a common word too and needs a capital (may).</param>
internal readonly record struct DateTerm(DateKind Kind, int Value, int Length, int Weak = 0)
{
    /// <summary>The name that vocabularies and grammar use.</summary>
    public static DateKind KindOf(string name) => name switch
    {
        "D" => DateKind.Day,
        "W" => DateKind.Weekday,
        "w" => DateKind.ShortWeekday,
        "M" => DateKind.Month,
        "U" => DateKind.Unit,
        "n" => DateKind.Number,
        "d" => DateKind.DayNumber,
        "y" => DateKind.Year,
        "L" => DateKind.Which,
        "S" => DateKind.Season,
        "F" => DateKind.Feast,
        "P" => DateKind.Part,
        "T" => DateKind.Daypart,
        "A" => DateKind.RelativeYear,
        "B" => DateKind.RelativeMonth,
        "C" => DateKind.RelativeWeek,
        "E" => DateKind.RelativeWeekend,
        "X" => DateKind.Span,
        "R" => DateKind.Recurring,
        "every" => DateKind.Every,
        "bl" => DateKind.BeforeLast,
        "an" => DateKind.AfterNext,
        "ago" => DateKind.Ago,
        "vor" => DateKind.AgoBefore,
        "in" => DateKind.In,
        "later" => DateKind.Later,
        "of" => DateKind.Of,
        "the" => DateKind.The,
        "on" => DateKind.On,
        "since" => DateKind.Since,
        "yr" => DateKind.YearMark,
        "mo" => DateKind.MonthMark,
        "dy" => DateKind.DayMark,
        "mp" => DateKind.MonthPart,
        "yp" => DateKind.YearPart,
        "ord" => DateKind.OrdinalSign,
        "thru" => DateKind.Through,
        "," => DateKind.Comma,
        "Q" => DateKind.Quarter,
        "past" => DateKind.Past,
        "plan" => DateKind.Plan,
        "count" => DateKind.Counted,
        "common" => DateKind.Common,
        "not" => DateKind.Nothing,
        _ => throw new ArgumentException($"'{name}' is no kind of term", nameof(name)),
    };
}
