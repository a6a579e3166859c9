using MemU.Fs.Index.Embedded;
using MemU.Fs.Index.Embedded.Languages;
using Xunit;

namespace MemU.Fs.Tests.Index;

/// <summary>A question finds a memory of the same language when its words stand in other forms.</summary>
public sealed class LanguageTests : IndexTest
{
    [Theory]
    [InlineData("Wir haben gestern zwei Hunde aus dem Tierheim geholt", "Woher kommt der Hund?")]
    [InlineData("Die Häuser in unserer Straße sind alle aus Backstein", "welches haus ist aus Backstein?")]
    [InlineData("Nous avons adopté deux chevaux l'année dernière", "depuis quand avons-nous un cheval ?")]
    [InlineData("Elle adore les gâteaux au chocolat", "quel gateau aime-t-elle ?")]
    [InlineData("Mis hermanas viven en Cádiz desde hace años", "¿dónde vive mi hermana?")]
    [InlineData("Las canciones de mi abuela eran muy tristes", "¿cómo era la cancion de la abuela?")]
    [InlineData("Ho comprato due biciclette rosse per i bambini", "di che colore è la bicicletta del bambino?")]
    [InlineData("Os meus irmãos moram em Coimbra", "onde mora o meu irmão?")]
    [InlineData("Wij hebben drie katten en een oude hond", "hoeveel kat heeft hij?")]
    [InlineData("Mina bröder bor i Göteborg sedan många år", "var bor min bror?")]
    [InlineData("Hun har købt nye cykler til børnene", "hvilken cykel har hun købt?")]
    [InlineData("Vi har kjøpt to epler og noen bananer", "hvor er eplet?")]
    [InlineData("Minulla on kaksi koiraa ja yksi kissa", "minkä värinen koira on?")]
    [InlineData("Kupiłem wczoraj dwie czerwone książki", "o czym jest ta książka?")]
    [InlineData("Мы купили две книги про космос", "о чём книга?")]
    [InlineData("Мої сестри живуть у Львові", "де живе моя сестра?")]
    [InlineData("Οι σκύλοι του παππού κοιμούνται στον κήπο", "πού είναι ο σκύλος;")]
    [InlineData("اشترينا السيارات الجديدة من السوق", "أين سيارة أحمد؟")]
    [InlineData("كتبت رسالة إلى المعلم", "ما هي الرسالة؟")]
    [InlineData("קנינו שני ספרים על החלל", "על מה הספר?")]
    [InlineData("मैंने कल दो किताबें खरीदीं", "किताब कहाँ है?")]
    [InlineData("Dün iki yeni kitap aldım, kitaplarım masada", "kitabın nerede?")]
    [InlineData("Saya sudah membeli bukunya kemarin untuk adik", "di mana buku itu?")]
    public void A_word_is_found_in_its_other_forms(string memory, string question)
    {
        using var index = Open();
        Feed(index, Item("it.md", memory), Item("other.md", "zzz qqq"));
        Assert.Equal(["it.md"], Paths(Ask(index, question)));
    }

    [Theory]
    [InlineData("我在臺北買了一臺電腦", "台北的电脑")]
    [InlineData("他的头发很乾燥", "干燥的頭髮")]
    [InlineData("図書館で本を借りた", "图书馆")]
    public void Traditional_simplified_and_Japanese_forms_of_a_character_find_each_other(string memory, string question)
    {
        using var index = Open();
        Feed(index, Item("it.md", memory), Item("other.md", "完全不同的内容"));
        Assert.Equal("it.md", Paths(Ask(index, question)).First());
        Feed(index, Item("it.md", question));
        Assert.Equal("it.md", Paths(Ask(index, memory)).First());
    }

    [Fact]
    public void What_stands_exactly_so_comes_before_another_form_of_it()
    {
        using var index = Open();
        Feed(index, Item("plural.md", "Die Hunde sind im Garten und spielen"), Item("singular.md", "Der Hund ist im Garten und spielt"));
        Assert.Equal("plural.md", Paths(Ask(index, "Wo sind die Hunde?")).First());
        Assert.Equal("singular.md", Paths(Ask(index, "Wo ist der Hund?")).First());
    }

    [Theory]
    [InlineData("When did we move the piano, and who paid for it?", "English")]
    [InlineData("Wann haben wir das Klavier umgezogen und wer hat es bezahlt?", "German")]
    [InlineData("Quand est-ce que nous avons déménagé le piano ?", "French")]
    [InlineData("¿Cuándo movimos el piano y quién lo pagó?", "Spanish")]
    [InlineData("Quando abbiamo spostato il pianoforte e chi l'ha pagato?", "Italian")]
    [InlineData("Quando é que mudámos o piano e quem o pagou?", "Portuguese")]
    [InlineData("Wanneer hebben we de piano verhuisd en wie heeft het betaald?", "Dutch")]
    [InlineData("När flyttade vi pianot och vem har betalat det?", "Swedish")]
    [InlineData("Коли ми перевезли піаніно і хто це оплатив?", "Ukrainian")]
    [InlineData("Когда мы перевезли пианино и кто за это заплатил?", "Russian")]
    [InlineData("Kiedy przewieźliśmy pianino i kto za to zapłacił, czy ty?", "Polish")]
    [InlineData("Piano", "Unknown")]
    [InlineData("", "Unknown")]
    [InlineData("我们什么时候搬的钢琴？", "Unknown")]
    public void A_text_tells_its_language_by_its_function_words(string text, string language) => Assert.Equal(language, LanguageGuess.Of(text).ToString());

    [Theory]
    [InlineData("ກາເຟ", "ຂ້ອຍມັກກາເຟ")]
    [InlineData("កាហ្វេ", "ខ្ញុំចូលចិត្តកាហ្វេ")]
    [InlineData("ＡＢＣ１２３", "the code is abc123")]
    public void T20_words_of_Lao_and_Khmer_and_full_width_letters_are_found(string question, string memory)
    {
        using var index = Open();
        Feed(index, Item("it.md", memory), Item("other.md", "完全 совсем другое अलग แตกต่าง different"));
        Assert.Equal(["it.md"], Paths(Ask(index, question)));
    }

    [Fact]
    public void Folding_characters_twice_changes_nothing_and_text_without_any_is_the_same_object()
    {
        var all = new string([.. Enumerable.Range(0x3400, 0x9fff - 0x3400 + 1).Select(c => (char)c)]);
        Assert.Equal(HanFolding.Fold(all), HanFolding.Fold(HanFolding.Fold(all)));
        const string Plain = "no Chinese, 简体字";
        Assert.Same(Plain, HanFolding.Fold(Plain));
    }
}
