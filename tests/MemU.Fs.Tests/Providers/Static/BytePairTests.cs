using System.Text.Json.Nodes;
using Xunit;

namespace MemU.Fs.Tests.Providers.Static;

public sealed class BytePairTests : TokenizerTest
{
    private static readonly (string Left, string Right)[] Merges =
    [
        ("h", "e"), ("l", "l"), ("he", "ll"), ("hell", "o"), ("Ġ", "w"), ("o", "r"), ("Ġw", "or"), ("Ġwor", "l"), ("Ġworl", "d"), ("'", "t"), ("1", "2"), ("ä", "½"), ("ä½", "ł"), ("å", "¥"), ("å¥", "½"), ("ð", "Ł"), ("ðŁ", "ĺ"), ("ðŁĺ", "Ģ"), ("Ġ", "Ġ"),
    ];

    private static readonly string[] Vocabulary = [.. Alphabet(), .. Merges.Select(m => m.Left + m.Right)];

    private static IEnumerable<string> Alphabet()
    {
        var next = 256;
        for (var b = 0; b < 256; b++) yield return ((char)(b is (>= 33 and <= 126) or (>= 161 and <= 172) or >= 174 ? b : next++)).ToString();
    }

    private static string Model(bool pairs, string settings = "{}")
    {
        var model = (JsonObject)JsonNode.Parse(settings)!;
        model["type"] = "BPE";
        model["vocab"] = TinyModel.Numbered(Vocabulary);
        model["merges"] = new JsonArray([.. Merges.Select(m => pairs ? new JsonArray(m.Left, m.Right) : (JsonNode)$"{m.Left} {m.Right}")]);
        return model.ToJsonString();
    }

    private const string ByteLevel = """{"type":"ByteLevel","add_prefix_space":false,"trim_offsets":true,"use_regex":true}""";

    [Theory]
    [InlineData("hello world", "hello|Ġworld")]
    [InlineData("hell", "hell")]
    [InlineData("llhe", "ll|he")]
    [InlineData("don't", "d|o|n|'t")]
    [InlineData("hello   world", "hello|ĠĠ|Ġworld")] // the last of several spaces belongs to the word
    [InlineData("a12 12", "a|12|Ġ|12")]
    [InlineData("你好", "ä½ł|å¥½")]
    [InlineData("😀", "ðŁĺĢ")]
    [InlineData("é e\u0301", "Ã|©|Ġ|e|Ì|ģ")]
    [InlineData("\n\n", "Ċ|Ċ")]
    [InlineData("", "")]
    public void Pairs_are_merged_in_the_order_in_which_they_were_learned(string text, string expected)
    {
        Expect(TinyModel.Tokenizer(Model(pairs: true), splitter: ByteLevel), Vocabulary, text, expected);
        Expect(TinyModel.Tokenizer(Model(pairs: false), splitter: ByteLevel), Vocabulary, text, expected);
    }

    [Theory]
    [InlineData("𝐇𝐢! 𠀀", "ð|Ŀ|Ĳ|ĩ|ð|Ŀ|Ĳ|¢|!|Ġ|ð|ł|Ģ|Ģ")]
    [InlineData("hello12world", "hello|12|w|or|l|d")]
    public void A_pattern_sees_letters_beyond_the_basic_plane(string text, string expected) =>
        Expect(TinyModel.Tokenizer(Model(pairs: true), splitter: """{"type":"Sequence","pretokenizers":[{"type":"Split","pattern":{"Regex":"\\p{L}+|\\p{N}{1,3}| ?[^\\s\\p{L}\\p{N}]+|\\s+"},"behavior":"Isolated","invert":false},{"type":"ByteLevel","add_prefix_space":false,"trim_offsets":true,"use_regex":false}]}"""), Vocabulary, text, expected);

    [Fact]
    public void A_letter_beyond_the_basic_plane_is_left_out_like_any_other() =>
        Expect(TinyModel.Tokenizer(Model(pairs: true), splitter: """{"type":"Sequence","pretokenizers":[{"type":"Split","pattern":{"Regex":"\\p{L}+"},"behavior":"Removed","invert":false},{"type":"ByteLevel","add_prefix_space":false,"trim_offsets":true,"use_regex":false}]}"""), Vocabulary, "𝐇1𠀀a12", "1|12");

    [Theory]
    [InlineData("b c,a b", "a|bc")] // the first learned, though another stands before it
    [InlineData("a b,b c", "ab|c")]
    [InlineData("b c,a b,a bc", "abc")] // what a and b would have become is forgotten when b is taken
    [InlineData("a b,ab c,b c", "abc")]
    public void A_pair_that_shares_a_symbol_with_an_earlier_one_is_not_merged(string merges, string expected)
    {
        string[] vocabulary = ["a", "b", "c", "ab", "bc", "abc"];
        var model = new JsonObject { ["type"] = "BPE", ["vocab"] = TinyModel.Numbered(vocabulary), ["merges"] = new JsonArray([.. merges.Split(',').Select(m => (JsonNode)m)]) };
        Expect(TinyModel.Tokenizer(model.ToJsonString()), vocabulary, "abc", expected);
    }

    [Fact]
    public void A_prefix_space_makes_the_first_word_like_any_other() =>
        Expect(TinyModel.Tokenizer(Model(pairs: true), splitter: """{"type":"ByteLevel","add_prefix_space":true,"trim_offsets":true,"use_regex":true}"""), Vocabulary, "world world", "Ġworld|Ġworld");

    [Fact]
    public void Unknown_characters_are_one_or_several_as_the_file_says()
    {
        string[] vocabulary = ["<unk>", "a", "b", "ab"];
        foreach (var (fuse, expected) in ((bool, string)[])[(true, "<unk>|ab|<unk>"), (false, "<unk>|<unk>|ab|<unk>")])
        {
            var model = new JsonObject { ["type"] = "BPE", ["unk_token"] = "<unk>", ["fuse_unk"] = fuse, ["vocab"] = TinyModel.Numbered(vocabulary), ["merges"] = new JsonArray(new JsonArray("a", "b")) };
            Expect(TinyModel.Tokenizer(model.ToJsonString()), vocabulary, "xyabz", expected);
        }
    }

    [Fact]
    public void Tokens_within_and_at_the_end_of_a_word_may_look_different()
    {
        string[] vocabulary = ["a", "##a", "##b</w>", "a</w>", "a##a", "aa", "aab</w>"];
        var model = new JsonObject { ["type"] = "BPE", ["continuing_subword_prefix"] = "##", ["end_of_word_suffix"] = "</w>", ["vocab"] = TinyModel.Numbered(vocabulary), ["merges"] = new JsonArray("a ##a", "aa ##b</w>") };
        Expect(TinyModel.Tokenizer(model.ToJsonString(), splitter: """{"type":"WhitespaceSplit"}"""), vocabulary, "aab a aa", "aab</w>|a</w>|a");
    }

    [Fact]
    public void Whole_words_come_first_where_merges_are_to_be_ignored() =>
        Expect(TinyModel.Tokenizer(Model(pairs: true, """{"ignore_merges":true}""").Replace("\"hell\":", "\"llhe\":", StringComparison.Ordinal).Replace("[\"he\",\"ll\"]", "[\"h\",\"e\"]", StringComparison.Ordinal).Replace("[\"hell\",\"o\"]", "[\"l\",\"l\"]", StringComparison.Ordinal), splitter: ByteLevel),
            [.. Vocabulary.Select(t => t == "hell" ? "llhe" : t)], "llhe", "llhe");
}
