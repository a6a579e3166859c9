using System.Buffers;
using System.Text;

namespace MemU.Fs.Sources.Secrets;

/// <summary>Secrets as people tell them: "the gate code is …", "I changed the password. It's …", 门禁密码…. A name opens a short window, in which only a word of the right shape after a word that says so counts.</summary>
internal static class SpokenSecrets
{
    private const int Window = 96;
    private const int Behind = 40;
    private static readonly SearchValues<char> Brackets = SearchValues.Create("{}<>|;[]");

    public static void Find(ReadOnlySpan<char> text, List<SecretRange> found)
    {
        Find(text, SpokenWords.Plain, found);
        if (!Ascii.IsValid(text)) Find(text, SpokenWords.Lettered, found);
    }

    private static void Find(ReadOnlySpan<char> text, SearchValues<string> names, List<SecretRange> found)
    {
        for (var at = 0; at < text.Length;)
        {
            var next = text[at..].IndexOfAny(names);
            if (next < 0) return;
            at += next;
            var name = SpokenWords.NameAt(text[at..]);
            if (name.Length == 0 || !SpokenWords.IsEastern(name[0]) && at > 0 && (SpokenWords.IsWordPart(text[at - 1]) || char.IsAsciiDigit(text[at - 1])))
            {
                at++;
                continue;
            }
            var end = at + name.Length;
            if (IsMeant(text, at, end, name) is { } kind)
            {
                if (kind == SpokenKind.Login) Login(text, end, found);
                else Values(text, at, end, name, kind, found);
            }
            at = end;
        }
    }

    // what the name means here; null when the words around it make another thing of it
    private static SpokenKind? IsMeant(ReadOnlySpan<char> text, int start, int end, string name)
    {
        var kind = SpokenWords.KindOf(name);
        var before = text[Math.Max(0, start - Behind)..start];
        if (before.LastIndexOfAny(".!?\n") is >= 0 and var stop) before = before[(stop + 1)..];
        var after = text[end..Math.Min(text.Length, end + Behind)];
        if (after.Length > 1 && after[0] is ' ' or '-' && SpokenWords.IsThing(SpokenText.Word(after[1..]))) return null;
        if (before.Length > 1 && SpokenWords.IsOther(SpokenText.LastWord(before.TrimEnd()))) return null;
        if (kind == SpokenKind.Pass) return before.Contains("user", StringComparison.OrdinalIgnoreCase) || before.Contains("login", StringComparison.OrdinalIgnoreCase) || before.Contains('/') || after.Contains("username", StringComparison.OrdinalIgnoreCase) ? SpokenKind.Password : null;
        if (kind != SpokenKind.PlacedCode) return kind;
        var sentence = after.IndexOfAny(".!?\n") is >= 0 and var cut ? after[..cut] : after;
        return SpokenWords.HasPlace(before) || SpokenWords.HasPlace(sentence) ? SpokenKind.Code : null;
    }

    private static void Values(ReadOnlySpan<char> text, int nameStart, int end, string name, SpokenKind kind, List<SecretRange> found)
    {
        if (kind == SpokenKind.Code) Earlier(text, nameStart, found);
        var limit = Math.Min(text.Length, end + Window);
        var (from, more) = (end, false);
        foreach (var (start, length) in SpokenText.Candidates(text, end, limit))
        {
            var value = text.Slice(start, length);
            var (say, stray) = Glue(text[from..start], name, more);
            if (stray) return;
            if (say == Said.No || !Fits(value, kind, name, say) || SpokenValue.HasUnit(text[(start + length)..Math.Min(text.Length, start + length + 16)]) || NamedSecrets.IsPlaceholder(value)) continue;
            found.Add(new(start, SpokenText.Grown(text, start, length, kind), Label(kind)));
            (from, more) = (start + length, true);
        }
    }

    private static string Label(SpokenKind kind) => kind switch { SpokenKind.Code => "code", SpokenKind.Key => "api key", _ => "password" };

    private static bool Fits(ReadOnlySpan<char> value, SpokenKind kind, string name, Said say) => kind switch
    {
        SpokenKind.Key => say == Said.Plainly && (SpokenValue.IsKey(value) || name.Contains("code", StringComparison.OrdinalIgnoreCase) && SpokenValue.IsCode(value, 6)),
        // beside its name "1987" is likelier a year
        SpokenKind.Code => SpokenValue.IsCode(value, IsCardCode(name) && say == Said.Plainly ? 3 : 4) && (say == Said.Plainly || !SpokenValue.IsYear(value)) || say == Said.Plainly && value.Length <= 8 && SpokenValue.IsMixed(value, 4),
        _ => SpokenValue.IsMixed(value, say == Said.Plainly ? 4 : 6) || say == Said.Plainly && (SpokenWords.IsNotorious(value) || SpokenValue.IsCode(value, 4)) || SpokenWords.IsEastern(name[0]) && SpokenValue.IsCode(value, say == Said.Plainly || value[^1] is '#' or '*' ? 4 : 6),
    };

    private static bool IsCardCode(string name) => name is "cvv" or "cvc" or "security code";

    /// <summary>How clearly the words between a name and a word say that the word is the value.</summary>
    private enum Said { No, Beside, Plainly }

    // Stray when the sentence has gone elsewhere, so that nothing after it can be the value
    private static (Said Say, bool Stray) Glue(ReadOnlySpan<char> between, string name, bool more)
    {
        var raw = between;
        if (between.StartsWith("'s", StringComparison.OrdinalIgnoreCase) || between.StartsWith("’s", StringComparison.OrdinalIgnoreCase)) between = between.Length < 4 ? "is" : between[2..];
        between = between.Trim(" \t*`\"'“‘「(（");
        // braces and brackets belong to programs, where what follows is another argument
        if (between.ContainsAny(Brackets)) return (Said.No, true);
        if (between.IsEmpty) return (raw.IsEmpty && !SpokenWords.IsEastern(name[0]) ? Said.No : Said.Beside, false);
        var last = between[^1];
        if (more) return between.Length > 24 ? (Said.No, true) : (last is '/' or '、' || between is "and" or "or" or "," or ", and" or "和" or "und" or "et" or "y" or "e" or "и" || IsSaying(between) ? Said.Plainly : Said.No, false);
        var sentence = between.IndexOfAny("。？！\n") is var eastern and >= 0 ? eastern : SpokenText.SentenceEnd(between);
        if (sentence >= 0)
        {
            // the next sentence may tell it ("It's …", "The new one is …"), and a question may be answered at once
            var rest = between[(sentence + 1)..].Trim();
            if (rest.IsEmpty) return (between[sentence] is '?' or '？' ? Said.Beside : Said.No, false);
            return SpokenText.Words(rest) > 5 || rest.Length > 32 || SpokenText.SentenceEnd(rest) >= 0 ? (Said.No, true) : (IsSaying(rest) ? Said.Beside : Said.No, false);
        }
        if (SpokenText.Words(between) > 9) return (Said.No, true);
        if (last is ':' or '=' or '：' or '＝' || IsSaying(between)) return (Said.Plainly, false);
        if (last is '，' or ',' && SpokenWords.IsEastern(name[0])) return (Said.Beside, false);
        if (SpokenWords.IsEastern(name[0])) return (between.Length <= 5 && raw[^1] == ' ' && !between.ContainsAny("，,、;；") ? Said.Beside : Said.No, false);
        return ((SpokenWords.IsFor(SpokenText.Word(between)) || SpokenText.Words(between) == 1 && SpokenWords.HasPlace(between)) && SpokenText.Words(between) <= 4 ? Said.Beside : Said.No, false);
    }

    private static bool IsSaying(ReadOnlySpan<char> between)
    {
        var word = SpokenText.LastWord(between);
        if (word.Equals("on", StringComparison.OrdinalIgnoreCase)) return false;
        return SpokenWords.IsSay(word) || word.Equals("'s", StringComparison.OrdinalIgnoreCase) || word is "s" && between.Length > 1 && between[^2] is '\'' or '’' || SpokenWords.EndsEastern(between);
    }

    // "771204 is your verification code", 662917（动态验证码）
    private static void Earlier(ReadOnlySpan<char> text, int nameStart, List<SecretRange> found)
    {
        var from = Math.Max(0, nameStart - Behind);
        if (text[from..nameStart].LastIndexOf('\n') is >= 0 and var line) from += line + 1;
        foreach (var (start, length) in SpokenText.Candidates(text, from, nameStart))
        {
            // in unspaced text a candidate may run into the name itself
            if (start + length > nameStart || start == from && from > 0 && SpokenWords.IsWordPart(text[from - 1])) continue;
            var between = text[(start + length)..nameStart].Trim();
            var tells = between.StartsWith("is your", StringComparison.OrdinalIgnoreCase) || between.StartsWith("is the", StringComparison.OrdinalIgnoreCase) || between.StartsWith("as your", StringComparison.OrdinalIgnoreCase) || between.StartsWith("as the", StringComparison.OrdinalIgnoreCase) || between.EndsWith("that's the", StringComparison.OrdinalIgnoreCase) && between.Length < 14
                || between.Length <= 5 && between is ['（' or '(' or '是' or '为', ..] || between is ['이' or '은' or 'は' or 'が'];
            if (tells && SpokenValue.IsCode(text.Slice(start, length), 4)) found.Add(new(start, length, "code"));
        }
    }

    // "ana / Harbor77", "admin:Foxtrot-7"
    private static void Login(ReadOnlySpan<char> text, int end, List<SecretRange> found)
    {
        var window = text[end..Math.Min(text.Length, end + Window)];
        if (window.IndexOf('\n') is >= 0 and var line) window = window[..line];
        foreach (var (start, length) in SpokenText.Candidates(text, end, end + window.Length))
        {
            var value = text.Slice(start, length);
            var colon = value.IndexOf(':');
            if (colon > 1 && colon < length - 4 && SpokenValue.IsMixed(value[(colon + 1)..], 6) && SpokenWords.IsWordPart(value[0])) found.Add(new(start + colon + 1, length - colon - 1, "password"));
            else if (text[end..start].EndsWith(" / ", StringComparison.Ordinal) && SpokenValue.IsMixed(value, 6)) found.Add(new(start, length, "password"));
        }
    }
}
