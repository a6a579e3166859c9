using System.Text.Json.Nodes;
using Xunit;

namespace MemU.Fs.Tests.Providers.Static;

public sealed class UnigramTests : TokenizerTest
{
    private static readonly (string Text, double Score)[] Pieces =
    [
        ("<s>", 0), ("<pad>", 0), ("</s>", 0), ("<unk>", 0), ("▁", -3), ("▁hello", -6), ("▁hell", -6.5), ("▁world", -7), ("o", -4), ("l", -4), ("▁h", -5), ("ello", -5.5), ("▁a", -4), ("a", -4.5), ("b", -5), ("ab", -6), ("abc", -8),
        ("▁你好", -7), ("你", -8), ("好", -8), ("世界", -7.5), ("世", -9), ("界", -9), ("▁こんにちは", -9), ("が", -6), ("ё", -6), ("▁안녕", -8), ("하세요", -8), ("▁مرحبا", -9), ("▁café", -8), ("é", -6), ("e", -5), ("▁😀", -9), ("fi", -6), ("n", -5), ("A", -6), ("1", -6),
    ];

    private static readonly string[] Vocabulary = [.. Pieces.Select(p => p.Text)];

    private static readonly string Map = CharacterMapWriter.Write(new Dictionary<string, string>
    {
        ["Ａ"] = "A", ["ﬁ"] = "fi", ["\t"] = " ", ["\n"] = " ", ["\u00A0"] = " ", ["\u3000"] = " ", ["e\u0301"] = "é", ["е\u0308"] = "ё", ["か\u3099"] = "が", ["\u200B"] = "", ["１"] = "1",
    });

    private static string Model(bool bytes = false, params (string, double)[] more) => new JsonObject
    {
        ["type"] = "Unigram",
        ["unk_id"] = 3,
        ["byte_fallback"] = bytes,
        ["vocab"] = new JsonArray([.. Pieces.Concat(more).Select(p => new JsonArray(p.Item1, p.Item2))]),
    }.ToJsonString();

    private static string Metaspace(string scheme = "always", bool split = true) => $$"""{"type":"Metaspace","replacement":"▁","prepend_scheme":"{{scheme}}","split":{{(split ? "true" : "false")}}}""";

    [Theory]
    [InlineData("hello world", "▁hello|▁world")]
    [InlineData("hell", "▁hell")]
    [InlineData("hello  hello", "▁hello|▁|▁hello")]
    [InlineData(" hello", "▁hello")]
    [InlineData("你好世界", "▁你好|世界")]
    [InlineData("好世", "▁|好|世")]
    [InlineData("こんにちは", "▁こんにちは")]
    [InlineData("안녕하세요", "▁안녕|하세요")]
    [InlineData("مرحبا", "▁مرحبا")]
    [InlineData("café", "▁café")]
    [InlineData("😀", "▁😀")]
    [InlineData("ab", "▁|ab")] // -3 - 6 and -4 - 5: the first way found stays where another is only as good
    [InlineData("zz a", "▁|<unk>|▁a")] // unknown characters in a row are one token
    [InlineData("z<unk>z", "▁|<unk>")]
    [InlineData("", "")]
    public void The_way_with_the_best_score_is_taken(string text, string expected) => Expect(TinyModel.Tokenizer(Model(), splitter: Metaspace()), Vocabulary, text, expected);

    [Theory]
    [InlineData("ﬁn Ａ１", "▁|fi|n|▁|A|1")]
    [InlineData("cafe\u0301\tcafé", "▁café|▁café")]
    [InlineData("е\u0308\u3000が", "▁|ё|▁|が")]
    [InlineData("か\u3099", "▁|<unk>")] // six bytes are too many for a grapheme to be looked up as a whole
    [InlineData("hel\u200Blo\r\nworld", "▁hello|<unk>|▁world")] // of a line end of two signs only the second is known, but as no beginning of the whole
    public void A_precompiled_map_replaces_graphemes_and_characters(string text, string expected) =>
        Expect(TinyModel.Tokenizer(Model(), $$"""{"type":"Precompiled","precompiled_charsmap":"{{Map}}"}""", Metaspace()), Vocabulary, text, expected);

    [Theory]
    [InlineData("always", "hello <s>hello", "▁hello|▁|<s>|▁hello")]
    [InlineData("first", "hello <s>ello", "▁hello|▁|<s>|ello")]
    [InlineData("first", "<s>ello", "<s>|ello")]
    [InlineData("never", "ello world", "ello|▁world")]
    public void The_mark_of_a_word_is_put_where_the_scheme_says(string scheme, string text, string expected) =>
        Expect(TinyModel.Tokenizer(Model(), splitter: Metaspace(scheme), added: """[{"id":0,"content":"<s>","single_word":false,"lstrip":false,"rstrip":false,"normalized":false,"special":true}]"""), Vocabulary, text, expected);

    [Theory]
    [InlineData(true, false, "▁hello|<s>|▁hello")]
    [InlineData(false, true, "▁hello|▁|<s>|▁hello")]
    [InlineData(false, false, "▁hello|▁|<s>|▁hello")]
    [InlineData(true, true, "▁hello|<s>|▁hello")]
    public void An_added_token_takes_the_spaces_around_it_if_it_is_to(bool before, bool after, string expected) =>
        Expect(TinyModel.Tokenizer(Model(), splitter: Metaspace(), added: $$"""[{"id":0,"content":"<s>","single_word":false,"lstrip":{{(before ? "true" : "false")}},"rstrip":{{(after ? "true" : "false")}},"normalized":false,"special":true}]"""), Vocabulary, "hello <s> hello", expected);

    [Fact]
    public void Without_splitting_a_token_may_reach_over_a_space() => Expect(TinyModel.Tokenizer(Model(more: ("▁a▁b", -1)), splitter: Metaspace(split: false)), [.. Vocabulary, "▁a▁b"], "a b", "▁a▁b");

    [Fact]
    public void An_unknown_character_becomes_its_bytes_where_all_of_them_are_tokens()
    {
        (string, double)[] bytes = [("<0xE2>", -9), ("<0x82>", -9), ("<0xAC>", -9)];
        Expect(TinyModel.Tokenizer(Model(true, bytes), splitter: Metaspace()), [.. Vocabulary, "<0xE2>", "<0x82>", "<0xAC>"], "€ £", "▁|<0xE2>|<0x82>|<0xAC>|▁|<unk>");
    }

    [Fact]
    public void Spaces_in_a_row_are_one_where_a_pattern_makes_them_one() =>
        Expect(TinyModel.Tokenizer(Model(), """{"type":"Replace","pattern":{"Regex":" {2,}"},"content":" "}""", Metaspace()), Vocabulary, "hello   world", "▁hello|▁world");
}
