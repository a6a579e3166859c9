using System.Text;
using MemU.Fs.Model;
using MemU.Fs.Sources;
using Xunit;

namespace MemU.Fs.Tests.Sources;

public class SourceReaderTests
{
    private static readonly TimeZoneInfo Berlin = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");

    private static SourceDocument Read(string name, string text, Modality? modality = null) => SourceReader.Read(name, Encoding.UTF8.GetBytes(text), new(modality, Berlin));

    private static string Show(SourceDocument source) => string.Join(" | ", source.Messages.Select(m => $"{m.Number} {m.Speaker}: {m.Text}"));

    [Fact]
    public void A_list_of_messages_is_read_with_names_times_and_empty_ones()
    {
        var source = Read("chat.json", """
            [{"role":"User","name":"Ana","content":"Hi","created_at":"2025-10-20 11:36:14"},
             {"content":"Hello","role":"assistant","timestamp":1760953000},
             {"role":"user","content":"","time":1760953000000},
             {"role":"critic","content":"Bye","date":"2025-10-20T11:36:14+09:00"}]
            """);

        Assert.Equal("1 Ana: Hi | 2 assistant: Hello | 3 user:  | 4 critic: Bye", Show(source));
        Assert.Equal(["2025-10-20T11:36:14+02:00", "2025-10-20T09:36:40+00:00", "2025-10-20T09:36:40+00:00", "2025-10-20T11:36:14+09:00"], source.Messages.Select(m => m.Time?.ToString("yyyy-MM-ddTHH:mm:sszzz")));
        Assert.Equal("user", source.Messages[0].Role);
        Assert.Equal((Modality.Conversation, ".json"), (source.Modality, source.Extension));
        Assert.Equal(["1 time has no zone and is taken as Europe/Berlin.", "1 message has no text."], source.Notes);
    }

    [Theory]
    [InlineData("""{"content":[{"role":"user","content":{"text":"Hi"},"created_at":"2025-10-20 11:36:14"}],"x":{"y":[1]}}""", "1 user: Hi")]
    [InlineData("""{"model":"m","messages":[{"role":"user","content":"Hi"}]}""", "1 user: Hi")]
    [InlineData("""{"conversation":[{"role":"user","content":"Hi"}]}""", "1 user: Hi")]
    [InlineData("""[{"role":"user","content":[{"type":"text","text":"Look"},{"type":"image_url","image_url":{"url":"http://x"}},{"type":"text","text":"nice?"}]}]""", "1 user: Look\n[image]\nnice?")]
    [InlineData("""[{"role":"assistant","content":null,"tool_calls":[{"id":"1","function":{"name":"search","arguments":"{\"q\":1}"}}]}]""", "1 assistant: [tool call: search]")]
    [InlineData("""{"role":"user","content":"one line"}""", "1 user: one line")]
    [InlineData("""[{"role":"user","content":"a\r\nb\rc\u0000d\u0007 \ud83d\ude00 \ud800!"}]""", "1 user: a\nb\nc\ufffdd\ufffd 😀 \ufffd!")]
    public void Other_shapes_of_json_are_read(string json, string expected) => Assert.Equal(expected, Show(Read("chat.json", json)));

    [Fact]
    public void Half_surrogates_are_noted_and_the_raw_bytes_kept()
    {
        const string json = """[{"role":"user","content":"x \ud800 y"}]""";
        var source = Read("chat.json", json);

        Assert.Equal(["1 half of a surrogate pair is shown as U+FFFD."], source.Notes);
        Assert.Equal(json, Encoding.UTF8.GetString(source.MaskedBytes));
    }

    [Fact]
    public void Json_lines_are_read_and_a_bad_line_is_named()
    {
        var source = Read("chat.jsonl", "{\"role\":\"user\",\"content\":\"a\"}\r\n\n{\"role\":\"assistant\",\"content\":\"b\"}\n");
        Assert.Equal("1 user: a | 2 assistant: b", Show(source));
        Assert.Equal(".jsonl", source.Extension);
        Assert.Equal(".jsonl", Read("stdin", "{\"role\":\"user\",\"content\":\"a\"}\n{\"role\":\"user\",\"content\":\"b\"}").Extension);

        Assert.Equal(3, Assert.Throws<MemoryFormatException>(() => Read("chat.jsonl", "{\"role\":\"user\",\"content\":\"a\"}\n\n{\"role\":\"user\",\"content\":\n")).Line);
        Assert.Equal(2, Assert.Throws<MemoryFormatException>(() => Read("chat.jsonl", "{\"role\":\"user\",\"content\":\"a\"}\n42\n")).Line);
    }

    [Theory]
    [InlineData("chat.json", "", 0, "empty")]
    [InlineData("chat.json", " \n\t", 0, "white space")]
    [InlineData("chat.json", "[]", 1, "no messages")]
    [InlineData("chat.json", "{}", 1, "no messages")]
    [InlineData("chat.json", "{\"a\":\n[1]}", 1, "no messages")]
    [InlineData("chat.json", "42", 1, "no conversation")]
    [InlineData("chat.json", "\"hello\"", 1, "no conversation")]
    [InlineData("chat.json", "[\n{\"role\":\"user\",\"content\":\"a\"},\n7]", 3, "message 2 is no object")]
    [InlineData("chat.json", "[{\"content\":\"a\"}]", 1, "message 1 has no role")]
    [InlineData("chat.json", "[{\"role\":\"user\"}]", 1, "message 1 has no content")]
    [InlineData("chat.json", "[{\"role\":7,\"content\":\"a\"}]", 1, "role of message 1")]
    [InlineData("chat.json", "[{\"role\":\"user\",\"content\":7}]", 1, "content of message 1")]
    [InlineData("chat.json", "[\n{\"role\":\"user\",\"content\":\"a\"}", 2, "ends too early")]
    [InlineData("chat.json", "[{\"role\":\"user\",\n\"content\":\"abc", 2, "ends too early")]
    [InlineData("chat.json", "[{\"role\":\"user\",\n\"content\" \"a\"}]", 2, "not valid JSON")]
    [InlineData("chat.json", "[{\"role\":\"user\",\"content\":\"a\"}]\n[]", 2, "not valid JSON")]
    [InlineData("note.md", "---\na: b\n---\n", 1, "no text")]
    public void Broken_sources_get_one_clear_error(string name, string text, int line, string says)
    {
        var error = Assert.Throws<MemoryFormatException>(() => Read(name, text));
        Assert.Equal((name, line), (error.Path, error.Line));
        Assert.Contains(says, error.Message);
        Assert.Contains("expected", name == "note.md" ? "expected" : error.Message);
    }

    [Fact]
    public void Deep_nesting_is_bounded()
    {
        var error = Assert.Throws<MemoryFormatException>(() => Read("chat.json", new string('[', 100_000)));
        Assert.StartsWith("chat.json:1:", error.Message);
        error = Assert.Throws<MemoryFormatException>(() => Read("chat.json", "[{\"role\":\"user\",\"content\":\"a\",\"x\":" + string.Concat(Enumerable.Repeat("{\"a\":", 5_000))));
        Assert.Contains("nested deeper", error.Message);
    }

    [Theory]
    [InlineData("Ana: I moved to Lyon.\nBen: Really?\nAna: Yes.\nLast week.\n", "1 Ana: I moved to Lyon. | 2 Ben: Really? | 3 Ana: Yes.\nLast week.")]
    [InlineData("User: hi\nAssistant: hello\nUser: bye", "1 user: hi | 2 assistant: hello | 3 user: bye")]
    [InlineData("**Ana:** hi\n\n**Ben:** hello\n\nmore\n\n**Ana:** bye", "1 Ana: hi | 2 Ben: hello\n\nmore | 3 Ana: bye")]
    [InlineData("小明：你好\n小红：你好啊\n小明：再见", "1 小明: 你好 | 2 小红: 你好啊 | 3 小明: 再见")]
    [InlineData("Ana: one\nAna: two\nAna: three", "1 Ana: one | 2 Ana: two | 3 Ana: three")]
    [InlineData("Maria da Silva: oi\nBen: see http://x.y: it is\nat 10:30 we go\nMaria da Silva: ok", "1 Maria da Silva: oi | 2 Ben: see http://x.y: it is\nat 10:30 we go | 3 Maria da Silva: ok")]
    public void Transcripts_are_read(string text, string expected)
    {
        var source = Read("talk.txt", text);
        Assert.Equal(expected, Show(source));
        Assert.Equal((Modality.Conversation, ".txt"), (source.Modality, source.Extension));
    }

    [Fact]
    public void Times_of_transcripts_are_read_in_their_forms()
    {
        var source = Read("talk.txt", "# 2026-11-19\n(09:00) Ana: a\n[2026-11-19 09:05] Ben: b\n2026-11-19 09:10 Ana: c\nBen (09:12): d\n2026-11-20\n[10:00] Ana: e\n19/11/2026, 09:00 - Ben: f");
        Assert.Equal("1 Ana: a | 2 Ben: b | 3 Ana: c | 4 Ben: d | 5 Ana: e | 6 Ben: f", Show(source));
        Assert.Equal(["2026-11-19 09:00", "2026-11-19 09:05", "2026-11-19 09:10", "2026-11-19 09:12", "2026-11-20 10:00", null], source.Messages.Select(m => m.Time?.ToString("yyyy-MM-dd HH:mm")));
        Assert.All(source.Messages.Take(5), m => Assert.Equal(TimeSpan.FromHours(1), m.Time!.Value.Offset));
        Assert.Contains("1 time could not be read; its message has none.", source.Notes);
    }

    [Theory]
    [InlineData("Some prose about tea.\nNote: it is hot.\nMore prose.")]
    [InlineData("Note: it is hot.\nWarning: very.\nNote: still.")]
    [InlineData("Name: Ana\nAge: 34\nCity: Lyon\nFavourite tea: oolong")]
    [InlineData("# Plan\n\nGoals: sleep\n\nThe rest is prose: with a colon.\nAnd more\nand more\nand more.")]
    [InlineData("10:30 we met\n11:30 we left\nhttp://example.com")]
    public void Prose_with_colons_is_a_document(string text) => Assert.Equal(Modality.Document, Read("note.txt", text).Modality);

    [Fact]
    public void A_modality_that_is_given_overrides_what_is_seen()
    {
        Assert.Equal(Modality.Document, Read("talk.txt", "Ana: a\nBen: b\nAna: c", Modality.Document).Modality);
        Assert.Equal("1 Ana: a", Show(Read("note.txt", "Prose first.\nAna: a", Modality.Conversation)));
        Assert.Contains("who speaks", Assert.Throws<MemoryFormatException>(() => Read("note.txt", "Just prose.", Modality.Conversation)).Message);
    }

    [Fact]
    public void A_markdown_document_is_split_in_units_under_its_headings()
    {
        var source = Read("plan.md", """
            ---
            title: x
            ---
            Intro line one
            line two.

            # Plan

            - first item
              goes on
            - second item
            1. third

            | a | b |
            |---|---|
            | 1 | 2 |

            ```sh
            # no heading

            - no item
            ```
            Setext
            ------
            Last words.
            ***
            > quoted

            """.Replace("\n", "\r\n"));

        Assert.Equal(["Intro line one\nline two.", "- first item\n  goes on", "- second item", "1. third", "| a | b |\n|---|---|\n| 1 | 2 |", "```sh\n# no heading\n\n- no item\n```", "Last words.", "> quoted"], source.Messages.Select(m => m.Text));
        Assert.Equal([null, "Plan", "Plan", "Plan", "Plan", "Plan", "Setext", "Setext"], source.Messages.Select(m => m.Heading));
        Assert.Equal([0, 1, 1, 1, 1, 1, 2, 2], source.Messages.Select(m => m.Section));
        Assert.Equal((Modality.Document, ".md.txt", "Plan"), (source.Modality, source.Extension, source.Title));
        Assert.Empty(source.Notes);
    }

    [Fact]
    public void Plain_documents_are_split_at_blank_lines()
    {
        var source = Read("a.txt", "# no heading here\nsame\n\nsecond");
        Assert.Equal(".txt", source.Extension);
        Assert.Equal(["second"], source.Messages.Skip(1).Select(m => m.Text));
        Assert.Equal("{ not json", Read("a.txt", "{ not json").Messages[0].Text);
        Assert.Equal("[{broken", Read("a.txt", "[{broken").Messages[0].Text);
    }

    [Fact]
    public void Encodings_are_told_by_their_marks()
    {
        const string text = "Ana: Grüße 茶\nBen: 😀\nAna: ok";
        foreach (var encoding in (Encoding[])[new UTF8Encoding(true), Encoding.Unicode, Encoding.BigEndianUnicode])
        {
            byte[] bytes = [.. encoding.GetPreamble(), .. encoding.GetBytes(text)];
            var source = SourceReader.Read("talk.txt", bytes, SourceOptions.Default);
            Assert.Equal("1 Ana: Grüße 茶 | 2 Ben: 😀 | 3 Ana: ok", Show(source));
            Assert.Equal(bytes, source.MaskedBytes);
        }
        var error = Assert.Throws<MemoryFormatException>(() => SourceReader.Read("a.txt", (byte[])[.. "ok\nGr"u8, 0xfc, .. "n"u8], SourceOptions.Default));
        Assert.Equal(2, error.Line);
        Assert.Contains("byte 5", error.Message);
    }

    [Theory]
    [InlineData("a.pdf", "text")]
    [InlineData("a.docx", "text")]
    [InlineData("a", "PK\u0003\u0004rest")]
    [InlineData("a", "\u0001\u0002\u0003\u0001\u0002\u0003\u0001\u0002\u0003\u0001\u0002")]
    public void Other_kinds_of_files_are_refused_with_what_is_supported(string name, string text)
    {
        var error = Assert.Throws<MemUException>(() => Read(name, text));
        Assert.Equal(MemUErrorKind.BadArgument, error.Kind);
        Assert.Contains(".jsonl", error.Message);
    }

    [Fact]
    public void A_source_that_is_too_large_is_refused() =>
        Assert.Equal(MemUErrorKind.BadArgument, Assert.Throws<MemUException>(() => SourceReader.Read("a.txt", new byte[11], new(null, Berlin, 10))).Kind);

    [Fact]
    public void Chains_tell_a_continued_source_from_a_changed_one()
    {
        var known = Chain.Of(Read("a.json", """[{"role":"user","content":"a"},{"role":"user","content":"b"}]""").Messages);
        var longer = Chain.Of(Read("b.jsonl", "{\"role\":\"user\",\"content\":\"a\"}\n{\"role\":\"user\",\"content\":\"b\"}\n{\"role\":\"user\",\"content\":\"c\"}").Messages);
        var changed = Chain.Of(Read("c.json", """[{"role":"user","content":"a"},{"role":"user","name":"b","content":"b"}]""").Messages);

        Assert.Equal(known, longer.Take(2));
        Assert.Equal(known[0], changed[0]);
        Assert.NotEqual(known[1], changed[1]);
        Assert.Matches("^[0-9a-f]{64}$", longer[2]);
    }

    [Fact]
    public void Random_bytes_give_a_source_or_a_clear_error()
    {
        var random = new Random(11);
        string[] pieces = ["{", "}", "[", "]", "\"", ":", ",", "role", "content", "\"role\":\"user\"", "\"content\":", "\\u", "\\ud8", "\n", "Ana: ", "password: x1y2", "---\n", "# ", "- ", "```", "|", "\0", "é", "1e999", "null", "4111111111111111", "-----BEGIN PRIVATE KEY-----"];
        for (var round = 0; round < 1_500; round++)
        {
            byte[] bytes;
            if (round % 3 == 0) random.NextBytes(bytes = new byte[random.Next(64)]);
            else bytes = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, random.Next(40)).Select(_ => pieces[random.Next(pieces.Length)])));
            try
            {
                var source = SourceReader.Read(((string[])["a.json", "a.jsonl", "a.md", "a.txt", "stdin"])[random.Next(5)], bytes, SourceOptions.Default);
                Assert.Equal(bytes.Length, source.MaskedBytes.Length);
                Assert.Equal(Enumerable.Range(1, source.Messages.Count), source.Messages.Select(m => m.Number));
            }
            catch (MemUException error)
            {
                Assert.DoesNotContain("x1y2", error.Message);
            }
        }
    }
}
