using System.Text;
using System.Text.RegularExpressions;

namespace MemU.Fs.Providers.Offline.Text;

/// <summary>Takes out of a message what nobody said: code blocks, recalled memories, quoted mail, tables.</summary>
internal static partial class Prose
{
    /// <summary>Of a longer message only this many characters are read.</summary>
    private const int Longest = 200_000;

    /// <summary>The prose, line by line; what was taken out leaves an empty line.</summary>
    public static string Of(string text)
    {
        if (text.Length > Longest) text = text[..Longest];
        text = text.Replace("\r\n", "\n", StringComparison.Ordinal);
        if (text.Contains("memu", StringComparison.OrdinalIgnoreCase)) text = WithoutBlocks(text);
        var kept = new StringBuilder(text.Length);
        bool fence = false, recalled = false;
        foreach (var range in text.AsSpan().Split('\n'))
        {
            var line = text.AsSpan()[range];
            var trimmed = line.Trim();
            if (trimmed.StartsWith("```", StringComparison.Ordinal) || trimmed.StartsWith("~~~", StringComparison.Ordinal))
            {
                fence = !(trimmed.Length > 6 && trimmed[3..].Contains("```", StringComparison.Ordinal)) && !fence;
                kept.Append('\n');
                continue;
            }
            if (trimmed.StartsWith("## ", StringComparison.Ordinal)) recalled = trimmed is "## Sources" or "## Related" or "## Memory" or "## Memories";
            else if (recalled && trimmed.Length > 0 && trimmed[0] is not ('-' or '*' or '[' or '>')) recalled = false;
            if (!fence && !recalled && !(trimmed.Length > 0 && trimmed[0] is '|' or '>') && !trimmed.Contains("[[", StringComparison.Ordinal)) kept.Append(line);
            kept.Append('\n');
        }
        return kept.ToString();
    }

    /// <summary>Blocks that a hook of ours put in front of a prompt, closed or cut off.</summary>
    private static string WithoutBlocks(string text)
    {
        foreach (Match open in Opening().Matches(text))
        {
            var name = open.Groups[1].Value;
            var start = text.IndexOf(open.Value, StringComparison.Ordinal);
            if (start < 0) continue;
            var end = text.IndexOf("</" + name, start, StringComparison.OrdinalIgnoreCase);
            var close = end < 0 ? -1 : text.IndexOf('>', end);
            text = string.Concat(text.AsSpan(0, start), "\n", close < 0 ? "" : text.AsSpan(close + 1));
        }
        return text;
    }

    [GeneratedRegex(@"<(memu[\w-]*|memor(?:y|ies)[\w-]*memu[\w-]*)\b[^>\n]{0,200}>", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, MatchPatience.Milliseconds)]
    private static partial Regex Opening();
}
