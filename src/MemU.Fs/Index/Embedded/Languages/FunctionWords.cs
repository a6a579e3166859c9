using System.Collections.Frozen;

namespace MemU.Fs.Index.Embedded.Languages;

/// <summary>The most frequent words that carry grammar rather than meaning: they tell a language, and are not searched for.</summary>
internal static class FunctionWords
{
    private static readonly (Language Language, string Words)[] Lists =
    [
        (Language.English, "a about above after again against all also am an and any are aren as at be because been before being below between both but by " +
            "can could couldn d did didn do does doesn doing don down during each few for from further had hadn has hasn have haven having he her here " +
            "hers herself him himself his how i if in into is isn it its itself just ll m may me might mightn more most must mustn my myself needn no nor " +
            "not now o of off on once only or other our ours ourselves out over own re s same shan she should shouldn so some such t than that the their " +
            "theirs them themselves then there these they this those through to too under until up ve very was wasn we were weren what when where which " +
            "while who whom whose why will with won would wouldn you your yours yourself yourselves"),
        (Language.German, "der die das den dem des ein eine einen einem einer eines und oder aber nicht kein keine keinen ich du er sie es wir ihr mich dich ihn uns euch mir dir ihm ihnen mein meine meinen meinem meiner " +
            "dein deine sein seine seinen ihre ihren unser unsere ist bin bist sind seid war waren wird werden wurde hat habe haben hatte hatten kann können muss soll will mit von zu zum zur auf für im in an am aus bei nach vor über unter durch gegen " +
            "dass als auch noch nur schon so wie wenn weil was wer wo wann warum welche welcher welches dann da hier sich um bis ab man mal doch ja nein sehr mehr alle alles diese dieser dieses diesen jetzt denn ob habt hast wirst sollte möchte"),
        (Language.French, "le la les l un une des du de d et ou mais ne pas plus je j tu il elle on nous vous ils elles me m te t se s lui leur mon ma mes ton ta tes son sa ses notre nos votre vos leurs ce c cet cette ces qui que qu quoi dont où quand " +
            "comment pourquoi quel quelle quels quelles est suis es sont sommes êtes était étaient été être a ai as ont avons avez avait avoir fait dans en sur sous avec sans pour par chez au aux à vers entre si comme très bien aussi tout tous toute toutes y n alors donc car depuis encore déjà là peut faut"),
        (Language.Spanish, "el la los las un una unos unas de del y o u e pero no ni que qué quien quién cual cuál cuando cuándo donde dónde cómo como por para con sin en a al sobre entre desde hasta yo tú él ella ellos ellas nosotros usted ustedes me te se nos le les lo " +
            "mi mis tu tus su sus nuestro nuestra es soy eres son somos era eran fue fueron ser está estoy están estaba ha he has han hay había tiene tengo muy más menos también ya si sí este esta estos estas ese esa eso esto todo toda todos todas porque qué cuánto cuántos algo nada"),
        (Language.Italian, "il lo la i gli le un uno una di del dello della dei degli delle a al allo alla ai agli alle da dal dalla in nel nella nei con su sul sulla per tra fra e ed o ma non che chi cui quando dove come perché quale quali quanto io tu lui lei noi voi loro " +
            "mi ti si ci vi lo li ne mio mia miei mie tuo tua suo sua suoi sue nostro nostra è sono sei siamo siete era erano essere ho hai ha abbiamo avete hanno aveva stato stata fa anche più molto già se questo questa questi queste quello quella cosa c sta tutto tutti"),
        (Language.Portuguese, "o a os as um uma uns umas de do da dos das em no na nos nas por pelo pela para com sem sobre entre até e ou mas não nem que quem qual quais quando onde como porque porquê quanto eu tu ele ela nós vós eles elas você vocês me te se lhe lhes " +
            "meu minha meus minhas teu tua seu sua seus suas nosso nossa é sou és são somos era eram foi foram ser está estou estão estava tem tenho têm tinha há ao aos à às muito mais também já isso isto este esta esse essa aquele aquela tudo todos todas só ainda depois"),
        (Language.Dutch, "de het een en of maar niet geen ik jij je hij zij ze wij we jullie u hem haar ons hen mij me mijn jouw zijn uw onze hun is ben bent was waren wordt werd heeft heb hebben had kan kun kunnen moet zal zou wil met van voor op in aan uit bij naar door over onder tegen " +
            "te om tot als dan dat die dit deze wat wie waar wanneer waarom hoe welke er hier daar ook nog al wel zo zeer meer alle alles toen nu want omdat gaat iets niets"),
        (Language.Swedish, "och eller men inte ingen inget jag du han hon den det vi ni de dem mig dig honom henne oss er min mitt mina din ditt dina hans hennes vår vårt deras en ett är var varit vara har hade blir blev kan ska skulle måste vill med av för på i till från om under över vid efter genom mot " +
            "att som när där här hur vad vem varför vilken vilket vilka så också bara redan mycket mer alla allt denna detta dessa sig sin sitt sina nu då än upp ut"),
        (Language.Danish, "og eller men ikke ingen intet jeg du han hun den det vi i de dem mig dig ham hende os jer min mit mine din dit dine hans hendes vores deres en et er var været være har havde bliver blev kan skal skulle må vil med af for på til fra om under over ved efter gennem mod " +
            "at som når hvor der her hvordan hvad hvem hvorfor hvilken hvilket hvilke så også kun allerede meget mere alle alt denne dette disse sig sin sit sine nu da end op ud"),
        (Language.Norwegian, "og eller men ikke ingen jeg du han hun den det vi dere de dem meg deg ham henne oss min mitt mine din ditt dine hans hennes vår vårt deres en ei et er var vært være har hadde blir ble kan skal skulle må vil med av for på i til fra om under over ved etter gjennom mot " +
            "at som når hvor der her hvordan hva hvem hvorfor hvilken hvilket hvilke så også bare allerede mye mer alle alt denne dette disse seg sin sitt sine nå da enn opp ut"),
        (Language.Finnish, "ja tai mutta ei en et eivät minä sinä hän me te he minun sinun hänen meidän teidän heidän minua minulla minulle se ne tämä nämä tuo on olen olet ovat oli olivat olla ollut jos kun että joka jotka mikä mitä missä milloin miksi miten kuka kenen niin myös vain vielä jo hyvin kuin sen sitä siellä täällä nyt sitten koska"),
        (Language.Hungarian, "a az egy és vagy de nem ne én te ő mi ti ők engem téged őt nekem neked neki hogy ha mint ami aki amely mit ki hol mikor miért hogyan melyik van vagyok vagy vannak volt voltak lesz lett is már még csak nagyon ez ezt azt ezek azok itt ott most majd meg el fel be ki sem se mert után előtt között szerint"),
        (Language.Czech, "a i nebo ale ne není já ty on ona ono my vy oni mě mi tě ti ho mu jí nás vás jim můj moje tvůj jeho její náš váš jejich je jsem jsi jsou jsme jste byl byla bylo byli být má mám mají v ve na do z ze s se si k ke o od po pro při za nad pod před že když jak co kdo kde kdy proč který která které tak také už jen velmi více to ten ta tento tato toto tam tady teď"),
        (Language.Polish, "a i oraz lub albo ale nie ja ty on ona ono my wy oni one mnie mi cię ci go mu jej nas was im ich mój moja moje twój jego nasz wasz jest jestem jesteś są był była było byli być ma mam mają w we na do z ze się o od po dla przy za nad pod przed przez że gdy kiedy jak co kto gdzie dlaczego czemu który która które jaki jaka jakie tak też już tylko bardzo więcej to ten ta te tam tu teraz czy bo"),
        (Language.Romanian, "și sau dar nu eu tu el ea noi voi ei ele mă te îl o ne vă le îmi îți meu mea mei mele tău ta său sa nostru este sunt ești suntem era erau fost fi am ai are au avem de la în din pe cu pentru prin despre între spre până că să dacă când unde cum ce cine care cât un o unui unei al ale lui mai foarte tot toate acest această acesta aceasta acolo aici acum doar"),
        (Language.Turkish, "ve veya ama fakat değil ben sen o biz siz onlar bana sana ona bize size beni seni onu benim senin onun bizim sizin bu şu bir var yok mı mi mu mü ne kim nerede nereye zaman neden nasıl hangi kaç için ile gibi kadar daha çok en de da ki ise her hiç şey sonra önce olarak olan oldu idi çünkü"),
        (Language.Indonesian, "dan atau tetapi tapi tidak bukan saya aku kamu anda dia ia kami kita mereka ini itu yang di ke dari pada untuk dengan oleh dalam adalah akan sudah telah belum sedang bisa dapat harus ada apa siapa mana kapan mengapa kenapa bagaimana berapa juga hanya sangat lebih semua lagi karena jika kalau saat setelah sebelum nya"),
        (Language.Vietnamese, "và hoặc nhưng không tôi bạn anh chị em nó chúng ta họ mình của là có được bị đã đang sẽ vẫn cũng chỉ rất những các một cái này đó kia ấy gì ai đâu khi nào sao thế như thì mà với cho để từ đến trong ngoài trên dưới vào ra ở tại vì nếu bao nhiêu mấy rồi nữa hơn"),
        (Language.Russian, "и или но не ни я ты он она оно мы вы они меня мне тебя тебе его ему её ее ей нас нам вас вам их им мой моя мое мои твой твоя наш ваш свой себя это этот эта эти тот та те что кто где когда почему как какой какая какие который которая которые был была было были быть есть будет в во на с со к ко о об от до из за под над при для у по без через между же бы ли уже еще только очень более так там тут здесь все всё если потом чтобы куда сколько"),
        (Language.Ukrainian, "і й та або але не ні я ти він вона воно ми ви вони мене мені тебе тобі його йому її їй нас нам вас вам їх їм мій моя моє мої твій твоя наш ваш свій себе це цей ця ці той та ті що хто де коли чому як який яка які котрий був була було були бути є буде в у на з із зі до про від за під над при для по без через між ж же би чи вже ще тільки дуже більше так там тут все якщо потім щоб куди скільки"),
        (Language.Bulgarian, "и или но не ни аз ти той тя то ние вие те мен ми теб го му я ѝ нас ни вас ви ги им мой моя мое мои твой негов неин наш ваш това този тази тези онзи какво кой къде кога защо как каква какви който която които е съм си са сме сте беше бяха бъде ще в във на с със към за от до из под над при по без през между да ли вече още само много повече така там тук всички ако колко"),
        (Language.Greek, "και ή αλλα δεν μη μην εγω εσυ αυτος αυτη αυτο εμεισ εσεισ αυτοι μου σου του τησ μασ σασ τουσ με σε τον την το τα οι ο η των στο στη στην στον στα στουσ στισ απο για προσ χωρισ μετα πριν ειναι ειμαι ησουν ηταν εχω εχει εχουν ειχε θα να οτι που πωσ ποτε ποιοσ ποια ποιο τι γιατι οταν αν ωσ ενα ενασ μια πολυ πιο μονο ολα ολοι εδω εκει τωρα κι"),
        (Language.Arabic, "في من على عن الي مع هو هي هم انا انت نحن هذا هذه ذلك تلك التي الذي الذين ما ماذا من متي اين كيف لماذا هل كم اي كان كانت يكون لا لم لن ليس قد ثم او و ف ب ل ان اذا لكن حتي كل بعد قبل عند بين لي له لها لك كما ايضا فقط جدا"),
        (Language.Hebrew, "את של על עם אל מן לא כן אני אתה הוא היא אנחנו אתם הם הן שלי שלך שלו שלה שלנו שלהם לי לך לו לה לנו להם זה זאת זו אלה מה מי איפה מתי למה איך איזה כמה האם אם כי כש או גם רק כבר עוד מאוד יותר היה היתה הייתה היו יש אין כל אבל אז שם פה כאן"),
        (Language.Hindi, "का की के में से को पर ने और या लेकिन नहीं न मैं मेरा मेरी मेरे मुझे तुम आप आपका आपकी वह यह वे ये हम हमारा उस उसका उसकी उसके उसे इस इसका इसके उन उनके क्या कौन कहाँ कहां कब क्यों कैसे कितना कितने कितनी है हैं हूँ हूं था थी थे हो होता होती रहा रही रहे गया गयी गई कर करना करता लिए साथ तक भी ही तो अगर जो जब बहुत सब कुछ एक बाद पहले"),
    ];

    private static readonly FrozenDictionary<string, uint> Of = Lists.SelectMany(l => l.Words.Split(' ').Distinct(StringComparer.Ordinal).Select(w => (Word: w, Bit: 1u << (int)l.Language)))
        .GroupBy(w => w.Word, StringComparer.Ordinal).ToFrozenDictionary(g => g.Key, g => g.Aggregate(0u, (all, w) => all | w.Bit), StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, uint>.AlternateLookup<ReadOnlySpan<char>> Lookup = Of.GetAlternateLookup<ReadOnlySpan<char>>();

    private const int Longest = 12;

    /// <summary>The languages in which the word, in lower case, carries grammar: a bit for each.</summary>
    public static uint Languages(ReadOnlySpan<char> word) => word.Length <= Longest && Lookup.TryGetValue(word, out var languages) ? languages : 0;

    /// <summary>True when the word, in lower case, carries grammar in the language.</summary>
    public static bool Contains(Language language, ReadOnlySpan<char> word) => (Languages(word) & 1u << (int)language) != 0;
}
