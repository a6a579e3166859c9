using MemU.Fs.Providers.Offline.Dates;
using Xunit;

namespace MemU.Fs.Tests.Dates;

public class DatePhraseTests
{
    [Fact]
    public void A_day_without_its_month_is_the_next_one_or_by_the_tense_the_last_one() => DateTable.Check("""
        Let's meet on the 27th => 2026-11-27
        the rent is due on the 3rd => 2026-12-03
        We will fly on the 14th => 2026-12-14
        I saw her on the 14th => 2026-11-14
        we went there on the 27th => 2026-10-27
        I booked a table for the 3rd => 2026-12-03
        Tuesday the 1st works => 2026-12-01
        [2027-01-05] on the 31st => 2027-01-31
        [2027-02-05] on the 31st => 2027-03-31
        27号开会 => 2026-11-27
        3号去上海 => 2026-12-03
        15号去了医院 => 2026-11-15
        我15号要去医院 => 2026-12-15
        the 3rd floor, the 2nd time, his 40th birthday, the 19th century => none
        3号楼 5号线 => none
        11月15号 => 2026-11-15
        on the 14th of May => 2027-05-14
        """);

    [Fact]
    public void A_day_without_its_month_keeps_to_the_month_that_was_spoken_of() =>
        Assert.Equal(["2027-03-14"], DateResolver.Find("on the 14th", DateTable.Reference, new(2027, 3, 1)).Select(m => m.When?.Text));

    [Fact]
    public void What_comes_again_is_no_single_date() => DateTable.Check("""
        Monday evenings => recurring
        I swim on Monday evenings => recurring
        Tuesday lunchtimes => recurring
        every other Friday => recurring
        every second Friday => recurring
        every other week => recurring
        Fridays and Sundays => recurring recurring
        每周三晚上 => recurring
        每周三晚上跑步 => recurring
        每周三、周五 => recurring recurring
        every Monday and Thursday => recurring recurring
        每隔一周的周五 => recurring
        隔周五 => recurring
        """);

    [Fact]
    public void Weeks_from_a_day_lead_to_a_day() => DateTable.Check("""
        in two weeks => 2026-12-04
        the fitting is in three weeks => 2026-12-11
        in a fortnight => 2026-12-04
        two weeks from now => 2026-12-04
        two weeks ago => 2026-11-06
        两周后 => 2026-12-04
        两周前 => 2026-11-06
        last week => 2026-11-09/2026-11-15
        next week => 2026-11-23/2026-11-29
        """);

    [Fact]
    public void What_only_holds_the_words_of_a_date_is_none() => DateTable.Check("""
        quarter past six => none
        at a quarter past six => none
        a quarter to seven => none
        十来年 => none
        住了二十来年 => none
        最后一天 => none
        今天是最后一天 => 2026-11-20
        后一天 => 2026-11-21
        Mei likes tea => none
        I met Mei in Paris => none
        Mei and I went to her sister Lin => none
        In mei gaan we naar Parijs => 2027-05
        op 3 mei 2026 => 2026-05-03
        Pada bulan Mei kami pindah => none
        """);

    [Fact]
    public void A_weekday_after_one_of_next_week_is_of_the_same_week() => DateTable.Check("""
        [2026-11-18] 下周六去爬山，周日晚上回来 => 2026-11-28 2026-11-29
        [2026-11-18] 下周六出发周日晚上回 => 2026-11-28 2026-11-29
        [2026-11-18] next Saturday we leave and come back on Sunday => 2026-11-28 2026-11-29
        [2026-11-18] last Saturday we left and came back on Sunday => 2026-11-14 2026-11-15
        [2026-11-18] 下周六去，周五买票 => 2026-11-28 2026-11-20
        """);
}
