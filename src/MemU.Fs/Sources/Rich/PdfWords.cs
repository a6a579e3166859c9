using System.Text;
using UglyToad.PdfPig.Content;

namespace MemU.Fs.Sources.Rich;

/// <summary>A word on a page; upwards and to the right the numbers grow.</summary>
internal sealed record PdfWord(string Text, double Left, double Right, double Base, double Size)
{
    /// <summary>Its upper edge, about.</summary>
    public double Top => Base + Size * 0.8;

    /// <summary>Its lower edge, about.</summary>
    public double Bottom => Base - Size * 0.2;
}

/// <summary>Puts the letters of a page together to words, in the order in which the page draws them.</summary>
internal static class PdfWords
{
    /// <summary>The words.</summary>
    public static List<PdfWord> Of(IReadOnlyList<Letter> letters)
    {
        List<PdfWord> words = [];
        var text = new StringBuilder();
        var (left, right, at, size) = (0.0, 0.0, 0.0, 0.0);
        foreach (var letter in letters)
        {
            var height = Height(letter);
            var (start, end) = (letter.StartBaseLine, letter.EndBaseLine);
            // text that stands on its side is read as if it did not
            var (x, y, width) = letter.TextOrientation switch
            {
                TextOrientation.Rotate90 => (-start.Y, start.X, Math.Abs(end.Y - start.Y)),
                TextOrientation.Rotate270 => (start.Y, -start.X, Math.Abs(end.Y - start.Y)),
                TextOrientation.Rotate180 => (-start.X, -start.Y, Math.Abs(end.X - start.X)),
                _ => (start.X, start.Y, Math.Abs(end.X - start.X)),
            };
            if (!double.IsFinite(x) || !double.IsFinite(y) || !double.IsFinite(width)) continue;
            if (string.IsNullOrWhiteSpace(letter.Value))
            {
                Flush();
                continue;
            }
            var isNext = text.Length > 0 && Math.Abs(y - at) < 0.3 * Math.Max(height, size) && x - right < 0.2 * height && x > right - 0.6 * Math.Max(height, size);
            // bold text is sometimes drawn twice, a hair apart
            if (isNext && letter.Value.Length == 1 && text[^1] == letter.Value[0] && Math.Abs(x - (right - width)) < 0.1 * width) continue;
            if (!isNext)
            {
                Flush();
                (left, at, size) = (x, y, height);
            }
            text.Append(letter.Value);
            right = x + width;
            size = Math.Max(size, height);
        }
        Flush();
        return words;

        void Flush()
        {
            if (text.Length > 0) words.Add(new(text.ToString(), left, right, at, size));
            text.Clear();
        }
    }

    private static double Height(Letter letter)
    {
        var size = letter.PointSize;
        if (!double.IsFinite(size) || size < 0.5 || size > 1000) size = letter.BoundingBox.Height;
        return double.IsFinite(size) && size is > 0.5 and < 1000 ? size : 10;
    }
}
