using System.Globalization;

namespace MemU.Fs.Sources.Secrets;

/// <summary>Card numbers (by prefix, length, grouping and Luhn's sum) and IBANs (by country, length and checksum).</summary>
internal static class Numbers
{
    private static readonly Dictionary<string, int> Countries = "AD24 AE23 AT20 BE16 BG22 BR29 CH21 CY28 CZ24 DE22 DK18 EE20 ES24 FI18 FR27 GB22 GR27 HR21 HU28 IE22 IL23 IS26 IT27 LI21 LT20 LU20 LV21 MC27 MT31 NL18 NO15 PL28 PT25 RO24 SA24 SE24 SI19 SK24 SM27 TR26 UA29"
        .Split(' ').ToDictionary(c => c[..2], c => int.Parse(c.AsSpan(2), CultureInfo.InvariantCulture), StringComparer.Ordinal);

    public static void Find(ReadOnlySpan<char> text, List<SecretRange> found)
    {
        Span<char> digits = stackalloc char[20];
        for (var at = 0; at < text.Length;)
        {
            var next = text[at..].IndexOfAnyInRange('0', '9');
            if (next < 0) return;
            at += next;
            var run = Digits(text[at..]);
            if (IbanAt(text, at) is var (start, length))
            {
                found.Add(new(start, length, "bank account"));
                at = start + length;
                continue;
            }
            if (Starts(text, at) && Card(text[at..], run, digits) is var card and > 0)
            {
                found.Add(new(at, card, "card number"));
                at += card;
            }
            else at += run;
        }
    }

    private static bool Starts(ReadOnlySpan<char> text, int at) =>
        at == 0 || !char.IsLetterOrDigit(text[at - 1]) && text[at - 1] is not ('-' or '+' or '.' or '_' or '#' or '/' or '%') || text[at - 1] > '\u2e80';

    private static int Card(ReadOnlySpan<char> text, int run, Span<char> digits)
    {
        if (run is >= 13 and <= 19) return Ends(text, run) && IsCard(text[..run]) ? run : 0;
        if (run != 4 || text.Length < 16) return 0;
        var separator = text[4];
        if (separator is not (' ' or '-' or '\u00a0')) return 0;
        foreach (var groups in (ReadOnlySpan<string>)["44443", "4444", "465", "464"])
        {
            var (at, count) = (0, 0);
            var good = true;
            for (var g = 0; g < groups.Length && good; g++)
            {
                var size = groups[g] - '0';
                if (g > 0) good = at < text.Length && text[at++] == separator;
                good = good && at < text.Length && Digits(text[at..]) == size;
                if (!good) break;
                text.Slice(at, size).CopyTo(digits[count..]);
                (at, count) = (at + size, count + size);
            }
            if (good && Ends(text, at) && IsCard(digits[..count])) return at;
        }
        return 0;
    }

    private static bool Ends(ReadOnlySpan<char> text, int at) =>
        at >= text.Length || !(char.IsAsciiLetterOrDigit(text[at]) || text[at] == '_' || text[at] is '-' or '.' && at + 1 < text.Length && char.IsAsciiLetterOrDigit(text[at + 1]));

    private static bool IsCard(ReadOnlySpan<char> digits)
    {
        int Prefix(ReadOnlySpan<char> span, int n) => int.Parse(span[..n], CultureInfo.InvariantCulture);
        var (two, three, four, length) = (Prefix(digits, 2), Prefix(digits, 3), Prefix(digits, 4), digits.Length);
        var known = digits[0] == '4' ? length is 13 or 16 or 19
            : two is >= 51 and <= 55 || four is >= 2221 and <= 2720 ? length == 16
            : two is 34 or 37 ? length == 15
            : four == 6011 || two == 65 || three is >= 644 and <= 649 || four is >= 3528 and <= 3589 || two == 62 ? length >= 16
            : two is 36 or 38 || three is >= 300 and <= 305 ? length is 14 or 16
            : four is 5018 or 5020 or 5038 or 6304 or 6759 or 6761 or 6763 && length is >= 13 and <= 19;
        if (!known || !digits.ContainsAnyExcept(digits[0])) return false;
        var sum = 0;
        for (var i = 0; i < length; i++)
        {
            var digit = digits[length - 1 - i] - '0';
            if (i % 2 == 1) digit = digit * 2 > 9 ? digit * 2 - 9 : digit * 2;
            sum += digit;
        }
        return sum % 10 == 0;
    }

    // the digits that were found are the check digits after the country's letters
    private static (int Start, int Length)? IbanAt(ReadOnlySpan<char> text, int at)
    {
        if (at < 2 || at + 12 > text.Length || !char.IsAsciiLetterUpper(text[at - 1]) || !char.IsAsciiLetterUpper(text[at - 2]) || !char.IsAsciiDigit(text[at + 1])) return null;
        if (at > 2 && (char.IsAsciiLetterOrDigit(text[at - 3]) || text[at - 3] is '_' or '-')) return null;
        if (!Countries.TryGetValue(text.Slice(at - 2, 2).ToString(), out var size)) return null;
        Span<char> plain = stackalloc char[34];
        var (i, count) = (at - 2, 0);
        while (i < text.Length && count < size)
        {
            if (text[i] is ' ' && count % 4 == 0 && count > 0) { i++; continue; }
            if (!char.IsAsciiLetterOrDigit(text[i])) return null;
            plain[count++] = char.ToUpperInvariant(text[i++]);
        }
        if (count != size || i < text.Length && char.IsAsciiLetterOrDigit(text[i])) return null;
        var rest = 0;
        for (var k = 0; k < size; k++)
        {
            var c = plain[(k + 4) % size];
            rest = char.IsAsciiDigit(c) ? (rest * 10 + c - '0') % 97 : (rest * 100 + c - 'A' + 10) % 97;
        }
        return rest == 1 ? (at - 2, i - at + 2) : null;
    }

    private static int Digits(ReadOnlySpan<char> text)
    {
        var end = text.IndexOfAnyExceptInRange('0', '9');
        return end < 0 ? text.Length : end;
    }
}
