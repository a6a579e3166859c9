using System.Text;
using MemU.Fs.Markdown;
using MemU.Fs.Model;
using Xunit;

namespace MemU.Fs.Tests.Markdown;

public sealed class TranscriptTests
{
    private static readonly string[] Hostile =
    [
        "", "\n", " ", "hello", "^m3", "text ^m3", "\\^m3", "x \\\\^m3  ", "---", "...", "> ", "> quoted\n>> twice", "### Ana · 2026-09-04T08:12:00Z", "### x · y\n\n> a\n^m1", "## Sources", "```\n^m1", "```\n# code ^m7\n```", "~~~",
        "[[link]] ![[x]] <!-- x", "tail  \n\n\nend", "中文。\nعربي ^م3", "a^2", "- item\n- [ ] x ^a-b", "| a | b |\n| --- | --- |\n| 1 | 2 |", "    code", "# heading\n====", "\\", "\\\\## x", "🙂 ^🙂", "line\u2028sep\u0085x", "tab\there", "^", "^^", "^ m3",
    ];

    private static TranscriptPage Page(Modality modality, params IReadOnlyList<SourceMessage> messages) => new()
    {
        Id = "0193f3c2-a1b4-7c0e-9d3f-5a6b7c8d9e0f", Title = "Stand-up ^m1", Caption = "> A talk ^m2\n## about --- [[tea]]", Modality = modality, Url = "chat: 1.json",
        Created = new(2026, 11, 23, 1, 2, 3, 456, TimeSpan.Zero), Sha256 = new('1', 64), Messages = messages,
    };

    private static List<SourceMessage> Read(byte[] bytes, Modality modality) => TranscriptReader.Read(Encoding.UTF8.GetString(bytes), modality).Select(m => m.Message).ToList();

    [Fact]
    public void A_transcript_has_the_shape_of_the_format()
    {
        var page = Page(Modality.Conversation,
            new(12, "user", "Ana", new(2026, 9, 4, 8, 12, 0, TimeSpan.Zero), "I like tea.\n\nGreen ^m3"),
            new(13, "assistant", "Claude", new(2026, 9, 4, 10, 12, 0, TimeSpan.FromHours(2)), "Noted."),
            new(14, "assistant", null, null, "Bye"));
        var text = Encoding.UTF8.GetString(MemoryFormat.Transcript(page with
        {
            Title = "Stand-up", Caption = "About tea", HappenedAt = EventTime.Parse("2026-09-04"), Redacted = 2, Chain = "ab12", Scope = MemoryScope.Of("123"), Raw = "chat-7f3a91c2.json", Continues = "resources/2026/09/03/chat-1",
        }));
        Assert.Equal($"""
            ---
            id: 0193f3c2-a1b4-7c0e-9d3f-5a6b7c8d9e0f
            type: resource
            title: Stand-up
            description: About tea
            modality: conversation
            url: "chat: 1.json"
            created: 2026-11-23T01:02:03Z
            happened_at: 2026-09-04
            sha256: "{new string('1', 64)}"
            redacted: 2
            messages: 3
            chain: ab12
            user_id: "123"
            raw: chat-7f3a91c2.json
            continues: "[[resources/2026/09/03/chat-1]]"
            ---
            # Stand-up

            About tea

            ### Ana · 2026-09-04T08:12:00Z

            > I like tea.
            >
            > Green \^m3
            ^m12

            ### Claude (assistant) · 2026-09-04T10:12:00+02:00

            > Noted.
            ^m13

            ### assistant

            > Bye
            ^m14


            """, text);
    }

    [Fact]
    public void A_conversation_of_hostile_text_reads_back_the_same()
    {
        string?[] names = [null, "Ana", "Claude", "x · 2026-09-04T08:12:00Z", "Bob (assistant)", "assistant", "[[a]] ^m1", "### x", "a\\b", "AT&T &amp; &#183;", "Zoë 🙂", "(x)", "a (b"];
        string[] roles = ["user", "assistant", "system", "tool"];
        var messages = Hostile.SelectMany((text, i) => names.Select((name, k) =>
            new SourceMessage(i * names.Length + k + 1, roles[(i + k) % 4], name, (i + k) % 3 == 0 ? null : new(2026, 9, 4, 8, 12, k, k, TimeSpan.FromHours(i % 5)), text))).ToList();
        Assert.Equal(messages, Read(MemoryFormat.Transcript(Page(Modality.Conversation, messages)), Modality.Conversation));
    }

    [Fact]
    public void A_document_of_hostile_text_reads_back_the_same()
    {
        var random = new Random(3);
        var messages = Enumerable.Range(1, 400).Select(i => new SourceMessage(i, "document", null, null, Hostile[random.Next(Hostile.Length)] + (i % 3 == 0 ? "\n\n" + Hostile[random.Next(Hostile.Length)] : ""))
        {
            Heading = i < 20 || i is > 200 and < 210 ? null : $"Part {i / 10} # ^m{i}", Section = i / 10,
        }).ToList();
        var read = Read(MemoryFormat.Transcript(Page(Modality.Document, messages)), Modality.Document);
        Assert.Equal(messages.Select(m => (m.Number, m.Heading, TranscriptWriter.Block(m.Text))), read.Select(m => (m.Number, m.Heading, m.Text)));
    }

    [Fact]
    public void Line_breaks_become_lf_and_what_is_no_text_becomes_the_replacement_character()
    {
        var bytes = MemoryFormat.Transcript(Page(Modality.Conversation, new(1, "user", "A\r\nB\0 \u202Ex", null, "a\r\nb\rc\0d\uD800e"), new(2, "", " ", null, "x")));
        Assert.DoesNotContain((byte)'\r', bytes);
        Assert.DoesNotContain((byte)0, bytes);
        Assert.Equal([new(1, "user", "A B x", null, "a\nb\nc\uFFFDd\uFFFDe"), new(2, "user", null, null, "x")], Read(bytes, Modality.Conversation));
    }

    [Fact]
    public void Documents_keep_their_shape_and_their_anchors()
    {
        var text = Encoding.UTF8.GetString(MemoryFormat.Transcript(Page(Modality.Document,
            new(1, "document", null, null, "Intro ^m9"), new(2, "document", null, null, "- item") { Heading = "Use", Section = 1 },
            new(3, "document", null, null, "| a |\n| - |") { Heading = "Use", Section = 1 }, new(4, "document", null, null, "```\n# x ^m1\n```") { Heading = "Use", Section = 1 })));
        Assert.EndsWith("\n---\n\nIntro \\^m9 ^m1\n\n## Use\n\n- item ^m2\n\n| a |\n| - |\n^m3\n\n```\n# x ^m1\n```\n^m4\n\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_message_is_a_unit_with_its_true_lines()
    {
        var page = Page(Modality.Conversation, new(7, "user", "Ana", new(2026, 9, 4, 8, 12, 0, TimeSpan.Zero), "I **like** tea.\nGreen ^m3"), new(8, "assistant", "Claude", null, "Noted."));
        var text = Encoding.UTF8.GetString(MemoryFormat.Transcript(page));
        var units = Docs.Units(text, UnitKind.Resource);
        Assert.Equal(["m7", "m8"], units.Select(u => u.Anchor));
        Assert.Equal(("Ana", false, "I like tea.\nGreen"), (units[0].Speaker, units[0].FromAssistant, units[0].Text));
        Assert.Equal(("Claude", true), (units[1].Speaker, units[1].FromAssistant));
        var lines = text.Split('\n');
        Assert.Equal("> I **like** tea.", lines[units[0].FirstLine - 1]);
        Assert.Equal("> Green \\^m3", lines[units[0].LastLine - 1]);
        Assert.Equal("> Noted.", lines[units[1].FirstLine - 1]);
    }
}
