using System.Globalization;
using CsCheck;
using MemU.Fs.Index;
using MemU.Fs.Index.Embedded;
using MemU.Fs.Model;
using MemU.Fs.Tests.Index;
using Xunit;

namespace MemU.Fs.Tests.Filters;

/// <summary>Whatever is asked, the index answers what looking at each file by itself would.</summary>
public sealed class FilteredIndexTests : IndexTest
{
    private static readonly string[] Moods = ["glad", "Sad", "龙井茶", "お茶が好き", "شاي", "🍵 tea", "x=y", "2026-11-20", "2025", "10", "9", "9.0", "-3"];

    private static readonly string[] Dates = [.. FilterReference.Times.Keys];

    private static readonly Dictionary<string, string[]> Asked = new()
    {
        ["path"] = ["a/b/0.md", "c/茶3.md", "c/", "茶", ".md", "z"],
        ["type"] = ["profile", "EVENT", "e", "10"],
        ["title"] = ["Violet umbrella", "紫色的伞", "紫", "v", "傘"],
        ["status"] = ["stable", "Deprecated", "d"],
        ["id"] = ["id-1", "ID-2", "id-x"],
        ["tag"] = ["tea", "茶", "t", "10"],
        ["category"] = ["a", "a/b", "c", "A/B"],
        ["created"] = Dates, ["modified"] = Dates, ["happened_at"] = Dates,
        ["user_id"] = ["ana", "Ben", "b"],
        ["mood"] = [.. Moods, "a", "茶", "2026-11", "8.5", "1"],
        ["长度"] = ["10", "9", "2026-11", "1"],
    };

    private static readonly Gen<IndexedFile> Files =
        from number in Gen.Int[0, 29]
        from place in OneOf("a/b/", "a/", "c/茶", "")
        from type in OneOf("profile", "event", "Event")
        from title in OneOf("violet umbrella", "Violet Umbrella", "紫色的伞", "傘")
        from status in OneOf("stable", "deprecated")
        from id in OneOf("", "id-1", "id-2")
        from tags in OneOf("tea", "茶", "Travel").Array[0, 2]
        from times in OneOf([.. Dates, ""]).Array[3]
        from user in OneOf("", "ana", "ben")
        from moods in OneOf(Moods).Array[0, 3]
        from length in OneOf("", "9", "10", "2026-11-20")
        let file = Item($"{place}{number}.md", "violet", user: user, type: type, title: title, tags: tags, fields: [.. moods.Select(m => KeyValuePair.Create("mood", m)), .. length.Length > 0 ? [KeyValuePair.Create("长度", length)] : Array.Empty<KeyValuePair<string, string>>()])
        select file with
        {
            Categories = place.Length > 0 ? [file.Item.Path.Parent.Value] : [],
            Units = number % 5 == 0 ? [.. file.Units, .. file.Units] : file.Units, // a file of several units is one answer
            Item = file.Item with { Status = status, Id = id, Created = Time(times[0]), Modified = Time(times[1]), HappenedAt = times[2].Length > 0 ? EventTime.Parse(times[2]) : null },
        };

    private static readonly Gen<Where> Conditions =
        from field in OneOf([.. Asked.Keys])
        from op in OneOf(field == "id" ? [WhereOperator.In, WhereOperator.NotEqual] : Enum.GetValues<WhereOperator>())
        from values in OneOf(Asked[field]).Array[1, 3]
        from isThere in Gen.Bool
        select new Where([new(field, op == WhereOperator.Exists ? [isThere ? "true" : "false"] : op is WhereOperator.In or WhereOperator.NotEqual ? values : values[..1]) { Operator = op }]);

    [Fact]
    public void The_index_answers_any_filter_as_looking_at_each_file_does() =>
        Gen.Select(Files.Array[20, 60], Files.Array[0, 20], Filters(3).Array[60]).Sample((first, then, filters) =>
        {
            var cache = Path.Combine(Folder, Guid.NewGuid().ToString("N"));
            using var index = EmbeddedIndex.Open(cache, Hashing, IndexAccess.ReadWrite);
            // every field must be somewhere, and some files come, change and go later, so that there are several segments with deleted documents
            var files = first.Append(Item("all.md", "violet", user: "ana", fields: [new("mood", "glad"), new("长度", "1")])).ToList();
            Feed(index, files);
            Feed(index, then);
            index.Apply([], ["a/b/7.md", "c/茶8.md"], TestContext.Current.CancellationToken);
            var living = files.Concat(then).GroupBy(f => f.Item.Path.Value).Select(g => g.Last()).Where(f => f.Item.Path.Value is not ("a/b/7.md" or "c/茶8.md")).ToList();
            foreach (var filter in filters)
            {
                var expected = living.Where(f => FilterReference.Holds(filter, f)).Select(f => f.Item.Path.Value).Order(StringComparer.Ordinal).ToList();
                Assert.Equal(expected, index.Matching(filter).Order(StringComparer.Ordinal));
                Assert.Equal(expected, Paths(Ask(index, "violet", where: filter, limit: 100)).Order(StringComparer.Ordinal));
            }
        }, iter: 12, threads: 1);

    [Fact]
    public void A_filter_holds_for_what_another_process_can_not_write_yet_too()
    {
        using var writer = Open();
        Feed(writer, Item("a.md", "tea", fields: [new("mood", "glad")]), Item("b.md", "tea", fields: [new("mood", "glad")]));
        using var reader = Open(IndexAccess.ReadOnly);
        reader.Apply([Item("a.md", "tea", fields: [new("mood", "sad")]), Item("c.md", "tea", fields: [new("mood", "gloomy")])], [], TestContext.Current.CancellationToken);
        Assert.Equal(["b.md", "c.md"], reader.Matching(Where.Parse("mood__startswith=gl")).Order());
        Assert.Equal(["a.md"], reader.Matching(Where.Parse("mood__ne=glad").And(Where.Parse("not mood=gloomy"))));
    }

    [Fact]
    public void Names_and_values_of_any_text_keep_apart()
    {
        using var index = Open();
        Feed(index, Item("a.md", "tea", fields: [new("a", "b=c"), new("long", new string('x', 3000) + "1")]), Item("b.md", "tea", fields: [new("a=b", "c"), new("a\u0001b", "c"), new("long", new string('x', 3000) + "2")]),
            Item("c.md", "tea", fields: [new("ab", "c"), new("a", "\u0001")]));
        Assert.Equal(["a.md"], index.Matching(Where.Parse("a=b=c")));
        Assert.Equal(["a.md", "c.md"], index.Matching(Where.Parse("a__exists=true")).Order());
        Assert.Equal(["a.md"], index.Matching(Where.Parse("a__contains=b")));
        Assert.Equal(["b.md"], index.Matching(Where.FromJson("{\"a=b\":\"c\"}")));
        Assert.Equal(["b.md"], index.Matching(Where.Parse("long=" + new string('X', 3000) + "2")));
        Assert.Equal(["a.md", "b.md"], index.Matching(Where.Parse("long__startswith=xxx")).Order());
    }

    private static Gen<T> OneOf<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);

    private static Gen<Where> Filters(int depth) => depth == 0 ? Conditions : Gen.Frequency(
        (4, Conditions),
        (2, Filters(depth - 1).Array[1, 3].Select(parts => Where.All with { Groups = [new(parts)] })),
        (2, Filters(depth - 1).Array[2, 3].Select(parts => parts.Aggregate((a, b) => a.And(b)))),
        (1, Filters(depth - 1).Select(part => Where.All with { Groups = [new([part], IsNegated: true)] })));

    private static DateTimeOffset? Time(string text) => text.Length == 0 ? null : DateTimeOffset.Parse(FilterReference.Times[text].First + "Z", CultureInfo.InvariantCulture);
}
