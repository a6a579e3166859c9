using System.Text;

namespace MemU.Fs.Sources.Rich;

/// <summary>Puts the words of a block together to lines, and the lines to paragraphs.</summary>
internal static class PdfLines
{
    /// <summary>The lines from top to bottom, each from left to right.</summary>
    public static List<List<PdfWord>> Of(List<PdfWord> words)
    {
        List<List<PdfWord>> lines = [];
        var (at, size) = (double.NaN, 0.0);
        foreach (var word in words.OrderByDescending(w => w.Base).ThenBy(w => w.Left))
        {
            if (lines.Count > 0 && at - word.Base <= 0.45 * Math.Max(size, word.Size)) lines[^1].Add(word);
            else
            {
                lines.Add([word]);
                (at, size) = (word.Base, word.Size);
            }
        }
        foreach (var line in lines) line.Sort((a, b) => a.Left.CompareTo(b.Left));
        return lines;
    }

    /// <summary>The paragraphs of a block.</summary>
    public static IEnumerable<string> Paragraphs(List<PdfWord> block)
    {
        var lines = Of(block);
        var pitch = Pitch(lines);
        var (left, right) = (lines.Min(l => l[0].Left), lines.Max(l => l[^1].Right));
        var text = new StringBuilder();
        List<PdfWord>? before = null;
        foreach (var line in lines)
        {
            if (before is not null && Begins(before, line, pitch, left, right))
            {
                yield return text.ToString();
                text.Clear();
            }
            Append(text, line);
            before = line;
        }
        if (text.Length > 0) yield return text.ToString();
    }

    private static bool Begins(List<PdfWord> before, List<PdfWord> line, double pitch, double left, double right)
    {
        var size = line[0].Size;
        if (before[0].Base - line[0].Base > Math.Max(Math.Min(pitch, 1.8 * size) * 1.3, size * 1.05)) return true;
        if (Math.Abs(before[0].Size - size) > 0.15 * Math.Max(before[0].Size, size)) return true;
        if (IsMark(line[0].Text) && line.Count > 1) return true;
        var isShort = right - before[^1].Right > 0.2 * (right - left);
        // an indented line after one that is not begins a paragraph; so does any after a short one that ends a sentence
        if (line[0].Left - before[0].Left > 0.9 * size && line[0].Left - left < 6 * size && (isShort || Ends(before)) && before[0].Left - left < size) return true;
        if (isShort && Ends(before)) return true;
        // rows of a table: parts far apart
        return IsSpread(before) || IsSpread(line);
    }

    private static bool IsSpread(List<PdfWord> line)
    {
        for (var i = 1; i < line.Count; i++)
            if (line[i].Left - line[i - 1].Right > 2.5 * line[i].Size) return true;
        return false;
    }

    private static bool Ends(List<PdfWord> line) => line[^1].Text.TrimEnd('"', '”', '\'', ')', '»') is [.., '.' or '!' or '?' or ':' or '。' or '！' or '？' or '：' or '…'];

    private static bool IsMark(string word) => word is "•" or "◦" or "▪" or "‣" or "–" or "-" or "*" or "·" || word.Length is > 1 and < 5 && word[^1] is '.' or ')' && word.AsSpan(0, word.Length - 1).IndexOfAnyExceptInRange('0', '9') < 0;

    // the usual distance of two lines
    private static double Pitch(List<List<PdfWord>> lines)
    {
        if (lines.Count < 2) return double.MaxValue;
        var steps = new List<double>();
        for (var i = 1; i < lines.Count; i++) steps.Add(lines[i - 1][0].Base - lines[i][0].Base);
        steps.Sort();
        return steps[steps.Count / 3];
    }

    private static void Append(StringBuilder text, List<PdfWord> line)
    {
        for (var i = 0; i < line.Count; i++)
        {
            var word = line[i].Text;
            if (i == 0)
            {
                // a word that was parted at the end of a line is one again
                if (text.Length > 1 && text[^1] is '-' or '\u00ad' or '‐' && char.IsLetter(text[^2]) && char.IsLower(word[0])) text.Length--;
                else if (text.Length > 0 && !(IsEastern(text[^1]) && IsEastern(word[0]))) text.Append(' ');
            }
            else if (line[i].Left - line[i - 1].Right > 2.5 * line[i].Size) text.Append(" · ");
            else if (line[i].Left - line[i - 1].Right > 0.08 * line[i].Size && !(IsEastern(text[^1]) && IsEastern(word[0]))) text.Append(' ');
            text.Append(word);
        }
    }

    private static bool IsEastern(char c) => c is >= '\u2e80' and <= '\u9fff' or >= '\uff00' and <= '\uffef' or >= '\ud840' and <= '\udfff';
}
