using System.Buffers;
using System.Text;

namespace MemU.Fs.Sources.Secrets;

/// <summary>Values that are named as secrets: <c>password: …</c>, <c>api_key=…</c>, 密码是…, <c>Bearer …</c>.</summary>
internal static class NamedSecrets
{
    private const int Gap = 48;
    private const int LongestValue = 4096;

    private static readonly string[] Passwords =
    [
        "password", "passwd", "passphrase", "passcode", "pass phrase", "pwd", "pw", "passwort", "kennwort", "contraseña", "contrasena", "mot de passe", "wachtwoord", "senha", "palavra-passe",
        "parola d'ordine", "пароль", "hasło", "密码", "密碼", "口令", "パスワード", "暗証番号", "비밀번호", "암호",
    ];

    private static readonly string[] Keys =
    [
        "api_key", "api-key", "apikey", "api key", "secret_key", "secret-key", "secretkey", "secret key", "client_secret", "client-secret", "clientsecret", "client secret", "secret_access_key", "secret access key",
        "access_key", "access-key", "accesskey", "access key", "access_token", "access-token", "accesstoken", "access token", "auth_token", "auth-token", "authtoken", "refresh_token", "refreshtoken",
        "private_key", "private-key", "privatekey", "private key", "accountkey", "encryption_key", "encryption key", "signing_key", "master_key", "token", "secret", "bearer", "basic", "密钥", "令牌", "秘钥",
    ];

    private static readonly string[] Words = [.. Passwords.Concat(Keys).OrderByDescending(w => w.Length)];
    private static readonly Dictionary<char, string[]> ByFirst = Words.GroupBy(w => w[0]).ToDictionary(g => g.Key, g => g.ToArray());

    // two searches, because only words in ASCII are searched for in any case at full speed
    private static readonly SearchValues<string> Plain = SearchValues.Create([.. Words.Where(w => Ascii.IsValid(w))], StringComparison.OrdinalIgnoreCase);
    private static readonly SearchValues<string> Other = SearchValues.Create([.. Words.Where(w => !Ascii.IsValid(w)).SelectMany(w => new[] { w, char.ToUpperInvariant(w[0]) + w[1..], w.ToUpperInvariant() }).Distinct()], StringComparison.Ordinal);

    /// <summary>Words that say that a value follows; after them only what looks like a secret counts.</summary>
    private static readonly string[] Says = [" is now ", " is ", "'s ", "’s ", " was ", " are ", " to ", " es ", " est ", " ist ", " lautet ", " è ", " é ", " ist jetzt ", " будет ", "是", "为", "為", "改成", "は", "은 ", "는 "];

    /// <summary>What may stand between the name and its value: "the password for the guest room is …".</summary>
    private static readonly string[] Fors = [" for ", " of ", " to ", " on ", " para ", " de ", " del ", " pour ", " für ", " von ", " di ", " do ", " da ", " voor ", "的", " (", " i use ", " i set ", " we use ", " you need "];

    private static readonly HashSet<string> Common = new(StringComparer.OrdinalIgnoreCase)
    {
        "required", "optional", "string", "none", "null", "true", "false", "changed", "reset", "forgotten", "unknown", "empty", "must", "should", "please", "strict", "password", "passwd", "secret", "token", "text",
        "hidden", "redacted", "masked", "removed", "example", "your-password", "yourpassword", "changeme_placeholder", "undefined", "todo", "never", "always", "missing", "invalid", "wrong", "correct", "incorrect", "expired", "safe", "strong", "weak",
        "number", "object", "bytes", "encrypted", "protected", "disabled", "enabled", "here", "there", "something", "nothing",
    };

    public static void Find(ReadOnlySpan<char> text, List<SecretRange> found)
    {
        Find(text, Plain, found);
        if (!Ascii.IsValid(text)) Find(text, Other, found);
    }

    private static void Find(ReadOnlySpan<char> text, SearchValues<string> words, List<SecretRange> found)
    {
        for (var at = 0; at < text.Length;)
        {
            var next = text[at..].IndexOfAny(words);
            if (next < 0) return;
            at += next;
            var word = WordAt(text[at..]);
            var end = at + word.Length;
            if (IsName(text, at, end, word) && Value(text, end, word) is var (start, length, kind))
            {
                found.Add(new(start, length, kind));
                at = start + length;
            }
            else at = end;
        }
    }

    /// <summary>What the value of a field of that name is; null when it is no secret.</summary>
    public static string? KindOfField(ReadOnlySpan<char> name, ReadOnlySpan<char> value)
    {
        value = value.Trim();
        if (name.Length > 64 || value.Length == 0 || value.Length > LongestValue || IsPlaceholder(value)) return null;
        foreach (var word in Words)
        {
            if (!name.EndsWith(word, StringComparison.OrdinalIgnoreCase) || !IsName(name, name.Length - word.Length, name.Length, word)) continue;
            if (IsPassword(word)) return Common.Contains(value.ToString()) ? null : "password";
            return IsKey(value) ? "api key" : null;
        }
        return null;
    }

    /// <summary>True for what stands in a secret's place without being one: <c>***</c>, <c>&lt;password&gt;</c>, <c>${VAR}</c>.</summary>
    public static bool IsPlaceholder(ReadOnlySpan<char> value) =>
        value[0] is '$' && value.Length > 1 && (value[1] is '{' or '(' || char.IsAsciiLetterUpper(value[1]) && !value.ContainsAnyInRange('a', 'z')) || value[0] is '<' && value[^1] == '>' || value[0] is '{' && value.EndsWith("}}", StringComparison.Ordinal) || value[0] is '[' && value[^1] == ']'
        || !value.ContainsAnyExcept("*xX") || !value.ContainsAnyExcept(".…-_") || !value.ContainsAnyExcept("•●") || value.StartsWith("process.env", StringComparison.Ordinal) || value.StartsWith("os.environ", StringComparison.Ordinal) || value.StartsWith("getenv", StringComparison.Ordinal);

    private static string WordAt(ReadOnlySpan<char> text)
    {
        foreach (var word in ByFirst.GetValueOrDefault(char.ToLowerInvariant(text[0]), []))
            if (text.StartsWith(word, StringComparison.OrdinalIgnoreCase)) return word;
        return "";
    }

    private static bool IsPassword(string word) => Array.IndexOf(Passwords, word) >= 0;

    // DB_PASSWORD and userPassword are names, "passwords" and "secretary" are not
    private static bool IsName(ReadOnlySpan<char> text, int start, int end, string word)
    {
        if (word.Length == 0) return false;
        if (word[0] > '\u2e80') return true;
        if (start > 0 && char.IsLetter(text[start - 1]) && text[start - 1] < '\u2e80' && !(char.IsLower(text[start - 1]) && char.IsUpper(text[start]))) return false;
        return end >= text.Length || !(char.IsLetter(text[end]) && text[end] < '\u2e80') && text[end] != '_';
    }

    private static (int Start, int Length, string Kind)? Value(ReadOnlySpan<char> text, int end, string word)
    {
        var password = IsPassword(word);
        if (word is "bearer" or "basic") return Credential(text, end, word);
        var window = text.Slice(end, Math.Min(Gap, text.Length - end));
        var (skip, strong) = Separator(window, password);
        if (skip >= 0 && (strong || !IsShort(word)) && ValueAt(text, end, end + skip, strong, password) is { } direct) return direct;
        // "the password to the wifi is …", "token for the relay: …"
        if (!strong && !IsShort(word) && Later(window) is > 0 and var later && ValueAt(text, end, end + later, false, password) is { } named) return named;
        return password && skip < 0 ? Beside(text, end, word) : null;
    }

    // "password Winter99!", "pw Fake-Passw0rd-1", 密码 wifi0000, 密码888888: no sign and no verb, so only what can't be a word counts
    private static (int Start, int Length, string Kind)? Beside(ReadOnlySpan<char> text, int end, string word)
    {
        const int shortest = 6;
        var eastern = word[0] > '\u2e80';
        var at = end;
        while (at < text.Length && at < end + 2 && text[at] is ' ' or '，' or ',') at++;
        if (at >= text.Length || at == end && !eastern || !char.IsAscii(text[at])) return null;
        var (start, length, _) = Extent(text, at);
        var value = text.Slice(start, length);
        if (length < shortest || !value.ContainsAnyInRange('0', '9') || IsPlaceholder(value) || value.Contains("://", StringComparison.Ordinal)) return null;
        var letters = value.ContainsAnyInRange('a', 'z') || value.ContainsAnyInRange('A', 'Z');
        return letters || eastern ? (start, length, "password") : null;
    }

    // so short a name needs a sign after it
    private static bool IsShort(string word) => word is "pw";

    private static (int Start, int Length, string Kind)? ValueAt(ReadOnlySpan<char> text, int end, int at, bool strong, bool password)
    {
        while (at < text.Length && at < end + Gap && text[at] is ' ' or '\t' or '*' or '`') at++;
        if (at >= text.Length) return null;
        var (start, length, quoted) = Extent(text, at);
        // a line break between the name and an unquoted value is allowed after a colon only
        if (length == 0 && strong && at < text.Length && text[at] is '\n' or '\r')
        {
            while (at < text.Length && at < end + Gap && char.IsWhiteSpace(text[at])) at++;
            if (at < text.Length) (start, length, quoted) = Extent(text, at);
            strong = false;
        }
        if (length < (password ? 3 : 16)) return null;
        var value = text.Slice(start, length);
        if (IsPlaceholder(value) || !value.ContainsAnyExceptInRange('0', '9') && SpokenValue.HasUnit(text[(start + length)..Math.Min(text.Length, start + length + 16)])) return null;
        if (!password) return IsKey(value) ? (start, length, "api key") : null;
        if (value.Contains("://", StringComparison.Ordinal)) return null;
        // a mark at the end may close the sentence or belong to the password: it is masked, but proves nothing
        if (value.TrimEnd("!?") is var body && body.IsEmpty) return null;
        if (LooksSecret(body)) return (start, length, "password");
        if (!strong && !quoted || length < 4 || !char.IsAscii(value[0]) || Common.Contains(body.ToString())) return null;
        // one plain word counts when nothing follows it: "password: letmein", but not "password: never tell it"
        return quoted || IsAlone(text, start + length) ? (start, length, "password") : null;
    }

    private static (int, int, string)? Credential(ReadOnlySpan<char> text, int end, string word)
    {
        var at = end;
        if (at < text.Length && text[at] == ':') at++;
        while (at < text.Length && at < end + 3 && text[at] == ' ') at++;
        if (at == end) return null;
        var i = at;
        while (i < text.Length && i - at < LongestValue && (char.IsAsciiLetterOrDigit(text[i]) || text[i] is '-' or '.' or '_' or '~' or '+' or '/' or '=')) i++;
        while (i > at && text[i - 1] is '.' or '-') i--;
        var value = text[at..i];
        var good = word == "basic" ? value.Length >= 16 && value.ContainsAnyInRange('A', 'Z') && value.ContainsAnyInRange('a', 'z') && (value[^1] == '=' || value.ContainsAnyInRange('0', '9')) : value.Length >= 16 && value.ContainsAnyInRange('0', '9');
        return good ? (at, value.Length, word == "basic" ? "password" : "bearer token") : null;
    }

    // where the value begins after the name; strong when a sign and not a word says so
    private static (int Skip, bool Strong) Separator(ReadOnlySpan<char> window, bool password)
    {
        var i = 0;
        while (i < window.Length && i < 4 && window[i] is '"' or '\'' or '`' or '*' or ']' or ')' or '”' or '\\') i++;
        var spaces = i;
        while (spaces < window.Length && window[spaces] is ' ' or '\t') spaces++;
        if (spaces < window.Length && window[spaces] is ':' or '=' or '：' or '＝')
        {
            var at = spaces + 1;
            while (at < window.Length && at < spaces + 3 && window[at] is '=' or '>' or ':') at++;
            return (at, true);
        }
        if (spaces + 1 < window.Length && window[spaces..].StartsWith("->", StringComparison.Ordinal)) return (spaces + 2, true);
        if (!password && i > 0) return (-1, false);
        foreach (var say in Says)
        {
            if (window[i..].StartsWith(say, StringComparison.OrdinalIgnoreCase)) return (i + say.Length, false);
            if (window.StartsWith(say, StringComparison.OrdinalIgnoreCase)) return (say.Length, false); // "password's …"
        }
        return (-1, false);
    }

    // where the value begins when words stand between: "for the guest room is "; -1 when nothing says so
    private static int Later(ReadOnlySpan<char> window)
    {
        foreach (var word in Fors)
        {
            if (!window.StartsWith(word, StringComparison.OrdinalIgnoreCase)) continue;
            var stop = window.IndexOfAny('.', '\n', '?');
            var phrase = stop < 0 ? window : window[..stop];
            var sign = phrase.IndexOfAny(':', '=', '：');
            var best = sign >= 0 ? sign + 1 : -1;
            foreach (var say in Says)
                if (phrase.IndexOf(say, StringComparison.OrdinalIgnoreCase) is var found and > 0 && (best < 0 || found + say.Length < best)) best = found + say.Length;
            if (best >= 0) return best;
        }
        return -1;
    }

    // a value in quotes goes to the closing quote, another one to the next space; one in ASCII also ends where Chinese begins
    private static (int Start, int Length, bool Quoted) Extent(ReadOnlySpan<char> text, int at)
    {
        var slash = text[at] == '\\' && at + 1 < text.Length && text[at + 1] is '"' or '\'' ? 1 : 0;
        var closing = text[at + slash] switch { '"' => '"', '\'' => '\'', '`' => '`', '“' => '”', '‘' => '’', '「' => '」', '«' => '»', '„' => '“', _ => '\0' };
        var limit = Math.Min(text.Length, at + LongestValue);
        if (closing != '\0')
        {
            at += slash + 1;
            var close = text[at..limit].IndexOfAny(closing, '\n');
            if (close > 0 && text[at + close] == closing) return (at, close - (slash > 0 && text[at + close - 1] == '\\' ? 1 : 0), true);
        }
        var i = at;
        var ascii = at < text.Length && char.IsAscii(text[at]);
        while (i < limit && !char.IsWhiteSpace(text[i]) && text[i] is not ('"' or '，' or '。' or '；' or '、' or '！' or '？' or '）' or '」' or '”' or '»') && !(ascii && text[i] > '\u2e80')) i++;
        while (i > at && text[i - 1] is '.' or ',' or ';' or ':' or ')' or ']' or '}' or '\'' or '`' or '*' or '>' or '\\') i--;
        return (at, i - at, false);
    }

    // digits or signs within a word are what passwords have and words have not
    private static bool LooksSecret(ReadOnlySpan<char> value)
    {
        if (value.Length > 200) return true;
        var (letters, others, digits, upper) = (0, 0, 0, 0);
        var ascii = false;
        for (var i = 0; i < value.Length; i++)
        {
            var c = value[i];
            ascii |= char.IsAscii(c);
            if (char.IsAsciiDigit(c)) digits++;
            else if (char.IsLetter(c)) (letters, upper) = (letters + 1, upper + (i > 0 && char.IsUpper(c) && char.IsLower(value[i - 1]) ? 1 : 0));
            else if (c is not ('-' or '\'' or '’' or '(' or ')' or '/' or '.' or ',')) others++;
        }
        if (!ascii) return false;
        return digits > 0 && value.Length >= 4 || others > 0 && value.Length >= 4 || upper > 0 && letters >= 6;
    }

    private static bool IsKey(ReadOnlySpan<char> value)
    {
        if (value.Length is < 16 or > LongestValue || !value.ContainsAnyInRange('0', '9') || value.Contains("://", StringComparison.Ordinal)) return false;
        var letters = 0;
        Span<bool> seen = stackalloc bool[128];
        var distinct = 0;
        foreach (var c in value)
        {
            if (c is <= ' ' or >= '\u007f') return false;
            if (char.IsAsciiLetter(c)) letters++;
            if (!seen[c]) (seen[c], distinct) = (true, distinct + 1);
        }
        return letters > 0 && distinct >= 8;
    }

    private static bool IsAlone(ReadOnlySpan<char> text, int at)
    {
        while (at < text.Length && text[at] is '.' or ',' or ';' or '!' or ')' or '"' or '\'' or '`' or '*' or '}') at++;
        return at >= text.Length || text[at] is '\n' or '\r' || at > 0 && text[at - 1] is '.' or ',' or ';' or '!';
    }
}
