using System.Text;

namespace MemU.Fs.Server.Mcp.Tools;

/// <summary>
/// A cautious guess at tokens, without the tokenizer: its table is large, and a process that idles beside every client should not hold it.
/// Of ordinary text in any script it is above what o200k_base counts.
/// </summary>
internal static class Tokens
{
    /// <summary>The least and the most that an answer may be limited to, and what it is limited to by itself.</summary>
    public const int Least = 200, Most = 20_000, Usual = 2_000;

    /// <summary>The schema of the argument by which a caller limits an answer.</summary>
    public const string Argument = """
        "budget_tokens":{"type":"integer","minimum":200,"maximum":20000,"description":"the answer has at most about so many tokens; 2000 if left out"}
        """;

    /// <summary>At most so many tokens.</summary>
    public static int Of(string text)
    {
        var hundredths = 0L;
        foreach (var rune in text.EnumerateRunes()) hundredths += Cost(rune);
        return (int)Math.Min(int.MaxValue, (hundredths + 99) / 100);
    }

    /// <summary>Where the first so many tokens of a text end, at the end of a line where there is one.</summary>
    public static int End(string text, int tokens)
    {
        var left = tokens * 100L;
        var at = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            if ((left -= Cost(rune)) < 0) return text.LastIndexOf('\n', Math.Max(0, at - 1)) is var line and > 0 ? line + 1 : at;
            at += rune.Utf16SequenceLength;
        }
        return text.Length;
    }

    private static int Cost(Rune rune) => rune.Value switch
    {
        >= 'a' and <= 'z' or ' ' => 34,
        < 128 => Rune.IsLetterOrDigit(rune) ? 60 : 100,
        _ => Rune.IsLetter(rune) && rune.Value < 0x700 ? 80 : 130,
    };
}
