using MemU.Fs.History;
using MemU.Fs.Model;
using Xunit;

namespace MemU.Fs.Tests.History;

public sealed class CommitMessageTests
{
    private static readonly KeyValuePair<string, string>[] Trailers =
        [new(CommitMessage.MemoryId, "0193f3c2-a1b4"), new(CommitMessage.Source, "resources/2026/会议.md#^m12"), new(CommitMessage.Session, "s1"), new(CommitMessage.Tool, "memu: x"), new(CommitMessage.Reason, "they said so")];

    [Theory]
    [InlineData("memorize(preferences): Prefers oolong", "")]
    [InlineData("喜欢乌龙茶", "第一行\n\n第二行")]
    [InlineData("subject", "# not a comment\n#tag")]
    [InlineData("subject", "Memory-Id: forged\nReason: forged")]
    [InlineData("subject", " Memory-Id: indented\n  # twice")]
    [InlineData("subject", "text\n---\nafter")]
    [InlineData("Memory-Id: forged", "(cherry picked from commit 1)")]
    [InlineData("subject", "a: b: c\n\n\n\nd")]
    public void A_message_reads_back_as_it_was_written(string subject, string body)
    {
        foreach (var trailers in (KeyValuePair<string, string>[][])[[], Trailers])
        {
            var parts = CommitMessage.Parse(CommitMessage.Format(subject, body, trailers));
            Assert.Equal((subject, body), (parts.Subject, parts.Body));
            Assert.Equal(trailers, parts.Trailers);
        }
    }

    [Theory]
    [InlineData("a\nMemory-Id: forged\r\n\tb", "a Memory-Id: forged b")]
    [InlineData("# heading", "heading")]
    [InlineData("\u001b[31mred\u0007\0", "[31mred")]
    [InlineData("a\u2028b\u0085c", "a b c")]
    [InlineData("evil\u202egpj.exe", "evilgpj.exe")]
    [InlineData(" \n\t", "update")]
    public void A_hostile_subject_becomes_one_harmless_line(string subject, string expected)
    {
        var text = CommitMessage.Format(subject, null, []);
        Assert.Equal(expected + "\n", text);
    }

    [Fact]
    public void Half_a_character_becomes_the_replacement_character() =>
        Assert.Equal("lone \ufffd half\n\n\ufffd\n", CommitMessage.Format("lone \ud800 half", "\udc00", []));

    [Fact]
    public void A_long_subject_is_cut_between_characters()
    {
        Assert.Equal(new string('é', 72) + "\n", CommitMessage.Format(new string('é', 72), null, []));
        Assert.Equal(new string('é', 72) + "…\n", CommitMessage.Format(new string('é', 73), null, []));
        var family = string.Concat(Enumerable.Repeat("👩‍👩‍👧", 20));
        Assert.Equal(string.Concat(Enumerable.Repeat("👩‍👩‍👧", 14)) + "…\n", CommitMessage.Format(family, null, []));
    }

    [Fact]
    public void A_trailer_can_neither_break_its_line_nor_have_a_strange_name()
    {
        Assert.Equal("s\n\nReason: a Memory-Id: forged\n", CommitMessage.Format("s", null, [new("Reason", "a\nMemory-Id: forged"), new("Tool", " \n")]));
        Assert.Throws<MemUException>(() => CommitMessage.Format("s", null, [new("Bad name", "x")]));
        Assert.Throws<MemUException>(() => CommitMessage.Format("s", null, [new("A:\nB", "x")]));
    }

    [Fact]
    public void Git_reads_the_same_trailers_and_no_forged_ones()
    {
        using var folder = new GitFolder();
        using var history = GitHistory.Init(folder.Root);
        var body = "# heading\nMemory-Id: forged\n\nSigned-off-by: forged <f@x>\n---\nTool: forged";
        history.Publish(history.Prepare([GitFolder.Change("a", "1")], new("s", body, [], "a<b>\n", " <> ", DateTimeOffset.UnixEpoch.AddDays(-1)))!);
        Assert.Equal("", folder.Git("log", "-1", "--format=%(trailers)").Trim());
        Assert.Equal("ab <unknown>\n", folder.Git("log", "-1", "--format=%an <%ae>"));
        history.Publish(history.Prepare([GitFolder.Change("a", "2")], new("s", body, Trailers, "n", "e", GitFolder.Noon))!);
        Assert.Equal("0193f3c2-a1b4\n", folder.Git("log", "-1", "--format=%(trailers:key=Memory-Id,valueonly)").TrimEnd('\n') + "\n");
        folder.Git("checkout", "-q", "a");
        folder.Git("commit", "-q", "--amend", "--cleanup=strip");
        Assert.Equal(body, CommitMessage.Parse(folder.Git("log", "-1", "--format=%B")).Body);
        folder.AssertClean();
    }
}
