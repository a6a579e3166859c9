using MemU.Fs.Model;
using Xunit;

namespace MemU.Fs.Tests.Filters;

/// <summary>What each operator means for a value.</summary>
public sealed class ValueTestTests
{
    [Theory]
    // text, without regard to case and width
    [InlineData("mood=Glad", "GLAD", true)]
    [InlineData("mood=glad", "gladly", false)]
    [InlineData("mood=ｇｌａｄ", "glad", true)]
    [InlineData("mood__ne=glad", "sad", true)]
    [InlineData("mood__ne=glad", "Glad", false)]
    [InlineData("mood__in=sad, glad", "glad", true)]
    [InlineData("mood__in=", "", false)]
    [InlineData("mood__contains=LA", "glad", true)]
    [InlineData("mood__contains=龙井", "最喜欢的还是龙井茶", true)]
    [InlineData("mood__contains=🍵", "ein 🍵 bitte", true)]
    [InlineData("mood__contains=شاي", "أحب شاي النعناع", true)]
    [InlineData("mood__contains=찻집", "오래된 찻집에서", true)]
    [InlineData("mood__contains=lt", "glad", false)]
    [InlineData("mood__startswith=お茶", "お茶が好き", true)]
    [InlineData("mood__startswith=ad", "glad", false)]
    [InlineData("mood__exists=TRUE", "", true)]
    [InlineData("mood__exists=false", "x", false)]
    [InlineData("mood__gt=glad", "Happy", true)]
    [InlineData("mood__gt=glad", "GLAD", false)]
    [InlineData("mood__gte=glad", "GLAD", true)]
    [InlineData("mood__lt=茶", "水", true)]
    [InlineData("mood__lte=glad", "2", true)]
    [InlineData("(mood__startswith=\"w12 \")", "w120", false)]
    [InlineData("(mood__startswith=\"w12 \")", " W12 tea", true)]
    [InlineData("{\"mood__contains\":\" 茶\"}", "お茶", false)]
    [InlineData("(mood=\" glad \")", "glad", true)]
    // numbers as numbers, to every digit
    [InlineData("priority__gt=9", "10", true)]
    [InlineData("priority__gt=9", "9.0", false)]
    [InlineData("priority__gte=9", "9.0", true)]
    [InlineData("priority__lt=-1.5", "-2e0", true)]
    [InlineData("priority__lte=1e400", "5", false)]
    [InlineData("priority__gt=9007199254740992", "9007199254740993", true)]
    [InlineData("priority__gt=0", "1e-40", true)]
    [InlineData("priority__lt=1e300", "1e299", true)]
    [InlineData("priority__gt=２", "３", true)]
    [InlineData("priority__gt=2", "high", false)]
    [InlineData("priority__lt=2", "high", false)]
    [InlineData("priority__gt=high", "low", true)]
    // dates, times and intervals as time
    [InlineData("due__gt=2026-11", "2026-11-30", false)]
    [InlineData("due__gt=2026-11", "2026-12-01", true)]
    [InlineData("due__gte=2026-11", "2026-11-01T00:00:00Z", true)]
    [InlineData("due__gte=2026-11", "2026-10-31T23:30:00-01:00", true)]
    [InlineData("due__lt=2026-11", "2026-11-01", false)]
    [InlineData("due__lt=2026-11", "2026-10", true)]
    [InlineData("due__lte=2026-11", "2026-11-30T23:59:59Z", true)]
    [InlineData("due__lte=2026-11", "2026-11-30/2026-12-01", false)]
    [InlineData("due__lte=2026-11-16/2026-11-22", "2026-11-22", true)]
    [InlineData("due__gt=2026-11-16 / 2026-11-22", "2026-11-23", true)]
    [InlineData("due__gt=2026-11-20T09:14:03Z", "2026-11-20T09:14:03Z", false)]
    [InlineData("due__gt=2026-11-20T09:14:03Z", "2026-11-20t10:14:04+01:00", true)]
    [InlineData("due__lte=2026-11-20T09:14Z", "2026-11-20T09:14:59Z", true)]
    [InlineData("due__gt=2026", "2027-01-01", true)]
    [InlineData("due__gt=2026", "2026-12-31", false)]
    [InlineData("due__gt=2026-11", "next week", false)]
    [InlineData("due__gt=2026-11", "may 5", false)]
    [InlineData("due__lt=2026-11", "5", false)]
    [InlineData("due=2026-11", "2026-11-20", false)]
    // the times that every memory has: equality takes what lies within
    [InlineData("created=2026-11", "2026-11-20T09:14:03Z", true)]
    [InlineData("created_at=2026-11-20", "2026-11-20T00:30:00+02:00", false)]
    [InlineData("modified__in=2025,2026-11-20", "2026-11-20T09:14:03Z", true)]
    [InlineData("updated_at__ne=2026", "2026-11-20T09:14:03Z", false)]
    [InlineData("happened_at=2026", "2026-11-16/2026-11-22", true)]
    [InlineData("happened_at=2026-11", "2026", false)]
    [InlineData("happened_at=2026-11-20T09:14:03Z", "2026-11-20T09:14:03Z", true)]
    [InlineData("happened_at=2026", "last spring", false)]
    [InlineData("happened_at__contains=-11-", "2026-11-20", true)]
    [InlineData("created__startswith=2026-1", "2026-11-20T09:14:03Z", true)]
    // of a tag the hash is no part
    [InlineData("tags=#Tea", "tea", true)]
    public void A_condition_holds_for_a_value(string condition, string value, bool holds) =>
        Assert.Equal(holds, Test(condition).Holds([FieldText.Of(value)]));

    [Theory]
    [InlineData("mood=glad", false)]
    [InlineData("mood__ne=glad", true)]
    [InlineData("mood__exists=true", false)]
    [InlineData("mood__exists=false", true)]
    [InlineData("mood__lt=z", false)]
    [InlineData("mood__contains=", false)]
    public void Without_a_value_only_its_absence_holds(string condition, bool holds) => Assert.Equal(holds, Test(condition).Holds([]));

    [Theory]
    [InlineData("mood__contains=la", true)]
    [InlineData("mood=sad", true)]
    [InlineData("mood__ne=sad", false)]
    [InlineData("mood__gt=sad", false)]
    public void Of_a_list_one_element_decides(string condition, bool holds) => Assert.Equal(holds, Test(condition).Holds(["glad", "sad"]));

    [Theory]
    [InlineData("created__gte=yesterday", "yesterday")]
    [InlineData("created=", "a date (2026, 2026-11, 2026-11-20)")]
    [InlineData("modified=2026-13", "2026-13")]
    [InlineData("happened_at__ne=may 5", "may 5")]
    [InlineData("created__in=2026-11,soon", "soon")]
    [InlineData("mood__exists=maybe", "true or false")]
    [InlineData("id__gt=5", "__in and __ne only")]
    [InlineData("id__exists=true", "__in and __ne only")]
    public void What_can_not_be_meant_is_told(string condition, string told)
    {
        var error = Assert.Throws<MemUException>(() => Test(condition));
        Assert.Equal(MemUErrorKind.BadArgument, error.Kind);
        Assert.Contains(told, error.Message);
    }

    [Fact]
    public void Of_a_long_value_all_counts_for_equality_and_its_beginning_for_the_rest()
    {
        var value = "Anfang" + new string('x', 2000) + "ende";
        Assert.True(Test("note=" + value.ToUpperInvariant()).Holds([FieldText.Of(value)]));
        Assert.False(Test("note=" + value + "!").Holds([FieldText.Of(value)]));
        Assert.True(Test("note__startswith=anfangx").Holds([FieldText.Of(value)]));
        Assert.False(Test("note__contains=ende").Holds([FieldText.Of(value)]));
        var emoji = new string('x', FieldText.Seen - 1) + "🍵🍵";
        Assert.Equal(FieldText.Of(emoji), FieldText.Of(emoji));
        Assert.False(char.IsHighSurrogate(FieldText.Beginning(FieldText.Of(emoji))[^1]));
        // nobody can write what the mark stands for
        Assert.NotEqual(FieldText.Of(emoji), FieldText.Of(FieldText.Of(emoji)));
    }

    private static ValueTest Test(string condition) => ValueTest.Of(Assert.Single(Where.Parse(condition).Conditions));
}
