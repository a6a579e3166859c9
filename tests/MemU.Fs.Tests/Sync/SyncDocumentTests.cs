using System.Text;
using MemU.Fs.History;
using MemU.Fs.Markdown.Merging;
using MemU.Fs.Model;
using Xunit;

namespace MemU.Fs.Tests.Sync;

/// <summary>The merge of one memory: keys, lists, sections, lines.</summary>
public sealed class SyncDocumentTests
{
    private const string Start = "---\nid: a\n# mine\ntags: [tea, home] # comment\nmodified: 2026-11-20T09:00:00Z\nmood: \"calm\"\n---\nFirst line.\n\nThird line.\n\n## Notes\nOne.\n";

    [Fact]
    public void Tags_are_what_the_start_had_with_the_changes_of_both_and_the_rest_keeps_every_byte()
    {
        var merged = Merge(Start, Start.Replace("[tea, home]", "[tea, oolong]"), Start.Replace("[tea, home]", "[tea, home, asia]"));
        Assert.Equal(Start.Replace("[tea, home]", "[tea, asia, oolong]"), merged);
    }

    [Fact]
    public void A_value_that_one_side_changed_is_that_sides_and_of_one_that_both_changed_the_newer_memorys_stays()
    {
        var ours = Start.Replace("calm", "glad").Replace("09:00:00", "10:00:00");
        var theirs = Start.Replace("\"calm\"", "'sad'").Replace("09:00:00", "11:00:00") + "\n## More\nTwo.\n";
        Assert.Equal(Start.Replace("\"calm\"", "'sad'").Replace("09:00:00", "11:00:00") + "\n## More\nTwo.\n", Merge(Start, ours, theirs));
        Assert.Equal(Merge(Start, ours, theirs), Merge(Start, theirs, ours));
    }

    [Fact]
    public void Keys_come_and_go_with_the_side_that_changed_them()
    {
        var ours = Start.Replace("mood: \"calm\"\n", "");
        var theirs = Start.Replace("tags:", "pinned: true # why\ntags:");
        Assert.Equal(Start.Replace("mood: \"calm\"\n", "").Replace("tags:", "pinned: true # why\ntags:"), Merge(Start, ours, theirs));
    }

    [Fact]
    public void Sources_are_united_and_their_section_follows()
    {
        static string Item(params string[] anchors) =>
            $"---\nid: a\nsources:\n{string.Concat(anchors.Select(a => $"  - resource: resources/{a}.md#^m1\n    at: 2026-11-{a}T09:00:00Z\n"))}---\nTea.\n\n## Sources\n- {string.Join(" · ", anchors.Select(a => $"[[resources/{a}#^m1]]"))}\n";
        Assert.Equal(Item("20", "21", "22"), Merge(Item("20"), Item("20", "22"), Item("20", "21")));
        Assert.Equal(Item("20", "21"), Merge(null, Item("21"), Item("20")));
    }

    [Fact]
    public void Lines_of_one_section_are_merged_and_related_links_are_a_set()
    {
        var start = "One.\n\nTwo.\n\nThree.\n\n## Related\n- [[a]]\n- [[b]]\n";
        Assert.Equal("One!\n\nTwo.\n\nThree!\n\n## Related\n- [[b]]\n- [[c]]\n- [[d]]\n",
            Merge(start, start.Replace("One.", "One!").Replace("- [[a]]\n- [[b]]", "- [[b]]\n- [[d]]"), start.Replace("Three.", "Three!").Replace("- [[b]]\n", "- [[b]]\n- [[c]]\n")));
    }

    [Fact]
    public void One_place_changed_by_both_is_not_merged_unless_a_side_is_preferred()
    {
        var (ours, theirs) = (Start.Replace("One.", "Uno."), Start.Replace("One.", "Eins.").Replace("First", "1st"));
        Assert.Null(Merge(Start, ours, theirs));
        Assert.Equal(ours.Replace("First", "1st"), Merge(Start, ours, theirs, MergePreference.Ours));
        Assert.Equal(theirs, Merge(Start, ours, theirs, MergePreference.Theirs));
    }

    [Fact]
    public void Line_breaks_and_bom_of_ours_stay_and_a_front_matter_that_is_broken_is_plain_text()
    {
        var ours = "\uFEFF" + Start.Replace("First", "1st").Replace("\n", "\r\n");
        Assert.Equal(ours.Replace("One.", "Eins."), Merge("\uFEFF" + Start.Replace("\n", "\r\n"), ours, Start.Replace("One.", "Eins.")));
        const string broken = "---\nid: [a\n---\nOne.\n\nTwo.\n";
        Assert.Equal(broken.Replace("One", "Uno").Replace("Two", "Zwei"), Merge(broken, broken.Replace("One", "Uno"), broken.Replace("Two", "Zwei")));
    }

    [Fact]
    public void Whatever_the_edits_no_line_that_a_side_wrote_is_lost_and_what_only_one_side_touched_is_its_bytes()
    {
        var random = new Random(7);
        var merged = 0;
        for (var round = 0; round < 3_000; round++)
        {
            var start = Text(random, 0);
            var (ours, theirs) = (Edited(random, start, 'a'), Edited(random, start, 'b'));
            Assert.Equal(ours, Merge(start, ours, start));
            Assert.Equal(theirs, Merge(start, start, theirs));
            if (Merge(start, ours, theirs) is not { } both) continue;
            merged++;
            foreach (var line in (ours + theirs).Split('\n').Where(l => l.StartsWith("new", StringComparison.Ordinal))) Assert.Contains(line, both);
            Assert.DoesNotContain("<<<<<<<", both);
        }
        Assert.True(merged > 1_000, $"only {merged} of 3,000 were merged");
    }

    private static string Text(Random random, int from)
    {
        var text = new StringBuilder(random.Next(2) == 0 ? "---\nid: a\ntags: [x, y]\n---\n" : "");
        for (var i = from; i < 12; i++) text.Append(random.Next(5) switch { 0 => $"## Section {i}\n", 1 => "\n", _ => $"line {i}\n" });
        return text.ToString();
    }

    private static string Edited(Random random, string text, char mark)
    {
        var lines = text.Split('\n').ToList();
        for (var i = 0; i < random.Next(1, 4); i++)
        {
            var at = random.Next(lines.Count);
            if (lines[at] is "---" or "id: a" || at == 0) continue;
            if (lines[at].StartsWith("tags", StringComparison.Ordinal)) lines[at] = lines[at].Replace("[", $"[{mark}, ");
            else if (lines.Take(at).Count(l => l == "---") == 1) continue;
            else if (random.Next(3) == 0) lines.RemoveAt(at);
            else lines.Insert(at, random.Next(4) == 0 ? $"## Section {mark}{i}" : $"new {mark}{i}");
        }
        return string.Join('\n', lines);
    }

    [Fact]
    public void T6_markers_count_at_the_start_of_lines_and_not_where_they_are_quoted_as_code()
    {
        static bool In(string text, bool code) => ConflictMarkers.In(Encoding.UTF8.GetBytes(text), code);
        const string left = "a\n<<<<<<< HEAD\nx\n=======\ny\n>>>>>>> topic\n";
        Assert.True(In(left, false));
        Assert.False(In("```\n" + left + "```\n", false));
        Assert.True(In("```\n" + left + "```\n", true));
        Assert.False(In("a <<<<<<< b\n=======\n>>>>>>> c\n", true));
        Assert.False(In("<<<<<<< a\ntext\n", true));
    }

    private static string? Merge(string? start, string ours, string theirs, MergePreference prefer = MergePreference.Both)
    {
        static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);
        static string? Lines(string o, string a, string b) => GitHistory.Merge(Bytes(o), Bytes(a), Bytes(b), new List<MergeConflict>()) is { } m ? Encoding.UTF8.GetString(m) : null;
        return new DocumentMerge(MemoryPath.Parse("x.md"), Lines, prefer).Run(start is null ? null : Bytes(start), Bytes(ours), Bytes(theirs)) is { } merged ? Encoding.UTF8.GetString(merged) : null;
    }
}
