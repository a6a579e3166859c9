using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using MemU.Fs.Markdown;
using MemU.Fs.Model;

namespace MemU.Fs;

/// <summary>
/// Finds a text in every form in which this program and JSON write it down (any case, composed or not, escaped, wrapped, as a part of a file's name)
/// and puts the same short mark in its place everywhere, so that links to a file that was named after it still lead there.
/// </summary>
internal sealed class PurgedText
{
    /// <summary>What stands where something was purged; it can stand in a file's name too.</summary>
    public const string Mark = "███";

    private const int Least = 3;
    private static readonly UTF8Encoding Strict = new(false, true);
    private readonly Regex _text;
    private readonly Regex _raw;

    /// <summary>Texts that go; each at least three characters long.</summary>
    /// <param name="texts">The texts.</param>
    /// <param name="asNames">Whether file names made of them go as well.</param>
    public PurgedText(IEnumerable<string> texts, bool asNames)
    {
        var forms = new HashSet<string>(StringComparer.Ordinal);
        foreach (var text in texts.Select(t => t.Trim()).Where(t => new StringInfo(t).LengthInTextElements >= Least || t.Length >= Least && !t.All(char.IsAscii)))
        {
            forms.Add(Pattern(SafeText.Compose(text)));
            if (asNames && Slug.Of(text) is var slug && slug != "untitled" && slug.Length >= Least + 1) forms.Add(Regex.Escape(slug));
        }
        if (forms.Count == 0) throw new MemUException(MemUErrorKind.BadArgument, $"a text to be purged needs at least {Least} characters; a shorter one would fit too much.");
        // longer forms first, so that none leaves a rest of another
        var all = string.Join('|', forms.OrderByDescending(f => f.Length));
        _text = new(all, RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking);
        _raw = new(string.Join('|', forms.OrderByDescending(f => f.Length).Select(f => Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(f)))), RegexOptions.CultureInvariant | RegexOptions.NonBacktracking);
    }

    /// <summary>The text without it; the same string when it is not in it.</summary>
    public string Mask(string text) => _text.IsMatch(text) ? _text.Replace(text, Mark) : text;

    /// <summary>The bytes without it; the same array when it is not in them. Bytes that are no text keep their length.</summary>
    public byte[] Mask(byte[] bytes)
    {
        string text;
        try
        {
            text = Strict.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            var raw = Encoding.Latin1.GetString(bytes);
            return _raw.IsMatch(raw) ? Encoding.Latin1.GetBytes(_raw.Replace(raw, m => new string('*', m.Length))) : bytes;
        }
        return Mask(text) is var masked && ReferenceEquals(masked, text) ? bytes : Encoding.UTF8.GetBytes(masked);
    }

    /// <summary>A text as a pattern: what a reader sees as one character may be composed or not, each in its own way.</summary>
    private static string Pattern(string text)
    {
        var pattern = new StringBuilder();
        var elements = StringInfo.GetTextElementEnumerator(text);
        var space = false;
        while (elements.MoveNext())
        {
            var element = elements.GetTextElement();
            if (string.IsNullOrWhiteSpace(element))
            {
                // also across a line that was wrapped or quoted
                if (!space) pattern.Append(@"(?:\s|\\[nrt])+(?:>[ \t]*)?");
                space = true;
                continue;
            }
            space = false;
            var apart = SafeText.IsPlain(element) ? element.Normalize(NormalizationForm.FormD) : element;
            pattern.Append(apart == element ? Characters(element) : $"(?:{Characters(element)}|{Characters(apart)})");
        }
        return pattern.ToString();
    }

    /// <summary>Characters as themselves, behind a backslash, or as JSON and YAML escape them.</summary>
    private static string Characters(string text)
    {
        var pattern = new StringBuilder();
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (c == '\\') pattern.Append(@"\\{1,4}");
            else if (c == '\'') pattern.Append(@"(?:''?|\\u0027)");
            else if (char.IsAsciiLetterOrDigit(c)) pattern.Append(c);
            else if (char.IsHighSurrogate(c) && i + 1 < text.Length)
                pattern.Append(CultureInfo.InvariantCulture, $@"(?:{c}{text[++i]}|\\u{(int)c:x4}\\u{(int)text[i]:x4})");
            else pattern.Append(CultureInfo.InvariantCulture, $@"(?:\\{{0,2}}{Regex.Escape(c.ToString())}|\\u{(int)c:x4})");
        }
        return pattern.ToString();
    }
}
