using System.Text.Json;
using MemU.Fs.Model;
using Xunit;

namespace MemU.Fs.Tests.Filters;

/// <summary>Filters as users type them and as programs write them; each is shown in one form that tells every group.</summary>
public sealed class WhereTextTests
{
    [Theory]
    [InlineData("type=profile", "type=profile")]
    [InlineData(" memory_type = profile ", "type=profile")]
    [InlineData("title=a=b (c) \"d\"", "title=a=b (c) \"d\"")]
    [InlineData("tag__in=a, b,", "tag__in=a,b")]
    [InlineData("created_at__lte=2026-11", "created__lte=2026-11")]
    [InlineData("notable=1", "notable=1")]
    [InlineData("(type=profile or tag=travel) and not status=deprecated", "any[type=profile | tag=travel] & none[status=deprecated]")]
    [InlineData("not type=event", "none[type=event]")]
    [InlineData("type=knowledge and user_id=ana", "type=knowledge & user_id=ana")] // whoever leaves the parentheses out means the same
    [InlineData("type = event OR not tag__in=a,b", "any[type=event | none[tag__in=a,b]]")]
    [InlineData("title=salt and pepper", "title=salt and pepper")]
    [InlineData("NOT (a=1 OR b=2)", "none[any[a=1 | b=2]]")]
    [InlineData("not(a=1)and b=2", "b=2 & none[a=1]")]
    [InlineData("not not a=1", "none[none[a=1]]")]
    [InlineData("(a=1 or b=2 and c=3)", "any[a=1 | b=2 & c=3]")]
    [InlineData("((a=1 or b=2) and c=3)", "c=3 & any[a=1 | b=2]")]
    [InlineData("(a=\"x (y) \\\"z\\\" \\\\ \" and b=)", "a=x (y) \"z\" \\  & b=")]
    [InlineData("(标题__contains=龙井 and \"两 字\"=\"雨 天\")", "标题__contains=龙井 & 两 字=雨 天")]
    [InlineData("(tag__in=a,\"b, c\", d or x = 1)", "any[tag__in=a,b, c,d | x=1]")]
    [InlineData("(path__startswith=a/b,c and order=1)", "path__startswith=a/b,c & order=1")]
    [InlineData("{\"type\":\"profile\",\"priority__gte\":2.50,\"tag__in\":[\"a\",\"b\"],\"pinned\":true}", "type=profile & priority__gte=2.50 & tag__in=a,b & pinned=true")]
    [InlineData(" {\"or\":[{\"a\":1},{\"b\":2,\"c\":\"\\u8336\"}],\"and\":[{\"d\":4},{\"or\":[{\"e\":5}]}],\"not\":{\"f__exists\":false}}", "d=4 & any[a=1 | b=2 & c=茶] & any[e=5] & none[f__exists=false]")]
    [InlineData("{}", "")]
    public void A_filter_is_read(string text, string shown) => Assert.Equal(shown, Shown(Where.Parse(text)));

    [Fact]
    public void Several_filters_must_all_hold()
    {
        Assert.Equal("a=1 & b=2 & c=3 & none[d=4]", Shown(Where.Parse(["a=1", "(b=2)", "{\"c\":3}", "not d=4"])));
        Assert.True(Where.Parse([]).IsAll);
        using var json = JsonDocument.Parse("{\"a\":1}");
        Assert.Equal("a=1 & user_id=ana", Shown(Where.FromJson(json.RootElement).And(MemoryScope.Of("ana"))));
    }

    [Theory]
    [InlineData("tea", "key=value")]
    [InlineData("=tea", "key=value")]
    [InlineData("type__foo=1", "'__foo'")]
    [InlineData("__in=1", "no field")]
    [InlineData("(type__like=1)", "'__like'")]
    [InlineData("{\"type__like\":1}", "'__like'")]
    [InlineData("(a=1", "a ')' is missing")]
    [InlineData("(a=1))", "no '(' for this ')'")]
    [InlineData("(a=1 b=2)", "read at 'b=2)'")]
    [InlineData("(a=1) (b=2)", "'and' or 'or' is missing")]
    [InlineData("(a=1 or)", "read at ')'")]
    [InlineData("(a=\"1)", "closing quote is missing")]
    [InlineData("(a=\"1\"x)", "space is missing")]
    [InlineData("()", "a condition such as")]
    [InlineData("not ", "ends too early")]
    [InlineData("{\"a\":", "is none")]
    [InlineData("{\"a\":1} x", "is none")]
    [InlineData("{\"a\":null}", "__exists")]
    [InlineData("{\"a\":[1]}", "a__in")]
    [InlineData("{\"a__in\":1}", "takes a list")]
    [InlineData("{\"a\":{\"b\":1}}", "a text, a number or a boolean")]
    [InlineData("{\"or\":{\"b\":1}}", "takes a list of filters")]
    [InlineData("{\"or\":[]}", "takes a list of filters")]
    [InlineData("{\"or\":[{}]}", "is empty")]
    [InlineData("{\"not\":[{\"a\":1}]}", "is no filter")]
    [InlineData("{\"a\":\"\\ud800\"}", "Unicode")]
    [InlineData("{\"\\ud800\":1}", "Unicode")]
    public void What_is_malformed_is_told_with_its_place(string text, string told)
    {
        var error = Assert.Throws<MemUException>(() => Where.Parse(text));
        Assert.Equal(MemUErrorKind.BadArgument, error.Kind);
        Assert.Contains(told, error.Message);
    }

    [Fact]
    public void Depth_size_and_number_are_bounded()
    {
        Assert.Equal("a=1", Shown(Where.Parse(new string('(', Where.MaxDepth) + "a=1" + new string(')', Where.MaxDepth))));
        foreach (var deep in new[] { new string('(', 50_000) + "a=1", "not " + string.Concat(Enumerable.Repeat("not ", 20_000)) + "a=1", Nested(Where.MaxDepth + 1), Nested(5_000) })
            Assert.Contains("deeper", Assert.Throws<MemUException>(() => Where.Parse(deep)).Message);
        Assert.Single(Where.Parse(Nested(Where.MaxDepth)).Every());
        Assert.Contains("too long", Assert.Throws<MemUException>(() => Where.Parse("a=" + new string('x', Where.MaxText))).Message);
        Assert.Contains("conditions", Assert.Throws<MemUException>(() => Where.Parse(Enumerable.Repeat("a=1", Where.MaxConditions + 1)).Every()).Message);
        Assert.Contains("values", Assert.Throws<MemUException>(() => Where.Parse("a__in=" + string.Join(',', Enumerable.Range(0, Where.MaxValues + 1))).Every()).Message);
        var built = Where.Parse("a=1");
        for (var i = 0; i <= Where.MaxDepth; i++) built = Where.All with { Groups = [new([built])] };
        Assert.Contains("deeper", Assert.Throws<MemUException>(() => built.Every()).Message);

        static string Nested(int times) => string.Concat(Enumerable.Repeat("{\"not\":", times)) + "{\"a\":1}" + new string('}', times);
    }

    private static string Shown(Where where) => string.Join(" & ", where.Conditions.Select(c => c.ToString()).Concat(where.Groups.Select(g => $"{(g.IsNegated ? "none" : "any")}[{string.Join(" | ", g.Parts.Select(Shown))}]")));
}
