using MemU.Fs.Index.Embedded;
using Xunit;

namespace MemU.Fs.Tests.Index;

public sealed class ScriptTests : IndexTest
{
    private static readonly string[] Corpus =
    [
        "我昨天在北京喝了乌龙茶", "東京タワーの近くで猫を見た", "나는 서울에서 김치찌개를 먹었다", "Я вчера купил новый велосипед в Москве", "मुझे सुबह चाय पीना पसंद है",
        "أحب شرب القَهوة في الصباح", "ฉันชอบกินข้าวผัดกุ้ง", "Le café était fermé", "Die Straße nach Zürich ist gesperrt", "Η Αθήνα είναι όμορφη", "אני אוהב לשתות תה ירוק",
        "The parser in src/MemU.Fs/FrontMatter.cs throws ERR_BAD_YAML since v1.2.3 when maxDepth is 0x80070005", "Ana wrote it in C# and F#, never C++",
        "She went hiking; the children's e-mail was well-known 🍵",
    ];

    [Theory]
    [InlineData("茶", 0)]
    [InlineData("北京", 0)]
    [InlineData("乌龙茶", 0)]
    [InlineData("你喜欢什么乌龙茶？", 0)]
    [InlineData("猫", 1)]
    [InlineData("タワー", 1)]
    [InlineData("東京", 1)]
    [InlineData("서울", 2)]
    [InlineData("김치찌개", 2)]
    [InlineData("김치", 2)]
    [InlineData("велосипед", 3)]
    [InlineData("ВЕЛОСИПЕД", 3)]
    [InlineData("चाय", 4)]
    [InlineData("قهوة", 5)]
    [InlineData("القهوه", 5)]
    [InlineData("ข้าวผัด", 6)]
    [InlineData("กุ้ง", 6)]
    [InlineData("café", 7)]
    [InlineData("cafe\u0301", 7)]
    [InlineData("CAFE", 7)]
    [InlineData("strasse", 8)]
    [InlineData("Zurich", 8)]
    [InlineData("αθηνα", 9)]
    [InlineData("תה", 10)]
    [InlineData("ERR_BAD_YAML", 11)]
    [InlineData("yaml", 11)]
    [InlineData("frontmatter", 11)]
    [InlineData("front matter", 11)]
    [InlineData("FrontMatter.cs", 11)]
    [InlineData("1.2.3", 11)]
    [InlineData("depth", 11)]
    [InlineData("0x80070005", 11)]
    [InlineData("c#", 12)]
    [InlineData("C++", 12)]
    [InlineData("Where did she go for a hike?", 13)]
    [InlineData("email", 13)]
    [InlineData("child", 13)]
    [InlineData("🍵", 13)]
    public void T20_words_of_every_script_are_found(string question, int expected)
    {
        using var index = Open();
        Feed(index, Corpus.Select((text, i) => Item($"{i:00}.md", text)));
        Assert.Equal($"{expected:00}.md", Paths(Ask(index, question)).FirstOrDefault());
    }

    [Fact]
    public void T20_nfc_and_nfd_are_the_same_text()
    {
        using var index = Open();
        Feed(index, Item("a.md", "cafe\u0301 cre\u0300me"), Item("b.md", "thé"));
        Assert.Equal(["a.md"], Paths(Ask(index, "crème")));
        Assert.Equal(["b.md"], Paths(Ask(index, "the\u0301")));
    }

    [Theory]
    [InlineData("caresses", "caress")]
    [InlineData("ponies", "poni")]
    [InlineData("relational", "relat")]
    [InlineData("hopping", "hop")]
    [InlineData("hoping", "hope")]
    [InlineData("conflated", "conflat")]
    [InlineData("adjustable", "adjust")]
    [InlineData("effective", "effect")]
    [InlineData("controll", "control")]
    [InlineData("generalizations", "gener")]
    [InlineData("happy", "happi")]
    [InlineData("sky", "sky")]
    [InlineData("went", "go")]
    public void Porter_gives_the_published_stems(string word, string stem)
    {
        var buffer = new TermBuffer();
        new TextAnalysis().Analyze(word, buffer);
        Assert.Equal(stem, buffer[0].ToString());
    }
}
