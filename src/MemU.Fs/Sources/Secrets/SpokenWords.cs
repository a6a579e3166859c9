using System.Buffers;
using System.Text;

namespace MemU.Fs.Sources.Secrets;

/// <summary>What a name promises about its value.</summary>
internal enum SpokenKind
{
    /// <summary>Letters with digits or signs, or digits alone right after "is".</summary>
    Password,

    /// <summary>A few digits: PINs, door codes, one-time codes.</summary>
    Code,

    /// <summary>A code only beside a place or a purpose: "the code for the gate", never "the code is 200 lines".</summary>
    PlacedCode,

    /// <summary>A run of letters and digits that is no word.</summary>
    Key,

    /// <summary>A name and a password, parted by a slash or a colon.</summary>
    Login,

    /// <summary>"pass", which is a password only beside a user's name.</summary>
    Pass,
}

/// <summary>The words by which people speak of secrets, in the chief languages.</summary>
internal static class SpokenWords
{
    private static readonly (SpokenKind Kind, string Words)[] Names =
    [
        (SpokenKind.Password, "password|passwords|passphrase|passcode|passwort|passwörter|kennwort|wlan-schlüssel|mot de passe|contraseña|contrasena|clave|senha|palavra-passe|parola d'ordine|wachtwoord|пароль|пароля|паролем|пароли|hasło|hasłem|hasła|şifre|şifresi|şifrem|şifremiz|parola|parolası|lösenord|lösenordet|adgangskode|kodeord|passord|passordet|salasana|salasanani|jelszó|heslo|κωδικός|סיסמה|הסיסמה|mật khẩu|kata sandi|รหัสผ่าน|पासवर्ड|كلمة السر|كلمة المرور|كلمة سر|密码|密碼|口令|パスワード|비밀번호|비번|암호"),
        (SpokenKind.Code, "pin|pins|pin code|pin-code|pincode|pin number|puk|cvv|cvc|otp|passcode|verification code|verification codes|one-time code|one time code|security code|login code|code to sign in|code to log in|sms code|sign-in code|2fa code|two-factor code|authentication code|confirmation pin|unlock code|digicode|türcode|torcode|zugangscode|alarmcode|entsperrcode|bestätigungscode|code de vérification|código de verificación|código de verificação|codice di verifica|пин|пин-код|пин-кода|пинкод|код подтверждения|код из смс|kod weryfikacyjny|doğrulama kodu|验证码|驗證碼|校验码|动态码|门禁码|门禁密码|解锁码|开锁码|取件码|暗証番号|認証コード|確認コード|인증번호|인증 번호|인증코드|رمز التحقق|الرقم السري|الرمز السري"),
        (SpokenKind.PlacedCode, "code|codes|combo|combination|código|codice|код|кода|kod|kode"),
        (SpokenKind.Key, "key|token|secret|recovery code|recovery codes|backup code|backup codes|recovery key|license key|licence key|product key|密钥|密鑰|令牌|ключ доступа"),
        (SpokenKind.Login, "login|logins|log in|sign in|credentials|zugangsdaten|identifiants|credenciales|credenziali|учётные данные"),
        (SpokenKind.Pass, "pass"),
    ];

    /// <summary>Places and purposes that make a code a secret one.</summary>
    private static readonly string[] Places = Split("gate|door|frontdoor|alarm|garage|lock|locker|lockbox|padlock|safe|vault|cabin|entrance|entry|access|building|keypad|key box|keybox|suitcase|gym|shed|bike|apartment|flat|office|house|elevator|intercom|haustür|tür|tor|eingang|tresor|schloss|porte|portail|immeuble|coffre|alarme|puerta|portal|garaje|caja fuerte|alarma|portão|porta|cofre|prédio|cancello|portone|cassaforte|allarme|portiere|подъезд|двер|домофон|сейф|ворот|калитк|сигнализац|drzwi|bramy|furtki|kapı|deur|poort");

    /// <summary>Nouns after a name that make another thing of it: "password manager".</summary>
    private static readonly HashSet<string> Things = new(Split("manager|managers|policy|policies|rule|rules|hash|hashes|field|reset|length|generator|hint|page|prompt|file|column|algorithm|strength|limit|count|budget|point|points|result|results|date|dates|change|person|people|review|coverage|base|name|holder|ring|board|word|words|type|size|id|screen|form|button|box|expiry|rotation|price"), StringComparer.OrdinalIgnoreCase);

    /// <summary>Words before a name that make another thing of it: "error code", "primary key".</summary>
    private static readonly HashSet<string> Others = new(Split("error|exit|status|postal|zip|area|country|product|promo|discount|coupon|voucher|source|dress|color|colour|qr|morse|course|flight|booking|reference|bar|tax|state|language|currency|primary|foreign|sort|partition|cache|public|gpio|safety|push|firing|hair|bowling|rolling|ski|boarding|bus|mountain|season|postleitzahl|country|http|stop|next|first|last|each|per"), StringComparer.OrdinalIgnoreCase);

    /// <summary>What ends the words between a name and its value.</summary>
    private static readonly HashSet<string> Says = new(Split("is|was|are|be|it's|it’s|its|that's|that’s|now|just|simply|literally|still|actually|currently|to|finally|reads|ist|lautet|war|jetzt|nun|auf|est|c'est|c’est|maintenant|es|era|ahora|é|agora|è|ora|adesso|jest|teraz|теперь|будет|это|стал|на|nu|är|er|on|هي|هو|artık|là|है"), StringComparer.OrdinalIgnoreCase);

    /// <summary>The same in scripts without spaces.</summary>
    private static readonly string[] EasternSays = ["是", "为", "為", "成", "成了", "为了", "は", "が", "を", "은", "는", "이", "가", "叫"];

    /// <summary>Prepositions that begin what a password is for; after such a phrase a value may stand without a verb.</summary>
    private static readonly HashSet<string> Fors = new(Split("for|of|to|at|on|от|к|для|du|de|del|do|da|für|zum|vom|per|voor|van|dla"), StringComparer.OrdinalIgnoreCase);

    /// <summary>Passwords so common that the word itself gives them away.</summary>
    private static readonly HashSet<string> Notorious = new(Split("qwerty|qwertz|azerty|letmein|swordfish|iloveyou|trustno1|monkey|dragon|opensesame|abracadabra|princess|sunshine|football|baseball|superman|batman|starwars|admin|hunter"), StringComparer.OrdinalIgnoreCase);

    private static readonly Dictionary<string, SpokenKind> Kinds = Names.SelectMany(n => Split(n.Words).Select(w => (w, n.Kind))).DistinctBy(p => p.w).ToDictionary(p => p.w, p => p.Kind, StringComparer.OrdinalIgnoreCase);
    private static readonly Dictionary<char, string[]> ByFirst = Kinds.Keys.GroupBy(w => char.ToLowerInvariant(w[0])).ToDictionary(g => g.Key, g => g.OrderByDescending(w => w.Length).ToArray());

    /// <summary>The names in ASCII, sought in any case.</summary>
    public static readonly SearchValues<string> Plain = SearchValues.Create([.. Kinds.Keys.Where(w => Ascii.IsValid(w))], StringComparison.OrdinalIgnoreCase);

    /// <summary>The names in other letters, each way it is commonly written.</summary>
    public static readonly SearchValues<string> Lettered = SearchValues.Create([.. Kinds.Keys.Where(w => !Ascii.IsValid(w)).SelectMany(w => new[] { w, char.ToUpperInvariant(w[0]) + w[1..], w.ToUpperInvariant() }).Distinct()], StringComparison.Ordinal);

    /// <summary>The longest name that begins the text; empty when none does.</summary>
    public static string NameAt(ReadOnlySpan<char> text)
    {
        foreach (var word in ByFirst.GetValueOrDefault(char.ToLowerInvariant(text[0]), []))
            if (text.StartsWith(word, StringComparison.OrdinalIgnoreCase) && (IsEastern(word[0]) || word.Length == text.Length || !IsWordPart(text[word.Length]))) return word;
        return "";
    }

    public static SpokenKind KindOf(string name) => Kinds[name];

    public static bool IsEastern(char c) => c > '\u2e80';

    /// <summary>True for what continues a word of a script with spaces.</summary>
    public static bool IsWordPart(char c) => c == '_' || char.IsLetter(c) && !IsEastern(c);

    public static bool IsThing(ReadOnlySpan<char> word) => Things.GetAlternateLookup<ReadOnlySpan<char>>().Contains(word);

    public static bool IsOther(ReadOnlySpan<char> word) => Others.GetAlternateLookup<ReadOnlySpan<char>>().Contains(word);

    public static bool IsFor(ReadOnlySpan<char> word) => Fors.GetAlternateLookup<ReadOnlySpan<char>>().Contains(word);

    public static bool IsNotorious(ReadOnlySpan<char> word) => Notorious.GetAlternateLookup<ReadOnlySpan<char>>().Contains(word);

    public static bool IsSay(ReadOnlySpan<char> word) => Says.GetAlternateLookup<ReadOnlySpan<char>>().Contains(word);

    public static bool EndsEastern(ReadOnlySpan<char> text)
    {
        foreach (var say in EasternSays)
            if (text.EndsWith(say, StringComparison.Ordinal)) return true;
        return false;
    }

    public static bool HasPlace(ReadOnlySpan<char> text)
    {
        foreach (var place in Places)
            for (var at = 0; at < text.Length;)
            {
                var next = text[at..].IndexOf(place, StringComparison.OrdinalIgnoreCase);
                if (next < 0) break;
                at += next + place.Length;
                if (at == place.Length || !IsWordPart(text[at - place.Length - 1])) return true;
            }
        return false;
    }

    private static string[] Split(string words) => words.Split('|');
}
