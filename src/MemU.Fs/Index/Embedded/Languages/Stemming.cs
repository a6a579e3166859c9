using Lucene.Net.Analysis.Ar;
using Lucene.Net.Analysis.Bg;
using Lucene.Net.Analysis.Cz;
using Lucene.Net.Analysis.De;
using Lucene.Net.Analysis.El;
using Lucene.Net.Analysis.Es;
using Lucene.Net.Analysis.Fi;
using Lucene.Net.Analysis.Fr;
using Lucene.Net.Analysis.Hi;
using Lucene.Net.Analysis.Hu;
using Lucene.Net.Analysis.Id;
using Lucene.Net.Analysis.It;
using Lucene.Net.Analysis.No;
using Lucene.Net.Analysis.Pt;
using Lucene.Net.Analysis.Ru;
using Lucene.Net.Analysis.Sv;
using Lucene.Net.Tartarus.Snowball;
using Lucene.Net.Tartarus.Snowball.Ext;

namespace MemU.Fs.Index.Embedded.Languages;

/// <summary>Lucene.Net's stemmers, made when a language is first met. Not for use from several threads at once.</summary>
internal sealed class Stemming
{
    private readonly Func<char[], int, int>?[] _stemmers = new Func<char[], int, int>?[32];

    /// <summary>Writes the word's stem over it; returns its length.</summary>
    /// <param name="language">The word's language.</param>
    /// <param name="word">The word in lower case, with room for what a stem may need more.</param>
    /// <param name="length">The word's length.</param>
    public int Stem(Language language, char[] word, int length) => (_stemmers[(int)language] ??= Make(language))(word, length);

    private static Func<char[], int, int> Make(Language language) => language switch
    {
        Language.German => new GermanLightStemmer().Stem,
        Language.French => new FrenchLightStemmer().Stem,
        Language.Spanish => new SpanishLightStemmer().Stem,
        Language.Italian => new ItalianLightStemmer().Stem,
        Language.Portuguese => new PortugueseLightStemmer().Stem,
        Language.Swedish => new SwedishLightStemmer().Stem,
        Language.Norwegian => new NorwegianLightStemmer(NorwegianStandard.BOKMAAL | NorwegianStandard.NYNORSK).Stem,
        Language.Finnish => new FinnishLightStemmer().Stem,
        Language.Hungarian => new HungarianLightStemmer().Stem,
        Language.Czech => new CzechStemmer().Stem,
        Language.Russian => new RussianLightStemmer().Stem,
        Language.Bulgarian => new BulgarianStemmer().Stem,
        Language.Greek => new GreekStemmer().Stem,
        Language.Indonesian => Indonesian,
        Language.Arabic => new ArabicStemmer().Stem,
        Language.Hindi => Hindi,
        Language.Dutch => Snowball(new DutchStemmer()),
        Language.Danish => Snowball(new DanishStemmer()),
        Language.Polish or Language.Ukrainian => (word, length) => Endings.Strip(language, word, length),
        Language.Romanian => (word, length) => Endings.Strip(language, word, length),
        Language.Turkish => Endings.Turkish,
        Language.Hebrew => Endings.Hebrew,
        _ => (_, length) => length,
    };

    private static int Indonesian(char[] word, int length) => new IndonesianStemmer().Stem(word, length, stemDerivational: false);

    private static int Hindi(char[] word, int length)
    {
        length = new HindiNormalizer().Normalize(word, length);
        return new HindiStemmer().Stem(word, length);
    }

    private static Func<char[], int, int> Snowball(SnowballProgram program) => (word, length) =>
    {
        program.SetCurrent(word, length);
        program.Stem();
        var stem = Math.Min(program.CurrentBufferLength, word.Length);
        Array.Copy(program.CurrentBuffer, word, stem);
        return stem;
    };
}
