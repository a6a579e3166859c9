using System.Text.RegularExpressions;
using MemU.Fs.Providers.Offline.Text;

namespace MemU.Fs.Providers.Offline.Rules;

/// <summary>
/// Statements in languages without a vocabulary of their own: a few sure patterns each for French, German, Spanish, Italian, Portuguese, Japanese, Korean
/// and Russian, and dates together with the first person.
/// </summary>
internal static partial class GeneralRules
{
    public static string? Excludes(Clause c) => If().IsMatch(c.Low) ? "hypothetical" : Others().IsMatch(c.Low) ? "others_view" : null;

    public static Finding? Find(Clause c)
    {
        if (Instruction().IsMatch(c.Low)) return Finding.Profile(Sort.Preferences, "standing instruction", weight: 3);
        if (Name().IsMatch(c.Low)) return Finding.Profile(Sort.PersonalInfo, "name", "name", 3);
        if (Health().IsMatch(c.Low)) return Finding.Profile(Sort.PersonalInfo, "health", weight: 3);
        var self = Self().IsMatch(c.Low);
        if ((c.HasRecurrence || Often().IsMatch(c.Low)) && self) return Finding.Behavior(Sort.Habits, "habit");
        if (c.HasPoint && self && !Today().IsMatch(c.Low)) return Finding.Event(Sort.Experiences, "dated event");
        if (Like().IsMatch(c.Low)) return Finding.Profile(Sort.Preferences, "like", weight: 3);
        if (Home().IsMatch(c.Low)) return Finding.Profile(Sort.PersonalInfo, "home", "home", 3);
        if (Relation().IsMatch(c.Low)) return Finding.Profile(Sort.Relationships, "relation", weight: 3);
        if (Work().IsMatch(c.Low)) return Finding.Profile(Sort.WorkLife, "work", "job", 3);
        return null;
    }

    [GeneratedRegex(@"^(?:et |und |y |e |и )?(?:si |s'il|wenn |falls |se |caso |если |бы\b)|もし|たら|만약|(?:ой|л|ла|ли) бы\b", RegexOptions.CultureInvariant, MatchPatience.Milliseconds)]
    private static partial Regex If();

    [GeneratedRegex(@"\b(?:il|elle|er|sie|él|ella|lui|lei|ele|ela|он|она)\s+(?:dit|pense|sagt|meint|glaubt|dice|piensa|pensa|acha|diz|говорит|думает|считает)\b|と言って|だって|라고", RegexOptions.CultureInvariant, MatchPatience.Milliseconds)]
    private static partial Regex Others();

    [GeneratedRegex("""
        \b(?:réponds?(?:-moi)?|répondez(?:-moi)?|antworte|antworten\s+sie|responde|respóndeme|rispondi|rispondimi|responda|отвечай(?:те)?|пиши(?:те)?)\s+(?:\w+\s+){0,2}(?:toujours|en\s|immer|auf\s|kurz|siempre|corto|sempre|em\s|in\s|на\s|кратко|brièvement|brevemente)
        | \b(?:toujours|immer|siempre|sempre|всегда)\s+(?:répond|antwort|respond|rispond|отвеча) | (?:短く|簡潔に|日本語で|結論から)\S*(?:答え|返事|回答|お願い) | (?:짧게|한국어로|간단히)\s*(?:답|대답)
        """, RegexOptions.IgnorePatternWhitespace | RegexOptions.CultureInvariant, MatchPatience.Milliseconds)]
    private static partial Regex Instruction();

    [GeneratedRegex(@"\b(?:je m'appelle|ich heiße|ich heisse|mein name ist|me llamo|mi chiamo|(?:eu )?me chamo|o meu nome é|меня зовут)\s+\w|(?:私|僕|俺)の名前は|と申します|(?:제|내) 이름은", RegexOptions.CultureInvariant, MatchPatience.Milliseconds)]
    private static partial Regex Name();

    [GeneratedRegex("""
        \b(?:je\s+suis|ich\s+bin|soy|sono|(?:eu\s+)?sou|tengo|j'ai|ich\s+habe|ho|tenho|у\s+меня|я)\s+(?:\w+\s+){0,4}?(?:allergi\w+|alérgic\w+|alergia|alergi\w+|allergic\w+|аллерги\w+|végétari\w+|vegetari\w+|vegan\w*|végan\w*|вегетариан\w+|diabét\w+|diabetik\w+|diabetes|asthm\w+|asma|астма|диабет|cœliaque|zöliakie|celíac\w+|celiac\w+)
        | アレルギー|糖尿病|喘息|ベジタリアン | 알레르기|당뇨|천식|채식
        """, RegexOptions.IgnorePatternWhitespace | RegexOptions.CultureInvariant, MatchPatience.Milliseconds)]
    private static partial Regex Health();

    [GeneratedRegex(@"\b(?:je|j'|j’|nous|mon|ma|mes|ich|wir|mein\w*|unser\w*|yo|nosotros|mi|mis|me|nuestr[oa]s?|io|noi|mio|mia|eu|meu|minha|я|мы|мой|моя|мне|наш\w*)\b|\b(?:j'|j’)\w|(?:私|僕|俺|わたし|うち)|(?:저는|나는|제가|내가|우리|저희)|\b(?:he|hemos|tengo|voy|vivo|trabajo|fui|empecé|nado|corro|ho|abbiamo|vado|lavoro|sono|comprei|comecei|vou|trabalho|moro|corro)\b", RegexOptions.CultureInvariant, MatchPatience.Milliseconds)]
    private static partial Regex Self();

    [GeneratedRegex(@"\b(?:toujours|chaque|tous les|toutes les|d'habitude|immer|jeden|jede[sn]?|täglich|normalerweise|meistens|siempre|cada|todos los|todas las|normalmente|sempre|ogni|tutti i|tutte le|di solito|todos os|todas as|toda|todo|costumo|всегда|обычно|кажд\w+|по (?:понедельникам|вторникам|средам|четвергам|пятницам|субботам|воскресеньям|утрам|вечерам))\b|毎(?:日|朝|晩|週|月|年)|いつも|普段|매(?:일|주|달|년)|항상|보통", RegexOptions.CultureInvariant, MatchPatience.Milliseconds)]
    private static partial Regex Often();

    [GeneratedRegex(@"\b(?:aujourd'hui|heute|hoy|oggi|hoje|сегодня)\b|今日|오늘", RegexOptions.CultureInvariant, MatchPatience.Milliseconds)]
    private static partial Regex Today();

    [GeneratedRegex("""
        \b(?:j'adore|j’adore|j'aime|j’aime|je\s+préfère|je\s+déteste|je\s+n'aime\s+pas|ich\s+(?:mag|liebe|hasse|bevorzuge|trinke\s+gern\w*|esse\s+gern\w*)|(?:no\s+)?me\s+(?:gustan?|encantan?)|prefiero|odio|(?:non\s+)?mi\s+piac\w+|preferisco|adoro|detesto|(?:eu\s+)?(?:não\s+)?gosto|prefiro|odeio|я\s+(?:не\s+)?(?:люблю|предпочитаю|ненавижу)|мне\s+нравится)\b
        | (?:が|は)(?:大)?好き|(?:が|は)(?:大)?嫌い|が苦手 | (?:을|를|이|가)\s?(?:정말\s|아주\s)?(?:좋아|싫어)
        """, RegexOptions.IgnorePatternWhitespace | RegexOptions.CultureInvariant, MatchPatience.Milliseconds)]
    private static partial Regex Like();

    [GeneratedRegex(@"\b(?:j'habite|j’habite|je vis|nous habitons|ich wohne|ich lebe|wir wohnen|(?:yo )?vivo en|vivimos en|abito|vivo a|viviamo|(?:eu )?moro em|vivo em|moramos|я живу|мы живем|мы живём)\b|に住んで|에 (?:살|삽)", RegexOptions.CultureInvariant, MatchPatience.Milliseconds)]
    private static partial Regex Home();

    [GeneratedRegex("""
        \b(?:ma|mon|mes)\s+(?:femme|mari|sœur|soeur|frère|fille|fils|mère|père|collègue|copine|copain|ami\w*|voisin\w*|chef\w*)\s*,?\s+(?:s'appelle|est)\b | \bmein\w*\s+(?:frau|mann|schwester|bruder|tochter|sohn|mutter|vater|kolleg\w+|freund\w*|nachbar\w*|chef\w*)\s+(?:heißt|ist)\b
        | \bmi\s+(?:mujer|esposa|marido|esposo|hermana|hermano|hija|hijo|madre|padre|compañer\w+|amig\w+|novi\w+|jef\w+)\s+(?:se\s+llama|es)\b | \b(?:mia|mio|il\s+mio|la\s+mia)\s+(?:moglie|marito|sorella|fratello|figlia|figlio|madre|padre|collega|amic\w+|ragazz\w+|capo)\s+(?:si\s+chiama|è)\b
        | \b(?:minha|meu|a\s+minha|o\s+meu)\s+(?:mulher|esposa|marido|irmã|irmão|filha|filho|mãe|pai|coleg\w+|amig\w+|namorad\w+|chefe)\s+(?:se\s+chama|chama-se|é)\b | \bмо[йяю]\s+(?:жену|жена|муж\w*|сестр\w+|брат\w*|дочь|сына?|мама|папа|коллег\w+|друг|подруг\w+)\s+(?:зовут|работает|—|-)
        | (?:妻|夫|娘|息子|姉|妹|兄|弟|母|父|同僚|友達|彼女|彼氏)(?:の名前)?は\S+(?:です|だ|という|と言います) | (?:아내|남편|딸|아들|언니|오빠|누나|형|동생|어머니|아버지|동료|친구)(?:는|은|의\s이름은)\s
        """, RegexOptions.IgnorePatternWhitespace | RegexOptions.CultureInvariant, MatchPatience.Milliseconds)]
    private static partial Regex Relation();

    [GeneratedRegex(@"\b(?:je travaille|je suis (?:ingénieure?|professeure?|médecin|infirmi\w+|avocate?|étudiante?|développeu\w+|architecte|enseignante?)|ich arbeite|ich bin (?:\w+ )?(?:ingenieur\w*|lehrer\w*|arzt|ärztin|anwalt|anwältin|student\w*|entwickler\w*|architekt\w*|krankenpfleger\w*)|(?:yo )?trabajo (?:en|como|de)|soy (?:ingenier\w+|profesor\w*|médic\w+|enfermer\w+|abogad\w+|estudiante|desarrollador\w*|arquitect\w+)|lavoro (?:in|come|per|a|alla)|(?:eu )?trabalho (?:em|como|na|no)|sou (?:engenheir\w+|professor\w*|médic\w+|enfermeir\w+|advogad\w+|estudante)|я работаю)\b|で働いて|として働|에서 일(?:하|해|합)", RegexOptions.CultureInvariant, MatchPatience.Milliseconds)]
    private static partial Regex Work();
}
