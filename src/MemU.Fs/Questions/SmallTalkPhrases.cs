namespace MemU.Fs.Questions;

/// <summary>What people say without asking anything, one language a line.</summary>
internal static class SmallTalkPhrases
{
    /// <summary>Phrases that are small talk by themselves. A word that may also be what somebody looks for ("nice", "halo", "tack") is none.</summary>
    public const string All = """
        thanks|thank you|thank u|thx|tysm|many thanks|thanks a lot|much appreciated|i appreciate it|i appreciate that|i really appreciate it|cheers
        hello|hi|hey|hiya|howdy|greetings|good morning|good afternoon|good evening|good night|goodnight|how are you|how are you doing|how are you today|whats up|hows it going|how is it going|nice to meet you|pleased to meet you
        bye|goodbye|bye bye|see you|see ya|see you later|see you soon|see you tomorrow|talk to you later|talk to you soon|take care|have a nice day|have a good day|have a great day|have a nice weekend|have a great weekend|have a good one
        ok|okay|okey|alright|all right|sure|got it|i got it|i see|i understand|understood|makes sense|that makes sense|sounds good|that sounds good|sounds great|that sounds great|perfect|thats perfect|great|thats great|awesome|thats awesome|excellent|wonderful|fantastic|amazing|cool|very cool|very good|very nice|well done|good job|great job|nice job|nice work|great work|good work|lovely
        yes|yeah|yep|yup|yes please|no|nope|nah|no thanks|no thank you|never mind|nevermind|youre welcome|you are welcome|no problem|no worries|of course|absolutely|definitely|exactly|indeed|agreed|i agree|fair enough|good point|good to know|that works|works for me
        that helped|that helps|this helps|this helped|that was helpful|that was very helpful|that is helpful|thats helpful|very helpful|that worked|that did it|thats all|that is all|that will be all|thats it|im done|im good|all good|sorry|im sorry|my bad|oops|lol|haha|hahaha|wow
        please continue|continue|go on|please go on|go ahead|please go ahead|carry on|keep going|proceed|please proceed|try again|please try again|stop|please stop|one moment|just a moment|give me a moment|wait|hold on
        谢谢|谢谢你|谢谢您|多谢|感谢|感谢你|感谢您|谢啦|谢了|非常感谢|万分感谢|辛苦了|你好|您好|大家好|嗨|哈喽|哈啰|早上好|早安|上午好|中午好|下午好|晚上好|晚安|再见|拜拜|回见|明天见|回头见|你好吗|很高兴认识你
        好|好的|好吧|好啊|好呀|好嘞|好滴|行|行吧|可以|可以的|没问题|没事|没关系|不客气|不用谢|不用了|嗯|嗯嗯|哦|噢|是|是的|是啊|对|对的|对啊|没错|不是|不|不对|明白|明白了|知道了|我知道了|了解|了解了|收到|懂了|我懂了|原来如此|太好了|太棒了|真棒|很好|不错|厉害|哈哈|哈哈哈|呵呵|加油|抱歉|对不起|不好意思|继续|请继续|继续吧|停|停止|重试|再试一次|等一下|算了|有帮助|很有帮助|帮了大忙|帮了我大忙|有用|很有用
        謝謝|謝謝你|謝謝您|多謝|感謝|感謝你|非常感謝|再見|沒問題|沒事|沒關係|不客氣|對|對的|對不起|瞭解|繼續|請繼續|原來如此|很有幫助
        こんにちは|こんばんは|おはよう|おはようございます|おやすみ|おやすみなさい|はじめまして|ありがとう|ありがとうございます|ありがとうございました|どうもありがとう|どうもありがとうございます|どうも|すみません|ごめんなさい|ごめん|はい|いいえ|うん|ううん|ええ|わかりました|わかった|分かりました|分かった|了解|了解です|了解しました|承知しました|なるほど|さようなら|じゃあね|またね|また明日|お疲れ様|お疲れ様です|お疲れ様でした|お疲れさまです|よろしく|よろしくお願いします|大丈夫|大丈夫です|いいね|いいですね|すごい|素晴らしい|助かりました|助かります|続けて|続けてください|やあ|もしもし|お願いします
        안녕|안녕하세요|안녕하십니까|감사합니다|감사해요|고마워|고마워요|고맙습니다|네|예|응|아니요|아니|아뇨|알겠습니다|알겠어요|알겠어|알았어|알았어요|좋아|좋아요|좋습니다|좋네요|괜찮아요|괜찮습니다|안녕히 가세요|안녕히 계세요|잘 가|잘가|잘 자|안녕히 주무세요|수고하셨습니다|수고하세요|죄송합니다|미안해|미안해요|계속|계속하세요|계속해|계속해 주세요|그래|그래요|오케이|반갑습니다|반가워요|도움이 됐어요|도움이 되었어요|도움이 됐습니다|도움이 되었습니다
        merci|merci beaucoup|merci bien|mille mercis|un grand merci|bonjour|bonsoir|salut|coucou|bonne nuit|bonne journée|bonne soirée|au revoir|à bientôt|à demain|à plus|à plus tard|d'accord|oui|non|ouais|bien sûr|parfait|c'est parfait|super|génial|très bien|c'est bon|c'est noté|je vois|je comprends|compris|entendu|de rien|pas de problème|pas de souci|ça marche|ça va|comment ça va|comment vas-tu|comment allez-vous|enchanté|enchantée|désolé|désolée|pardon|continue|continuez|vas-y|allez-y|ça m'a aidé|ça m'a beaucoup aidé|bravo
        danke|danke schön|danke sehr|dankeschön|vielen dank|vielen lieben dank|besten dank|herzlichen dank|tausend dank|hallo|moin|servus|grüß gott|guten morgen|guten tag|guten abend|gute nacht|tschüss|tschüß|auf wiedersehen|bis später|bis bald|bis morgen|bis dann|ja|nein|jawohl|alles klar|in ordnung|verstanden|ich verstehe|verstehe|klar|genau|perfekt|prima|toll|sehr gut|gut gemacht|passt|bitte schön|bitteschön|bitte sehr|gern geschehen|gerne|kein problem|macht nichts|wie geht's|wie geht es dir|wie geht es ihnen|entschuldigung|tut mir leid|weiter|mach weiter|bitte weiter|weitermachen|das hat geholfen|das hat mir geholfen|das hat mir sehr geholfen|das hilft|schönen tag|schönen abend|schönes wochenende|natürlich
        gracias|muchas gracias|mil gracias|muchísimas gracias|hola|buenos días|buenas tardes|buenas noches|buenas|adiós|chao|hasta luego|hasta pronto|hasta mañana|nos vemos|sí|vale|de acuerdo|está bien|entendido|entiendo|ya veo|por supuesto|perfecto|genial|estupendo|excelente|muy bien|de nada|no hay problema|no pasa nada|cómo estás|cómo está|cómo están|qué tal|encantado|encantada|mucho gusto|lo siento|perdón|disculpa|disculpe|continúa|continúe|sigue|me ayudó|me ayudó mucho|me ha ayudado|me ha ayudado mucho
        grazie|grazie mille|mille grazie|tante grazie|molte grazie|ciao|buongiorno|buonasera|buonanotte|buon giorno|buona sera|buona notte|arrivederci|a presto|a dopo|a domani|sì|va bene|ho capito|capito|perfetto|ottimo|benissimo|certo|non c'è problema|come stai|come va|come sta|mi dispiace|scusa|scusi|continua|vai avanti
        obrigado|obrigada|muito obrigado|muito obrigada|valeu|olá|oi|bom dia|boa tarde|boa noite|tchau|até logo|até mais|até amanhã|sim|não|tá bom|está bem|certo|entendi|perfeito|ótimo|tudo bem|como vai|desculpa|desculpe|continue|ajudou muito
        спасибо|спасибо большое|большое спасибо|огромное спасибо|благодарю|привет|здравствуйте|здравствуй|доброе утро|добрый день|добрый вечер|спокойной ночи|пока|до свидания|до встречи|до завтра|да|нет|ок|окей|хорошо|ладно|понятно|понял|поняла|ясно|отлично|прекрасно|супер|конечно|пожалуйста|не за что|как дела|извини|извините|продолжай|продолжайте|дальше|это помогло|это очень помогло
        شكرا|شكرًا|شكرا لك|شكرا جزيلا|مرحبا|أهلا|أهلا وسهلا|السلام عليكم|وعليكم السلام|صباح الخير|مساء الخير|تصبح على خير|مع السلامة|وداعا|إلى اللقاء|نعم|لا|حسنا|تمام|طيب|ممتاز|رائع|عفوا|كيف حالك|آسف|استمر|تابع|فهمت
        धन्यवाद|बहुत धन्यवाद|शुक्रिया|नमस्ते|नमस्कार|हाँ|नहीं|ठीक है|अच्छा|अलविदा
        teşekkürler|teşekkür ederim|çok teşekkürler|sağ ol|sağol|merhaba|selam|günaydın|iyi günler|iyi akşamlar|iyi geceler|hoşça kal|görüşürüz|evet|hayır|tamam|anladım|nasılsın
        dziękuję|dziękuję bardzo|dzięki|cześć|dzień dobry|dobry wieczór|dobranoc|do widzenia|rozumiem|dobrze
        bedankt|dank je|dank je wel|dankjewel|dank u|dank u wel|hoi|goedemorgen|goedemiddag|goedenavond|welterusten|doei|tot ziens|nee|oké|begrepen|graag gedaan
        tack så mycket|hej|hej då|god morgon|god natt|tusen tack|mange tak|tak skal du ha|takk skal du ha|kiitos|kiitos paljon|hei
        cảm ơn|cảm ơn bạn|xin chào|chào bạn|tạm biệt|terima kasih|makasih|selamat pagi|selamat malam|ขอบคุณ|ขอบคุณครับ|ขอบคุณค่ะ|สวัสดี|สวัสดีครับ|สวัสดีค่ะ
        дякую|привіт|добрий день|ευχαριστώ|ευχαριστώ πολύ|γεια σου|γεια|καλημέρα|תודה|תודה רבה|שלום|בוקר טוב
        """;

    /// <summary>What may stand around them and says nothing either.</summary>
    public const string Around = """
        so|so much|very|very much|really|a lot|lots|a bunch|a ton|too|again|then|now|for now|for today|well|oh|ah|please|and|but|just|all|all of you|there|everyone|everybody|guys|dear|friend|my friend|buddy|mate|man|memu|assistant|you too|to you|to you too|nice|for your help|for the help|for helping|for helping me|for that|for this|for everything|for the info|for the information|for the answer|for your answer|for your time|for the explanation|for the quick answer
        了|的|啊|呀|啦|哦|吧|呢|嘛|哈|真的|真是|太|你|您|大家|朋友|亲爱的|你的帮助|您的帮助|你的帮忙|你的回答|您的回答|你的解答|帮助|那|非常|你的幫助|您的幫助
        です|ね|よ|とても|本当に|教えてくれて|助けてくれて|手伝ってくれて|皆さん
        정말|너무|많이|아주|진짜|정말로|도와주셔서|도와줘서|여러분|알려주셔서
        beaucoup|bien|pour ton aide|pour votre aide|pour l'aide|pour tout|à toi|à vous|à tous|tout le monde|encore|infiniment|mon ami|alors|et|s'il te plaît|s'il vous plaît
        sehr|für deine hilfe|für ihre hilfe|für die hilfe|für alles|dir|euch|ihnen|dir auch|auch|noch|noch einen|einen|bitte|na|und|dann|zusammen|dafür
        mucho|muy|por tu ayuda|por su ayuda|por la ayuda|por todo|a ti|a usted|amigo|amiga|a todos|por favor|y
        per l'aiuto|per il tuo aiuto|molto|tanto|a te|a tutti|di tutto|per tutto|per favore|e
        pela ajuda|pela sua ajuda|por tudo|mesmo|a todos|muito
        вам|тебе|за помощь|за ответ|очень|всем|и|большое
        لك|جدا|جزيلا|كثيرا|على المساعدة|على مساعدتك|يا صديقي|من فضلك
        """;
}
