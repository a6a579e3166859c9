using System.Security.Cryptography;
using System.Text;

namespace MemU.Fs.Model;

/// <summary>
/// The form in which values of fields are kept and compared: without regard to case and to the width of letters. Of a value of more than
/// <see cref="Seen"/> characters the beginning is kept with a hash of the whole: equality compares all of it, while <c>__contains</c>, <c>__startswith</c>
/// and order see the beginning alone.
/// </summary>
internal static class FieldText
{
    /// <summary>How many characters of a value are seen.</summary>
    public const int Seen = 1000;

    // between the beginning and the hash; in no value itself
    private const char Mark = '\u0001';

    /// <summary>A value in this form.</summary>
    public static string Of(string value)
    {
        var folded = Fold(value.Trim());
        if (folded.Length <= Seen) return folded;
        return $"{folded[..(char.IsHighSurrogate(folded[Seen - 1]) ? Seen - 1 : Seen)]}{Mark}{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(folded)).AsSpan(0, 16))}";
    }

    /// <summary>What is seen of a value in this form.</summary>
    public static string Beginning(string value) => value.Length > Seen && value.IndexOf(Mark, StringComparison.Ordinal) is var mark and >= 0 ? value[..mark] : value;

    /// <summary>A text that is looked for within values; white space around it counts.</summary>
    public static string Fold(string value)
    {
        var folded = SafeText.Compatible(value).ToLowerInvariant();
        return folded.Contains(Mark, StringComparison.Ordinal) ? folded.Replace(Mark, '\uFFFD') : folded;
    }
}
