namespace MemU.Fs.Sources.Secrets;

/// <summary>Keys that are known by how they begin.</summary>
internal static class KeyTokens
{
    /// <summary>Prefix, kind, the fewest and most characters after it, and whether a digit must be among them.</summary>
    private static readonly (string Prefix, string Kind, int Least, int Most, bool Digit)[] Known =
    [
        ("AKIA", "aws key", 16, 16, false), ("ASIA", "aws key", 16, 16, false), ("ABIA", "aws key", 16, 16, false), ("ACCA", "aws key", 16, 16, false),
        ("sk-ant-", "anthropic key", 16, 400, false), ("sk-proj-", "openai key", 16, 400, false), ("sk-svcacct-", "openai key", 16, 400, false), ("sk-or-v1-", "openrouter key", 16, 400, false), ("sk-", "openai key", 20, 400, true),
        ("ghp_", "github token", 30, 255, false), ("gho_", "github token", 30, 255, false), ("ghu_", "github token", 30, 255, false), ("ghs_", "github token", 30, 255, false), ("ghr_", "github token", 30, 255, false),
        ("github_pat_", "github token", 22, 255, false), ("glpat-", "gitlab token", 16, 255, false), ("gldt-", "gitlab token", 16, 255, false), ("glrt-", "gitlab token", 16, 255, false), ("glptt-", "gitlab token", 16, 255, false),
        ("xoxb-", "slack token", 10, 255, true), ("xoxp-", "slack token", 10, 255, true), ("xoxa-", "slack token", 10, 255, true), ("xoxr-", "slack token", 10, 255, true), ("xoxs-", "slack token", 10, 255, true), ("xoxe-", "slack token", 10, 400, true), ("xapp-", "slack token", 10, 255, true),
        ("AIza", "google key", 35, 35, false), ("ya29.", "google token", 20, 400, false), ("GOCSPX-", "google key", 20, 64, false),
        ("sk_live_", "stripe key", 16, 255, false), ("sk_test_", "stripe key", 16, 255, false), ("rk_live_", "stripe key", 16, 255, false), ("rk_test_", "stripe key", 16, 255, false), ("whsec_", "stripe key", 16, 255, false),
        ("hf_", "hugging face token", 30, 64, false), ("npm_", "npm token", 36, 36, false), ("pypi-", "pypi token", 50, 400, false), ("dckr_pat_", "docker token", 20, 64, false),
        ("gsk_", "groq key", 40, 80, false), ("xai-", "xai key", 40, 128, true), ("r8_", "replicate token", 30, 64, false), ("pplx-", "perplexity key", 40, 64, false), ("tvly-", "tavily key", 20, 64, true),
        ("shpat_", "shopify token", 32, 32, false), ("dop_v1_", "digitalocean token", 64, 64, false), ("lin_api_", "linear key", 32, 64, false), ("figd_", "figma token", 30, 64, false), ("SG.", "sendgrid key", 40, 80, true),
        ("ATATT3", "atlassian token", 50, 300, false), ("ntn_", "notion token", 40, 64, false), ("AGE-SECRET-KEY-1", "age key", 50, 64, false), ("hvs.", "vault token", 20, 255, false),
    ];

    private static readonly Dictionary<char, (string Prefix, string Kind, int Least, int Most, bool Digit)[]> ByFirst =
        Known.GroupBy(k => k.Prefix[0]).ToDictionary(g => g.Key, g => g.ToArray());

    private static readonly System.Buffers.SearchValues<char> Firsts = System.Buffers.SearchValues.Create([.. ByFirst.Keys, 'e']);

    public static void Find(ReadOnlySpan<char> text, List<SecretRange> found)
    {
        for (var at = 0; at < text.Length; at++)
        {
            var next = text[at..].IndexOfAny(Firsts);
            if (next < 0) return;
            at += next;
            if (at > 0 && (char.IsAsciiLetterOrDigit(text[at - 1]) || text[at - 1] is '-' or '+')) continue;
            if (Match(text[at..]) is not var (length, kind)) continue;
            found.Add(new(at, length, kind));
            at += length - 1;
        }
    }

    private static (int Length, string Kind)? Match(ReadOnlySpan<char> text)
    {
        if (text[0] == 'e') return text.StartsWith("eyJ", StringComparison.Ordinal) ? WebToken(text) : null;
        foreach (var (prefix, kind, least, most, digit) in ByFirst[text[0]])
        {
            if (!text.StartsWith(prefix, StringComparison.Ordinal)) continue;
            var run = Run(text[prefix.Length..], kind is "sendgrid key" or "google token" or "vault token");
            if (run < least) continue;
            // a longer run than the kind allows is not that key but part of something else, such as base64
            if (least == most && run != least) continue;
            if (prefix.StartsWith('A') && kind == "aws key" && text.Slice(4, 16).ContainsAnyExceptInRange('0', 'Z')) continue;
            var body = text.Slice(prefix.Length, run);
            if (digit && !body.ContainsAnyInRange('0', '9')) continue;
            // "sk-learn-compatible-estimators-2" is a name: in it words stand between the hyphens
            if (prefix == "sk-" && IsWords(body)) continue;
            return (prefix.Length + run, kind);
        }
        return null;
    }

    private static (int, string)? WebToken(ReadOnlySpan<char> text)
    {
        var head = Run(text, false);
        if (head < 10 || head + 4 >= text.Length || text[head] != '.' || !text[(head + 1)..].StartsWith("eyJ", StringComparison.Ordinal)) return null;
        var body = Run(text[(head + 1)..], false);
        var length = head + 1 + body;
        if (length < text.Length && text[length] == '.') length += 1 + Run(text[(length + 1)..], false);
        return (length, "json web token");
    }

    private static int Run(ReadOnlySpan<char> text, bool dots)
    {
        var i = 0;
        while (i < text.Length && (char.IsAsciiLetterOrDigit(text[i]) || text[i] is '_' or '-' || dots && text[i] == '.')) i++;
        while (i > 0 && text[i - 1] is '-' or '.') i--;
        return i;
    }

    private static bool IsWords(ReadOnlySpan<char> body)
    {
        foreach (var part in body.Split('-'))
        {
            var word = body[part];
            if (word.Length > 14 || word.ContainsAnyInRange('0', '9') && word.Length > 3 && word.ContainsAnyInRange('a', 'z')) return false;
        }
        return body.Contains('-');
    }
}
