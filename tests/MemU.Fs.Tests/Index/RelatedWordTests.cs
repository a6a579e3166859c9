using System.Text;
using MemU.Fs.Index;
using MemU.Fs.Index.Embedded;
using MemU.Fs.Index.Embedded.Languages;
using MemU.Fs.Model;
using Xunit;

namespace MemU.Fs.Tests.Index;

/// <summary>A question finds what says the same in other words, or in another language, without a model.</summary>
public sealed class RelatedWordTests : IndexTest
{
    private static readonly IndexedFile[] Files =
    [
        Item("sofa.md", "They bought a new couch and two armchairs."), Item("dog.md", "The puppy sleeps in the kitchen."), Item("car.md", "My automobile broke down near the bridge."),
        Item("doctor.md", "The physician said the knee needs rest."), Item("zh.md", "我们家的狗很喜欢在公园里跑步"), Item("de.md", "Wir haben im Garten einen Hund und eine Katze und die Kinder spielen mit ihnen."),
        Item("fr.md", "Nous avons acheté une voiture et elle est dans le garage avec les vélos."), Item("ko.md", "우리는 주말에 자동차 여행을 갔다"),
    ];

    [Theory]
    [InlineData("Where is the sofa?", "sofa.md")]
    [InlineData("Which car broke?", "car.md")]
    [InlineData("What did the doctor say?", "doctor.md")]
    [InlineData("Where is the dog asleep?", "dog.md")]
    public void A_question_finds_what_is_said_in_other_words(string question, string path)
    {
        using var index = Open(related: true);
        Feed(index, Files);
        Assert.Equal(path, Ask(index, question).Items[0].Path);
    }

    [Theory]
    [InlineData("dog garden cat", "de.md")]
    [InlineData("狗 猫", "de.md")]
    [InlineData("Hund", "zh.md")]
    [InlineData("bicycle garage", "fr.md")]
    [InlineData("travelling by car at the weekend", "ko.md")]
    public void A_question_finds_what_is_said_in_another_language(string question, string path)
    {
        using var index = Open(related: true);
        Feed(index, Files);
        Assert.Contains(path, Paths(Ask(index, question)));
    }

    [Fact]
    public void The_word_itself_comes_before_what_is_like_it()
    {
        using var index = Open(related: true);
        Feed(index, Item("like.md", "a couch in the hall"), Item("same.md", "a sofa in the hall"));
        Assert.Equal(["same.md", "like.md"], Paths(Ask(index, "sofa")));
    }

    [Fact]
    public void A_text_with_many_words_like_one_counts_as_if_it_had_the_best_of_them()
    {
        using var index = Open(related: true);
        Feed(index, Item("many.md", "couch armchair furniture cushion recliner mattress"), Item("both.md", "a sofa with a lamp beside it"));
        Assert.Equal("both.md", Ask(index, "sofa lamp").Items[0].Path);
    }

    [Fact]
    public void A_rule_switches_it_off_and_names_and_numbers_are_never_stretched()
    {
        using var index = Open(related: true);
        Feed(index, [.. Files, Item("may.md", "in June we met Melanie"), Item("seven.md", "eight apples")]);
        Assert.DoesNotContain("may.md", Paths(Ask(index, "July Caroline")));
        Assert.DoesNotContain("seven.md", Paths(Ask(index, "nine")));
        index.Rules = new() { RelatedWordFactor = 0 };
        Assert.Empty(Ask(index, "sofa").Items);
    }

    [Fact]
    public void Where_the_words_are_found_a_list_of_related_ones_alone_is_noise_and_stays_empty()
    {
        using var index = Open(related: true);
        Feed(index, Item("like.md", "a couch"), Transcript("talk.md", ("Ana", "the sofa is here")));
        var found = Ask(index, "sofa");
        Assert.Equal((0, 1), (found.Items.Count, found.Resources.Count));
    }

    [Fact]
    public void What_a_model_s_vectors_find_is_never_taken_for_such_noise()
    {
        using var index = Open(space: new("static", "potion", Embedder.Dimensions), related: true);
        index.AddVectors(["about nothing"], [Embedder.Embed("sofa")]);
        Feed(index, Item("near.md", "about nothing"), Item("like.md", "a couch"), Transcript("talk.md", ("Ana", "the sofa is here"), ("Ben", "and a couch")));
        Assert.Contains("near.md", Paths(Ask(index, "sofa", vector: true)));
    }

    [Fact]
    public void The_table_names_its_languages_and_its_nearest_words_mean_the_same()
    {
        var vectors = WordVectors.All!;
        Assert.Contains("vehicl", Near("car", WordLanguages.English, WordLanguages.English));
        Assert.Contains("医生", Near("doctor", WordLanguages.English, WordLanguages.Chinese));
        Assert.Contains("doctor", Near("医生", WordLanguages.Chinese, WordLanguages.English));
        Assert.Contains("katz", Near("cat", WordLanguages.English, (WordLanguages)(1u << (int)Language.German)));
        Assert.Null(vectors.Find("qwzx", (WordLanguages)uint.MaxValue));
        foreach (var (term, section) in new[] { ("car", 0), ("doctor", 0), ("katz", 1) })
        {
            var word = vectors.Find(term, vectors.Language(section))!.Value;
            foreach (var among in new[] { 0, section })
            {
                var cosines = new List<float>();
                vectors.Near(vectors.Vector(word), among, [.. Enumerable.Range(0, vectors.Count(among))], 0.01f, (_, cosine) => cosines.Add(cosine));
                Assert.Equal(cosines.OrderDescending().ElementAt(WordVectors.Nearest - 1), vectors.Reach(word, among), 1e-5);
            }
        }

        IEnumerable<string> Near(string term, WordLanguages of, WordLanguages among)
        {
            var found = new List<(string Term, float Cosine)>();
            for (var section = 0; section < vectors.Sections; section++)
                if ((vectors.Language(section) & among) != 0)
                    vectors.Near(vectors.Vector(vectors.Find(term, of)!.Value), section, [.. Enumerable.Range(0, vectors.Count(section))], 0.5f, (row, cosine) => found.Add((Encoding.UTF8.GetString(vectors.Bytes(new(section, row))), cosine)));
            return found.OrderByDescending(f => f.Cosine).Select(f => f.Term).Take(6);
        }
    }
}
