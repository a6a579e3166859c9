using System.Text;
using MemU.Fs.Providers.Offline.Dates;
using Xunit;

namespace MemU.Fs.Tests.Dates;

public class DateResolverTests
{
    [Fact]
    public void What_only_looks_like_a_date_is_none() => DateTable.Check("""
        You may go now => none
        the top 3 may win => none
        March 3 miles every now and then => recurring
        they march 20 miles => none
        this may be wrong => none
        Mark will march on => none
        the sun is hot and he sat down => none
        I wed her => none
        wait a second => none
        version 1.2.3 or 2.0.26 => none
        v2026.1.3 => none
        10.0.0.1 and 192.168.20.26 => none
        $2019 or 2019 dollars => none
        in 2019 files => none
        3/4 of it, 1:2, 12/25 => none
        call +1 555-2019-1234 or 2019-555-1234 => none
        recently, soon, someday, one day => none
        June is my friend => none
        April said hello => none
        for three years => none
        it took two weeks => none
        monday.com is a tool => none
        see /logs/2026-03-05/x => none
        a_2026-03-05_b => none
        id 20260305 => none
        the fall of Rome => none
        in spring it rains => none
        2026-13-45 => none
        31 February 2026 => 2026-02
        hours 9 to 5 => none
        """);

    [Fact]
    public void Digits_are_read_as_iso_and_as_local_custom_where_sure() => DateTable.Check("""
        2026-03-05 => 2026-03-05
        (2026-03-05) => 2026-03-05
        2026/3/5 => 2026-03-05
        2026.03.05. => 2026-03-05
        2026-03 => 2026-03
        2026-03-05T09:30:00Z => 2026-03-05T09:30:00Z
        2026-03-05T09:30+05:30 => 2026-03-05T09:30:00+05:30
        2026-03-05 09:30 => 2026-03-05T09:30:00+01:00
        on 11/20/2026 we met => 2026-11-20
        on 25/12/2026 we met => 2026-12-25
        on 3/4/2026 we met => unknown
        le 3/4/2026 nous étions => 2026-04-03
        2024-02-29 => 2024-02-29
        2025-02-29 => none
        """);

    [Fact]
    public void Year_ends_leap_days_and_week_53_are_right() => DateTable.Check("""
        [2026-12-31] tomorrow => 2027-01-01
        [2027-01-01] last week => 2026-12-21/2026-12-27
        [2027-01-01] this week => 2026-12-28/2027-01-03
        [2027-01-01] last month => 2026-12
        [2027-01-01] last Friday => 2026-12-25
        [2020-12-31] next week => 2021-01-04/2021-01-10
        [2021-01-03] this weekend => 2021-01-02/2021-01-03
        [2021-01-03] last weekend => 2020-12-26/2020-12-27
        [2024-02-28] tomorrow => 2024-02-29
        [2024-02-29] a year ago => 2023
        [2024-03-31] a month ago => 2024-02
        [2024-03-31] over the last month => 2024-02
        [2024-03-31] the last two months => 2024-01-31/2024-03-31
        [2026-11-20] on February 29 => 2028-02-29
        [2027-01-05] on December 30 => 2026-12-30
        [2026-11-22] next Sunday => 2026-11-29
        [2026-11-22] on Sunday => 2026-11-22
        [2026-11-22] last Sunday => 2026-11-15
        [2026-11-20T23:30:00-08:00] today => 2026-11-20
        [2026-11-20T00:30:00+09:00] yesterday => 2026-11-19
        [2027-01-02] 上周五 => 2026-12-25
        [2026-12-31] 明年一月 => 2027-01
        [0001-01-01] yesterday => unknown
        [9998-12-31] next year => unknown
        999 years ago => 1027
        9999 years ago => unknown
        """);

    [Fact]
    public void Several_dates_in_one_text_are_found_with_their_places()
    {
        const string text = "I flew to Rome last Friday, and since 2019 (every spring) I am there; 下周五 again.";
        var found = DateResolver.Find(text, DateTable.Reference);

        Assert.Equal(["last Friday", "2019", "every spring", "下周五"], found.Select(m => m.Phrase));
        Assert.All(found, m => Assert.Equal(m.Phrase, text.Substring(m.Start, m.Length)));
        Assert.Equal([true, false, false, true], found.Select(m => m.Relative));
        Assert.Equal([false, true, false, false], found.Select(m => m.Since));
        Assert.Equal([false, false, true, false], found.Select(m => m.Recurring));
    }

    [Fact]
    public void Without_a_reference_only_dates_with_a_year_are_resolved()
    {
        Assert.Equal(["2026-05-03"], DateResolver.Find("May 3, 2026", null).Select(m => m.When?.Text));
        Assert.Equal([null, null, null, null], DateResolver.Find("yesterday, last May, 3 May, 上周三", null).Select(m => m.When?.Text));
        Assert.Equal(["2019-06/2019-08", "2019"], DateResolver.Find("summer 2019. In 2019", null).Select(m => m.When?.Text));
    }

    [Theory]
    [InlineData("I swim every Friday", true)]
    [InlineData("on Fridays", true)]
    [InlineData("每周三开会", true)]
    [InlineData("tous les vendredis", true)]
    [InlineData("I swam last Friday", false)]
    public void Repetition_is_told_from_a_date(string text, bool recurring) => Assert.Equal(recurring, DateResolver.IsRecurring(text));

    [Fact]
    public void Hostile_and_long_texts_are_read_in_bounded_work()
    {
        var random = new Random(7);
        string[] pieces = ["last ", "Friday ", "3", "月", "周", "of ", "May ", ".", "-", "2026", "/", "一", "il y a ", "the ", "\ud800", "é", "\u0301", "\n", "今", "지난", "q"];
        for (var round = 0; round < 30; round++)
        {
            var text = new StringBuilder();
            while (text.Length < 2_000) text.Append(pieces[random.Next(pieces.Length)]);
            foreach (var mention in DateResolver.Find(text.ToString(), DateTable.Reference)) Assert.True(mention.Length > 0);
        }
        Assert.Empty(DateResolver.Find(new string('a', 100_000), DateTable.Reference));
        Assert.Empty(DateResolver.Find(new string('9', 100_000), DateTable.Reference));
        Assert.Empty(DateResolver.Find(new string('一', 100_000), DateTable.Reference));
        Assert.Equal(12_500, DateResolver.Find(string.Concat(Enumerable.Repeat("today x ", 12_500)), DateTable.Reference).Count);
    }
}
