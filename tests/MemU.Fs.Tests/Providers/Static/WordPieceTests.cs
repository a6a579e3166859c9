using System.Text.Json.Nodes;
using Xunit;

namespace MemU.Fs.Tests.Providers.Static;

public sealed class WordPieceTests : TokenizerTest
{
    private const string Added = """
        [{"id":0,"content":"[PAD]","single_word":false,"lstrip":false,"rstrip":false,"normalized":false,"special":true},
         {"id":4,"content":"[MASK]","single_word":false,"lstrip":true,"rstrip":false,"normalized":false,"special":true},
         {"id":90,"content":"New York","single_word":true,"lstrip":false,"rstrip":false,"normalized":true,"special":false}]
        """;

    private static readonly string[] Vocabulary =
    [
        "[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "hello", "world", "un", "##believ", "##able", "##a", "cafe", "caf", "##é", "##s", "don", "'", "t", "!", ".", "，", "new", "york", "i", "##stanbul", "istanbul",
        "你", "好", "世", "界", "か", "##き", "カ", "##ー", "ト", "\u110B\u1161\u11AB", "##\u1102\u1167\u11BC", "안녕", "مرحبا", "عليكم", "😀", "##😀", "σισυφοσ", "naive", "naïve", "𝐇", "##𝐢", "a", "##b", "x", "##x", "i\u0307stanbul",
    ];

    private static string Tokenizer(string normalizer) => TinyModel.Tokenizer(TinyModel.WordPiece(Vocabulary), normalizer, """{"type":"BertPreTokenizer"}""", Added);

    private const string Uncased = """{"type":"BertNormalizer","clean_text":true,"handle_chinese_chars":true,"strip_accents":null,"lowercase":true}""";

    [Theory]
    [InlineData("Hello  world!", "hello|world|!")]
    [InlineData("unbelievable", "un|##believ|##able")]
    [InlineData("unbelievables unbelievabl", "un|##believ|##able|##s|[UNK]")] // a rest that is no token makes the whole word unknown
    [InlineData("Café cafe\u0301s", "cafe|cafe|##s")]
    [InlineData("don't.", "don|'|t|.")]
    [InlineData("你好，世界", "你|好|，|世|界")]
    [InlineData("hello你好world", "hello|你|好|world")]
    [InlineData("がぎ カード", "か|##き|[UNK]")] // the voicing mark is an accent, and of ド only ト remains
    [InlineData("안녕", "\u110B\u1161\u11AB|##\u1102\u1167\u11BC")] // decomposed with the accents
    [InlineData("مَرْحَبًا عَلَيْكُم", "مرحبا|عليكم")]
    [InlineData("😀😀 😀", "😀|##😀|😀")]
    [InlineData("ΣΊΣΥΦΟΣ", "σισυφοσ")]
    [InlineData("İstanbul", "istanbul")]
    [InlineData("naïve", "naive")]
    [InlineData("a\u0000b\uFFFD x\u200Bx\tx\u3000x", "a|##b|x|##x|x|x")]
    [InlineData("\uD835\uDC07", "𝐇")]
    [InlineData("", "")]
    [InlineData(" \t\n", "")]
    public void Words_are_cut_as_BERT_cuts_them(string text, string expected) => Expect(Tokenizer(Uncased), Vocabulary, text, expected);

    [Theory]
    [InlineData("naïve nai\u0308ve", "naïve|naïve")]
    [InlineData("안녕 \u110B\u1161\u11AB\u1102\u1167\u11BC", "안녕|안녕")]
    [InlineData("cafés", "caf|##é|##s")]
    [InlineData("İSTANBUL", "i\u0307stanbul")] // a letter whose lower case is two
    public void Composed_and_decomposed_are_the_same_where_a_normal_form_says_so(string text, string expected) => Expect(Tokenizer("""{"type":"Sequence","normalizers":[{"type":"NFC"},{"type":"Lowercase"}]}"""), Vocabulary, text, expected);

    [Theory]
    [InlineData("naïve", "naive")]
    [InlineData("İstanbul", "istanbul")]
    public void Accents_go_where_a_sequence_takes_them_away(string text, string expected) => Expect(Tokenizer("""{"type":"Sequence","normalizers":[{"type":"NFD"},{"type":"Lowercase"},{"type":"StripAccents"}]}"""), Vocabulary, text, expected);

    [Theory]
    [InlineData("hello [MASK]world", "hello|[MASK]|world")]
    [InlineData("[PAD]hello", "[PAD]|hello")]
    [InlineData("[pad]", "[UNK]|[UNK]|[UNK]")] // not normalized, so it is found only as it stands
    [InlineData("NEW YORK new yorks", "#52|new|york|##s")] // normalized, and found as a word by itself
    [InlineData("hello New York!", "hello|#52|!")]
    public void Added_tokens_are_found_as_a_whole_before_anything_is_cut(string text, string expected) => Expect(Tokenizer(Uncased), Vocabulary, text, expected);

    [Fact]
    public void A_word_of_more_than_the_most_characters_is_unknown()
    {
        var model = (JsonObject)JsonNode.Parse(TinyModel.WordPiece("[UNK]", "a", "##a", "😀", "##😀"))!;
        model["max_input_chars_per_word"] = 3;
        var tokenizer = TinyModel.Tokenizer(model.ToJsonString(), splitter: """{"type":"WhitespaceSplit"}""");
        Expect(tokenizer, ["[UNK]", "a", "##a", "😀", "##😀"], "aaa aaaa 😀😀😀 😀😀😀😀", "a|##a|##a|[UNK]|😀|##😀|##😀|[UNK]");
    }

    [Theory]
    [InlineData("Right", "a|a")]
    [InlineData("Left", "x|x")]
    public void A_tokenizer_that_truncates_keeps_one_end(string direction, string expected) =>
        Expect(TinyModel.Tokenizer(TinyModel.WordPiece(Vocabulary), "null", """{"type":"WhitespaceSplit"}""", truncation: $$"""{"direction":"{{direction}}","max_length":2,"strategy":"LongestFirst","stride":0}"""), Vocabulary, "a a i x x", expected);
}
