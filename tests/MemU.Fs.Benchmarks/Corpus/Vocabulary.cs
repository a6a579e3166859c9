using MemU.Fs.Index.Embedded;
using MemU.Fs.Index.Embedded.Languages;

namespace MemU.Fs.Benchmarks.Corpus;

/// <summary>
/// A vocabulary whose words occur as often as those of a language do (Zipf), every second one a term of English, so that questions have words of near meaning,
/// the others made up; the same on every machine.
/// </summary>
internal sealed class Vocabulary
{
    private const int Words = 50_000;

    // characters that are common in Chinese text
    private const string Characters =
        "的一是不了人我在有他这中大来上国个到说们为子和你地出道也时年得就那要下以生会自着去之过家学对可她里后小么心多天而能好都然没日于起还发成事只作当想看文无开手十用主行方又如前所本见经头面公同三已老从动两长知民样现分将外但身些与高意进把法此实回二理美点月明其种声全工己话儿者向情部正名定女问力机给等几很业最间新什打便位因重被走电四第门相次东政海口使教西再平真听世气信北少关并内加化由却代军产入先山五太水万市眼体别处总才场师书比住员九笑性通目华报立马命张活难神数件安表原车白应路期叫死常提感金何更反合放做系计或司利受光王果亲界及今京务制解各任至清物台象记边共风战干接它许八特觉望直服毛林题建南度统色字请交爱让认算论百吃义科怎元社术结六功指思非流每青管夫连远资队跟带花快条院变联言权往展该领传近留红治决周保达办运武半候七必城父强步完革深区即求品士转量空甚众技轻程告江语英基派满式李息写呢识极令黄德收脸钱党倒未持取设始版双历越史商千片容研像找友孩站广改议形委早房音火际则首单据导影失拿网香似斯专石若兵弟谁校读志飞观争究包组造落视济喜离虽坏";

    private readonly string[] _latin = new string[Words];
    private readonly string[] _chinese = new string[Words];
    private readonly double[] _reach = new double[Words];

    public Vocabulary()
    {
        var random = new Random(20_261_123);
        var english = WordVectors.All!.Terms(WordLanguages.English).ToArray();
        random.Shuffle(english);
        var taken = 0;
        Fill(_latin, n => n % 2 == 0 && taken < english.Length ? english[taken++] : NextLatin(random, n));
        Fill(_chinese, _ => NextChinese(random));
        var total = 0.0;
        for (var i = 0; i < Words; i++) _reach[i] = total += 1.0 / (i + 1);
        for (var i = 0; i < Words; i++) _reach[i] /= total;
    }

    /// <summary>A word, the first ones the most often.</summary>
    public string Latin(Random random) => _latin[Rank(random)];

    /// <summary>A Chinese word of one to three characters.</summary>
    public string Chinese(Random random) => _chinese[Rank(random)];

    /// <summary>A rare word.</summary>
    public string Rare(Random random) => _latin[random.Next(Words / 2, Words)];

    private int Rank(Random random) => Array.BinarySearch(_reach, random.NextDouble()) is var at && at < 0 ? Math.Min(~at, Words - 1) : at;

    private static void Fill(string[] words, Func<int, string> next)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < words.Length;)
            if (next(i) is var word && seen.Add(word)) words[i++] = word;
    }

    private static string NextLatin(Random random, int rank)
    {
        const string Consonants = "bcdfghjklmnprstvz", Vowels = "aeiou";
        var syllables = rank < 500 ? random.Next(1, 3) : random.Next(2, 5);
        var word = new System.Text.StringBuilder();
        for (var i = 0; i < syllables; i++)
        {
            word.Append(Consonants[random.Next(Consonants.Length)]).Append(Vowels[random.Next(Vowels.Length)]);
            if (random.Next(3) == 0) word.Append("nrslmt"[random.Next(6)]);
        }
        return word.ToString();
    }

    private static string NextChinese(Random random)
    {
        Span<char> word = stackalloc char[random.Next(10) switch { 0 => 1, < 8 => 2, _ => 3 }];
        for (var i = 0; i < word.Length; i++) word[i] = Characters[random.Next(Characters.Length)];
        return word.ToString();
    }
}
